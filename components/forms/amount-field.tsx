'use client';

import type { FieldError, UseFormRegisterReturn } from 'react-hook-form';
import { InputField } from '@/components/ui/input';

export interface AmountFieldProps {
  label: string;
  hint: string;
  field: UseFormRegisterReturn;
  error: FieldError | undefined;
  fieldClassName?: string | undefined;
}

/** A sum of money in roubles, typed with or without kopecks. */
export function AmountField({ field, error, ...rest }: AmountFieldProps) {
  return (
    <InputField
      {...field}
      {...rest}
      unit="₽"
      inputMode="decimal"
      autoComplete="off"
      required
      error={error?.message}
    />
  );
}
