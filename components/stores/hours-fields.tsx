'use client';

import type { FieldErrors, UseFormRegisterReturn } from 'react-hook-form';
import { InputField } from '@/components/ui/input';
import { Radio, RadioGroup } from '@/components/ui/radio-group';

/** The hours of a store as a form has them: a kind, and two times where the kind needs them. */
export function HoursFields({
  kind,
  fields,
  errors,
  labelHidden,
}: {
  kind: string;
  fields: Readonly<Record<'kind' | 'opens' | 'closes', UseFormRegisterReturn>>;
  errors: FieldErrors<{ opens: string; closes: string }>;
  labelHidden?: boolean;
}) {
  return (
    <>
      <RadioGroup id="kind" label="Часы работы" labelHidden={labelHidden}>
        <Radio value="DAILY" label="Каждый день в одно время" {...fields.kind} />
        <Radio value="ALWAYS" label="Круглосуточно" {...fields.kind} />
        <Radio value="UNKNOWN" label="Не указаны" {...fields.kind} />
      </RadioGroup>
      {kind === 'DAILY' ? (
        <div className="grid max-w-xs grid-cols-2 gap-4">
          <InputField label="Открывается" type="time" error={errors.opens?.message} {...fields.opens} />
          <InputField label="Закрывается" type="time" error={errors.closes?.message} {...fields.closes} />
        </div>
      ) : null}
    </>
  );
}
