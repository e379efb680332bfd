import type { ComponentPropsWithRef, ReactNode } from 'react';
import { cx } from './cx';
import { Icon } from './icon';
import { BareLink } from './link';

/** Where a cell goes when a row becomes two or three lines on a phone; cells without a place are left out there. */
export type PhonePlace = 'select' | 'lead' | 'aside' | 'main' | 'sub';

export interface TableProps extends ComponentPropsWithRef<'table'> {
  /** Spoken name of the table. */
  caption: string;
  /** Shows the `select` cells on phones. */
  selecting?: boolean | undefined;
}

export function Table({ caption, selecting, className, children, ...rest }: TableProps) {
  return (
    <div className="md:overflow-x-auto">
      <table
        role="table"
        data-selecting={selecting ? '' : undefined}
        className={cx(
          'grid-table border-collapse text-14 max-md:-mx-4 max-md:w-[calc(100%+2rem)] max-md:text-16 md:w-full',
          className,
        )}
        {...rest}
      >
        <caption className="sr-only">{caption}</caption>
        {children}
      </table>
    </div>
  );
}

export function THead({ children }: { children: ReactNode }) {
  return (
    <thead role="rowgroup" className="border-b border-edge/60">
      <tr role="row">{children}</tr>
    </thead>
  );
}

export function TBody({ children, ...rest }: ComponentPropsWithRef<'tbody'>) {
  return (
    <tbody role="rowgroup" {...rest}>
      {children}
    </tbody>
  );
}

export interface TRProps extends ComponentPropsWithRef<'tr'> {
  selected?: boolean | undefined;
}

export function TR({ selected, className, ...rest }: TRProps) {
  return (
    <tr
      role="row"
      aria-selected={selected}
      className={cx(
        'group relative border-b border-line md:h-11 md:touch:h-14',
        selected ? 'bg-accent-tint' : 'hover:bg-wash/70',
        className,
      )}
      {...rest}
    />
  );
}

export interface THProps extends Omit<ComponentPropsWithRef<'th'>, 'align'> {
  align?: 'start' | 'end' | undefined;
  /** The current order by this column. */
  sort?: 'asc' | 'desc' | 'none' | undefined;
  sortHref?: string | undefined;
  /** Left out between 720 and 1100 px, like its cells. */
  wide?: boolean | undefined;
}

export function TH({ align = 'start', sort, sortHref, wide, className, children, ...rest }: THProps) {
  const sorted = sort === 'asc' || sort === 'desc';
  return (
    <th
      role="columnheader"
      scope="col"
      aria-sort={sort === 'asc' ? 'ascending' : sort === 'desc' ? 'descending' : undefined}
      className={cx(
        'h-9 px-3 align-middle text-13 font-normal whitespace-nowrap text-ink-2',
        align === 'end' ? 'text-end' : 'text-start',
        wide && 'md:max-lg:hidden',
        className,
      )}
      {...rest}
    >
      {sortHref ? (
        <BareLink
          href={sortHref}
          className={cx(
            'inline-flex items-center gap-1 rounded-tick hover:text-ink',
            sorted && 'font-semibold text-ink',
          )}
        >
          {children}
          <Icon
            name={sort === 'desc' ? 'arrow-down' : 'arrow-up'}
            size={14}
            className={sorted ? undefined : 'opacity-0'}
          />
        </BareLink>
      ) : (
        children
      )}
    </th>
  );
}

export interface TDProps extends Omit<ComponentPropsWithRef<'td'>, 'align'> {
  align?: 'start' | 'end' | undefined;
  phone?: PhonePlace | undefined;
  /** Left out between 720 and 1100 px. */
  wide?: boolean | undefined;
}

export function TD({ align = 'start', phone, wide, className, ...rest }: TDProps) {
  return (
    <td
      role="cell"
      data-phone={phone}
      className={cx(
        'md:px-3 md:py-2 md:align-top',
        wide && 'md:max-lg:hidden',
        align === 'end' && 'md:text-end md:whitespace-nowrap',
        phone === 'select' && 'z-1 md:relative md:w-11 md:p-0! md:align-top',
        className,
      )}
      {...rest}
    />
  );
}
