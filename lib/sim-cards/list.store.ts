import { type Context, inStores, today } from '@/lib/access/context';
import type { BillingPeriod } from '@/lib/catalog/model';
import type { LocalDate } from '@/lib/core/local-date';
import { likePattern } from '@/lib/core/search';
import { hotRead, Prisma } from '@/lib/platform/db';
import {
  COUNT_LIMIT,
  type FoundCard,
  type OperationState,
  type OperationView,
  PAGE_SIZE,
  type SimAction,
  type SimCardRow,
  type SimCardState,
  type SuspendReason,
} from './model';
import { type CardWatch, type SimCardFilter, simCardFilter } from './schema';
import { searchText } from './search.rule';
import { monthOf } from './usage/usage.rule';

interface ListRow {
  total: number;
  id: string | null;
  iccid: string;
  msisdn: string | null;
  label: string | null;
  state: SimCardState;
  suspend_reason: SuspendReason | null;
  terminal_name: string | null;
  operator_slug: string;
  operator_name: string;
  integrated: boolean;
  period: BillingPeriod | null;
  period_end: LocalDate | null;
  stopped: boolean;
  past_due: boolean;
  action: SimAction | null;
  operation_state: OperationState;
  previous_state: SimCardState;
  reason: string | null;
  accepted_at: Date | null;
  unreachable_at: Date | null;
}

/**
 * The conditions of the list. Indexes: (organization_id, state, id), (organization_id, store_id, id),
 * (organization_id, id); a search goes through sim_card_search_idx and (terminal_id).
 */
function conditions(ctx: Context, filter: SimCardFilter, search: Search | null): Prisma.Sql {
  const all = [Prisma.sql`c."organization_id" = ${ctx.organizationId}::uuid`];
  if (ctx.storeIds) all.push(Prisma.sql`c."store_id" = ANY(${[...ctx.storeIds]}::uuid[])`);
  const [state, ...others] = filter.states;
  if (state && others.length === 0) all.push(Prisma.sql`c."state" = ${state}::sim_card_state`);
  else if (state) all.push(Prisma.sql`c."state" = ANY(${[...filter.states]}::sim_card_state[])`);
  if (filter.operatorSlug) all.push(Prisma.sql`c."operator_slug" = ${filter.operatorSlug}`);
  if (filter.period) {
    all.push(Prisma.sql`EXISTS (
      SELECT 1 FROM "subscription" f
      WHERE f."sim_card_id" = c."id" AND f."state" <> 'EXPIRED' AND f."period" = ${filter.period}::billing_period)`);
  }
  if (filter.watch) all.push(watched(ctx, filter.watch));
  if (search) {
    const inCard = Prisma.sql`
      lower(c."iccid" || ' ' || coalesce(c."msisdn", '') || ' ' || coalesce(c."label", '')) LIKE ${search.pattern}`;
    all.push(
      search.terminalIds.length === 0
        ? inCard
        : Prisma.sql`(${inCard} OR c."terminal_id" = ANY(${[...search.terminalIds]}::uuid[]))`,
    );
  }
  return Prisma.join(all, ' AND ');
}

/** Indexes: sim_card_traffic_elsewhere_idx, sim_card_traffic_level_idx, sim_card_traffic_mismatch_idx. */
function watched(ctx: Context, watch: CardWatch): Prisma.Sql {
  if (watch === 'MISMATCH') {
    return Prisma.sql`c."id" IN (
      SELECT w."sim_card_id" FROM "sim_card_traffic" w
      WHERE w."organization_id" = ${ctx.organizationId}::uuid AND w."mismatch" IS NOT NULL)`;
  }
  const which =
    watch === 'ELSEWHERE'
      ? Prisma.sql`w."is_elsewhere"`
      : Prisma.sql`w."level" = ${watch}::sim_usage_level AND w."level" <> 'NONE' AND w."month" = ${monthOf(today(ctx))}::date`;
  return Prisma.sql`c."state" <> 'TERMINATED' AND c."id" IN (
    SELECT w."sim_card_id" FROM "sim_card_traffic" w
    WHERE w."organization_id" = ${ctx.organizationId}::uuid AND ${which})`;
}

interface Search {
  readonly pattern: string;
  readonly terminalIds: readonly string[];
}

/**
 * Terminals are found first (terminal_search_idx), so that the planner sees how few there are and takes the cards
 * from their indexes.
 */
async function searchOf(ctx: Context, typed: string): Promise<Search | null> {
  const text = searchText(typed);
  if (text === null) return null;
  const pattern = likePattern(text);
  const terminals = await ctx.db.$queryRaw<{ id: string }[]>`
    SELECT t."id" FROM "terminal" t
    WHERE t."organization_id" = ${ctx.organizationId}::uuid
      AND lower(t."name" || ' ' || t."serial_number") LIKE ${pattern}`;
  return { pattern, terminalIds: terminals.map((terminal) => terminal.id) };
}

