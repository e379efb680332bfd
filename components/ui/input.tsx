import type { ComponentPropsWithRef, ReactNode } from 'react';
import { cx } from './cx';
import { Field, type FieldTexts } from './field';

export const controlClass = cx(
  'w-full min-w-0 rounded-control border border-edge bg-surface px-3 text-16 text-ink',
  'hover:border-ink-3 focus-visible:border-accent focus-visible:outline-offset-0',
  'disabled:border-line disabled:bg-wash disabled:text-ink-3 [&[readonly]]:bg-wash',
  'aria-invalid:border-failed aria-invalid:shadow-[inset_0_0_0_1px_var(--color-failed)]',
);

export interface InputProps extends Omit<ComponentPropsWithRef<'input'>, 'prefix'> {
  /** Serial numbers, keys and codes. */
  mono?: boolean | undefined;
  /** A unit after the value: «₽». */
  unit?: ReactNode;
}

function Input({ mono, unit, className, ...rest }: InputProps) {
  const input = (
    <input
      className={cx(controlClass, 'h-10 touch:h-11', mono && 'font-mono', unit ? 'pe-10' : null, className)}
      {...rest}
    />
  );
  if (!unit) return input;
  return (
    <span className="relative block">
      {input}
      <span
        aria-hidden
        className="pointer-events-none absolute inset-y-0 end-3 grid place-items-center text-ink-2"
      >
        {unit}
      </span>
    </span>
  );
}

export interface InputFieldProps extends Omit<InputProps, 'id'>, FieldTexts {
  id?: string | undefined;
  name: string;
  fieldClassName?: string | undefined;
}

export function InputField({
  id,
  label,
  hint,
  error,
  required,
  optional,
  fieldClassName,
  ...input
}: InputFieldProps) {
  return (
    <Field id={id ?? input.name} className={fieldClassName} {...{ label, hint, error, required, optional }}>
      {(control) => <Input {...input} {...control} />}
    </Field>
  );
}
