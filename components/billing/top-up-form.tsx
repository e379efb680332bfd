'use client';

import { useRef } from 'react';
import { useWatch } from 'react-hook-form';
import type { z } from 'zod';
import { AmountField } from '@/components/forms/amount-field';
import { useActionForm } from '@/components/forms/use-action-form';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { Notice } from '@/components/ui/notice';
import { Radio, RadioGroup } from '@/components/ui/radio-group';
import { startTopUp } from '@/lib/billing/actions';
import { cardExpiry, cardName } from '@/lib/billing/labels';
import type { PaymentCard } from '@/lib/billing/model';
import { topUpForm } from '@/lib/billing/schema';
import { formatMoney, rubles } from '@/lib/core/money';

const OFFERS = [1_000, 3_000, 10_000];

export function TopUpForm({
  amount,
  cards,
  mayKeep,
  saving,
}: {
  amount: string;
  /** kept cards that may be charged */
  cards: readonly PaymentCard[];
  mayKeep: boolean;
  /** the form is there to keep a card */
  saving: boolean;
}) {
  const request = useRef<{ id: string; what: string } | null>(null);

  function send({ amount, cardId, saveCard }: z.input<typeof topUpForm>) {
    const asked = { amount, ...(cardId ? { cardId } : { saveCard: saving || saveCard === true }) };
    const what = JSON.stringify(asked);
    if (request.current?.what !== what) request.current = { id: crypto.randomUUID(), what };
    return startTopUp({ ...asked, requestId: request.current.id });
  }

  const { form, submit, pending, problem } = useActionForm({
    schema: topUpForm,
    action: send,
    defaultValues: { amount, cardId: '', saveCard: false },
    onSuccess: ({ paymentId, confirmationUrl }) => {
      window.location.assign(confirmationUrl ?? `/finance/top-up/${paymentId}`);
    },
  });
  const cardId = useWatch({ control: form.control, name: 'cardId' });
  const card = cards.find(({ id }) => id === cardId);

  return (
    <form
      noValidate
      className="grid max-w-md gap-4"
      onSubmit={(event) => {
        void submit(event);
      }}
    >
      <AmountField
        field={form.register('amount')}
        label="Сумма"
        error={form.formState.errors.amount}
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
      {cards.length > 0 ? (
        <RadioGroup id="cardId" label="С какой карты">
          <Radio value="" label="Ввести карту на странице оплаты" {...form.register('cardId')} />
          {cards.map((each) => (
            <Radio
              key={each.id}
              value={each.id}
              label={`${cardName(each)}, до ${cardExpiry(each)}`}
              {...form.register('cardId')}
            />
          ))}
        </RadioGroup>
      ) : null}
      {mayKeep && !saving && !card ? (
        <Checkbox
          {...form.register('saveCard')}
          label="Сохранить карту"
          hint="Чтобы пополнять без ввода номера и включить автоплатёж. Удалить её можно в любой момент"
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
          pendingLabel={card ? 'Списываем…' : 'Создаём платёж…'}
        >
          {card ? `Списать с карты ${cardName(card)}` : 'Перейти к оплате'}
        </Button>
      </div>
    </form>
  );
}
