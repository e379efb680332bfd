import type { Context } from '@/lib/access/context';
import type { LocalDate } from '@/lib/core/local-date';
import { type Db, Prisma } from '@/lib/platform/db';
import type { SimCardState, SuspendReason } from '../model';
import type { OperatorUsageDay } from '../operator.port';
import type { LimitAction, UsageLevel, WorkingHours } from './usage.rule';

export interface DueCard {
  readonly id: string;
  readonly organizationId: string;
  readonly timeZone: string;
  readonly iccid: string;
  readonly state: SimCardState;
  readonly createdAt: Date;
  readonly syncedAt: Date | null;
}

/** Takes cards whose time has come, for `leaseMs`; of several workers each takes others. */
export async function takeDue(
  db: Db,
  operatorSlug: string,
  now: Date,
  limit: number,
  leaseMs: number,
): Promise<DueCard[]> {
  const until = new Date(now.getTime() + leaseMs);
  const rows = await db.$queryRaw<DueCard[]>`
    WITH due AS (
      SELECT "sim_card_id" FROM "sim_card_traffic"
      WHERE "operator_slug" = ${operatorSlug} AND "due_at" <= ${now}::timestamptz
      ORDER BY "due_at" LIMIT ${limit} FOR UPDATE SKIP LOCKED
    )
    UPDATE "sim_card_traffic" t
    SET "due_at" = CASE WHEN c."state" = 'TERMINATED' THEN NULL ELSE ${until}::timestamptz END
    FROM due JOIN "sim_card" c ON c."id" = due."sim_card_id" JOIN "organization" o ON o."id" = c."organization_id"
    WHERE t."sim_card_id" = due."sim_card_id"
    RETURNING c."id", c."organization_id" AS "organizationId", o."time_zone" AS "timeZone", c."iccid", c."state",
      c."created_at" AS "createdAt", t."synced_at" AS "syncedAt"`;
  return rows.filter(({ state }) => state !== 'TERMINATED');
}

/** When each of these cards is to be asked about again. */
export async function postpone(db: Db, ids: readonly string[], dueAt: Date): Promise<void> {
  await db.simCardTraffic.updateMany({ where: { simCardId: { in: [...ids] } }, data: { dueAt } });
}

export interface MeteredCard {
  readonly id: string;
  readonly iccid: string;
  readonly state: SimCardState;
  readonly storeId: string | null;
  readonly holds: readonly SuspendReason[];
  readonly imeiLock: string | null;
  readonly lockPending: boolean;
  readonly terminalName: string | null;
  readonly terminalImei: string | null;
  readonly ownLimitMb: number | null;
  readonly organizationLimitMb: number | null;
  readonly whenOver: LimitAction;
  readonly hours: WorkingHours | null;
  readonly storeTimeZone: string | null;
  readonly month: LocalDate | null;
  readonly level: UsageLevel;
  readonly imei: string | null;
}

type MeteredRow = Omit<MeteredCard, 'hours'> & { opensAt: number | null; closesAt: number | null };

const meteredColumns = Prisma.sql`
  c."id", c."iccid", c."state", c."store_id" AS "storeId", c."holds"::text[] AS "holds", c."imei_lock" AS "imeiLock",
  EXISTS (SELECT 1 FROM "sim_imei_lock" l
    WHERE l."sim_card_id" = c."id" AND l."state" IN ('QUEUED', 'IN_PROGRESS')) AS "lockPending",
  m."name" AS "terminalName", m."imei" AS "terminalImei", c."data_limit_mb" AS "ownLimitMb",
  p."data_limit_mb" AS "organizationLimitMb", coalesce(p."when_over", 'WARN') AS "whenOver",
  s."opens_at"::int AS "opensAt", s."closes_at"::int AS "closesAt", s."time_zone" AS "storeTimeZone",
  t."month"::text AS "month", t."level", t."imei"`;
const meteredTables = Prisma.sql`
  "sim_card" c
  JOIN "sim_card_traffic" t ON t."sim_card_id" = c."id"
  LEFT JOIN "terminal" m ON m."id" = c."terminal_id"
  LEFT JOIN "store" s ON s."id" = c."store_id"
  LEFT JOIN "sim_card_policy" p ON p."organization_id" = c."organization_id"`;

const meteredOf = ({ opensAt, closesAt, ...row }: MeteredRow): MeteredCard => ({
  ...row,
  hours: opensAt === null || closesAt === null ? null : { opensAt, closesAt },
});

const scopeOf = (ctx: Context): Prisma.Sql =>
  ctx.storeIds === null ? Prisma.empty : Prisma.sql`AND c."store_id" = ANY(${[...ctx.storeIds]}::uuid[])`;

