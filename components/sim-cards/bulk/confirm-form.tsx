'use client';

import { useState } from 'react';
import { useAction } from '@/components/forms/use-action';
import { Button } from '@/components/ui/button';
import { DefinitionList, Sum } from '@/components/ui/definition-list';
import { Notice } from '@/components/ui/notice';
import { ChoiceRow, RadioGroup } from '@/components/ui/radio-group';
import { type BillingPeriod, periodNames } from '@/lib/catalog/model';
import { formatMoney, kopecks } from '@/lib/core/money';
import { dateInText } from '@/lib/core/text';
import { confirmBulk } from '@/lib/sim-cards/bulk/actions';
import { cardsCount, manyCards } from '@/lib/sim-cards/bulk/labels';
import type { BulkAction, BulkOffer } from '@/lib/sim-cards/bulk/model';

interface ConfirmProps {
  bulkId: string;
  offer: BulkOffer;
  mayTopUp: boolean;
}

/** The decision, with all that follows from it in sight; the button repeats it. */
export function ConfirmForm({ action, ...props }: ConfirmProps & { action: BulkAction }) {
  return action === 'ACTIVATE' ? <Activation {...props} /> : <Deactivation {...props} />;
}

function Problem({
  problem,
  mayTopUp,
}: {
  problem: { code: string; message: string } | null;
  mayTopUp: boolean;
}) {
  if (!problem) return null;
  return (
    <Notice
      tone="failed"
      live="alert"
      className="mt-4"
      action={
        problem.code === 'INSUFFICIENT_FUNDS' && mayTopUp ? (
          <Button size="small" href="/finance/top-up">
            Пополнить счёт
          </Button>
        ) : null
      }
    >
      {problem.message}
    </Notice>
  );
}

function Activation({ bulkId, offer: { cards, toPay, offers, balance }, mayTopUp }: ConfirmProps) {
  const [period, setPeriod] = useState<BillingPeriod>('M12');
  const count = manyCards(cards);
  const { run, pending, problem } = useAction(confirmBulk, { done: `Запущено: активируем ${count}` });
  const offer = offers.find((each) => each.period === period) ?? offers[0];
  if (!offer) return null;
  const missing = balance === null ? 0 : Math.max(0, offer.total - balance);
  return (
    <form
      className="max-w-2xl"
      onSubmit={(event) => {
        event.preventDefault();
        const isPaid = toPay > 0;
        run({
          bulkId,
          period: isPaid ? offer.period : null,
          expectedTotal: isPaid ? offer.total : 0,
          stopRenewal: false,
        });
      }}
    >
      {toPay > 0 ? (
        <RadioGroup id="period" label="Период оплаты">
          {offers.map((each) => (
            <ChoiceRow
              key={each.period}
              name="period"
              value={each.period}
              label={periodNames[each.period]}
              hint={
                each.savingPerYear > 0
                  ? `дешевле на ${formatMoney(each.savingPerYear)} в год за карту`
                  : undefined
              }
              price={formatMoney(each.perCard)}
              priceHint="за карту"
              checked={each.period === offer.period}
              onChange={() => setPeriod(each.period)}
            />
          ))}
        </RadioGroup>
      ) : null}
      {toPay < cards ? (
        <Notice tone="works" className="mt-3 first:mt-0">
          {toPay === 0
            ? 'Все эти карты уже оплачены: за активацию ничего не спишется.'
            : `Уже оплачено: ${cardsCount(cards - toPay)}. За них ничего не спишется.`}
        </Notice>
      ) : null}
      {toPay > 0 ? (
        <DefinitionList look="sums" className="mt-5">
          <Sum term="К оплате">{cardsCount(toPay)}</Sum>
          {balance === null ? null : <Sum term="На лицевом счёте">{formatMoney(balance)}</Sum>}
          <Sum term="Следующее списание">{dateInText(offer.nextChargeOn)}</Sum>
          <Sum
            term="Спишется не больше"
            total
            note="Деньги списываются по мере активации. За карты, с которыми что-то не так, не спишется ничего."
          >
            {formatMoney(offer.total)}
          </Sum>
        </DefinitionList>
      ) : null}
      {missing > 0 && !problem ? (
        <Notice
          tone="attention"
          live="status"
          className="mt-4"
          action={
            mayTopUp ? (
              <Button size="small" href={`/finance/top-up?amount=${Math.ceil(missing / 100)}`}>
                Пополнить счёт
              </Button>
            ) : null
          }
        >
          На лицевом счёте не хватает {formatMoney(kopecks(missing))}.
          {mayTopUp ? '' : ' Попросите владельца пополнить счёт.'}
        </Notice>
      ) : null}
      <Problem problem={problem} mayTopUp={mayTopUp} />
      <div className="mt-5">
        <Button type="submit" variant="primary" size="large" wide pending={pending} pendingLabel="Запускаем…">
          {toPay > 0 ? `Активировать ${count} за ${formatMoney(offer.total)}` : `Активировать ${count}`}
        </Button>
      </div>
    </form>
  );
}

function Deactivation({ bulkId, offer: { cards, renewing }, mayTopUp }: ConfirmProps) {
  const [stopRenewal, setStopRenewal] = useState(false);
  const count = manyCards(cards);
  const { run, pending, problem } = useAction(confirmBulk, { done: `Запущено: отключаем ${count}` });
  return (
    <form
      className="max-w-2xl"
      onSubmit={(event) => {
        event.preventDefault();
        run({ bulkId, period: null, expectedTotal: 0, stopRenewal });
      }}
    >
      <p className="mb-4">Кассы с отключёнными картами останутся без мобильной связи.</p>
      {renewing > 0 ? (
        <RadioGroup id="payment" label="Что с оплатой">
          <ChoiceRow
            name="payment"
            value="keep"
            label="Оплата продолжается"
            hint={`Подписки продлятся: ${cardsCount(renewing)}. Включить снова можно без новой оплаты.`}
            checked={!stopRenewal}
            onChange={() => setStopRenewal(false)}
          />
          <ChoiceRow
            name="payment"
            value="stop"
            label="Остановить продление"
            hint="Оплаченное время останется, дальше списаний не будет."
            checked={stopRenewal}
            onChange={() => setStopRenewal(true)}
          />
        </RadioGroup>
      ) : (
        <p>Подписки этих карт не продлеваются: на оплату отключение не влияет.</p>
      )}
      <Problem problem={problem} mayTopUp={mayTopUp} />
      <div className="mt-5">
        <Button type="submit" variant="danger" size="large" wide pending={pending} pendingLabel="Запускаем…">
          {stopRenewal ? `Отключить ${count} и остановить продление` : `Отключить ${count}`}
        </Button>
      </div>
    </form>
  );
}
