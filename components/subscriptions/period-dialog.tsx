'use client';

import { useState, useTransition } from 'react';
import { useAction } from '@/components/forms/use-action';
import { Button } from '@/components/ui/button';
import { DefinitionList, Sum } from '@/components/ui/definition-list';
import { Dialog, DialogActions, DialogClose } from '@/components/ui/dialog';
import { Notice } from '@/components/ui/notice';
import { ChoiceRow, RadioGroup } from '@/components/ui/radio-group';
import { type BillingPeriod, billingPeriods, periodMonths, periodNames } from '@/lib/catalog/model';
import { addMoney, formatMoney } from '@/lib/core/money';
import { counted, dateInText } from '@/lib/core/text';
import { changePeriod, changePeriodNow, quotePeriodChange } from '@/lib/subscriptions/actions';
import { periodTitle, subscriptionForms, subscriptionTitle } from '@/lib/subscriptions/labels';
import type { SubscriptionRow } from '@/lib/subscriptions/model';
import { savingPerYear } from '@/lib/subscriptions/price.rule';
import { missingFor, PeriodQuoteView, type Quote } from './period-quote';

export interface PeriodDialogProps {
  subscriptions: readonly SubscriptionRow[];
  mayTopUp: boolean;
  onClose: () => void;
  onDone?: (() => void) | undefined;
}

type Moment = 'END' | 'NOW';
const coming = (sub: SubscriptionRow): BillingPeriod => sub.pendingPeriod ?? sub.period;

/** The period of one subscription or of many, from the paid end or now. */
export function PeriodDialog({
  subscriptions: subs,
  mayTopUp,
  onClose,
  onDone = onClose,
}: PeriodDialogProps) {
  const [first] = subs;
  const one = subs.length === 1 ? first : undefined;
  const [chosen, setChosen] = useState<BillingPeriod | null>(one ? coming(one) : null);
  const [moment, setMoment] = useState<Moment>('END');
  const [quote, setQuote] = useState<Quote | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const [counting, count] = useTransition();
  const ids = subs.map((sub) => sub.id);
  const later = useAction(changePeriod, {
    done: () => `Период оплаты — ${periodNames[chosen ?? 'M1']}, когда закончится оплаченный`,
    onSuccess: onDone,
  });
  const now = useAction(changePeriodNow, {
    done: ({ charged }) => `Период оплаты изменён, списано ${formatMoney(charged)}`,
    onSuccess: onDone,
  });
  const pending = later.pending || now.pending;
  const longer = (period: BillingPeriod) =>
    subs.some((sub) => sub.state === 'ACTIVE' && periodMonths[period] > periodMonths[sub.period]);
  const mayNow = chosen !== null && longer(chosen);

  function ask(period: BillingPeriod) {
    setQuote(null);
    setRefused(null);
    count(async () => {
      const result = await quotePeriodChange({ subscriptionIds: ids, period });
      if (result.ok) setQuote(result.value);
      else setRefused(result.message);
    });
  }

  function choose(period: BillingPeriod, at: Moment) {
    const moment = at === 'NOW' && longer(period) ? 'NOW' : 'END';
    setChosen(period);
    setMoment(moment);
    if (moment === 'NOW') ask(period);
    else setQuote(null);
  }

  const hint = (period: BillingPeriod): string | undefined => {
    if (!one) return undefined;
    const saving = savingPerYear(one.prices, period);
    const words = [
      period === one.period ? 'действует сейчас' : null,
      period === one.pendingPeriod ? 'выбран на следующий период' : null,
      saving > 0 ? `дешевле на ${formatMoney(saving)} в год` : null,
    ].filter((each) => each !== null);
    return words.length > 0 ? words.join(' · ') : undefined;
  };
  const price = (period: BillingPeriod) => addMoney(...subs.map((sub) => sub.prices[period]));
  const unchanged = chosen === null || subs.every((sub) => coming(sub) === chosen);
  const stale = now.problem?.code === 'QUOTE_EXPIRED' || now.problem?.code === 'QUOTE_CHANGED';

  return (
    <Dialog
      open
      onOpenChange={onClose}
      locked={pending}
      title="Период оплаты"
      description={
        one
          ? `${subscriptionTitle(one)}. Оплачено до ${dateInText(one.periodEnd)}.`
          : `Выбрано: ${counted(subs.length, subscriptionForms.accusative)}.`
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (moment === 'NOW' && quote) now.run({ quoteId: quote.quoteId });
          if (moment === 'END' && chosen) later.run({ subscriptionIds: ids, period: chosen });
        }}
      >
        <RadioGroup id="period" label="Период оплаты" labelHidden error={later.problem?.message}>
          {billingPeriods.map((period) => (
            <ChoiceRow
              key={period}
              name="period"
              value={period}
              checked={chosen === period}
              onChange={() => choose(period, moment)}
              label={periodTitle(period)}
              hint={hint(period)}
              price={formatMoney(price(period))}
            />
          ))}
        </RadioGroup>
        {mayNow ? (
          <RadioGroup id="moment" label="Когда перейти" className="mt-5">
            <ChoiceRow
              name="moment"
              value="END"
              checked={moment === 'END'}
              onChange={() => choose(chosen, 'END')}
              label={one ? `С ${dateInText(one.periodEnd)}` : 'Когда закончится оплаченный срок'}
              hint="Сейчас ничего не списывается"
            />
            <ChoiceRow
              name="moment"
              value="NOW"
              checked={moment === 'NOW'}
              onChange={() => choose(chosen, 'NOW')}
              label="Сейчас, с доплатой"
              hint="Оставшиеся оплаченные дни зачтутся"
            />
          </RadioGroup>
        ) : null}
        {moment === 'END' && one && chosen ? (
          <DefinitionList look="sums" className="mt-5">
            {one.cancelAtPeriodEnd ? (
              <Sum term="Подписка остановлена и сама не продлится">—</Sum>
            ) : (
              <Sum term={`Следующее списание ${dateInText(one.nextCharge?.on ?? one.periodEnd)}`}>
                {formatMoney(one.prices[chosen])}
              </Sum>
            )}
          </DefinitionList>
        ) : null}
        {moment === 'NOW' && quote ? <PeriodQuoteView quote={quote} mayTopUp={mayTopUp} /> : null}
        {(refused ?? now.problem) ? (
          <Notice
            tone="failed"
            className="mt-4"
            live="alert"
            action={
              stale && chosen ? (
                <Button size="small" onClick={() => ask(chosen)}>
                  Показать новую сумму
                </Button>
              ) : null
            }
          >
            {refused ?? now.problem?.message}
          </Notice>
        ) : null}
        <DialogActions>
          <DialogClose disabled={pending}>Не сейчас</DialogClose>
          {moment === 'NOW' ? (
            <Button
              type="submit"
              variant="primary"
              pending={now.pending || counting}
              pendingLabel={counting ? 'Считаем…' : 'Меняем…'}
              disabled={!quote || missingFor(quote) > 0}
            >
              {quote ? `Доплатить ${formatMoney(quote.total)}` : 'Доплатить'}
            </Button>
          ) : (
            <Button
              type="submit"
              variant="primary"
              pending={later.pending}
              pendingLabel="Меняем…"
              disabled={unchanged}
            >
              {chosen === null
                ? 'Выберите период'
                : one && chosen === one.period
                  ? `Оставить ${periodNames[chosen]}`
                  : `Платить ${periodNames[chosen]}`}
            </Button>
          )}
        </DialogActions>
      </form>
    </Dialog>
  );
}
