import type { Clock } from '@/lib/core/clock';
import type { LocalDate } from '@/lib/core/local-date';
import { type Db, Prisma } from '@/lib/platform/db';
import { healthOf } from './health.store';
import { terminalHealth } from './health.rule';
import type { Health, OfdMode, PaperState } from './model';

const AT_ONCE = 500;
/** So many parts of a run; the next run goes on. */
const MOST_PARTS = 200;

interface Changed {
  readonly id: string;
  readonly organization_id: string;
  readonly noted_health: Health | null;
  readonly ofd_mode: OfdMode;
  readonly last_seen_at: Date | null;
  readonly paper: PaperState;
  readonly battery_percent: number | null;
  readonly pending_receipts: number;
  readonly oldest_pending_at: Date | null;
  readonly clock_skew_seconds: number | null;
  readonly expires_on: LocalDate | null;
  readonly time_zone: string;
}

/**
 * Writes into the history of each terminal that its health has changed since it was last looked at, and why: silence
 * comes by time alone, so no request can say it. The first look writes nothing. One worker looks at a time: where a look
 * takes longer than the minute after which the next is due, the next leaves it to the first. Gives how many have changed.
 */
export async function watchHealth(db: Db, clock: Clock): Promise<number> {
  const now = clock.now();
  let changed = 0;
  let after = '00000000-0000-0000-0000-000000000000';
  for (let part = 0; part < MOST_PARTS; part += 1) {
    const ids = await lookOnce(db, now, after);
    changed += ids.length;
    after = ids.at(-1) ?? after;
    if (ids.length < AT_ONCE) break;
  }
  return changed;
}

/** The next terminals after `after` whose health has changed; none while another looks. */
async function lookOnce(db: Db, now: Date, after: string): Promise<string[]> {
  if (!('$transaction' in db)) throw new Error('the watch has transactions of its own');
  return db.$transaction(async (tx) => {
    const [mine] = await tx.$queryRaw<{ held: boolean }[]>`
      SELECT pg_try_advisory_xact_lock(hashtextextended('terminals.watch', 0)) AS held`;
    if (!mine?.held) return [];
    const rows = await tx.$queryRaw<Changed[]>`
      SELECT t."id", t."organization_id", t."noted_health"::text AS "noted_health", t."ofd_mode"::text AS "ofd_mode",
        t."last_seen_at", t."paper"::text AS "paper", t."battery_percent", t."pending_receipts",
        t."oldest_pending_at", t."clock_skew_seconds", t."fiscal_drive_expires_on"::text AS "expires_on", s."time_zone"
      FROM "terminal" t JOIN "store" s ON s."id" = t."store_id"
      WHERE t."id" > ${after}::uuid AND ${healthOf(now)} IS DISTINCT FROM t."noted_health"::text
      ORDER BY t."id" LIMIT ${AT_ONCE}::int FOR UPDATE OF t SKIP LOCKED`;
    const looked = rows.map((row) => ({ row, ...healthNow(row, now) }));
    await tx.$executeRaw`
      UPDATE "terminal" t SET "noted_health" = r.health::terminal_health
      FROM unnest(${looked.map(({ row }) => row.id)}::uuid[], ${looked.map(({ health }) => health)}::text[])
        AS r (id, health)
      WHERE t."id" = r.id`;
    const told = looked.filter(({ row, health }) => row.noted_health !== null && row.noted_health !== health);
    await tx.terminalEvent.createMany({
      data: told.map(({ row, health, words }) => ({
        organizationId: row.organization_id,
        terminalId: row.id,
        at: now,
        kind: 'HEALTH' as const,
        before: row.noted_health,
        after: health,
        detail: words || null,
      })),
    });
    return rows.map(({ id }) => id);
  });
}

function healthNow(row: Changed, now: Date): { health: Health; words: string } {
  const signals = {
    lastSeenAt: row.last_seen_at,
    ofdMode: row.ofd_mode,
    paper: row.paper,
    batteryPercent: row.battery_percent,
    pendingReceipts: row.pending_receipts,
    oldestPendingAt: row.oldest_pending_at,
    fiscalDriveExpiresOn: row.expires_on,
    clockSkewSeconds: row.clock_skew_seconds,
  };
  const { health, reasons } = terminalHealth(signals, now, row.time_zone);
  return { health, words: reasons.map(({ text }) => text).join('; ') };
}

/** Organizations whose terminals nobody has looked at for deadlines on this day of theirs. */
export async function organizationsToLookAt(db: Db, clock: Clock, limit: number): Promise<string[]> {
  const now = clock.now();
  const rows = await db.$queryRaw<{ id: string }[]>(Prisma.sql`
    SELECT o."id" FROM "organization" o LEFT JOIN "terminal_watch" w ON w."organization_id" = o."id"
    WHERE (w."looked_on" IS NULL OR w."looked_on" < (${now}::timestamptz AT TIME ZONE o."time_zone")::date)
      AND EXISTS (SELECT 1 FROM "terminal" t WHERE t."organization_id" = o."id")
    LIMIT ${limit}::int`);
  return rows.map(({ id }) => id);
}
