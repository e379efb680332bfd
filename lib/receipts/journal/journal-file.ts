import { can, type Context } from '@/lib/access/context';
import { csvFile, type TableRows, xlsxFile } from '@/lib/core/table-file';
import { localDateAt } from '@/lib/core/local-date';
import { dateInTable, timeText } from '@/lib/core/text';
import { failureText, operationNames, statusLabels } from '../labels';
import type { JournalFilter, ReceiptRow } from './model';
import { listReceipts } from './queries';

const TITLES = [
  'Дата',
  'Время',
  'Магазин',
  'Касса',
  'Документ',
  'Фискальный признак',
  'Признак расчёта',
  'Сумма, ₽',
  'Кому',
  'Состояние',
  'Причина',
] as const;
const WIDTHS = [12, 8, 24, 24, 12, 20, 18, 14, 34, 24, 60];

const STEP = 1_000;
/** More than a spreadsheet is read for, and little enough to be made in one go. */
const MOST_ROWS = 50_000;

const roubles = (kopecks: number): string =>
  `${Math.trunc(kopecks / 100)},${String(kopecks % 100).padStart(2, '0')}`;

const cells = (row: ReceiptRow): readonly string[] => [
  dateInTable(localDateAt(row.issuedAt, row.timeZone)),
  timeText(row.issuedAt, row.timeZone),
  row.storeName,
  row.terminalName,
  String(row.documentNumber),
  row.fiscalSign,
  operationNames[row.operation],
  roubles(row.total),
  row.contact ?? '',
  statusLabels[row.status].text,
  row.status === 'BOUNCED' || row.status === 'FAILED' ? failureText(row) : (row.reason ?? ''),
];

/** The journal as it is filtered, in the time of each store. Null: the role exports nothing. */
export async function journalFile(
  ctx: Context,
  filter: JournalFilter,
  format: 'csv' | 'xlsx',
): Promise<{ readonly name: string; readonly type: string; readonly body: string | Uint8Array } | null> {
  if (!can(ctx, 'receipts.export')) return null;
  const rows: (readonly string[])[] = [TITLES];
  let after: string | undefined;
  do {
    const page = await listReceipts(ctx, { ...filter, after, take: STEP });
    rows.push(...page.rows.map(cells));
    after = page.next ?? undefined;
  } while (after && rows.length <= MOST_ROWS);
  if (after) rows.push([`Здесь первые ${String(MOST_ROWS)} чеков: чтобы увидеть остальные, сузьте даты`]);
  const table: TableRows = rows;
  const name = `Чеки.${format}`;
  return format === 'csv'
    ? { name, type: 'text/csv; charset=utf-8', body: csvFile(table) }
    : {
        name,
        type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        body: xlsxFile('Чеки', table, WIDTHS),
      };
}
