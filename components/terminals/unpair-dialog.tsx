'use client';

import { useState } from 'react';
import { useAction } from '@/components/forms/use-action';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions, DialogClose } from '@/components/ui/dialog';
import { Notice } from '@/components/ui/notice';
import { unpairTerminal } from '@/lib/terminals/actions';

export function UnpairDialog({ terminalId, terminalName }: { terminalId: string; terminalName: string }) {
  const [open, setOpen] = useState(false);
  const { run, pending, problem } = useAction(unpairTerminal, {
    done: `Касса «${terminalName}» отвязана`,
    onSuccess: () => setOpen(false),
  });
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      locked={pending}
      width="narrow"
      title={`Отвязать кассу «${terminalName}»`}
      description="Кабинет перестанет принимать её запросы: состояние не обновляется, модули и настройки до неё не доходят, чеки покупателям не отправляются. Продавать касса сможет, история и оплаченное останутся."
      trigger={
        <Button size="small" variant="quiet">
          Отвязать кассу
        </Button>
      }
    >
      {problem ? <Notice tone="failed">{problem.message}</Notice> : null}
      <DialogActions>
        <DialogClose disabled={pending}>Не сейчас</DialogClose>
        <Button
          variant="danger"
          pending={pending}
          pendingLabel="Отвязываем…"
          onClick={() => run({ terminalId })}
        >
          Отвязать кассу
        </Button>
      </DialogActions>
    </Dialog>
  );
}
