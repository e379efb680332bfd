'use client';

import { cx } from '@/components/ui/cx';
import { Table, TBody, TH, THead } from '@/components/ui/table';
import type { LocalDate } from '@/lib/core/local-date';
import { dateInTable } from '@/lib/core/text';
import { cardTail } from '@/lib/sim-cards/labels';
import type { SimAction, SimCardState } from '@/lib/sim-cards/model';
import { CardNumber } from './card-number';
import { StateBadge } from './state-badge';

export interface CardLine {
  readonly id: string;
  readonly iccid: string;
  /** telephone and label, or nothing */
  readonly about: string;
  readonly state: SimCardState;
  readonly note: string | null;
  readonly terminal: string | null;
  readonly until: LocalDate | null;
  readonly renews: boolean;
  readonly operator: string;
  readonly can: SimAction | null;
}

export interface CardRowsProps {
  lines: readonly CardLine[];
  /** digits to mark in the numbers */
  find: string | null;
  selectable: boolean;
  /** `?store=…` that links keep, or nothing */
  query: string;
}

/** Letters that surely stand in two lines. */
const LONG = 40;

// What all rows have in common is said once, not fifty times.
const bodyClass = cx(
  '[&>tr]:group [&>tr]:relative [&>tr]:border-b [&>tr]:border-line [&>tr]:hover:bg-wash/70',
  '[&>tr]:has-checked:bg-accent-tint md:[&>tr]:h-11 md:touch:[&>tr]:h-14',
  'md:[&_td]:px-3 md:[&_td]:py-2 md:[&_td]:align-top',
  '[&>tr>:first-child:has(input)]:z-1 [&>tr>:first-child:has(input)]:text-center md:[&>tr>:first-child:has(input)]:relative',
  '[&_.check-mark]:m-[0.8125rem] md:[&_.check-mark]:m-0 md:[&_.check-mark]:mt-1',
  '[&_a]:stretch [&_a]:rounded-tick [&_a]:font-mono [&_a]:whitespace-nowrap [&_a]:outline-none [&_a]:hover:underline',
  '[&_a]:focus-visible:after:outline-2 [&_a]:focus-visible:after:-outline-offset-2 [&_a]:focus-visible:after:outline-accent',
);

/** Rows without handlers of their own: what is pressed in them is the business of CardPicker around. */
export function CardRows({ lines, find, selectable, query }: CardRowsProps) {
  return (
    <Table caption="Смарт-карты">
      <THead>
        {selectable ? (
          <TH className="w-11 p-0!">
            <label className="grid size-11 place-items-center">
              <input
                type="checkbox"
                name="all"
                className="check-mark"
                aria-label="Выбрать все карты на странице"
              />
            </label>
          </TH>
        ) : null}
        <TH>Карта</TH>
        <TH>Состояние</TH>
        <TH>Касса</TH>
        <TH>Оплачено до</TH>
        <TH wide>Оператор</TH>
      </THead>
      <TBody className={bodyClass}>
        {lines.map((line) => (
          <tr key={line.id} role="row">
            {selectable ? (
              <td role="cell" data-phone="select">
                <input
                  type="checkbox"
                  name="card"
                  value={line.id}
                  className="check-mark"
                  aria-label={`Выбрать карту ${cardTail(line.iccid)}`}
                  data-can={line.can ?? ''}
                  data-until={line.until ?? undefined}
                  data-renews={line.renews ? '' : undefined}
                />
              </td>
            ) : null}
            <td role="cell" data-phone="main">
              <a href={`/sim-cards/${line.id}${query}`} data-row="">
                <CardNumber iccid={line.iccid} find={find} />
              </a>
              {line.about ? (
                <span className="block text-13 text-ink-2 max-md:hidden">{line.about}</span>
              ) : null}
            </td>
            <td role="cell" data-phone="lead">
              <StateBadge state={line.state} note={line.note} />
            </td>
            <td role="cell" data-phone="sub" className="md:max-w-64">
              {line.terminal && line.terminal.length > LONG ? (
                <span className="line-clamp-2">{line.terminal}</span>
              ) : (
                (line.terminal ?? 'Без кассы')
              )}
            </td>
            <td role="cell" data-phone="aside" className="tabular-nums">
              {line.until ? dateInTable(line.until) : '—'}
            </td>
            <td role="cell" className="md:max-lg:hidden">
              {line.operator}
            </td>
          </tr>
        ))}
      </TBody>
    </Table>
  );
}
