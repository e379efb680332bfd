'use client';

import { useState } from 'react';
import { useAction } from '@/components/forms/use-action';
import { Button } from '@/components/ui/button';
import { DefinitionList, Sum } from '@/components/ui/definition-list';
import { Dialog, DialogActions, DialogClose } from '@/components/ui/dialog';
import { ChoiceRow, RadioGroup } from '@/components/ui/radio-group';
import { type BillingPeriod, billingPeriods, periodNames } from '@/lib/catalog/model';
import { formatMoney } from '@/lib/core/money';
import { dateInText } from '@/lib/core/text';
import { changePeriod } from '@/lib/subscriptions/actions';
import { periodTitle, subscriptionTitle } from '@/lib/subscriptions/labels';
import { savingPerYear } from '@/lib/subscriptions/price.rule';
import type { DecisionProps } from './decision';

export function PeriodDialog({ subscription: sub, onClose }: DecisionProps) {
  const coming = sub.pendingPeriod ?? sub.period;
  const [chosen, setChosen] = useState<BillingPeriod>(coming);
  const { run, pending, problem } = useAction(changePeriod, {
    done: () =>
      chosen === sub.period
        ? `Период оплаты прежний: ${periodNames[chosen]}`
        : `С ${dateInText(sub.periodEnd)} — ${periodNames[chosen]}`,
    onSuccess: onClose,
  });
  const hint = (period: BillingPeriod): string | undefined => {
    const saving = savingPerYear(sub.prices, period);
    const words = [
      period === sub.period ? 'действует сейчас' : null,
      period === sub.pendingPeriod ? 'выбран на следующий период' : null,
      saving > 0 ? `дешевле на ${formatMoney(saving)} в год` : null,
    ].filter((each) => each !== null);
    return words.length > 0 ? words.join(' · ') : undefined;
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      locked={pending}
      title="Период оплаты"
      description={`${subscriptionTitle(sub)}. Новый период начнётся ${dateInText(sub.periodEnd)}, когда закончится оплаченный. Сейчас ничего не списывается и не возвращается.`}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          run({ subscriptionId: sub.id, period: chosen });
        }}
      >
        <RadioGroup id="period" label="Период оплаты" labelHidden error={problem?.message}>
          {billingPeriods.map((period) => (
            <ChoiceRow
              key={period}
              name="period"
              value={period}
              checked={chosen === period}
              onChange={() => {
                setChosen(period);
              }}
              label={periodTitle(period)}
              hint={hint(period)}
              price={formatMoney(sub.prices[period])}
            />
          ))}
        </RadioGroup>
        <DefinitionList look="sums" className="mt-5">
          {sub.cancelAtPeriodEnd ? (
            <Sum term="Подписка остановлена и сама не продлится">—</Sum>
          ) : (
            <Sum term={`Следующее списание ${dateInText(sub.nextCharge?.on ?? sub.periodEnd)}`}>
              {formatMoney(sub.prices[chosen])}
            </Sum>
          )}
        </DefinitionList>
        <DialogActions>
          <DialogClose disabled={pending}>Не сейчас</DialogClose>
          <Button
            type="submit"
            variant="primary"
            pending={pending}
            pendingLabel="Меняем…"
            disabled={chosen === coming}
          >
            {chosen === sub.period ? `Оставить ${periodNames[chosen]}` : `Платить ${periodNames[chosen]}`}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
