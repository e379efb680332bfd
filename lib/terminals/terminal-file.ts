import { can, type Context } from '@/lib/access/context';
import { csvFile, type TableRows, xlsxFile } from '@/lib/core/table-file';
import { localDateAt } from '@/lib/core/local-date';
import { dateInTable, timeText } from '@/lib/core/text';
import { pageOfTerminals, type StoredRow, toRow } from './list.store';
import { healthNames, ofdModeNames, paperNames } from './model';
import { terminalFilter } from './filter.rule';

const TITLES = [
  'Касса',
  'Магазин',
  'Состояние',
  'Что не так',
  'Модель',
  'Заводской номер',
  'IMEI',
  'EvotorPOS',
  'Связь с ОФД',
  'На связи',
  'Лента',
  'Чеки в очереди',
  'РНМ',
  'Номер ФН',
  'ФН действует до',
] as const;
const WIDTHS = [28, 24, 18, 48, 10, 18, 18, 12, 18, 18, 14, 14, 20, 20, 16];

const STEP = 1_000;
/** More than a spreadsheet is read for, and little enough to be made in one go. */
const MOST_ROWS = 50_000;

const moment = (at: Date, timeZone: string): string =>
  `${dateInTable(localDateAt(at, timeZone))} ${timeText(at, timeZone)}`;

/** Spreadsheets would round 16 digits: the groups keep them a text. */
const grouped = (digits: string | null): string => (digits ?? '').replace(/(\d{4})(?=\d)/g, '$1\u00a0');

function cells(row: StoredRow, now: Date): readonly (string | number)[] {
  const { health, reasons } = toRow(row, now);
  return [
    row.name,
    row.store_name,
    healthNames[health],
    reasons.map(({ text }) => text).join('; '),
    row.model,
    grouped(row.serial_number),
    grouped(row.imei),
    row.pos_version ?? '',
    ofdModeNames[row.ofd_mode],
    row.last_seen_at ? moment(row.last_seen_at, row.time_zone) : '',
    paperNames[row.paper],
    row.pending_receipts,
    grouped(row.kkt_reg_number),
    grouped(row.fiscal_drive),
    row.expires_on ? dateInTable(row.expires_on) : '',
  ];
}

/** The list as its address asks for it, in the time of each store; its name says when. Null: the role exports nothing. */
export async function terminalFile(
  ctx: Context,
  params: Readonly<Record<string, string | undefined>>,
  format: 'csv' | 'xlsx',
): Promise<{ readonly name: string; readonly type: string; readonly body: string | Uint8Array } | null> {
  if (!can(ctx, 'terminals.export')) return null;
  const now = ctx.clock.now();
  const rows: (readonly (string | number)[])[] = [TITLES];
  let after: string | null = null;
  do {
    const page = await pageOfTerminals(ctx, { ...terminalFilter(params), after, before: null }, STEP);
    rows.push(...page.rows.map((row) => cells(row, now)));
    after = page.next;
  } while (after !== null && rows.length <= MOST_ROWS);
  if (after !== null)
    rows.push([`Здесь первые ${String(MOST_ROWS)} касс: чтобы увидеть остальные, сузьте отбор`]);
  const table: TableRows = rows;
  const name = `Кассы ${moment(now, ctx.timeZone).replace(':', '-')}.${format}`;
  return format === 'csv'
    ? { name, type: 'text/csv; charset=utf-8', body: csvFile(table) }
    : {
        name,
        type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        body: xlsxFile('Кассы', table, WIDTHS),
      };
}
