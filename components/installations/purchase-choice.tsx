import { Button } from '@/components/ui/button';
import { DefinitionList, Sum } from '@/components/ui/definition-list';
import { Notice } from '@/components/ui/notice';
import { ChoiceRow, RadioGroup } from '@/components/ui/radio-group';
import { topUpHref } from '@/lib/billing/labels';
import { type BillingPeriod, billingPeriods, type Catalog, periodNames } from '@/lib/catalog/model';
import { formatMoney, type Kopecks, kopecks } from '@/lib/core/money';
import { counted } from '@/lib/core/text';
import type { PurchaseLine } from '@/lib/installations/purchase.rule';

/** What purchases are worked out of and said with. */
export interface Payable extends Pick<Catalog, 'plans'> {
  /** by plan: «комплект «Закон: базовый»» */
  readonly titles: Readonly<Record<string, string>>;
  readonly nextCharge: Readonly<Record<BillingPeriod, string>>;
  /** null: not to be seen by this person */
  readonly balance: Kopecks | null;
  readonly mayTopUp: boolean;
}

export function PurchaseChoice({
  payable,
  lines,
  total,
  period,
  setPeriod,
  missing,
}: {
  payable: Payable;
  lines: readonly PurchaseLine[];
  total: Kopecks;
  period: BillingPeriod;
  setPeriod: (period: BillingPeriod) => void;
  missing: boolean;
}) {
  const { balance } = payable;
  return (
    <div className="grid gap-4">
      <RadioGroup id="install-period" label="Период оплаты">
        {billingPeriods.map((each) => (
          <ChoiceRow
            key={each}
            name="install-period"
            value={each}
            label={periodNames[each]}
            checked={each === period}
            onChange={() => setPeriod(each)}
          />
        ))}
      </RadioGroup>
      <DefinitionList look="sums">
        {lines.map((line) => (
          <Sum
            key={line.planSlug}
            term={payable.titles[line.planSlug] ?? line.planSlug}
            note={`${counted(line.terminalIds.length, ['касса', 'кассы', 'касс'])} по ${formatMoney(line.each)}`}
          >
            {formatMoney(line.total)}
          </Sum>
        ))}
        <Sum term="К оплате сейчас" total>
          {formatMoney(total)}
        </Sum>
        {balance === null ? null : (
          <Sum term={missing ? 'На лицевом счёте' : 'Останется на лицевом счёте'}>
            {formatMoney(missing ? balance : kopecks(balance - total))}
          </Sum>
        )}
        <Sum term="Следующее списание">{payable.nextCharge[period]}</Sum>
      </DefinitionList>
      {missing && balance !== null ? (
        <Notice
          tone="attention"
          action={
            payable.mayTopUp ? (
              <Button size="small" href={topUpHref(kopecks(total - balance))}>
                Пополнить счёт
              </Button>
            ) : null
          }
        >
          Не хватает {formatMoney(kopecks(total - balance))}.
          {payable.mayTopUp ? '' : ' Попросите владельца пополнить счёт.'}
        </Notice>
      ) : null}
    </div>
  );
}
