'use client';

import { useState } from 'react';
import { useAction } from '@/components/forms/use-action';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions, DialogClose } from '@/components/ui/dialog';
import { InputField } from '@/components/ui/input';
import { Notice } from '@/components/ui/notice';
import type { LocalDate } from '@/lib/core/local-date';
import { dateInText } from '@/lib/core/text';
import { askTermination, terminateSimCard, withdrawTermination } from '@/lib/sim-cards/actions';
import { CONFIRM_TERMINATION_MINUTES } from '@/lib/sim-cards/termination.rule';

export interface CloseDialogProps {
  simCardId: string;
  /** the first step is done and its time is not over */
  asked: boolean;
  /** paid until; null: not paid */
  until: LocalDate | null;
  onClose: () => void;
}

/** Two steps: the first only asks, the second needs the number on the plastic at hand. */
export default function CloseDialog({ simCardId, asked: askedBefore, until, onClose }: CloseDialogProps) {
  const [requestId] = useState(() => crypto.randomUUID());
  const [asked, setAsked] = useState(askedBefore);
  const [lastDigits, setLastDigits] = useState('');
  const ask = useAction(askTermination, { onSuccess: () => setAsked(true) });
  const confirm = useAction(terminateSimCard, {
    done: 'Запрос передан оператору: закрываем карту',
    onSuccess: onClose,
  });
  const withdraw = useAction(withdrawTermination, { done: 'Карта не закрывается', onSuccess: onClose });
  const pending = ask.pending || confirm.pending || withdraw.pending;
  const problem = confirm.problem ?? ask.problem ?? withdraw.problem;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      locked={pending}
      title="Закрыть карту навсегда"
      description="Закрытая карта не заработает больше никогда, её номер телефона уйдёт. Это нельзя отменить."
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (asked) confirm.run({ requestId, simCardId, lastDigits });
          else ask.run({ simCardId });
        }}
      >
        {until ? <p>Оплачено до {dateInText(until)}. Деньги не вернутся, дальше списаний не будет.</p> : null}
        {asked ? (
          <InputField
            name="lastDigits"
            label="Последние четыре цифры номера карты"
            hint={`Как на пластике. На подтверждение — ${CONFIRM_TERMINATION_MINUTES} минут`}
            value={lastDigits}
            onChange={(event) => setLastDigits(event.target.value.replace(/\D/g, '').slice(0, 4))}
            inputMode="numeric"
            autoComplete="off"
            mono
            fieldClassName="mt-4 max-w-72"
          />
        ) : (
          <p className="mt-3">Если карта нужна на время, её достаточно отключить.</p>
        )}
        {problem ? (
          <Notice tone="failed" live="alert" className="mt-4">
            {problem.message}
          </Notice>
        ) : null}
        <DialogActions>
          {askedBefore ? (
            <Button variant="quiet" disabled={pending} onClick={() => withdraw.run({ simCardId })}>
              Не закрывать карту
            </Button>
          ) : (
            <DialogClose disabled={pending}>Не закрывать карту</DialogClose>
          )}
          <Button
            type="submit"
            variant="danger"
            disabled={asked && lastDigits.length !== 4}
            pending={pending}
            pendingLabel="Проверяем…"
          >
            {asked ? 'Закрыть карту навсегда' : 'Продолжить'}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
