'use client';

import { cx } from './cx';
import { Icon } from './icon';
import type { SelectOption } from './select';
import { useParam } from './use-param';

export interface FilterSelectProps {
  label: string;
  /** The search parameter it writes. */
  param: string;
  options: readonly SelectOption[];
  /** The first choice, «Любое» by default. */
  anyLabel?: string | undefined;
}

export function FilterSelect({ label, param, options, anyLabel = 'Любое' }: FilterSelectProps) {
  const { value, set, pending } = useParam(param);
  const chosen = value ? options.find((option) => option.value === value) : undefined;
  return (
    <span
      aria-busy={pending}
      className={cx(
        'relative inline-flex min-h-9 max-w-full items-center gap-1.5 rounded-control px-2.5 has-focus-visible:outline-2 has-focus-visible:outline-accent touch:min-h-11',
        chosen
          ? 'bg-accent-tint shadow-[inset_0_0_0_1px_var(--color-accent)]'
          : 'shadow-[inset_0_0_0_1px_var(--color-edge)] hover:bg-wash',
      )}
    >
      <span aria-hidden className="min-w-0 truncate">
        {chosen ? (
          <>
            <span className="text-ink-2">{label}: </span>
            <span className="font-semibold">{chosen.label}</span>
          </>
        ) : (
          label
        )}
      </span>
      <Icon name="chevron-down" size={14} className={cx('text-ink-2', pending && 'pulse')} />
      <select
        aria-label={label}
        value={value}
        onChange={(event) => set(event.target.value)}
        className="absolute inset-0 w-full cursor-pointer text-16 opacity-0"
      >
        <option value="">{anyLabel}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
      </select>
    </span>
  );
}
