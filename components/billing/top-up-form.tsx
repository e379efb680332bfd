'use client';

import { useRef } from 'react';
import type { z } from 'zod';
import { useActionForm } from '@/components/forms/use-action-form';
import { Button } from '@/components/ui/button';
import { InputField } from '@/components/ui/input';
import { Notice } from '@/components/ui/notice';
import { startTopUp } from '@/lib/billing/actions';
import { topUpForm } from '@/lib/billing/schema';
import { formatMoney, rubles } from '@/lib/core/money';

const OFFERS = [1_000, 3_000, 10_000];

export function TopUpForm({ amount }: { amount: string }) {
  const request = useRef<{ id: string; amount: string } | null>(null);

  function send({ amount }: z.input<typeof topUpForm>) {
    if (request.current?.amount !== amount) request.current = { id: crypto.randomUUID(), amount };
    return startTopUp({ amount, requestId: request.current.id });
  }

  const { form, submit, pending, problem } = useActionForm({
    schema: topUpForm,
    action: send,
    defaultValues: { amount },
    onSuccess: ({ paymentId, confirmationUrl }) => {
      window.location.assign(confirmationUrl ?? `/finance/top-up/${paymentId}`);
    },
  });

  return (
    <form
      noValidate
      className="grid max-w-md gap-4"
      onSubmit={(event) => {
        void submit(event);
      }}
    >
      <InputField
        {...form.register('amount')}
        label="Сумма"
        unit="₽"
        inputMode="decimal"
        autoComplete="off"
        required
        error={form.formState.errors.amount?.message}
        hint="От 1 ₽ до 1 000 000 ₽"
      />
      <div role="group" aria-label="Готовые суммы" className="flex flex-wrap gap-2">
        {OFFERS.map((offer) => (
          <Button
            key={offer}
            size="small"
            onClick={() => {
              form.setValue('amount', String(offer), { shouldValidate: true });
            }}
          >
            {formatMoney(rubles(offer))}
          </Button>
        ))}
      </div>
      {problem ? (
        <Notice tone="failed" live="alert">
          {problem.message}
        </Notice>
      ) : null}
      <div>
        <Button
          type="submit"
          variant="primary"
          size="large"
          wide
          pending={pending}
          pendingLabel="Создаём платёж…"
        >
          Перейти к оплате
        </Button>
      </div>
    </form>
  );
}
