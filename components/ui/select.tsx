import type { ComponentPropsWithRef } from 'react';
import { cx } from './cx';
import { Field, type FieldTexts } from './field';
import { Icon } from './icon';
import { controlClass } from './input';

export interface SelectOption {
  value: string;
  label: string;
  disabled?: boolean | undefined;
}

export interface SelectProps extends ComponentPropsWithRef<'select'> {
  options: readonly SelectOption[];
  /** The first, empty choice: «Выберите магазин». */
  placeholder?: string | undefined;
}

function Select({ options, placeholder, className, ...rest }: SelectProps) {
  return (
    <span className="relative block">
      <select
        className={cx(controlClass, 'h-10 appearance-none truncate pe-10 touch:h-11', className)}
        {...rest}
      >
        {placeholder === undefined ? null : <option value="">{placeholder}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
      </select>
      <Icon
        name="chevron-down"
        className="pointer-events-none absolute end-3 top-1/2 -translate-y-1/2 text-ink-2"
      />
    </span>
  );
}

export interface SelectFieldProps extends Omit<SelectProps, 'id'>, FieldTexts {
  id?: string | undefined;
  name: string;
}

export function SelectField({ id, label, hint, error, required, optional, ...rest }: SelectFieldProps) {
  return (
    <Field id={id ?? rest.name} {...{ label, hint, error, required, optional }}>
      {(control) => <Select {...rest} {...control} />}
    </Field>
  );
}
