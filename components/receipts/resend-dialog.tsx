'use client';

import { useState } from 'react';
import { useWatch } from 'react-hook-form';
import { useActionForm } from '@/components/forms/use-action-form';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions, DialogClose } from '@/components/ui/dialog';
import { Notice } from '@/components/ui/notice';
import { useToast } from '@/components/ui/toast';
import { resendReceipt } from '@/lib/receipts/actions';
import { resendReceiptInput } from '@/lib/receipts/schema';
import { AddressInput } from './address-input';

/** One more letter with the same receipt; the address may be corrected. */
export function ResendDialog({
  receiptId,
  address,
  onClose,
}: {
  receiptId: string;
  address: string | null;
  onClose: () => void;
}) {
  const [requestId] = useState(() => crypto.randomUUID());
  const toast = useToast();
  const { form, submit, pending, problem } = useActionForm({
    schema: resendReceiptInput,
    action: resendReceipt,
    defaultValues: { receiptId, requestId, address: address ?? '' },
    onSuccess: (sent) => {
      toast({ title: `Чек поставлен в очередь: ${sent.address}`, tone: 'works' });
      onClose();
    },
  });
  const typed = useWatch({ control: form.control, name: 'address' });
  return (
    <Dialog
      open
      onOpenChange={onClose}
      locked={pending}
      title="Отправить чек ещё раз"
      description="Уйдёт такое же письмо. Прежние письма и то, что с ними стало, останутся в журнале."
    >
      <form onSubmit={(event) => void submit(event)} noValidate>
        <AddressInput
          field={form.register('address')}
          label="Адрес"
          typed={typed}
          error={form.formState.errors.address?.message}
          onTake={(meant) => {
            form.setValue('address', meant, { shouldDirty: true, shouldValidate: true });
          }}
        />
        {problem ? (
          <Notice tone="failed" live="alert" className="mt-4">
            {problem.message}
          </Notice>
        ) : null}
        <DialogActions>
          <DialogClose disabled={pending}>Не отправлять</DialogClose>
          <Button type="submit" variant="primary" pending={pending} pendingLabel="Ставим в очередь…">
            Отправить чек
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
