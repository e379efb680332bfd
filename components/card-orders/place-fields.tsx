'use client';

import type { UseFormRegisterReturn } from 'react-hook-form';
import { InputField } from '@/components/ui/input';
import type { DeliveryPlace } from '@/lib/card-orders/model';

export type PlaceName = keyof DeliveryPlace;

export const placeNames: readonly PlaceName[] = ['recipient', 'phone', 'postalCode', 'city', 'addressLine'];

/** To whom and where; `field` ties each control to the form. */
export function PlaceFields({
  field,
}: {
  field: (name: PlaceName) => UseFormRegisterReturn & { error?: string | undefined };
}) {
  return (
    <>
      <InputField label="Получатель" autoComplete="name" {...field('recipient')} />
      <InputField
        label="Телефон получателя"
        type="tel"
        autoComplete="tel"
        placeholder="+7"
        {...field('phone')}
      />
      <div className="grid gap-5 sm:grid-cols-[10rem_1fr]">
        <InputField label="Индекс" inputMode="numeric" autoComplete="postal-code" {...field('postalCode')} />
        <InputField label="Город" autoComplete="address-level2" {...field('city')} />
      </div>
      <InputField label="Улица, дом, офис" autoComplete="street-address" {...field('addressLine')} />
    </>
  );
}
