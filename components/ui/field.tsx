import type { ReactNode } from 'react';
import { cx } from './cx';
import { Icon } from './icon';

export interface ControlProps {
  id: string;
  'aria-describedby'?: string | undefined;
  'aria-invalid'?: true | undefined;
  required?: boolean | undefined;
}

export interface FieldTexts {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  required?: boolean | undefined;
  /** Says «необязательно» after the label. */
  optional?: boolean | undefined;
}

export interface FieldProps extends FieldTexts {
  id: string;
  className?: string | undefined;
  children: (control: ControlProps) => ReactNode;
}

export function describe(id: string, hint: ReactNode, error: string | undefined): string | undefined {
  return cx(error && `${id}-error`, hint ? `${id}-hint` : undefined) || undefined;
}

export function FieldError({ id, children }: { id: string; children: string | undefined }) {
  return (
    <p id={`${id}-error`} aria-live="polite" className={cx('text-14 text-failed', !children && 'hidden')}>
      {children ? (
        <span className="flex gap-1.5">
          <Icon name="circle-x" className="mt-[0.15em]" />
          <span className="min-w-0">{children}</span>
        </span>
      ) : null}
    </p>
  );
}

export function Field({ id, label, hint, error, required, optional, className, children }: FieldProps) {
  return (
    <div className={cx('grid content-start gap-1.5', className)}>
      <label htmlFor={id} className="w-fit text-14 font-semibold">
        {label}
        {optional ? <span className="font-normal text-ink-3"> — необязательно</span> : null}
      </label>
      {children({
        id,
        'aria-describedby': describe(id, hint, error),
        'aria-invalid': error ? true : undefined,
        required,
      })}
      <FieldError id={id}>{error}</FieldError>
      {hint ? (
        <p id={`${id}-hint`} className="text-13 text-ink-2">
          {hint}
        </p>
      ) : null}
    </div>
  );
}
