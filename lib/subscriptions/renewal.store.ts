import { type BillingPeriod, periodMonths } from '@/lib/catalog/model';
import type { LocalDate } from '@/lib/core/local-date';
import { type Db, Prisma } from '@/lib/platform/db';
import { GRACE_DAYS, stateAfter } from './renewal.rule';

/** Which subscriptions, at what moment. */
export interface RenewalScope {
  readonly now: Date;
  /** one organization; undefined: all */
  readonly organizationId?: string | undefined;
  /** a payment came: debts are tried again and a new failure changes nothing */
  readonly again?: boolean;
}

/** A place in the order of what is due: paid end, organization, subscription. */
export interface DuePlace {
  readonly periodEnd: LocalDate;
  readonly organizationId: string;
  readonly id: string;
}

/** Subscriptions locked for renewal. Ids are as PostgreSQL writes arrays: they only travel there and back. */
export interface Claim {
  readonly ids: string;
  readonly organizationIds: string;
  readonly count: number;
  readonly last: DuePlace;
}

const START: DuePlace = {
  periodEnd: '0001-01-01' as LocalDate,
  organizationId: '00000000-0000-0000-0000-000000000000',
  id: '00000000-0000-0000-0000-000000000000',
};

const localDay = (now: Date) => Prisma.sql`(${now}::timestamptz AT TIME ZONE o."time_zone")::date`;

/** What the renewal has to look at: once a day where money was missing. Over `subscription s` and `organization o`. */
function isDue({ now, organizationId, again = false }: RenewalScope): Prisma.Sql {
  const wanted = again
    ? Prisma.sql`s."state" = 'PAST_DUE' AND NOT s."cancel_at_period_end"`
    : Prisma.sql`(s."cancel_at_period_end" OR s."state" = 'ACTIVE' OR s."tried_on" IS DISTINCT FROM ${localDay(now)})`;
  const owned = organizationId ? Prisma.sql`AND s."organization_id" = ${organizationId}::uuid` : Prisma.empty;
  return Prisma.sql`s."state" <> 'EXPIRED'
    AND s."period_end" <= (${now}::timestamptz AT TIME ZONE 'UTC')::date + 1
    AND s."period_end" <= ${localDay(now)} AND ${wanted} ${owned}`;
}

