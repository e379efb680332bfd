import type { ReactNode } from 'react';
import { cx } from './cx';

export interface ProgressProps {
  /** What is being done: «Активируем карты». */
  label: string;
  /** In words: «120 из 10 000, осталось около 4 минут». */
  text: ReactNode;
  value?: number | undefined;
  max?: number | undefined;
  className?: string | undefined;
}

export function Progress({ label, text, value, max = 100, className }: ProgressProps) {
  return (
    <div className={cx('grid gap-1.5', className)}>
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span className="font-semibold">{label}</span>
        <span className="text-ink-2 tabular-nums">{text}</span>
      </div>
      <progress
        className={cx('meter', value === undefined && 'pulse')}
        aria-label={label}
        max={max}
        {...(value === undefined ? {} : { value })}
      />
    </div>
  );
}
