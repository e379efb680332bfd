import type { Context } from '@/lib/access/context';
import { Prisma } from '@/lib/platform/db';
import { CLOCK_TOLERANCE_SECONDS } from './clock.rule';
import { limits } from './health.rule';

const before = (now: Date, ms: number): Date => new Date(now.getTime() - ms);

/** The day it is in the store `s`. */
export const storeDay = (now: Date): Prisma.Sql =>
  Prisma.sql`(${now}::timestamptz AT TIME ZONE s."time_zone")::date`;

/** The borders of `terminalHealth` for the database: of the terminal `t` in the store `s`. Null: it cannot be. */
export const healthOf = (now: Date): Prisma.Sql => Prisma.sql`
  CASE
    WHEN t."last_seen_at" IS NULL OR t."last_seen_at" < ${before(now, limits.offlineMs)}::timestamptz THEN 'OFFLINE'
    WHEN (
      t."last_seen_at" < ${before(now, limits.silentMs)}::timestamptz
      OR t."paper" <> 'OK'
      OR abs(t."clock_skew_seconds"::bigint) > ${CLOCK_TOLERANCE_SECONDS}::int
      OR t."battery_percent" < ${limits.batteryPercent}::int
      OR (t."ofd_mode" = 'ONLINE_OFD' AND t."oldest_pending_at" < ${before(now, limits.waitingMs)}::timestamptz)
      OR t."fiscal_drive_expires_on" <= ${storeDay(now)} + ${limits.expiryDays}::int
    ) IS TRUE THEN 'NEEDS_ATTENTION'
    ELSE 'OK'
  END`;

/** Terminals of the context's organization and stores, as a condition on `t`. */
export function inScope(ctx: Context): Prisma.Sql {
  const own = Prisma.sql`t."organization_id" = ${ctx.organizationId}::uuid`;
  if (ctx.storeIds === null) return own;
  return Prisma.sql`${own} AND t."store_id" = ANY(${[...ctx.storeIds]}::uuid[])`;
}