/** Holds a card in scope with all that its traffic and device are judged by. Null: not in scope. */
export async function lockMetered(ctx: Context, id: string): Promise<MeteredCard | null> {
  await ctx.db.$executeRaw`
    SELECT 1 FROM "sim_card" c
    WHERE c."organization_id" = ${ctx.organizationId}::uuid AND c."id" = ${id}::uuid ${scopeOf(ctx)} FOR UPDATE`;
  const [row] = await ctx.db.$queryRaw<MeteredRow[]>`
    SELECT ${meteredColumns} FROM ${meteredTables}
    WHERE c."organization_id" = ${ctx.organizationId}::uuid AND c."id" = ${id}::uuid ${scopeOf(ctx)}`;
  return row ? meteredOf(row) : null;
}

/** Cards that a limit holds off, or might: over it where the organization wants them off. */
export async function limitedCards(
  db: Db,
): Promise<(MeteredCard & { readonly organizationId: string; readonly timeZone: string })[]> {
  const rows = await db.$queryRaw<(MeteredRow & { organizationId: string; timeZone: string })[]>`
    SELECT ${meteredColumns}, c."organization_id" AS "organizationId", o."time_zone" AS "timeZone"
    FROM ${meteredTables} JOIN "organization" o ON o."id" = c."organization_id"
    WHERE c."state" <> 'TERMINATED' AND ('LIMIT' = ANY (c."holds") OR (t."level" = 'OVER' AND p."when_over" = 'SUSPEND'))
    ORDER BY c."id"`;
  return rows.map((row) => ({
    ...meteredOf(row),
    organizationId: row.organizationId,
    timeZone: row.timeZone,
  }));
}

/** Days as the operator counts them now; those it does not name stay. */
export async function saveDays(
  ctx: Context,
  simCardId: string,
  days: readonly OperatorUsageDay[],
): Promise<void> {
  if (days.length === 0) return;
  await ctx.db.$executeRaw`
    INSERT INTO "sim_card_usage" AS u ("organization_id", "sim_card_id", "day", "bytes")
    SELECT ${ctx.organizationId}::uuid, ${simCardId}::uuid, d.day, max(d.bytes)
    FROM unnest(${days.map(({ date }) => date)}::date[], ${days.map(({ bytes }) => String(bytes))}::bigint[])
      AS d (day, bytes)
    GROUP BY d.day
    ON CONFLICT ("sim_card_id", "day") DO UPDATE SET "bytes" = excluded."bytes" WHERE u."bytes" <> excluded."bytes"`;
}

/** Traffic of a card in the month that begins with this day. */
export async function bytesInMonth(ctx: Context, simCardId: string, month: LocalDate): Promise<number> {
  const [row] = await ctx.db.$queryRaw<{ bytes: bigint }[]>`
    SELECT coalesce(sum("bytes"), 0)::bigint AS bytes FROM "sim_card_usage"
    WHERE "sim_card_id" = ${simCardId}::uuid AND "organization_id" = ${ctx.organizationId}::uuid
      AND "day" >= ${month}::date AND "day" < ${month}::date + interval '1 month'`;
  return Number(row?.bytes ?? 0);
}

export interface SavedTraffic {
  readonly month: LocalDate;
  readonly bytes: number;
  readonly level: UsageLevel;
  readonly imei: string | null;
  readonly isElsewhere: boolean;
  readonly dueAt: Date;
}

/** What is known of a card's traffic and device after the operator's answer; the device stays when it is not said. */
export async function saveTraffic(ctx: Context, simCardId: string, traffic: SavedTraffic): Promise<void> {
  const { month, bytes, imei, ...rest } = traffic;
  await ctx.db.simCardTraffic.updateMany({
    where: { simCardId, organizationId: ctx.organizationId },
    data: {
      ...rest,
      month: new Date(`${month}T00:00:00Z`),
      monthBytes: BigInt(bytes),
      syncedAt: ctx.clock.now(),
      ...(imei !== null && { imei, imeiSeenAt: ctx.clock.now() }),
    },
  });
}

/** Last traffic is never moved back. */
export async function saveLastTrafficOf(ctx: Context, simCardId: string, at: Date): Promise<void> {
  await ctx.db.$executeRaw`
    UPDATE "sim_card" SET "last_traffic_at" = ${at}::timestamptz
    WHERE "id" = ${simCardId}::uuid AND "organization_id" = ${ctx.organizationId}::uuid
      AND ("last_traffic_at" IS NULL OR "last_traffic_at" < ${at}::timestamptz)`;
}
