'use client';

import { useState } from 'react';
import { useAction } from '@/components/forms/use-action';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions, DialogClose } from '@/components/ui/dialog';
import { Notice } from '@/components/ui/notice';
import { removePaymentCard, setAutopay, stopAutopay } from '@/lib/billing/actions';

const Problem = ({ problem }: { problem: { message: string } | null }) =>
  problem ? (
    <Notice tone="failed" live="alert">
      {problem.message}
    </Notice>
  ) : null;

/** `card`: its name, as «Mastercard •• 4444». */
export function StartAutopay({ cardId, card, instead }: { cardId: string; card: string; instead: boolean }) {
  const [open, setOpen] = useState(false);
  const { run, pending, problem } = useAction(setAutopay, {
    done: `Автоплатёж включён: ${card}`,
    onSuccess: () => setOpen(false),
  });
  const verb = instead ? 'Перевести автоплатёж' : 'Включить автоплатёж';
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      locked={pending}
      trigger={
        <Button size="small" aria-label={`${verb}: ${card}`}>
          {verb}
        </Button>
      }
      title={instead ? `Перевести автоплатёж на карту ${card}` : `Включить автоплатёж с карты ${card}`}
      description={
        <>
          <p>
            В день продления подписок недостающая на лицевом счёте сумма спишется с этой карты: не меньше 1 ₽
            и не больше 1 000 000 ₽ за раз. Списанное видно здесь и в движениях по счёту.
          </p>
          <p className="mt-2">Автоплатёж действует, пока вы его не выключите или не удалите карту.</p>
        </>
      }
    >
      <Problem problem={problem} />
      <DialogActions>
        <DialogClose disabled={pending}>Не сейчас</DialogClose>
        <Button variant="primary" pending={pending} pendingLabel="Включаем…" onClick={() => run({ cardId })}>
          {verb}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

export function StopAutopay({ card }: { card: string }) {
  const [open, setOpen] = useState(false);
  const { run, pending, problem } = useAction(stopAutopay, {
    done: 'Автоплатёж выключен',
    onSuccess: () => setOpen(false),
  });
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      locked={pending}
      width="narrow"
      trigger={<Button>Выключить автоплатёж</Button>}
      title="Выключить автоплатёж"
      description={`С карты ${card} больше ничего не спишется без вас. Карта останется в списке. Если на счёте не хватит денег, подписки проработают ещё 5 дней и остановятся.`}
    >
      <Problem problem={problem} />
      <DialogActions>
        <DialogClose disabled={pending}>Оставить</DialogClose>
        <Button variant="danger" pending={pending} pendingLabel="Выключаем…" onClick={() => run({})}>
          Выключить автоплатёж
        </Button>
      </DialogActions>
    </Dialog>
  );
}

export function RemoveCard({
  cardId,
  card,
  hasAutopay,
}: {
  cardId: string;
  card: string;
  hasAutopay: boolean;
}) {
  const [open, setOpen] = useState(false);
  const { run, pending, problem } = useAction(removePaymentCard, {
    done: `Карта ${card} удалена`,
    onSuccess: () => setOpen(false),
  });
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      locked={pending}
      width="narrow"
      trigger={
        <Button size="small" variant="quiet" aria-label={`Удалить карту ${card}`}>
          Удалить
        </Button>
      }
      title={`Удалить карту ${card}`}
      description={
        hasAutopay
          ? 'С неё больше ничего не спишется, автоплатёж выключится. Другая карта сама не подставится: если на счёте не хватит денег, подписки проработают ещё 5 дней и остановятся.'
          : 'С неё больше ничего не спишется. Вернуть деньги за прошлые пополнения на неё по-прежнему можно.'
      }
    >
      <Problem problem={problem} />
      <DialogActions>
        <DialogClose disabled={pending}>Оставить</DialogClose>
        <Button variant="danger" pending={pending} pendingLabel="Удаляем…" onClick={() => run({ cardId })}>
          Удалить карту
        </Button>
      </DialogActions>
    </Dialog>
  );
}