/**
 * One page of cards, newest first, and how many there are at all (up to COUNT_LIMIT + 1), in one statement: the page
 * is cut by key before anything is joined to it, and the first page is counted in the same pass. One row more than a
 * page tells that there is another.
 */
export async function pageOfCards(
  ctx: Context,
  filter: SimCardFilter,
): Promise<{ rows: SimCardRow[]; total: number; more: boolean }> {
  const where = conditions(ctx, filter, await searchOf(ctx, filter.q));
  const backwards = filter.after === null && filter.before !== null;
  const order = backwards ? Prisma.sql`ASC` : Prisma.sql`DESC`;
  const cursor = filter.after
    ? Prisma.sql`c."id" < ${filter.after}::uuid`
    : filter.before
      ? Prisma.sql`c."id" > ${filter.before}::uuid`
      : null;
  const keys = cursor
    ? Prisma.sql`
      counted AS (
        SELECT count(*)::int AS total
        FROM (SELECT 1 FROM "sim_card" c WHERE ${where} LIMIT ${COUNT_LIMIT + 1}) AS found
      ), keys AS (
        SELECT c."id" FROM "sim_card" c WHERE ${where} AND ${cursor} ORDER BY c."id" ${order} LIMIT ${PAGE_SIZE + 1}
      )`
    : Prisma.sql`
      found AS MATERIALIZED (
        SELECT c."id" FROM "sim_card" c WHERE ${where} ORDER BY c."id" DESC LIMIT ${COUNT_LIMIT + 1}
      ), counted AS (
        SELECT count(*)::int AS total FROM found
      ), keys AS (
        SELECT "id" FROM found ORDER BY "id" DESC LIMIT ${PAGE_SIZE + 1}
      )`;
  const found = await hotRead<ListRow>(
    ctx.db,
    Prisma.sql`
    WITH ${keys}
    SELECT n.total, p."id", p."iccid", p."msisdn", p."label", p."state", p."suspend_reason", p."operator_slug",
      t."name" AS terminal_name, r."name" AS operator_name, r."integrated",
      s."period", s."period_end"::text AS period_end, s."cancel_at_period_end" AS stopped, s."state" = 'PAST_DUE' AS past_due,
      o."action", o."state" AS operation_state, o."previous_state", o."reason", o."accepted_at", o."unreachable_at"
    FROM counted n
    LEFT JOIN keys k ON true
    LEFT JOIN "sim_card" p ON p."id" = k."id"
    LEFT JOIN "operator" r ON r."slug" = p."operator_slug"
    LEFT JOIN "terminal" t ON t."id" = p."terminal_id"
    LEFT JOIN LATERAL (
      SELECT * FROM "subscription" s WHERE s."sim_card_id" = p."id" AND s."state" <> 'EXPIRED'
      ORDER BY s."period_end" DESC LIMIT 1
    ) s ON true
    LEFT JOIN LATERAL (
      SELECT * FROM "sim_operation" o WHERE o."sim_card_id" = p."id" ORDER BY o."id" DESC LIMIT 1
    ) o ON true
    ORDER BY k."id" ${order}`,
  );
  const rows = found.flatMap((row) => (row.id === null ? [] : [toRow(row, row.id)]));
  const more = rows.length > PAGE_SIZE;
  if (more) rows.pop();
  return {
    rows: backwards ? rows.reverse() : rows,
    total: found[0]?.total ?? 0,
    more,
  };
}

/**
 * Cards by a part of their number, telephone or label: first those whose number or telephone ends with it, then the
 * newest, at most `limit`. Each half is cut by itself (MATERIALIZED), so that the search goes through
 * sim_card_search_idx.
 */
export async function cardsByText(ctx: Context, typed: string, limit: number): Promise<FoundCard[]> {
  const text = searchText(typed);
  if (text === null) return [];
  const found = (pattern: string) => {
    const where = conditions(ctx, simCardFilter({}), { pattern, terminalIds: [] });
    return Prisma.sql`SELECT c."id" FROM "sim_card" c WHERE ${where} ORDER BY c."id" DESC LIMIT ${limit}::int`;
  };
  const ended = /^\d+$/.test(text) ? found(`%${text} %`) : Prisma.sql`SELECT NULL::uuid AS "id"`;
  return hotRead<FoundCard>(
    ctx.db,
    Prisma.sql`
    WITH ended AS MATERIALIZED (${ended}),
    found AS MATERIALIZED (${found(likePattern(text))}),
    places AS (
      SELECT "id", min(place) AS place
      FROM (SELECT "id", 0 AS place FROM ended UNION ALL SELECT "id", 1 FROM found) AS each
      GROUP BY "id"
    )
    SELECT p."id", p."iccid", p."msisdn", p."label", p."state"::text AS "state", t."name" AS "terminalName",
      p."store_id" AS "storeId", s."name" AS "storeName"
    FROM places k
    JOIN "sim_card" p ON p."id" = k."id"
    LEFT JOIN "terminal" t ON t."id" = p."terminal_id"
    LEFT JOIN "store" s ON s."id" = p."store_id"
    ORDER BY k.place, p."id" DESC LIMIT ${limit}::int`,
  );
}

