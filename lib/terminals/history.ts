import { type Context, inStores } from '@/lib/access/context';
import { auditOfTerminal } from '@/lib/access/object-history';
import { isId } from '@/lib/core/ids';
import { Prisma } from '@/lib/platform/db';
import { type DoneEntry, type HistoryPage, merged, type NoticedEntry, type Place } from './history.rule';

const PAGE = 30;

function placeOf(cursor: string | undefined): Place | null {
  const [time, id = ''] = (cursor ?? '').split('_');
  const at = new Date(Number(time));
  return time && isId(id) && !Number.isNaN(at.getTime()) ? { at, id } : null;
}

async function noticed(
  ctx: Context,
  terminalId: string,
  before: Place | null,
  take: number,
): Promise<NoticedEntry[]> {
  const older = before
    ? Prisma.sql`AND ("at", "id") < (${before.at}::timestamptz, ${before.id}::uuid)`
    : Prisma.empty;
  const rows = await ctx.db.$queryRaw<Omit<NoticedEntry, 'type'>[]>`
    SELECT "id", "at", "kind"::text AS "kind", "before", "after", "detail" FROM "terminal_event"
    WHERE "organization_id" = ${ctx.organizationId}::uuid AND "terminal_id" = ${terminalId}::uuid ${older}
    ORDER BY "at" DESC, "id" DESC LIMIT ${take}::int`;
  return rows.map((row) => ({ ...row, type: 'NOTICED' }));
}

/**
 * What became of a terminal, newest first, 30 a page: what people, the terminal itself and the cabinet did is the audit,
 * what was noticed is its own. It goes with the terminal from store to store; a terminal out of scope has none.
 */
export async function terminalHistory(
  ctx: Context,
  terminalId: string,
  cursor: string | undefined,
): Promise<HistoryPage> {
  const where = { organizationId: ctx.organizationId, id: terminalId, ...inStores(ctx) };
  const found = await ctx.db.terminal.findFirst({ where, select: { id: true } });
  if (!found) return merged<NoticedEntry | DoneEntry>([], PAGE);
  const before = placeOf(cursor);
  const [events, done] = await Promise.all([
    noticed(ctx, terminalId, before, PAGE + 1),
    auditOfTerminal(ctx, terminalId, before, PAGE + 1),
  ]);
  const entries = done.map((row): DoneEntry => ({ type: 'DONE', id: row.id, at: row.at, done: row }));
  return merged<NoticedEntry | DoneEntry>([events, entries], PAGE);
}
