'use client';

import { useState } from 'react';
import { useAction } from '@/components/forms/use-action';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions, DialogClose } from '@/components/ui/dialog';
import { Notice } from '@/components/ui/notice';
import { ChoiceRow, RadioGroup } from '@/components/ui/radio-group';
import type { LocalDate } from '@/lib/core/local-date';
import { dateInText } from '@/lib/core/text';
import { deactivateSimCards } from '@/lib/sim-cards/actions';
import { cardsText, smartCardsText } from '@/lib/sim-cards/labels';
import type { PickedCard } from './card-picker';

interface DeactivateDialogProps {
  cards: readonly PickedCard[];
  onClose: () => void;
  onDone: () => void;
}

/** «20 декабря 2026»; of several days the last one. */
function paidUntil(days: readonly LocalDate[]): string {
  const last = [...days].sort().at(-1);
  if (last === undefined) return '';
  const several = new Set(days).size > 1 ? 'разных дней, последняя — до ' : '';
  return several + dateInText(last);
}

/** Says until when it is paid and asks what becomes of the payment. */
export default function DeactivateDialog({ cards, onClose, onDone }: DeactivateDialogProps) {
  const [requestId] = useState(() => crypto.randomUUID());
  const [stopRenewal, setStopRenewal] = useState(false);
  const count = cardsText(cards.length);
  const { run, pending, problem } = useAction(deactivateSimCards, {
    done: `Запрос передан оператору: отключаем ${count}`,
    onSuccess: onDone,
  });
  const renewing = cards.filter((card) => card.renews);
  const until = paidUntil((renewing.length > 0 ? renewing : cards).flatMap((card) => card.until ?? []));
  const verb = `Отключить ${count}`;
  const verbAndStop = `Отключить ${cards.length === 1 ? '' : `${count} `}и остановить продление`;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      locked={pending}
      title={`Отключить ${smartCardsText(cards.length)}`}
      description="Касса с отключённой картой останется без мобильной связи. Обычно отключение занимает до 2 минут."
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          run({ requestId, cardIds: cards.map((card) => card.id), stopRenewal });
        }}
      >
        {renewing.length > 0 ? (
          <RadioGroup id="payment" label="Что с оплатой">
            <ChoiceRow
              name="payment"
              value="keep"
              label="Оплата продолжается"
              hint={`Оплачено до ${until}, дальше подписка продлится. Включить снова можно без новой оплаты.`}
              checked={!stopRenewal}
              onChange={() => setStopRenewal(false)}
            />
            <ChoiceRow
              name="payment"
              value="stop"
              label="Остановить продление"
              hint={`Оплачено до ${until}, дальше списаний не будет.`}
              checked={stopRenewal}
              onChange={() => setStopRenewal(true)}
            />
          </RadioGroup>
        ) : until ? (
          <p>
            Продление уже остановлено, оплачено до {until}. До этого дня карту можно включить без новой
            оплаты.
          </p>
        ) : (
          <p>Подписки нет: отключение на оплату не влияет.</p>
        )}
        {problem ? (
          <Notice tone="failed" live="alert" className="mt-4">
            {problem.message}
          </Notice>
        ) : null}
        <DialogActions>
          <DialogClose disabled={pending}>Не отключать</DialogClose>
          <Button type="submit" variant="danger" pending={pending} pendingLabel="Передаём оператору…">
            {stopRenewal ? verbAndStop : verb}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