/** Numbers of all cards that the filter finds, newest first, at most `limit`. */
export async function cardNumbersByFilter(
  ctx: Context,
  filter: SimCardFilter,
  limit: number,
): Promise<string[]> {
  const where = conditions(ctx, filter, await searchOf(ctx, filter.q));
  const rows = await ctx.db.$queryRaw<{ iccid: string }[]>`
    SELECT c."iccid" FROM "sim_card" c WHERE ${where} ORDER BY c."id" DESC LIMIT ${limit}`;
  return rows.map((row) => row.iccid);
}

/** How many cards the filter finds, without the limit of the list. */
export async function countCardsByFilter(ctx: Context, filter: SimCardFilter): Promise<number> {
  const where = conditions(ctx, filter, await searchOf(ctx, filter.q));
  const [row] = await ctx.db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM "sim_card" c WHERE ${where}`;
  return row?.count ?? 0;
}

export interface TroubledCard {
  readonly id: string;
  readonly iccid: string;
  readonly state: SimCardState;
  readonly operatorName: string;
  readonly operation: OperationView | null;
}

/**
 * Cards whose last operation came to nothing or waits for an operator that cannot be reached, then those suspended
 * for payment. Indexes: sim_operation (organization_id, id), sim_card (organization_id, state, id).
 */
export async function troubledCards(ctx: Context, limit: number): Promise<TroubledCard[]> {
  const inScope = ctx.storeIds
    ? Prisma.sql`AND c."store_id" = ANY(${[...ctx.storeIds]}::uuid[])`
    : Prisma.empty;
  const rows = await ctx.db.$queryRaw<(ListRow & { id: string })[]>`
    SELECT c."id", c."iccid", c."state", r."name" AS operator_name,
      o."action", o."state" AS operation_state, o."previous_state", o."reason", o."accepted_at", o."unreachable_at"
    FROM "sim_operation" o
    JOIN "sim_card" c ON c."id" = o."sim_card_id"
    JOIN "operator" r ON r."slug" = c."operator_slug"
    WHERE o."organization_id" = ${ctx.organizationId}::uuid ${inScope}
      AND ((o."state" IN ('FAILED', 'TIMED_OUT', 'INTERRUPTED') AND o."previous_state" = c."state")
        OR (o."state" IN ('QUEUED', 'IN_PROGRESS') AND o."unreachable_at" IS NOT NULL))
      AND NOT EXISTS (SELECT 1 FROM "sim_operation" n WHERE n."sim_card_id" = o."sim_card_id" AND n."id" > o."id")
    ORDER BY o."id" DESC
    LIMIT ${limit}`;
  const suspended = await ctx.db.simCard.findMany({
    where: {
      organizationId: ctx.organizationId,
      ...inStores(ctx),
      state: 'SUSPENDED',
      suspendReason: 'PAYMENT',
      id: { notIn: rows.map((row) => row.id) },
    },
    orderBy: { id: 'desc' },
    take: Math.max(0, limit - rows.length),
    select: { id: true, iccid: true, state: true, operator: { select: { name: true } } },
  });
  return [
    ...rows.map((row) => ({
      id: row.id,
      iccid: row.iccid,
      state: row.state,
      operatorName: row.operator_name,
      operation: operationOf(row),
    })),
    ...suspended.map(({ operator, ...card }) => ({ ...card, operatorName: operator.name, operation: null })),
  ];
}

function operationOf(row: ListRow): OperationView | null {
  return (
    row.action && {
      action: row.action,
      state: row.operation_state,
      previousState: row.previous_state,
      reason: row.reason,
      acceptedAt: row.accepted_at,
      unreachableAt: row.unreachable_at,
    }
  );
}

function toRow(row: ListRow, id: string): SimCardRow {
  return {
    id,
    iccid: row.iccid,
    msisdn: row.msisdn,
    label: row.label,
    state: row.state,
    suspendReason: row.suspend_reason,
    terminalName: row.terminal_name,
    operator: { slug: row.operator_slug, name: row.operator_name, integrated: row.integrated },
    payment:
      row.period && row.period_end
        ? { period: row.period, until: row.period_end, renews: !row.stopped, pastDue: row.past_due }
        : null,
    operation: operationOf(row),
  };
}
