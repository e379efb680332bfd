import type { Context } from '@/lib/access/context';
import { bulkFailures } from './queries';
import { csvFile, xlsxFile } from '@/lib/core/table-file';

const TITLES = ['Строка', 'Номер карты', 'Причина'] as const;
const WIDTHS = [8, 30, 100];

/** In groups, so that a spreadsheet takes it for text and keeps every digit; lists are read with spaces as well. */
const grouped = (iccid: string): string => iccid.match(/.{1,4}/g)?.join(' ') ?? '';

/** Rows of a bulk that did not come out: to be corrected in their place and loaded again. Null: not in scope. */
export async function failuresFile(
  ctx: Context,
  bulkId: string,
  format: 'csv' | 'xlsx',
): Promise<{ readonly name: string; readonly type: string; readonly body: string | Uint8Array } | null> {
  const failures = await bulkFailures(ctx, bulkId);
  if (!failures) return null;
  const rows = [
    TITLES,
    ...failures.map(({ line, text, iccid, reason }) => [
      String(line),
      iccid === null ? text : grouped(iccid),
      reason,
    ]),
  ];
  const name = `Карты с ошибками.${format}`;
  return format === 'csv'
    ? { name, type: 'text/csv; charset=utf-8', body: csvFile(rows) }
    : {
        name,
        type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        body: xlsxFile('Карты с ошибками', rows, WIDTHS),
      };
}
