import { DefinitionList, Fact } from '@/components/ui/definition-list';
import type { EffectiveSetting } from '@/lib/receipts/model';
import { type SaleReceipt, saleReceipt } from '@/lib/receipts/receipt-setting.rule';

const addressees = { BUYER: 'на адрес покупателя', DEFAULT: 'на адрес по умолчанию' } as const;

function inWords({ paper, to }: SaleReceipt): string {
  const sent = to ? `электронный ${addressees[to]}` : null;
  if (paper && sent) return `Бумажный и ${sent}`;
  return sent ? `${sent.charAt(0).toUpperCase()}${sent.slice(1)}` : 'Бумажный';
}

/** What really happens in a sale, by the same rule that the terminal follows. */
export function SaleOutcomes({ effective }: { effective: EffectiveSetting }) {
  const outcome = (buyerContact: boolean, wantsPaper: boolean) =>
    inWords(saleReceipt(effective, { buyerContact, wantsPaper }));
  const asks = effective.printMode === 'ASK';
  return (
    <DefinitionList>
      <Fact term="Покупатель назвал почту или телефон">
        {outcome(true, false)}
        {asks ? <span className="block text-13 text-ink-2">и бумажный, если он попросит</span> : null}
      </Fact>
      <Fact term="Ничего не назвал">{outcome(false, true)}</Fact>
    </DefinitionList>
  );
}
