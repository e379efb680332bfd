import { authorize, type Context, today } from '@/lib/access/context';
import { fromDbDate, startOfDay, toDbDate } from '@/lib/core/local-date';
import { type Result, success } from '@/lib/core/result';
import { transaction } from '@/lib/platform/transaction';
import { type Notice, noticesOf } from '../deadline.rule';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Letters of a day go out at this hour of the organization, and speak of the day as it is then. */
const LETTERS_AT_HOUR = 9;
const MOST = 20_000;

export interface NotedTerminal {
  readonly id: string;
  readonly name: string;
  readonly storeId: string;
  readonly storeName: string;
  readonly notices: readonly Notice[];
}

/** The moment at which the letters of today are due. */
export const lettersDueAt = (ctx: Context): Date => {
  const morning = startOfDay(today(ctx), ctx.timeZone).getTime() + LETTERS_AT_HOUR * HOUR_MS;
  return new Date(Math.max(morning, ctx.clock.now().getTime()));
};

/**
 * Looks at the terminals of an organization once a day and gives those with a deadline nobody has been told of: silence,
 * the lock of a fiscal drive, its end. Each kind since the same day is given once, whatever runs twice. Call inside the
 * transaction that tells of them. Refusal: FORBIDDEN.
 */
export async function noteDeadlines(ctx: Context): Promise<Result<NotedTerminal[], 'FORBIDDEN'>> {
  const denied = authorize(ctx, 'terminals.manage');
  if (denied) return denied;
  return transaction(ctx, async (ctx): Promise<Result<NotedTerminal[], 'FORBIDDEN'>> => {
    const { organizationId } = ctx;
    const day = toDbDate(today(ctx));
    const first = await ctx.db.$executeRaw`
      INSERT INTO "terminal_watch" AS w ("organization_id", "looked_on") VALUES (${organizationId}::uuid, ${day}::date)
      ON CONFLICT ("organization_id") DO UPDATE SET "looked_on" = excluded."looked_on"
      WHERE w."looked_on" < excluded."looked_on"`;
    if (first === 0) return success([]);
    const at = lettersDueAt(ctx);
    const before = (days: number) => new Date(at.getTime() - days * DAY_MS);
    const rows = await ctx.db.terminal.findMany({
      where: {
        organizationId,
        OR: [
          { lastSeenAt: { lt: before(2) } },
          { oldestPendingAt: { lt: before(23) } },
          { fiscalDriveExpiresOn: { lte: new Date(at.getTime() + 32 * DAY_MS) } },
        ],
      },
      select: {
        id: true,
        name: true,
        lastSeenAt: true,
        oldestPendingAt: true,
        ofdMode: true,
        fiscalDriveExpiresOn: true,
        store: { select: { id: true, name: true, timeZone: true } },
      },
      orderBy: [{ store: { name: 'asc' } }, { name: 'asc' }, { id: 'asc' }],
      take: MOST,
    });
    const found = rows.map((row) => {
      const fiscalDriveExpiresOn = row.fiscalDriveExpiresOn && fromDbDate(row.fiscalDriveExpiresOn);
      return { row, notices: noticesOf({ ...row, fiscalDriveExpiresOn }, at, row.store.timeZone) };
    });
    const isNew = await write(
      ctx,
      found.flatMap(({ row, notices }) => notices.map((each) => ({ ...each, id: row.id }))),
    );
    return success(
      found.flatMap(({ row, notices }) => {
        const fresh = notices.filter((each) => isNew.has(keyOf({ ...each, id: row.id })));
        if (fresh.length === 0) return [];
        return [
          { id: row.id, name: row.name, storeId: row.store.id, storeName: row.store.name, notices: fresh },
        ];
      }),
    );
  });
}

const keyOf = ({ id, kind, since }: { id: string; kind: string; since: string }): string =>
  `${id} ${kind} ${since}`;

/** Those that had not been written before. */
async function write(
  ctx: Context,
  notices: readonly (Notice & { readonly id: string })[],
): Promise<Set<string>> {
  const rows = await ctx.db.terminalNotice.createManyAndReturn({
    data: notices.map(({ id, kind, since }) => ({
      organizationId: ctx.organizationId,
      terminalId: id,
      kind,
      since: toDbDate(since),
      noticedAt: ctx.clock.now(),
    })),
    skipDuplicates: true,
    select: { terminalId: true, kind: true, since: true },
  });
  return new Set(
    rows.map(({ terminalId, kind, since }) => keyOf({ id: terminalId, kind, since: fromDbDate(since) })),
  );
}
