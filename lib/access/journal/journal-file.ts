import { csvFile, xlsxFile } from '@/lib/core/table-file';
import { localDateAt } from '@/lib/core/local-date';
import { dateInTable, timeText } from '@/lib/core/text';
import { auditChanges, auditTitle, type AuditVocabulary } from '../audit-words';
import { can, type Context } from '../context';
import type { AuditRow } from '../queries';
import { kindNames } from './labels';
import type { AuditFilter } from './model';
import { listAudit } from './queries';

const TITLES = [
  'Дата',
  'Время',
  'Кто',
  'Откуда (IP)',
  'Что',
  'С чем',
  'Название',
  'Магазин',
  'Изменения',
] as const;
const WIDTHS = [12, 10, 24, 18, 36, 18, 28, 24, 80];
const STEP = 1_000;
/** More than a spreadsheet is read for, and little enough to be made in one go. */
const MOST_ROWS = 50_000;

function changesText(row: AuditRow, vocabulary: AuditVocabulary): string {
  return auditChanges(row, vocabulary)
    .map(({ label, before, after }) =>
      before !== null && after !== null
        ? `${label}: ${before} → ${after}`
        : after !== null
          ? `${label}: ${after}`
          : `${label}: было ${before ?? ''}`,
    )
    .join('; ');
}

/** Entries as they are filtered, in the organization's time, words as on the screen. Null: no right to the journal. */
export async function auditFile(
  ctx: Context,
  filter: AuditFilter,
  format: 'csv' | 'xlsx',
  vocabulary: AuditVocabulary,
): Promise<{ readonly name: string; readonly type: string; readonly body: string | Uint8Array } | null> {
  if (!can(ctx, 'audit.read')) return null;
  const stores = await ctx.db.store.findMany({
    where: { organizationId: ctx.organizationId },
    select: { id: true, name: true },
  });
  const storeNames = new Map(stores.map(({ id, name }) => [id, name]));
  const rows: (readonly string[])[] = [TITLES];
  let after: string | undefined;
  do {
    const page = await listAudit(ctx, { ...filter, after, take: STEP });
    rows.push(
      ...page.rows.map((row) => [
        dateInTable(localDateAt(row.at, ctx.timeZone)),
        timeText(row.at, ctx.timeZone),
        row.actorName,
        row.ip ?? '',
        auditTitle(row.action),
        kindNames[row.objectType] ?? '',
        row.objectName,
        (row.storeId !== null && storeNames.get(row.storeId)) || '',
        changesText(row, vocabulary),
      ]),
    );
    after = page.next ?? undefined;
  } while (after && rows.length <= MOST_ROWS);
  if (after) rows.push([`Здесь первые ${String(MOST_ROWS)} записей: чтобы увидеть остальные, сузьте период`]);
  const now = ctx.clock.now();
  const moment = `${dateInTable(localDateAt(now, ctx.timeZone))} ${timeText(now, ctx.timeZone).replace(':', '-')}`;
  const name = `Журнал на ${moment}.${format}`;
  return format === 'csv'
    ? { name, type: 'text/csv; charset=utf-8', body: csvFile(rows) }
    : {
        name,
        type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        body: xlsxFile('Журнал', rows, WIDTHS),
      };
}
