'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useWatch } from 'react-hook-form';
import { useActionForm } from '@/components/forms/use-action-form';
import { Button } from '@/components/ui/button';
import { DefinitionList, Sum } from '@/components/ui/definition-list';
import { InputField } from '@/components/ui/input';
import { Notice } from '@/components/ui/notice';
import { ChoiceRow, RadioGroup } from '@/components/ui/radio-group';
import { SelectField } from '@/components/ui/select';
import { useToast } from '@/components/ui/toast';
import { createCardOrder } from '@/lib/card-orders/actions';
import { orderName } from '@/lib/card-orders/labels';
import type { CardOffer } from '@/lib/card-orders/model';
import { FREE_DELIVERY_FROM, orderPrice, readQuantity } from '@/lib/card-orders/order-price.rule';
import { createCardOrderInput } from '@/lib/card-orders/schema';
import { formatMoney } from '@/lib/core/money';
import { counted } from '@/lib/core/text';

interface OrderFormProps {
  offers: readonly CardOffer[];
  stores: readonly { id: string; name: string }[];
  storeId: string;
}

/** An order of new cards with its price beside it; the sum that is shown is the sum that is ordered. */
export function OrderForm({ offers, stores, storeId }: OrderFormProps) {
  const router = useRouter();
  const toast = useToast();
  const [requestId] = useState(() => crypto.randomUUID());
  const { form, submit, pending, problem } = useActionForm({
    schema: createCardOrderInput,
    action: (input) => createCardOrder({ ...input, requestId, expectedTotal: totalOf(offers, input) }),
    defaultValues: {
      requestId,
      operatorSlug: offers[0]?.slug ?? '',
      quantity: '1',
      storeId,
      recipient: '',
      phone: '',
      postalCode: '',
      city: '',
      addressLine: '',
      expectedTotal: 0,
    },
    onSuccess: ({ orderId, number }) => {
      toast({ title: `${orderName(number)} оформлен`, text: 'Осталось оплатить' });
      router.push(`/orders/${orderId}`);
    },
  });
  const { register, formState } = form;
  const error = (name: keyof typeof formState.errors) => formState.errors[name]?.message;
  const [operatorSlug, typed] = useWatch({ control: form.control, name: ['operatorSlug', 'quantity'] });
  const offer = offers.find((each) => each.slug === operatorSlug);
  const quantity = readQuantity(String(typed));
  const price = offer && quantity !== null ? orderPrice(offer.unitPrice, quantity) : null;

  return (
    <form noValidate onSubmit={submit} className="grid gap-x-12 gap-y-8 xl:grid-cols-[minmax(0,1fr)_22rem]">
      <div className="grid max-w-2xl gap-5">
        <RadioGroup id="operatorSlug" label="Оператор" error={error('operatorSlug')}>
          {offers.map((each) => (
            <ChoiceRow
              key={each.slug}
              value={each.slug}
              label={each.name}
              price={formatMoney(each.unitPrice)}
              priceHint="за карту"
              {...register('operatorSlug')}
            />
          ))}
        </RadioGroup>
        <InputField
          label="Количество карт"
          hint={`От 1 до 1000. От ${String(FREE_DELIVERY_FROM)} карт доставка бесплатная`}
          inputMode="numeric"
          autoComplete="off"
          fieldClassName="max-w-48"
          error={error('quantity')}
          {...register('quantity')}
        />
        <SelectField
          label="Магазин"
          hint="Карты появятся в его списке"
          placeholder="Выберите магазин"
          options={stores.map(({ id, name }) => ({ value: id, label: name }))}
          error={error('storeId')}
          {...register('storeId')}
        />
        <fieldset className="grid gap-5 border-t border-line pt-5">
          <legend className="sr-only">Доставка</legend>
          <InputField
            label="Получатель"
            autoComplete="name"
            error={error('recipient')}
            {...register('recipient')}
          />
          <InputField
            label="Телефон получателя"
            type="tel"
            autoComplete="tel"
            placeholder="+7"
            error={error('phone')}
            {...register('phone')}
          />
          <div className="grid gap-5 sm:grid-cols-[10rem_1fr]">
            <InputField
              label="Индекс"
              inputMode="numeric"
              autoComplete="postal-code"
              error={error('postalCode')}
              {...register('postalCode')}
            />
            <InputField
              label="Город"
              autoComplete="address-level2"
              error={error('city')}
              {...register('city')}
            />
          </div>
          <InputField
            label="Улица, дом, офис"
            autoComplete="street-address"
            error={error('addressLine')}
            {...register('addressLine')}
          />
        </fieldset>
      </div>
      <div className="grid content-start gap-4 border-line xl:border-s xl:ps-8">
        <h2 className="text-20 font-semibold">К оплате</h2>
        {price && offer && quantity !== null ? (
          <DefinitionList look="sums">
            <Sum term={`${counted(quantity, ['карта', 'карты', 'карт'])} × ${formatMoney(offer.unitPrice)}`}>
              {formatMoney(price.goods)}
            </Sum>
            <Sum term="Доставка">{price.delivery === 0 ? 'бесплатно' : formatMoney(price.delivery)}</Sum>
            <Sum term="Всего" note="Цена действует 30 дней" total>
              {formatMoney(price.total)}
            </Sum>
          </DefinitionList>
        ) : (
          <p className="text-ink-2">Укажите количество от 1 до 1000, и здесь будет цена.</p>
        )}
        {problem ? (
          <Notice tone="failed" live="alert">
            {problem.message}
          </Notice>
        ) : null}
        <Button type="submit" variant="primary" size="large" pending={pending} pendingLabel="Оформляем…">
          {price ? `Оформить заказ на ${formatMoney(price.total)}` : 'Оформить заказ'}
        </Button>
        <p className="text-13 text-ink-2">Деньги спишутся, когда вы оплатите заказ на следующей странице.</p>
      </div>
    </form>
  );
}

function totalOf(
  offers: readonly CardOffer[],
  input: { operatorSlug: string; quantity: string | number },
): number {
  const offer = offers.find((each) => each.slug === input.operatorSlug);
  const quantity = readQuantity(String(input.quantity));
  return offer && quantity !== null ? orderPrice(offer.unitPrice, quantity).total : 0;
}
