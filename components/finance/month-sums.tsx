import { cx } from '@/components/ui/cx';
import { DefinitionList, Sum } from '@/components/ui/definition-list';
import { Icon } from '@/components/ui/icon';
import { Link } from '@/components/ui/link';
import { Table, TBody, TD, TH, THead, TR } from '@/components/ui/table';
import type { LocalDate } from '@/lib/core/local-date';
import { formatMoney, type Kopecks, kopecks } from '@/lib/core/money';
import { monthAndYear, monthShort } from '@/lib/core/text';
import type { MonthTable } from '@/lib/subscriptions/forecast.rule';

/** Where a month leads, if anywhere. */
type HrefOf = (month: LocalDate) => string;

const number = (amount: Kopecks): string => formatMoney(amount).replace(/\u00a0₽$/, '');

const sideCell = 'sticky start-0 z-1 bg-paper';
const sumCell = 'md:px-1.5! text-end whitespace-nowrap tabular-nums';

/** Sums by name and month in columns; for wide screens. */
export function MonthColumns({
  table,
  caption,
  heading,
  chosen,
  hrefOf,
}: {
  table: MonthTable;
  caption: string;
  /** what the rows are: «Магазин» */
  heading: string;
  chosen?: LocalDate | undefined;
  hrefOf: HrefOf;
}) {
  return (
    <div className="max-lg:hidden">
      <Table caption={`${caption}, ₽`}>
        <THead>
          <TH className={cx(sideCell, 'min-w-44 align-bottom')}>{heading}</TH>
          {table.months.map((month, index) => (
            <TH key={month} align="end" className="px-1.5! align-bottom">
              {index === 0 || month.slice(5, 7) === '01' ? (
                <span className="block text-ink-3">{month.slice(0, 4)}</span>
              ) : null}
              <Link
                href={hrefOf(month)}
                look="row"
                scroll={false}
                aria-label={monthAndYear(month)}
                aria-current={month === chosen ? 'true' : undefined}
                className={cx('py-1', month !== chosen && 'font-normal! text-ink-2!')}
              >
                {monthShort(month)}
              </Link>
            </TH>
          ))}
          <TH align="end" className="align-bottom">
            Всего
          </TH>
        </THead>
        <TBody>
          {table.rows.map((row) => (
            <TR key={row.key} className="hover:bg-transparent">
              <th
                scope="row"
                role="rowheader"
                className={cx(sideCell, 'px-3 py-2 text-start align-top font-normal')}
              >
                <span className="line-clamp-2 max-w-60 wrap-anywhere">{row.name}</span>
              </th>
              {row.amounts.map((amount, index) => (
                <TD key={table.months[index]} className={cx(sumCell, amount === 0 && 'text-ink-3')}>
                  {amount === 0 ? '—' : number(amount)}
                </TD>
              ))}
              <TD align="end" className="font-semibold tabular-nums">
                {number(row.total)}
              </TD>
            </TR>
          ))}
          <TR className="border-t border-edge! font-semibold hover:bg-transparent">
            <th scope="row" role="rowheader" className={cx(sideCell, 'px-3 py-2 text-start align-top')}>
              Всего
            </th>
            {table.totals.map((amount, index) => (
              <TD key={table.months[index]} className={cx(sumCell, amount === 0 && 'text-ink-3')}>
                {amount === 0 ? '—' : number(amount)}
              </TD>
            ))}
            <TD align="end" className="tabular-nums">
              {number(table.total)}
            </TD>
          </TR>
        </TBody>
      </Table>
    </div>
  );
}

/** The same month under month, each with what it consists of; where twelve columns do not fit. */
export function MonthStack({
  tables,
  label,
  link,
  hrefOf,
}: {
  /** the first one gives the totals */
  tables: readonly { readonly title: string; readonly table: MonthTable }[];
  label: string;
  /** words of the link of a month: «По дням» */
  link: string;
  hrefOf: HrefOf;
}) {
  const [first] = tables;
  if (!first) return null;
  const { months, totals, total } = first.table;
  return (
    <div className="max-w-2xl lg:hidden">
      <ul aria-label={label} className="divide-y divide-line border-y border-line">
        {months.map((month, index) => {
          const sum = totals[index] ?? kopecks(0);
          return (
            <li key={month}>
              {sum === 0 ? (
                <p className="flex min-h-12 items-center justify-between gap-4 text-ink-2">
                  <span className="ps-5.5">{monthAndYear(month)}</span>
                  <span>—</span>
                </p>
              ) : (
                <details className="group">
                  <summary className="flex min-h-12 items-center justify-between gap-4 rounded-control">
                    <span className="flex items-center gap-2">
                      <Icon
                        name="chevron-right"
                        size={14}
                        className="text-ink-2 transition-transform group-open:rotate-90"
                      />
                      {monthAndYear(month)}
                    </span>
                    <span className="font-semibold tabular-nums">{formatMoney(sum)}</span>
                  </summary>
                  <div className="grid gap-4 pb-4">
                    {tables.map(({ title, table }) => (
                      <div key={title}>
                        <p className="mb-1 text-ink-2">{title}</p>
                        <DefinitionList look="sums">
                          {table.rows
                            .filter((row) => (row.amounts[index] ?? 0) !== 0)
                            .map((row) => (
                              <Sum key={row.key} term={row.name}>
                                {formatMoney(row.amounts[index] ?? kopecks(0))}
                              </Sum>
                            ))}
                        </DefinitionList>
                      </div>
                    ))}
                    <Link href={hrefOf(month)} className="w-fit py-1.5">
                      {link}
                      <span className="sr-only">: {monthAndYear(month)}</span>
                    </Link>
                  </div>
                </details>
              )}
            </li>
          );
        })}
      </ul>
      <p className="flex min-h-12 items-center justify-between gap-4 font-semibold">
        <span>Всего</span>
        <span className="tabular-nums">{formatMoney(total)}</span>
      </p>
    </div>
  );
}
