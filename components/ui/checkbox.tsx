import type { ComponentPropsWithRef, ReactNode } from 'react';
import { cx } from './cx';
import { describe, FieldError } from './field';

export interface CheckMarkProps extends Omit<ComponentPropsWithRef<'input'>, 'type'> {
  'aria-label': string;
}

/** A lone tick for table rows, with a 44 px target on touch. */
export function CheckMark({ className, ...rest }: CheckMarkProps) {
  return (
    <label className={cx('grid size-11 place-items-center', className)}>
      <input type="checkbox" className="check-mark" {...rest} />
    </label>
  );
}

export interface CheckboxProps extends Omit<ComponentPropsWithRef<'input'>, 'type' | 'id'> {
  id?: string | undefined;
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  error?: string | undefined;
}

export function Checkbox({ id, label, hint, error, className, ...rest }: CheckboxProps) {
  const own = id ?? (rest.value === undefined ? rest.name : `${rest.name}-${String(rest.value)}`);
  return (
    <div className={className}>
      <label className="flex min-h-9 w-fit items-start gap-2.5 py-1.5 text-16 md:text-14 touch:min-h-11 touch:py-2.5">
        <input
          id={own}
          type="checkbox"
          className="check-mark mt-[0.1em]"
          aria-describedby={describe(own, hint, error)}
          aria-invalid={error ? true : undefined}
          {...rest}
        />
        <span className={cx('min-w-0', rest.disabled && 'text-ink-3')}>{label}</span>
      </label>
      {hint ? (
        <p id={`${own}-hint`} className="-mt-1 ps-7 text-13 text-ink-2">
          {hint}
        </p>
      ) : null}
      <FieldError id={own}>{error}</FieldError>
    </div>
  );
}
