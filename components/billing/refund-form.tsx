'use client';

import { useRef } from 'react';
import type { z } from 'zod';
import { DialogForm } from '@/components/forms/dialog-form';
import { AmountField } from '@/components/forms/amount-field';
import { useActionForm } from '@/components/forms/use-action-form';
import { useToast } from '@/components/ui/toast';
import { startRefund } from '@/lib/billing/actions';
import { refundForm } from '@/lib/billing/schema';
import { formatMoney, type Kopecks } from '@/lib/core/money';

export function RefundForm({
  paymentId,
  most,
  balance,
  onDone,
}: {
  paymentId: string;
  most: Kopecks;
  balance: Kopecks;
  onDone: () => void;
}) {
  const toast = useToast();
  const request = useRef<{ id: string; amount: string } | null>(null);

  function send({ amount }: z.input<typeof refundForm>) {
    if (request.current?.amount !== amount) request.current = { id: crypto.randomUUID(), amount };
    return startRefund({ paymentId, amount, requestId: request.current.id });
  }

  const { form, submit, pending, problem } = useActionForm({
    schema: refundForm,
    action: send,
    defaultValues: { paymentId, amount: most > 0 ? String(most / 100).replace('.', ',') : '' },
    onSuccess: ({ state }) => {
      if (state === 'CANCELLED') {
        toast({ title: 'Платёжная система не приняла возврат. Деньги остались на счёте.', tone: 'failed' });
      } else toast({ title: 'Возврат на карту начат', tone: 'works' });
      onDone();
    },
  });
  return (
    <DialogForm
      {...{ submit, pending, problem }}
      action="Вернуть на карту"
      pendingLabel="Возвращаем…"
      cancel="Не возвращать"
    >
      <AmountField
        field={form.register('amount')}
        label="Сумма возврата"
        error={form.formState.errors.amount}
        hint={`На лицевом счёте ${formatMoney(balance)}`}
      />
    </DialogForm>
  );
}
