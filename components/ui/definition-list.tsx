import type { ReactNode } from 'react';
import { cx } from './cx';

export interface DefinitionListProps {
  children: ReactNode;
  /** `facts` in two columns; `sums` like a receipt, with dotted leaders to the right edge. */
  look?: 'facts' | 'sums' | undefined;
  className?: string | undefined;
}

export function DefinitionList({ children, look = 'facts', className }: DefinitionListProps) {
  return (
    <dl
      className={cx(look === 'facts' ? 'grid divide-y divide-line' : 'grid content-start gap-1.5', className)}
    >
      {children}
    </dl>
  );
}

export interface FactProps {
  term: ReactNode;
  children: ReactNode;
  note?: ReactNode;
  action?: ReactNode;
}

export function Fact({ term, children, note, action }: FactProps) {
  return (
    <div className="grid gap-x-6 py-2 sm:grid-cols-[minmax(8rem,13rem)_1fr] sm:items-baseline">
      <dt className="text-ink-2">{term}</dt>
      <dd className="flex min-w-0 flex-wrap items-baseline gap-x-4">
        <span className="min-w-0">
          {children}
          {note ? <span className="block text-13 text-ink-2">{note}</span> : null}
        </span>
        {action ? <span className="ms-auto">{action}</span> : null}
      </dd>
    </div>
  );
}

export interface SumProps {
  term: ReactNode;
  children: ReactNode;
  note?: ReactNode;
  total?: boolean | undefined;
}

export function Sum({ term, children, note, total }: SumProps) {
  return (
    <div
      className={cx(
        'flex flex-wrap items-end gap-x-1.5',
        total && 'mt-1.5 border-t border-ink pt-2 text-16 font-semibold',
      )}
    >
      <dt className="flex min-w-0 flex-1 items-end gap-1.5">
        <span className="min-w-0">{term}</span>
        <span aria-hidden className="leader" />
      </dt>
      <dd className="text-end whitespace-nowrap tabular-nums">{children}</dd>
      {note ? <dd className="basis-full text-13 font-normal text-ink-2">{note}</dd> : null}
    </div>
  );
}
