import type { ReactNode } from 'react';

export interface ListToolbarProps {
  search?: ReactNode;
  /** FilterSelects. */
  filters?: ReactNode;
  /** On the right: columns, export. */
  end?: ReactNode;
  /** Clears what is chosen: a Link. */
  reset?: ReactNode;
}

export function ListToolbar({ search, filters, end, reset }: ListToolbarProps) {
  return (
    <div className="mb-3 flex flex-wrap items-center gap-2 print:hidden">
      {search ? <div className="w-full md:w-72">{search}</div> : null}
      {filters}
      {reset ? <div className="px-1.5">{reset}</div> : null}
      {end ? <div className="flex flex-wrap gap-2 md:ms-auto">{end}</div> : null}
    </div>
  );
}
