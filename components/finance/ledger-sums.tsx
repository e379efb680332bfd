import { DefinitionList, Sum } from '@/components/ui/definition-list';
import type { LedgerTotals } from '@/lib/billing/model';
import { formatMoney } from '@/lib/core/money';

/** What the chosen movements come to; with the account before and after, when all of a time are chosen. */
export function LedgerSums({ totals }: { totals: LedgerTotals }) {
  const { came, went, account } = totals;
  return (
    <DefinitionList look="sums" className="mb-6 max-w-md">
      {account ? <Sum term="На счёте в начале">{formatMoney(account.opening)}</Sum> : null}
      <Sum term="Поступило">{formatMoney(came)}</Sum>
      <Sum term="Списано">{formatMoney(went)}</Sum>
      {account ? (
        <Sum term="На счёте в конце" total>
          {formatMoney(account.closing)}
        </Sum>
      ) : null}
    </DefinitionList>
  );
}
