'use client';

import { useAction } from '@/components/forms/use-action';
import { Button } from '@/components/ui/button';
import { DefinitionList, Sum } from '@/components/ui/definition-list';
import { Dialog, DialogActions, DialogClose } from '@/components/ui/dialog';
import { Notice } from '@/components/ui/notice';
import { topUpHref } from '@/lib/billing/labels';
import { periodNames } from '@/lib/catalog/model';
import { formatMoney, type Kopecks, kopecks } from '@/lib/core/money';
import { dateInText } from '@/lib/core/text';
import { renewNow } from '@/lib/subscriptions/actions';
import { periodText, subscriptionTitle } from '@/lib/subscriptions/labels';
import type { DecisionProps } from './decision';

export function RenewDialog({
  subscription: sub,
  balance,
  mayTopUp,
  onClose,
}: DecisionProps & { balance: Kopecks; mayTopUp: boolean }) {
  const { run, pending, problem } = useAction(renewNow, {
    done: ({ periodEnd }) => `Оплачено до ${dateInText(periodEnd)}`,
    onSuccess: onClose,
  });
  const charge = sub.nextCharge;
  if (!charge) return null;
  const missing = kopecks(Math.max(0, charge.amount - balance));
  return (
    <Dialog
      open
      onOpenChange={onClose}
      locked={pending}
      title="Продлить сейчас"
      description={
        sub.state === 'PAST_DUE'
          ? `${subscriptionTitle(sub)}. Оплатится период, на который не хватило денег.`
          : `${subscriptionTitle(sub)}. Оплатится следующий период заранее, день списания не сдвинется.`
      }
    >
      <DefinitionList look="sums">
        <Sum term={`Период ${periodText({ start: sub.periodEnd, end: charge.until })}`}>
          {periodNames[charge.period]}
        </Sum>
        <Sum term="На лицевом счёте">{formatMoney(balance)}</Sum>
        <Sum
          term="К оплате сейчас"
          total
          note={missing > 0 ? undefined : `Останется ${formatMoney(kopecks(balance - charge.amount))}`}
        >
          {formatMoney(charge.amount)}
        </Sum>
      </DefinitionList>
      <p className="mt-3 text-ink-2">Следующее списание после этого — {dateInText(charge.until)}.</p>
      {missing > 0 ? (
        <Notice
          tone="attention"
          className="mt-4"
          title={`На счёте не хватает ${formatMoney(missing)}`}
          action={
            mayTopUp ? (
              <Button size="small" href={topUpHref(missing)}>
                Пополнить счёт
              </Button>
            ) : null
          }
        >
          {mayTopUp ? null : 'Счёт пополняют владелец и бухгалтер.'}
        </Notice>
      ) : problem ? (
        <Notice tone="failed" className="mt-4" live="alert">
          {problem.message}
        </Notice>
      ) : null}
      <DialogActions>
        <DialogClose disabled={pending}>Не сейчас</DialogClose>
        <Button
          variant="primary"
          pending={pending}
          pendingLabel="Продлеваем…"
          disabled={missing > 0}
          onClick={() => {
            run({
              subscriptionId: sub.id,
              expectedPeriodIndex: sub.periodIndex,
              expectedAmount: charge.amount,
            });
          }}
        >
          Продлить за {formatMoney(charge.amount)}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
