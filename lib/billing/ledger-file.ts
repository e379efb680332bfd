import { type Context } from '@/lib/access/context';
import { localDateAt } from '@/lib/core/local-date';
import { dateInTable, timeText } from '@/lib/core/text';
import { csvFile, xlsxFile } from '@/lib/core/table-file';
import { ledgerKindNames } from './labels';
import type { LedgerFilter } from './model';
import { wholeLedger } from './queries';

const TITLES = ['Дата', 'Время', 'За что', 'Вид', 'Кто', 'Поступило, ₽', 'Списано, ₽'] as const;
const WIDTHS = [12, 8, 70, 22, 30, 14, 14];

/** Roubles; kept apart by direction, so that a column adds up and no number begins with a sign. */
const roubles = (amount: number): number | string => (amount > 0 ? amount / 100 : '');

/** What a spreadsheet opens without trouble. */
const MOST = 100_000;

const cutWords = (most: number) =>
  `Здесь ${most.toLocaleString('ru')} последних движений. Остальные сохраните по месяцам.`;

/**
 * Movements of the account as they are seen, CSV or XLSX; the moment of the snapshot is in the name. A file that does
 * not hold all of them says so in its last line. Null: no right.
 */
export async function ledgerFile(
  ctx: Context,
  filter: LedgerFilter,
  format: 'csv' | 'xlsx',
  most = MOST,
): Promise<{ readonly name: string; readonly type: string; readonly body: string | Uint8Array } | null> {
  const lines = await wholeLedger(ctx, filter, most + 1);
  if (!lines) return null;
  const rows = [
    TITLES,
    ...lines
      .slice(0, most)
      .map(({ occurredAt, description, kind, actorName, amount }) => [
        dateInTable(localDateAt(occurredAt, ctx.timeZone)),
        timeText(occurredAt, ctx.timeZone),
        description,
        ledgerKindNames[kind],
        actorName,
        roubles(amount),
        roubles(0 - amount),
      ]),
    ...(lines.length > most ? [['', '', cutWords(most), '', '', '', '']] : []),
  ];
  const now = ctx.clock.now();
  const moment = `${dateInTable(localDateAt(now, ctx.timeZone))} ${timeText(now, ctx.timeZone).replace(':', '-')}`;
  const name = `Движения по счёту ${filter.month ? `${filter.month} ` : ''}на ${moment}.${format}`;
  return format === 'csv'
    ? { name, type: 'text/csv; charset=utf-8', body: csvFile(rows) }
    : {
        name,
        type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        body: xlsxFile('Движения по счёту', rows, WIDTHS),
      };
}
