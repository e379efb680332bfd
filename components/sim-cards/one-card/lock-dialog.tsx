'use client';

import { useState } from 'react';
import { useAction } from '@/components/forms/use-action';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions, DialogClose } from '@/components/ui/dialog';
import { Notice } from '@/components/ui/notice';
import { lockImei } from '@/lib/sim-cards/card/actions';

export interface LockDialogProps {
  simCardId: string;
  /** to lock, or to take the lock off */
  lock: boolean;
  terminalName: string | null;
  imei: string | null;
  /** the operator has seen the card in another device */
  isElsewhere: boolean;
  onClose: () => void;
}

export default function LockDialog({
  simCardId,
  lock,
  terminalName,
  imei,
  isElsewhere,
  onClose,
}: LockDialogProps) {
  const [requestId] = useState(() => crypto.randomUUID());
  const { run, pending, problem } = useAction(lockImei, {
    done: 'Запрос передан оператору',
    onSuccess: onClose,
  });
  return (
    <Dialog
      open
      onOpenChange={onClose}
      locked={pending}
      title={lock ? 'Заблокировать карту за кассой' : 'Снять блокировку по IMEI'}
      description={
        lock
          ? 'Оператор не даст связи этой карте ни в каком другом устройстве.'
          : 'Карта снова будет работать в любом устройстве.'
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          run({ requestId, simCardId, lock });
        }}
      >
        {lock && imei ? (
          <p>
            Касса «{terminalName}», IMEI <span className="font-mono">{imei}</span>
          </p>
        ) : null}
        {lock && isElsewhere ? (
          <Notice tone="attention" className="mt-3">
            Сейчас карта стоит в другом устройстве. После блокировки связи там не будет, и карта будет
            приостановлена, пока не вернётся в кассу.
          </Notice>
        ) : null}
        {problem ? (
          <Notice tone="failed" live="alert" className="mt-4">
            {problem.message}
          </Notice>
        ) : null}
        <DialogActions>
          <DialogClose disabled={pending}>{lock ? 'Не блокировать' : 'Оставить блокировку'}</DialogClose>
          <Button type="submit" variant="primary" pending={pending} pendingLabel="Передаём оператору…">
            {lock ? 'Заблокировать карту' : 'Снять блокировку'}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