export async function isAnyDue(db: Db, scope: RenewalScope): Promise<boolean> {
  const rows = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM "subscription" s JOIN "organization" o ON o."id" = s."organization_id"
    WHERE ${isDue(scope)} LIMIT 1`;
  return rows.length > 0;
}

/**
 * For the rest of the transaction: walk along indexes instead of reading and sorting all that is due for every part,
 * which is what the planner takes for cheaper; and compile nothing for statements that run for a part of a second.
 */
export async function walkIndexes(db: Db): Promise<void> {
  await db.$executeRaw`SELECT set_config(name, 'off', true)
    FROM unnest(ARRAY['enable_seqscan', 'enable_sort', 'jit']) AS name`;
}

/**
 * Locks the next due subscriptions after `after`, the oldest debt first; those that another worker or a person holds
 * are passed over. Index: subscription_due_idx. Null: nothing more.
 */
export async function claimDue(
  db: Db,
  scope: RenewalScope,
  after: DuePlace | null,
  limit: number,
): Promise<Claim | null> {
  const place = after ?? START;
  const [row] = await db.$queryRaw<(Omit<Claim, 'last'> & DuePlace)[]>`
    WITH due AS MATERIALIZED (
      SELECT s."period_end", s."organization_id", s."id"
      FROM "subscription" s
      JOIN "organization" o ON o."id" = s."organization_id"
      WHERE ${isDue(scope)}
        AND (s."period_end", s."organization_id", s."id")
          > (${place.periodEnd}::date, ${place.organizationId}::uuid, ${place.id}::uuid)
      ORDER BY s."period_end", s."organization_id", s."id"
      LIMIT ${limit} FOR UPDATE OF s SKIP LOCKED)
    SELECT (SELECT array_agg(d."id")::text FROM due d) AS ids, (SELECT count(*)::int FROM due) AS count,
      (SELECT array_agg(DISTINCT d."organization_id")::text FROM due d) AS "organizationIds",
      l."period_end"::text AS "periodEnd", l."organization_id"::text AS "organizationId", l."id"::text AS id
    FROM (SELECT * FROM due ORDER BY "period_end" DESC, "organization_id" DESC, "id" DESC LIMIT 1) l`;
  if (!row) return null;
  const { ids, organizationIds, count, ...last } = row;
  return { ids, organizationIds, count, last };
}

/** The wallets that pay for the claimed, locked in one order by whoever locks several; missing accounts are made. */
export async function lockPayers(db: Db, { organizationIds }: Claim): Promise<void> {
  await db.$executeRaw`
    INSERT INTO "ledger_account" ("organization_id", "kind")
    SELECT payer, side.kind
    FROM unnest(${organizationIds}::uuid[]) AS payer
    CROSS JOIN unnest(ARRAY['WALLET', 'SALES']::"ledger_account_kind"[]) AS side (kind)
    WHERE NOT EXISTS (SELECT 1 FROM "ledger_account" a WHERE a."organization_id" = payer AND a."kind" = side.kind)
    ORDER BY 1, 2
    ON CONFLICT DO NOTHING`;
  await db.$executeRaw`
    SELECT a."id" FROM "ledger_account" a
    WHERE a."kind" = 'WALLET' AND a."organization_id" = ANY(${organizationIds}::uuid[])
    ORDER BY a."organization_id" FOR UPDATE`;
}

/** What the domains below must hear of. */
export interface RenewalNews {
  readonly event: 'subscription.ended' | 'subscription.restored';
  readonly organizationId: string;
  readonly subscriptionId: string;
  readonly simCardId: string | null;
  readonly terminalId: string | null;
  readonly planSlug: string;
  readonly reason: string | null;
}

export interface RenewalCounts {
  readonly renewed: number;
  readonly pastDue: number;
  readonly ended: number;
}

/** What the parts above have to hear of, besides the counts. */
export interface RenewedPart extends RenewalCounts {
  readonly news: readonly RenewalNews[];
  /** organizations whose account lacked money for something of this part */
  readonly shortOrganizationIds: readonly string[];
}

const months = Prisma.join(
  (Object.entries(periodMonths) as [BillingPeriod, number][]).map(
    ([period, count]) => Prisma.sql`(${period}::"billing_period", ${count}::int)`,
  ),
);

/**
 * Does with all claimed at once what `decideRenewal` says of one: the next period is paid, in the order of the paid
 * ends, as far as the money of each organization goes; what cannot be paid is past due, and over after the days of
 * grace; what was stopped or missed as a whole ends. Writes the ledger, the charge, the terms and the audit of each
 * in one statement. Call with the rows and the wallets locked.
 */
export async function renewClaimed(
  db: Db,
  { ids, organizationIds }: Claim,
  { now, again = false }: RenewalScope,
  actor: { readonly kind: string; readonly id: string; readonly name: string },
): Promise<RenewedPart> {
  const renewed = stateAfter('PAST_DUE', 'CHARGED');
  const unpaid = stateAfter('ACTIVE', 'CHARGE_FAILED');
  const over = stateAfter('PAST_DUE', 'ENDED');
  const [row] = await db.$queryRaw<
    (RenewalCounts & { news: RenewalNews[] | null; short: string[] | null })[]
  >`
    WITH due AS MATERIALIZED (
      SELECT s."id", s."organization_id", s."plan_slug", s."sim_card_id", s."terminal_id", s."state", s."period",
        s."period_end", s."period_index" + 1 AS next_index, s."paid_months" + m.count AS next_paid_months,
        coalesce(s."pending_period", s."period") AS next_period,
        (s."anchor_date" + make_interval(months => s."paid_months" + m.count))::date AS next_end,
        ${localDay(now)} AS today, s."cancel_at_period_end" AS stopped, price."amount_kopecks"::bigint AS amount,
        p."name" || ', ' || coalesce('…' || right(c."iccid", 4), t."name", '') AS object_name,
        coalesce(c."store_id", t."store_id") AS store_id, w."id" AS wallet_id, sales."id" AS sales_id,
        w."balance_kopecks" AS balance
      FROM "subscription" s
      JOIN "organization" o ON o."id" = s."organization_id"
      JOIN "plan" p ON p."slug" = s."plan_slug"
      JOIN (VALUES ${months}) AS m (period, count) ON m.period = coalesce(s."pending_period", s."period")
      JOIN "plan_price" price ON price."plan_slug" = s."plan_slug" AND price."period" = m.period
      JOIN "ledger_account" w ON w."organization_id" = s."organization_id" AND w."kind" = 'WALLET'
      JOIN "ledger_account" sales ON sales."organization_id" = s."organization_id" AND sales."kind" = 'SALES'
      LEFT JOIN "sim_card" c ON c."id" = s."sim_card_id"
      LEFT JOIN "terminal" t ON t."id" = s."terminal_id"
      WHERE s."id" = ANY(${ids}::uuid[]) AND w."organization_id" = ANY(${organizationIds}::uuid[])
        AND sales."organization_id" = ANY(${organizationIds}::uuid[])),
    payable AS (
      SELECT due.*, CASE WHEN NOT stopped AND today < next_end THEN amount END AS asked FROM due),
    counted AS (
      SELECT payable.*, asked <= coalesce(wallet_left(balance, asked) OVER (PARTITION BY organization_id
        ORDER BY period_end, id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), balance) AS paid
      FROM payable),
    decided AS MATERIALIZED (
      SELECT counted.*, uuidv7() AS transaction_id,
        CASE WHEN stopped THEN 'STOPPED' WHEN asked IS NULL THEN 'MISSED' WHEN NOT paid THEN 'UNPAID' END AS reason,
        CASE WHEN paid THEN 'RENEWED' WHEN asked IS NULL THEN 'ENDED' WHEN ${again} THEN 'NOTHING'
          WHEN state = 'PAST_DUE' AND today - period_end >= ${GRACE_DAYS}::int THEN 'ENDED'
          ELSE 'PAST_DUE' END AS outcome
      FROM counted),
    transactions AS (
      INSERT INTO "ledger_transaction" ("id", "organization_id", "kind", "business_key", "description", "occurred_at",
        "actor_name")
      SELECT transaction_id, organization_id, 'SUBSCRIPTION', 'subscription:' || id || ':' || next_index,
        object_name || ': с ' || to_char(period_end, 'DD.MM.YYYY') || ' до ' || to_char(next_end, 'DD.MM.YYYY'),
        ${now}::timestamptz, ${actor.name}
      FROM decided WHERE outcome = 'RENEWED'),
    entries AS (
      INSERT INTO "ledger_entry" ("organization_id", "transaction_id", "account_id", "amount_kopecks")
      SELECT organization_id, transaction_id, side.account, side.amount
      FROM decided CROSS JOIN LATERAL (VALUES (wallet_id, -amount), (sales_id, amount)) AS side (account, amount)
      WHERE outcome = 'RENEWED'),
    charges AS (
      INSERT INTO "subscription_charge" ("organization_id", "subscription_id", "period_index", "period", "period_start",
        "period_end", "amount_kopecks", "ledger_transaction_id", "created_at")
      SELECT organization_id, id, next_index, next_period, period_end, next_end, amount, transaction_id,
        ${now}::timestamptz
      FROM decided WHERE outcome = 'RENEWED'),
    moved AS (
      UPDATE "subscription" s SET "state" = ${renewed}::"subscription_state", "period" = d.next_period,
        "pending_period" = NULL, "period_index" = d.next_index, "paid_months" = d.next_paid_months,
        "period_start" = d.period_end, "period_end" = d.next_end, "tried_on" = NULL
      FROM decided d WHERE d.outcome = 'RENEWED' AND s."id" = d.id),
    left_unpaid AS (
      UPDATE "subscription" s SET "state" = ${unpaid}::"subscription_state", "tried_on" = d.today
      FROM decided d WHERE d.outcome = 'PAST_DUE' AND s."id" = d.id),
    ended AS (
      UPDATE "subscription" s SET "state" = ${over}::"subscription_state", "ended_at" = ${now}::timestamptz
      FROM decided d WHERE d.outcome = 'ENDED' AND s."id" = d.id),
    audited AS (
      INSERT INTO "audit_entry" ("organization_id", "store_id", "at", "actor_kind", "actor_id", "actor_name", "action",
        "object_type", "object_id", "object_name", "before", "after")
      SELECT organization_id, store_id, ${now}::timestamptz, ${actor.kind}::"actor_kind", ${actor.id}, ${actor.name},
        CASE outcome WHEN 'RENEWED' THEN 'subscriptions.renew' WHEN 'ENDED' THEN 'subscriptions.end'
          ELSE 'subscriptions.chargeFailed' END,
        'subscription', id::text, object_name,
        CASE outcome WHEN 'RENEWED' THEN jsonb_build_object('period', period, 'periodEnd', period_end)
          ELSE jsonb_build_object('state', state) END,
        CASE outcome
          WHEN 'RENEWED' THEN jsonb_build_object('period', next_period, 'periodEnd', next_end, 'amount', amount)
          WHEN 'ENDED' THEN jsonb_build_object('state', ${over}::text, 'reason', reason, 'periodEnd', period_end)
          ELSE jsonb_build_object('state', ${unpaid}::text, 'periodEnd', period_end) END
      FROM decided WHERE outcome <> 'NOTHING')
    SELECT count(*) FILTER (WHERE outcome = 'RENEWED')::int AS renewed,
      count(*) FILTER (WHERE outcome = 'PAST_DUE')::int AS "pastDue",
      count(*) FILTER (WHERE outcome = 'ENDED')::int AS ended,
      jsonb_agg(DISTINCT organization_id) FILTER (WHERE outcome = 'PAST_DUE') AS short,
      jsonb_agg(jsonb_build_object(
        'event', CASE outcome WHEN 'ENDED' THEN 'subscription.ended' ELSE 'subscription.restored' END,
        'organizationId', organization_id, 'subscriptionId', id, 'simCardId', sim_card_id, 'terminalId', terminal_id,
        'planSlug', plan_slug, 'reason', reason) ORDER BY organization_id, period_end, id)
        FILTER (WHERE outcome = 'ENDED' OR (outcome = 'RENEWED' AND state = 'PAST_DUE')) AS news
    FROM decided`;
  if (!row) throw new Error('the renewal gave no counts');
  const { news, short, ...counts } = row;
  return { ...counts, news: news ?? [], shortOrganizationIds: short ?? [] };
}
