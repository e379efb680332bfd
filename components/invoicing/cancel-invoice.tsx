'use client';

import { useState } from 'react';
import { useAction } from '@/components/forms/use-action';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions, DialogClose } from '@/components/ui/dialog';
import { Notice } from '@/components/ui/notice';
import { cancelInvoice } from '@/lib/invoicing/actions';

export function CancelInvoice({ invoiceId, name }: { invoiceId: string; name: string }) {
  const [open, setOpen] = useState(false);
  const { run, pending, problem } = useAction(cancelInvoice, {
    done: `${name} отменён`,
    onSuccess: () => setOpen(false),
  });
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      locked={pending}
      width="narrow"
      trigger={<Button>Отменить счёт</Button>}
      title={`Отменить: ${name.toLowerCase()}`}
      description="Номер останется занятым. Если по счёту всё же заплатят, деньги сами не зачислятся: платёж попадёт в сомнительные."
    >
      {problem ? (
        <Notice tone="failed" live="alert">
          {problem.message}
        </Notice>
      ) : null}
      <DialogActions>
        <DialogClose disabled={pending}>Оставить счёт</DialogClose>
        <Button
          variant="danger"
          pending={pending}
          pendingLabel="Отменяем…"
          onClick={() => run({ invoiceId })}
        >
          Отменить счёт
        </Button>
      </DialogActions>
    </Dialog>
  );
}
