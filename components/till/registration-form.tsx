'use client';

import type { FormEvent } from 'react';
import { Button } from '@/components/ui/button';
import { InputField } from '@/components/ui/input';
import type { Registration, Till } from '@/lib/devices/till/model';

const fields: readonly { name: keyof Registration; label: string; optional?: boolean }[] = [
  { name: 'seller', label: 'Продавец' },
  { name: 'inn', label: 'ИНН' },
  { name: 'place', label: 'Место расчётов' },
  { name: 'address', label: 'Адрес', optional: true },
  { name: 'kktRegNumber', label: 'РН ККТ', optional: true },
];

export interface RegistrationFormProps {
  till: Till;
  onSave: (name: string, registration: Registration) => void;
}

/** What the till prints of its seller; letters carry what the cabinet knows. */
export function RegistrationForm({ till, onSave }: RegistrationFormProps) {
  function save(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const typed = new FormData(event.currentTarget);
    const read = (name: string) => {
      const value = typed.get(name);
      return typeof value === 'string' ? value.trim() : '';
    };
    onSave(read('name'), {
      seller: read('seller'),
      inn: read('inn'),
      place: read('place'),
      address: read('address'),
      kktRegNumber: read('kktRegNumber'),
    });
  }

  return (
    <form onSubmit={save} className="grid gap-4 sm:grid-cols-2">
      <InputField name="name" label="Название кассы" maxLength={100} defaultValue={till.name} optional />
      {fields.map(({ name, label, optional }) => (
        <InputField
          key={name}
          id={`registration-${name}`}
          name={name}
          label={label}
          optional={optional}
          maxLength={300}
          defaultValue={till.registration[name]}
        />
      ))}
      <div className="self-end">
        <Button type="submit" size="large">
          Сохранить реквизиты
        </Button>
      </div>
    </form>
  );
}
