'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { useAction } from '@/components/forms/use-action';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions, DialogClose } from '@/components/ui/dialog';
import { Notice } from '@/components/ui/notice';
import { disconnectCloud, readCloud } from '@/lib/terminals/actions';

const TokenForm = dynamic(() => import('./token-form').then((module) => module.TokenForm));

export function ReadAgainButton({ label, primary }: { label: string; primary?: boolean }) {
  const [requestId, setRequestId] = useState(() => crypto.randomUUID());
  const { run, pending } = useAction(readCloud, { onSuccess: () => setRequestId(crypto.randomUUID()) });
  return (
    <Button
      size="small"
      variant={primary ? 'primary' : 'secondary'}
      pending={pending}
      pendingLabel="Начинаем читать…"
      onClick={() => run({ requestId })}
    >
      {label}
    </Button>
  );
}

export function ReplaceTokenDialog() {
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      title="Заменить токен облака"
      description="Прежний токен кабинет забудет. Связи магазинов и касс с облаком останутся."
      trigger={
        <Button size="small" variant="quiet">
          Заменить токен
        </Button>
      }
    >
      {open ? <TokenForm button="Заменить и прочитать облако" onDone={() => setOpen(false)} /> : null}
    </Dialog>
  );
}

export function DisconnectDialog() {
  const [open, setOpen] = useState(false);
  const { run, pending, problem } = useAction(disconnectCloud, {
    done: 'Облако Эвотор отключено',
    onSuccess: () => setOpen(false),
  });
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      locked={pending}
      width="narrow"
      title="Отключить облако Эвотор"
      description="Кабинет забудет токен и перестанет принимать сообщения облака. Магазины и кассы останутся, а с новым токеном сверка продолжится с того же места."
      trigger={
        <Button size="small" variant="quiet">
          Отключить облако
        </Button>
      }
    >
      {problem ? <Notice tone="failed">{problem.message}</Notice> : null}
      <DialogActions>
        <DialogClose disabled={pending}>Не сейчас</DialogClose>
        <Button variant="danger" pending={pending} pendingLabel="Отключаем…" onClick={() => run({})}>
          Отключить облако
        </Button>
      </DialogActions>
    </Dialog>
  );
}
