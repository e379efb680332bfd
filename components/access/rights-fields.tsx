'use client';

import type { FieldErrors, UseFormRegisterReturn } from 'react-hook-form';
import { Checkbox } from '@/components/ui/checkbox';
import { FieldError } from '@/components/ui/field';
import { SelectField, type SelectOption } from '@/components/ui/select';
import { storeBound } from '@/lib/access/people/people.rule';
import type { Role } from '@/lib/access/permission.rule';

export interface StoreChoice {
  readonly id: string;
  readonly name: string;
}

const hints: Readonly<Record<Role, string>> = {
  OWNER: 'Всё, что есть в кабинете: деньги, сотрудники, все магазины.',
  ADMIN: 'Кассы, карты, модули и чеки выбранных магазинов. Без финансов и сотрудников.',
  ACCOUNTANT: 'Деньги и документы всей организации. Кассы и карты — только смотреть.',
  CASHIER: 'Смотреть кассы и чеки выбранных магазинов.',
};

export interface RightsFieldsProps {
  role: Role;
  roles: readonly SelectOption[];
  stores: readonly StoreChoice[];
  fields: readonly [role: UseFormRegisterReturn<'role'>, stores: UseFormRegisterReturn<'storeIds'>];
  errors: FieldErrors<{ role: Role; storeIds: string[] }>;
}

/** A role, and the stores where it is for chosen ones. */
export function RightsFields({ role, roles, stores, fields, errors }: RightsFieldsProps) {
  const [roleField, storesField] = fields;
  const storesError = errors.storeIds?.message;
  return (
    <>
      <SelectField
        label="Роль"
        options={roles}
        hint={hints[role]}
        error={errors.role?.message}
        {...roleField}
      />
      {storeBound(role) ? (
        <fieldset aria-describedby={storesError ? 'storeIds-error' : undefined}>
          <legend className="mb-1 text-14 font-semibold">Магазины</legend>
          <div className="max-h-72 overflow-y-auto">
            {stores.map((store) => (
              <Checkbox key={store.id} value={store.id} label={store.name} {...storesField} />
            ))}
          </div>
          <FieldError id="storeIds">{storesError}</FieldError>
        </fieldset>
      ) : null}
    </>
  );
}
