'use client';

import type { FieldErrors, UseFormRegisterReturn } from 'react-hook-form';
import { InputField } from '@/components/ui/input';
import { SelectField, type SelectOption } from '@/components/ui/select';

/** What a store is called and where it stands. */
export function StoreFields({
  fields,
  errors,
  zones,
}: {
  fields: Readonly<Record<'name' | 'address' | 'timeZone', UseFormRegisterReturn>>;
  errors: FieldErrors<{ name: string; address: string; timeZone: string }>;
  zones: readonly SelectOption[];
}) {
  return (
    <>
      <InputField
        label="Название магазина"
        maxLength={100}
        autoComplete="off"
        error={errors.name?.message}
        {...fields.name}
      />
      <InputField
        label="Адрес"
        hint="Город, улица, дом"
        maxLength={300}
        autoComplete="off"
        error={errors.address?.message}
        {...fields.address}
      />
      <SelectField
        label="Часовой пояс"
        options={zones}
        error={errors.timeZone?.message}
        {...fields.timeZone}
      />
    </>
  );
}
