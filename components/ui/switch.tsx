import type { ComponentPropsWithRef, ReactNode } from 'react';
import { cx } from './cx';

export interface SwitchProps extends Omit<ComponentPropsWithRef<'input'>, 'type' | 'role' | 'id'> {
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  /** The state in words beside the switch. */
  words?: { on: string; off: string } | undefined;
}

export function Switch({ label, hint, words, className, ...rest }: SwitchProps) {
  const hintId = hint ? `${rest.name}-switch-hint` : undefined;
  return (
    <label className={cx('flex min-h-11 items-center gap-3 py-2', className)}>
      <span className="min-w-0 flex-1">
        <span className={cx('block text-16 md:text-14', rest.disabled && 'text-ink-3')}>{label}</span>
        {hint ? (
          <span id={hintId} className="block text-13 text-ink-2">
            {hint}
          </span>
        ) : null}
      </span>
      <input type="checkbox" role="switch" aria-describedby={hintId} className="peer sr-only" {...rest} />
      {words ? (
        <span
          aria-hidden
          className="text-13 text-ink-2 peer-not-checked:[&>b]:hidden peer-checked:[&>i]:hidden"
        >
          <b className="font-normal text-works">{words.on}</b>
          <i className="not-italic">{words.off}</i>
        </span>
      ) : null}
      <span
        aria-hidden
        className="relative h-6 w-10 shrink-0 rounded-full bg-off-tint shadow-[inset_0_0_0_1.5px_var(--color-edge)] peer-checked:bg-accent peer-checked:shadow-none peer-focus-visible:outline-2 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-accent peer-disabled:opacity-50 before:absolute before:start-1.5 before:top-1.5 before:size-3 before:rounded-full before:bg-edge before:transition-transform peer-checked:before:translate-x-4 peer-checked:before:bg-on-accent"
      />
    </label>
  );
}
