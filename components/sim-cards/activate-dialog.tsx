'use client';

import { Suspense, use, useState } from 'react';
import { useAction } from '@/components/forms/use-action';
import { Button } from '@/components/ui/button';
import { DefinitionList, Sum } from '@/components/ui/definition-list';
import { Dialog, DialogActions, DialogClose } from '@/components/ui/dialog';
import { Notice } from '@/components/ui/notice';
import { ChoiceRow, RadioGroup } from '@/components/ui/radio-group';
import { Skeleton, SkeletonBlock } from '@/components/ui/skeleton';
import { type BillingPeriod, periodNames } from '@/lib/catalog/model';
import type { ActionResult } from '@/lib/core/action-result';
import { formatMoney, kopecks } from '@/lib/core/money';
import { counted, dateInText } from '@/lib/core/text';
import { activateSimCards, quoteActivation } from '@/lib/sim-cards/actions';
import { cardsText, smartCardsText } from '@/lib/sim-cards/labels';
import type { ActivationOffer, ActivationQuote } from '@/lib/sim-cards/model';

interface ActivateDialogProps {
  cardIds: readonly string[];
  firstQuote: Promise<ActionResult<ActivationQuote>>;
  mayTopUp: boolean;
  /** the one that is offered first */
  firstPeriod?: BillingPeriod;
  onClose: () => void;
  onDone: () => void;
}

/** One decision, all consequences in sight, the button repeats it. */
export default function ActivateDialog({
  cardIds,
  firstQuote,
  mayTopUp,
  firstPeriod = 'M12',
  onClose,
  onDone,
}: ActivateDialogProps) {
  const [requestId] = useState(() => crypto.randomUUID());
  const [quote, setQuote] = useState(firstQuote);
  const [period, setPeriod] = useState<BillingPeriod>(firstPeriod);
  const [settled, setSettled] = useState<object | null>(null);
  const count = cardsText(cardIds.length);
  const { run, pending, problem } = useAction(activateSimCards, {
    done: `Запрос передан оператору: активируем ${count}`,
    onSuccess: onDone,
  });
  return (
    <Dialog
      open
      onOpenChange={onClose}
      locked={pending}
      title={`Активировать ${smartCardsText(cardIds.length)}`}
      description="Обычно это занимает до 2 минут. Страницу можно закрыть: операция продолжится."
    >
      <Suspense fallback={<Waiting />}>
        <Terms
          quote={quote}
          count={count}
          period={period}
          onPeriod={setPeriod}
          pending={pending}
          problem={problem === settled ? null : problem}
          mayTopUp={mayTopUp}
          onConfirm={(offer) =>
            run({ requestId, cardIds: [...cardIds], period: offer.period, expectedTotal: offer.total })
          }
          onAgain={() => {
            setSettled(problem);
            setQuote(quoteActivation({ cardIds: [...cardIds] }));
          }}
        />
      </Suspense>
    </Dialog>
  );
}

function Waiting() {
  return (
    <SkeletonBlock label="Считаем стоимость">
      <Skeleton className="h-42" />
      <Skeleton className="my-5 h-24" />
    </SkeletonBlock>
  );
}

interface TermsProps {
  quote: Promise<ActionResult<ActivationQuote>>;
  count: string;
  period: BillingPeriod;
  onPeriod: (period: BillingPeriod) => void;
  pending: boolean;
  problem: { code: string; message: string } | null;
  mayTopUp: boolean;
  onConfirm: (offer: ActivationOffer) => void;
  onAgain: () => void;
}

function Terms({
  quote,
  count,
  period,
  onPeriod,
  pending,
  problem,
  mayTopUp,
  onConfirm,
  onAgain,
}: TermsProps) {
  const result = use(quote);
  if (!result.ok) {
    return (
      <>
        <Notice tone="failed" live="alert">
          {result.message}
        </Notice>
        <DialogActions>
          <DialogClose>Закрыть</DialogClose>
        </DialogActions>
      </>
    );
  }
  const { cards, toPay, offers, balance } = result.value;
  const offer = offers.find((each) => each.period === period) ?? offers[0];
  if (!offer) return null;
  const missing = balance === null ? 0 : Math.max(0, offer.total - balance);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onConfirm(offer);
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
                each.savingPerYear > 0 ? `дешевле на ${formatMoney(each.savingPerYear)} в год` : undefined
              }
              price={formatMoney(each.perCard)}
              priceHint="за карту"
              checked={each.period === offer.period}
              onChange={() => onPeriod(each.period)}
            />
          ))}
        </RadioGroup>
      ) : null}
      {toPay < cards ? (
        <Notice tone="works" className="mt-3 first:mt-0">
          {toPay === 0
            ? 'Уже оплачено: за активацию ничего не спишется.'
            : `За ${counted(cards - toPay, ['карту', 'карты', 'карт'])} ничего не спишется: уже оплачено.`}
        </Notice>
      ) : null}
      {toPay > 0 ? (
        <DefinitionList look="sums" className="mt-5">
          {balance === null ? null : <Sum term="На лицевом счёте">{formatMoney(balance)}</Sum>}
          <Sum term="К оплате сейчас" note={`Следующее списание ${dateInText(offer.nextChargeOn)}`} total>
            {formatMoney(offer.total)}
          </Sum>
          {balance === null || missing > 0 ? null : (
            <Sum term="Останется на счёте">{formatMoney(kopecks(balance - offer.total))}</Sum>
          )}
        </DefinitionList>
      ) : null}
      <Trouble
        problem={problem}
        missing={missing > 0 ? formatMoney(kopecks(missing)) : null}
        mayTopUp={mayTopUp}
        onAgain={onAgain}
      />
      <DialogActions>
        <DialogClose disabled={pending}>Не сейчас</DialogClose>
        <Button type="submit" variant="primary" pending={pending} pendingLabel="Передаём оператору…">
          {toPay > 0 ? `Активировать ${count} за ${formatMoney(offer.total)}` : `Активировать ${count}`}
        </Button>
      </DialogActions>
    </form>
  );
}

interface TroubleProps {
  problem: { code: string; message: string } | null;
  missing: string | null;
  mayTopUp: boolean;
  onAgain: () => void;
}

function Trouble({ problem, missing, mayTopUp, onAgain }: TroubleProps) {
  const topUp = mayTopUp ? (
    <Button size="small" href="/finance">
      Пополнить счёт
    </Button>
  ) : null;
  if (problem) {
    const again = (
      <Button size="small" onClick={onAgain}>
        Пересчитать
      </Button>
    );
    return (
      <Notice
        tone="failed"
        live="alert"
        className="mt-4"
        action={
          problem.code === 'INSUFFICIENT_FUNDS' ? topUp : problem.code === 'QUOTE_CHANGED' ? again : null
        }
      >
        {problem.message}
      </Notice>
    );
  }
  return missing ? (
    <Notice tone="attention" live="status" className="mt-4" action={topUp}>
      На лицевом счёте не хватает {missing}.{mayTopUp ? '' : ' Попросите владельца пополнить счёт.'}
    </Notice>
  ) : null;
}
