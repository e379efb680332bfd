'use client';

import { useRouter } from 'next/navigation';
import { useState, useTransition } from 'react';
import { useWatch } from 'react-hook-form';
import { useActionForm } from '@/components/forms/use-action-form';
import { Checkbox } from '@/components/ui/checkbox';
import { ChoiceRow, RadioGroup } from '@/components/ui/radio-group';
import { SelectField } from '@/components/ui/select';
import { useToast } from '@/components/ui/toast';
import { createCardOrder, saveCardOrderDraft } from '@/lib/card-orders/actions';
import { orderName } from '@/lib/card-orders/labels';
import type { CardOffer, CartView, SavedAddress, TariffOffer, TerminalChoice } from '@/lib/card-orders/model';
import { createCardOrderInput } from '@/lib/card-orders/schema';
import { periodNames } from '@/lib/catalog/model';
import { formatMoney } from '@/lib/core/money';
import { phoneText } from '@/lib/sim-cards/labels';
import { type CartForm, typedPrice } from './cart-form';
import { CartLines, emptyLine } from './cart-lines';
import { OrderSum } from './order-sum';
import { PlaceFields, type PlaceName, placeNames } from './place-fields';

interface OrderFormProps {
  offers: readonly CardOffer[];
  tariffs: readonly TariffOffer[];
  stores: readonly { id: string; name: string }[];
  terminals: readonly TerminalChoice[];
  addresses: readonly SavedAddress[];
  /** a draft to finish, an order to repeat */
  cart: CartView | null;
  /** chosen in the header, or the only one */
  storeId: string;
}

const startValues = (requestId: string, { cart, offers, storeId }: OrderFormProps): CartForm => ({
  requestId,
  operatorSlug: cart?.operatorSlug ?? offers[0]?.slug ?? '',
  period: cart?.period ?? 'M12',
  lines: cart?.lines.map((line) => ({
    storeId: line.storeId,
    terminalId: line.terminalId ?? '',
    name: line.name ?? '',
    quantity: String(line.quantity),
  })) ?? [emptyLine(storeId)],
  recipient: cart?.recipient ?? '',
  phone: cart?.phone ?? '',
  postalCode: cart?.postalCode ?? '',
  city: cart?.city ?? '',
  addressLine: cart?.addressLine ?? '',
  saveAddress: true,
  evenIfSame: false,
  expectedTotal: 0,
});

/** An order of new cards with its price beside it; the sum that is shown is the sum that is ordered. */
export function OrderForm(props: OrderFormProps) {
  const { offers, tariffs, stores, terminals, addresses } = props;
  const router = useRouter();
  const toast = useToast();
  const [requestId] = useState(() => props.cart?.requestId ?? crypto.randomUUID());
  const [saving, startSaving] = useTransition();
  const { form, submit, pending, problem, refuse } = useActionForm({
    schema: createCardOrderInput,
    action: async (input) => {
      const expectedTotal = typedPrice(offers, input)?.total ?? 0;
      const result = await createCardOrder({ ...input, requestId, expectedTotal });
      // The catalogue has other prices by now: show them.
      if (!result.ok && result.code === 'QUOTE_CHANGED') router.refresh();
      return result;
    },
    defaultValues: startValues(requestId, props),
    onSuccess: ({ orderId, number }) => {
      toast({ title: `${orderName(number)} оформлен`, text: 'Осталось оплатить' });
      router.push(`/orders/${orderId}`);
    },
  });
  const { register, formState, control, setValue } = form;
  const { errors } = formState;
  const [operatorSlug, lines] = useWatch({ control, name: ['operatorSlug', 'lines'] });

  function saveDraft() {
    startSaving(async () => {
      const result = await saveCardOrderDraft({ ...form.getValues(), requestId });
      if (!result.ok) {
        refuse(result);
        return;
      }
      toast({ title: `${orderName(result.value.number)} сохранён как черновик`, tone: 'works' });
      router.push(`/orders/${result.value.orderId}`);
    });
  }

  function fillPlace(id: string) {
    const address = addresses.find((each) => each.id === id);
    for (const name of placeNames) {
      setValue(name, address?.[name] ?? '', { shouldDirty: true, shouldValidate: address !== undefined });
    }
  }

  return (
    <form noValidate onSubmit={submit} className="grid gap-x-12 gap-y-8 xl:grid-cols-[minmax(0,1fr)_22rem]">
      <div className="grid content-start gap-8">
        <RadioGroup
          id="operatorSlug"
          label="Оператор"
          error={errors.operatorSlug?.message}
          className="max-w-2xl"
        >
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
        <CartLines
          control={control}
          register={register}
          errors={errors}
          stores={stores}
          terminals={terminals}
          setLine={(index, change) => {
            if (change.terminalId !== undefined) setValue(`lines.${index}.terminalId`, change.terminalId);
            if (change.quantity !== undefined) {
              setValue(`lines.${index}.quantity`, change.quantity, { shouldValidate: true });
            }
          }}
        />
        <RadioGroup
          id="period"
          label="Тариф"
          hint="Спишется не сейчас, а когда вы активируете карты. Тогда период можно сменить."
          error={errors.period?.message}
          className="max-w-2xl"
        >
          {tariffs.map(({ period, price }) => (
            <ChoiceRow
              key={period}
              value={period}
              label={periodNames[period]}
              price={formatMoney(price)}
              priceHint="за карту"
              {...register('period')}
            />
          ))}
        </RadioGroup>
        <fieldset className="grid max-w-2xl gap-5">
          <legend className="mb-3 text-20 font-semibold">Куда доставить</legend>
          {addresses.length > 0 ? (
            <SelectField
              name="savedAddress"
              label="Адрес из книги"
              placeholder="Новый адрес"
              options={addresses.map((address) => ({
                value: address.id,
                label: `${address.city}, ${address.addressLine} — ${address.recipient}, ${phoneText(address.phone)}`,
              }))}
              onChange={(event) => fillPlace(event.target.value)}
            />
          ) : null}
          <PlaceFields field={(name: PlaceName) => ({ ...register(name), error: errors[name]?.message })} />
          <Checkbox label="Сохранить в адресную книгу" {...register('saveAddress')} />
        </fieldset>
      </div>
      <OrderSum
        price={typedPrice(offers, { operatorSlug, lines })}
        problem={problem}
        pending={pending}
        saving={saving}
        onEvenIfSame={() => {
          setValue('evenIfSame', true);
          void submit();
        }}
        onSaveDraft={saveDraft}
      />
    </form>
  );
}
