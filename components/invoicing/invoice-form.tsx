'use client';

import { useRouter } from 'next/navigation';
import { useRef } from 'react';
import { useWatch } from 'react-hook-form';
import type { z } from 'zod';
import { AmountField } from '@/components/forms/amount-field';
import { useActionForm } from '@/components/forms/use-action-form';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { ChoiceRow, RadioGroup } from '@/components/ui/radio-group';
import { formatMoney, type Kopecks, parseMoney } from '@/lib/core/money';
import { issueInvoice } from '@/lib/invoicing/actions';
import { invoiceForm, type Horizon } from '@/lib/invoicing/schema';

interface Offer {
  readonly months: Horizon;
  readonly total: Kopecks;
  /** «4 списания», or that there are none */
  readonly words: string;
}

type Filled = z.input<typeof invoiceForm>;

const horizonWords: Readonly<Record<Horizon, string>> = {
  1: 'На списания месяца вперёд',
  3: 'На списания 3 месяцев вперёд',
  12: 'На списания 12 месяцев вперёд',
};

/** An invoice for a sum, or for what will be charged in the next months. */
export function InvoiceForm({ amount, offers }: { amount: string; offers: readonly Offer[] }) {
  const router = useRouter();
  const request = useRef<{ id: string; what: string; total: string } | null>(null);
  const offered = (what: Filled['what']) => offers.find(({ months }) => String(months) === what);

  async function send({ what, amount }: Filled) {
    const offer = offered(what);
    const total = offer ? String(offer.total) : amount;
    if (request.current?.what !== what || request.current.total !== total) {
      request.current = { id: crypto.randomUUID(), what, total };
    }
    const requestId = request.current.id;
    const result = await issueInvoice(
      offer
        ? { kind: 'CHARGES', requestId, months: offer.months, expectedTotal: offer.total }
        : { kind: 'SUM', requestId, amount },
    );
    if (!result.ok && result.code === 'LINES_CHANGED') router.refresh();
    return result;
  }

  const { form, submit, pending, problem } = useActionForm({
    schema: invoiceForm,
    action: send,
    defaultValues: { what: 'SUM', amount },
    onSuccess: ({ invoiceId }) => router.push(`/finance/invoices/${invoiceId}`),
  });
  const { what = 'SUM', amount: typed = '' } = useWatch({ control: form.control });
  const total = offered(what)?.total ?? parseMoney(typed);

  return (
    <form
      noValidate
      className="grid max-w-2xl gap-5"
      onSubmit={(event) => {
        void submit(event);
      }}
    >
      <RadioGroup id="what" label="На что выставить счёт">
        <ChoiceRow
          value="SUM"
          label="На сумму"
          hint="Пополнение лицевого счёта, аванс"
          {...form.register('what')}
        />
        {offers.map((offer) => (
          <ChoiceRow
            key={offer.months}
            value={String(offer.months)}
            label={horizonWords[offer.months]}
            hint={offer.words}
            price={offer.total > 0 ? formatMoney(offer.total) : null}
            disabled={offer.total === 0}
            {...form.register('what')}
          />
        ))}
      </RadioGroup>
      {what === 'SUM' ? (
        <AmountField
          field={form.register('amount')}
          fieldClassName="max-w-md"
          label="Сумма"
          error={form.formState.errors.amount}
          hint="От 100 ₽ до 10 000 000 ₽"
        />
      ) : null}
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
          pendingLabel="Выставляем счёт…"
        >
          {total === null ? 'Выставить счёт' : `Выставить счёт на ${formatMoney(total)}`}
        </Button>
        <p className="mt-2 text-13 text-ink-2">
          Деньги зачислятся, когда банк сообщит о платеже: обычно на следующий рабочий день.
        </p>
      </div>
    </form>
  );
}
