import { type Db, Prisma } from '@/lib/platform/db';
import type { OperatorCard } from './operator.port';

export interface Comparison {
  readonly cursor: string | null;
  readonly seen: number;
  readonly differed: number;
  readonly repaired: number;
  /** cards of ours that the operator does not know */
  readonly unknown: number;
}

/**
 * Takes the comparison with an operator when its time has come, for `leaseMs`: begun anew, or where the one that
 * broke off has stopped. Null: not yet, or another worker has it.
 */
export async function takeComparison(
  db: Db,
  operatorSlug: string,
  now: Date,
  leaseMs: number,
): Promise<Comparison | null> {
  await db.$executeRaw`
    INSERT INTO "operator_reconciliation" ("operator_slug", "next_at") VALUES (${operatorSlug}, ${now}::timestamptz)
    ON CONFLICT DO NOTHING`;
  const [row] = await db.$queryRaw<Comparison[]>`
    UPDATE "operator_reconciliation"
    SET "next_at" = ${new Date(now.getTime() + leaseMs)}::timestamptz,
      "started_at" = CASE WHEN "cursor" IS NULL THEN ${now}::timestamptz ELSE "started_at" END,
      "seen" = CASE WHEN "cursor" IS NULL THEN 0 ELSE "seen" END,
      "differed" = CASE WHEN "cursor" IS NULL THEN 0 ELSE "differed" END,
      "repaired" = CASE WHEN "cursor" IS NULL THEN 0 ELSE "repaired" END,
      "unknown" = CASE WHEN "cursor" IS NULL THEN 0 ELSE "unknown" END
    WHERE "operator_slug" = ${operatorSlug} AND "next_at" <= ${now}::timestamptz
    RETURNING "cursor", "seen", "differed", "repaired", "unknown"`;
  if (row?.cursor === null) {
    await db.$executeRaw`DELETE FROM "operator_listing" WHERE "operator_slug" = ${operatorSlug}`;
  }
  return row ?? null;
}

/** Where the comparison stands; `finishedAt` set: it has come to the end of the operator's cards. */
export async function saveComparison(
  db: Db,
  operatorSlug: string,
  comparison: Comparison & { readonly nextAt: Date; readonly finishedAt?: Date },
): Promise<void> {
  await db.operatorReconciliation.updateMany({ where: { operatorSlug }, data: { ...comparison } });
}

/**
 * Cards of ours that are on or closed at their operator and not here, or the other way round, and those that differed
 * the last time; nothing under way.
 */
export async function differingCards(
  db: Db,
  operatorSlug: string,
  theirs: readonly OperatorCard[],
): Promise<ComparedCardId[]> {
  return db.$queryRaw`
    SELECT c."id", c."organization_id" AS "organizationId"
    FROM unnest(${theirs.map(({ iccid }) => iccid)}::text[], ${theirs.map(({ state }) => state)}::text[])
      AS t (iccid, state)
    JOIN "sim_card" c ON sim_card_number_key(c."iccid") = sim_card_number_key(t.iccid)
    WHERE c."operator_slug" = ${operatorSlug} AND c."state" NOT IN ('ACTIVATING', 'DEACTIVATING')
      AND ((t.state = 'TERMINATED') <> (c."state" = 'TERMINATED') OR (t.state = 'ACTIVE') <> (c."state" = 'ACTIVE')
        OR EXISTS (
          SELECT 1 FROM "sim_card_traffic" w WHERE w."sim_card_id" = c."id" AND w."mismatch" IS NOT NULL))
      AND NOT EXISTS (
        SELECT 1 FROM "sim_operation" s WHERE s."sim_card_id" = c."id" AND s."state" IN ('QUEUED', 'IN_PROGRESS'))
    ORDER BY c."organization_id", c."id"`;
}

/** Remembers which cards the operator has named, until the next comparison begins. */
export async function saveListing(
  db: Db,
  operatorSlug: string,
  theirs: readonly OperatorCard[],
): Promise<void> {
  await db.$executeRaw`
    INSERT INTO "operator_listing" ("operator_slug", "number_key")
    SELECT ${operatorSlug}, sim_card_number_key(t.iccid)
    FROM unnest(${theirs.map(({ iccid }) => iccid)}::text[]) AS t (iccid)
    ON CONFLICT DO NOTHING`;
}

interface ComparedCardId {
  readonly id: string;
  readonly organizationId: string;
}

/**
 * Cards of ours, older than the comparison, that the operator has not named in it, nothing under way: how many it is
 * known of already that they are missing, and at most `limit` of the others, the oldest first.
 */
export async function unlistedCards(
  db: Db,
  operatorSlug: string,
  limit: number,
): Promise<{ readonly known: number; readonly fresh: readonly ComparedCardId[] }> {
  const unlisted = Prisma.sql`
    "sim_card" c JOIN "operator_reconciliation" r ON r."operator_slug" = c."operator_slug"
    LEFT JOIN "sim_card_traffic" w ON w."sim_card_id" = c."id"
    WHERE c."operator_slug" = ${operatorSlug} AND c."state" NOT IN ('ACTIVATING', 'DEACTIVATING', 'TERMINATED')
      AND c."created_at" < r."started_at"
      AND NOT EXISTS (
        SELECT 1 FROM "operator_listing" l
        WHERE l."operator_slug" = c."operator_slug" AND l."number_key" = sim_card_number_key(c."iccid"))
      AND NOT EXISTS (
        SELECT 1 FROM "sim_operation" s WHERE s."sim_card_id" = c."id" AND s."state" IN ('QUEUED', 'IN_PROGRESS'))`;
  const [known] = await db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM ${unlisted} AND w."mismatch" = 'UNKNOWN'`;
  const fresh = await db.$queryRaw<ComparedCardId[]>`
    SELECT c."id", c."organization_id" AS "organizationId" FROM ${unlisted} AND w."mismatch" IS DISTINCT FROM 'UNKNOWN'
    ORDER BY c."id" LIMIT ${limit}`;
  return { known: known?.count ?? 0, fresh };
}

/** Last traffic as the operator knows it; never moved back. */
export async function saveLastTraffic(
  db: Db,
  operatorSlug: string,
  theirs: readonly OperatorCard[],
): Promise<void> {
  const known = theirs.filter((card) => card.lastTrafficAt !== null);
  if (known.length === 0) return;
  await db.$executeRaw`
    UPDATE "sim_card" c SET "last_traffic_at" = t.at
    FROM unnest(
      ${known.map(({ iccid }) => iccid)}::text[],
      ${known.map(({ lastTrafficAt }) => lastTrafficAt?.toISOString() ?? null)}::timestamptz[]) AS t (iccid, at)
    WHERE sim_card_number_key(c."iccid") = sim_card_number_key(t.iccid) AND c."operator_slug" = ${operatorSlug}
      AND (c."last_traffic_at" IS NULL OR c."last_traffic_at" < t.at)`;
}
