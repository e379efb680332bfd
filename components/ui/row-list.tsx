import type { ReactNode } from 'react';
import { cx } from './cx';

export function RowList({
  label,
  children,
  className,
}: {
  label?: string | undefined;
  children: ReactNode;
  className?: string | undefined;
}) {
  return (
    <ul aria-label={label} className={cx('divide-y divide-line border-y border-line', className)}>
      {children}
    </ul>
  );
}

export interface RowProps {
  /** The state, first in the row. */
  lead?: ReactNode;
  /** Right end of the first line. */
  aside?: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
  className?: string | undefined;
}

export function Row({ lead, aside, children, action, className }: RowProps) {
  return (
    <li
      className={cx(
        'relative flex min-h-11 flex-wrap items-center gap-x-4 gap-y-2 py-2.5 touch:min-h-14',
        className,
      )}
    >
      <div className="min-w-52 flex-1">
        {lead || aside ? (
          <div className="flex flex-wrap items-baseline gap-x-3">
            <div className="min-w-0">{lead}</div>
            {aside ? <div className="ms-auto text-ink-2 tabular-nums">{aside}</div> : null}
          </div>
        ) : null}
        {children}
      </div>
      {action ? <div className="relative z-1 flex flex-wrap gap-2 max-md:ms-auto">{action}</div> : null}
    </li>
  );
}
