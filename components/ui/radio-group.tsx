import type { ComponentPropsWithRef, ReactNode } from 'react';
import { cx } from './cx';
import { describe, FieldError } from './field';

export interface RadioGroupProps {
  /** Used for the ids of hint and error. */
  id: string;
  label: string;
  labelHidden?: boolean | undefined;
  hint?: ReactNode;
  error?: string | undefined;
  className?: string | undefined;
  children: ReactNode;
}

export function RadioGroup({ id, label, labelHidden, hint, error, className, children }: RadioGroupProps) {
  return (
    <fieldset
      role="radiogroup"
      aria-describedby={describe(id, hint, error)}
      aria-invalid={error ? true : undefined}
      className={cx('grid min-w-0 gap-1.5', className)}
    >
      <legend className={labelHidden ? 'sr-only' : 'mb-1.5 text-14 font-semibold'}>{label}</legend>
      {hint ? (
        <p id={`${id}-hint`} className="-mt-1 text-13 text-ink-2">
          {hint}
        </p>
      ) : null}
      <div>{children}</div>
      <FieldError id={id}>{error}</FieldError>
    </fieldset>
  );
}

export interface RadioProps extends Omit<ComponentPropsWithRef<'input'>, 'type'> {
  name: string;
  value: string;
  label: ReactNode;
}

export function Radio({ label, className, ...rest }: RadioProps) {
  return (
    <label
      className={cx(
        'flex min-h-9 w-fit items-start gap-2.5 py-1.5 text-16 md:text-14 touch:min-h-11 touch:py-2.5',
        className,
      )}
    >
      <input type="radio" className="check-mark mt-[0.1em]" {...rest} />
      <span className={cx('min-w-0', rest.disabled && 'text-ink-3')}>{label}</span>
    </label>
  );
}

export interface ChoiceRowProps extends RadioProps {
  hint?: ReactNode;
  /** Stands at the right edge: «190 ₽ за карту». */
  price?: ReactNode;
  priceHint?: ReactNode;
}

/** Stack several inside one RadioGroup: they share their edges. */
export function ChoiceRow({ label, hint, price, priceHint, className, ...rest }: ChoiceRowProps) {
  return (
    <label
      className={cx(
        'relative -mt-px flex min-h-14 items-start gap-3 border border-edge bg-surface px-3.5 py-3 first:mt-0 first:rounded-t-control last:rounded-b-control',
        'hover:bg-wash has-checked:z-1 has-checked:border-accent has-checked:bg-accent-tint has-focus-visible:z-2 has-focus-visible:outline-2 has-focus-visible:-outline-offset-1 has-focus-visible:outline-accent',
        'has-disabled:cursor-not-allowed has-disabled:bg-wash has-disabled:text-ink-3',
        className,
      )}
    >
      <input type="radio" className="check-mark mt-[0.15em] focus-visible:outline-none" {...rest} />
      <span className="flex min-w-0 flex-1 flex-wrap items-baseline justify-between gap-x-4">
        <span className="min-w-0">
          <span className="block text-16">{label}</span>
          {hint ? <span className="block text-13 text-ink-2">{hint}</span> : null}
        </span>
        {price ? (
          <span className="ms-auto text-end">
            <span className="block text-16 font-semibold tabular-nums">{price}</span>
            {priceHint ? <span className="block text-13 text-ink-2">{priceHint}</span> : null}
          </span>
        ) : null}
      </span>
    </label>
  );
}
