import { authorize, can, type Context, narrowedTo, today } from '@/lib/access/context';
import { walletBalance } from '@/lib/billing/queries';
import { billingPeriods } from '@/lib/catalog/model';
import { loadCatalog } from '@/lib/catalog/queries';
import { isId } from '@/lib/core/ids';
import { kopecks } from '@/lib/core/money';
import { type Result, success } from '@/lib/core/result';
import { Prisma } from '@/lib/platform/db';
import { previewStart } from '@/lib/subscriptions/period.rule';
import { countCardsByFilter } from '../list.store';
import { simCardPlan } from '../plan.rule';
import { simCardFilter } from '../schema';
import type { BulkItemState } from './bulk-state.rule';
import { bulkTitle } from './labels';
import {
  type BulkCounts,
  type BulkDetail,
  type BulkItemPage,
  type BulkItemRow,
  type BulkOffer,
  type BulkReason,
  type BulkRow,
  type ItemFilter,
  ITEMS_PER_PAGE,
} from './model';
import type { DraftFromFilterInput, ItemPlace } from './schema';
import { bulkInScope, countItems, waitingTotals, worthRepeating } from './store';

interface FoundBulk extends Omit<BulkRow, 'counts'> {
  retryOfId: string | null;
  period: BulkDetail['period'];
  stopRenewal: boolean;
  max: bigint | null;
  charged: bigint;
  pauseCode: string | null;
  pauseReason: string | null;
  confirmedAt: Date | null;
}

const bulkColumns = Prisma.sql`b."id", b."action", b."state", b."origin", b."file_name" AS "fileName", b."total",
  b."actor_name" AS "actorName", b."created_at" AS "createdAt", b."confirmed_at" AS "confirmedAt",
  b."finished_at" AS "finishedAt", b."retry_of_id" AS "retryOfId", b."period", b."stop_renewal" AS "stopRenewal",
  b."max_kopecks" AS "max", b."charged_kopecks" AS "charged", b."pause_code" AS "pauseCode",
  b."pause_reason" AS "pauseReason"`;

const RECENT = 20;

/** The last bulks in scope, newest first, 20 of them; `before` is the id of the last one shown. */
export async function listBulks(
  ctx: Context,
  before: string | null,
): Promise<{ readonly rows: readonly BulkRow[]; readonly next: string | null }> {
  if (authorize(ctx, 'simCards.switch')) return { rows: [], next: null };
  const older = before !== null && isId(before) ? Prisma.sql`AND b."id" < ${before}::uuid` : Prisma.empty;
  const found = await ctx.db.$queryRaw<(FoundBulk & { counts: Partial<BulkCounts> | null })[]>`
    SELECT ${bulkColumns}, (
      SELECT jsonb_object_agg(g."state", g.count) FROM (
        SELECT i."state", count(*)::int AS count FROM "sim_bulk_item" i WHERE i."bulk_id" = b."id" GROUP BY i."state"
      ) AS g) AS counts
    FROM (SELECT * FROM "sim_bulk" b WHERE ${bulkInScope(ctx)} ${older} ORDER BY b."id" DESC LIMIT ${RECENT + 1}) AS b
    ORDER BY b."id" DESC`;
  const none = { WAITING: 0, REFUSED: 0, RUNNING: 0, DONE: 0, FAILED: 0, LEFT: 0 };
  const rows = found.slice(0, RECENT).map((row): BulkRow => {
    const { id, action, state, origin, fileName, total, actorName, createdAt, finishedAt } = row;
    const counts = { ...none, ...row.counts };
    return { id, action, state, origin, fileName, total, counts, actorName, createdAt, finishedAt };
  });
  return { rows, next: found.length > RECENT ? (rows.at(-1)?.id ?? null) : null };
}

const PACE_MS = 30_000;

/** One bulk in scope with what has become of its cards; null: foreign, unknown or no id. */
export async function bulkDetail(ctx: Context, id: string): Promise<BulkDetail | null> {
  if (authorize(ctx, 'simCards.switch') || !isId(id)) return null;
  const [bulk] = await ctx.db.$queryRaw<FoundBulk[]>`
    SELECT ${bulkColumns} FROM "sim_bulk" b WHERE b."id" = ${id}::uuid AND ${bulkInScope(ctx)}`;
  if (!bulk) return null;
  const { max, charged, ...rest } = bulk;
  const since = new Date(ctx.clock.now().getTime() - PACE_MS);
  const [counts, reasons, [more]] = await Promise.all([
    countItems(ctx, id),
    ctx.db.$queryRaw<BulkReason[]>`
      SELECT "code", count(*)::int AS count FROM "sim_bulk_item"
      WHERE "bulk_id" = ${id}::uuid AND "state" IN ('REFUSED', 'FAILED') GROUP BY "code" ORDER BY 2 DESC, 1`,
    ctx.db.$queryRaw<{ repeatable: number; ended: number }[]>`
      SELECT (count(*) FILTER (WHERE ${worthRepeating}))::int AS repeatable,
        (count(*) FILTER (WHERE i."state" IN ('DONE', 'FAILED') AND i."ended_at" > ${since}::timestamptz))::int AS ended
      FROM "sim_bulk_item" i WHERE i."bulk_id" = ${id}::uuid`,
  ]);
  const began = Math.max(since.getTime(), bulk.confirmedAt?.getTime() ?? 0);
  const seconds = Math.max(1, (ctx.clock.now().getTime() - began) / 1000);
  return {
    ...rest,
    maxCharge: max === null ? null : kopecks(max),
    charged: kopecks(charged),
    counts,
    reasons,
    repeatable: more?.repeatable ?? 0,
    perSecond: (more?.ended ?? 0) / seconds,
  };
}

async function isSeen(ctx: Context, bulkId: string): Promise<boolean> {
  const found = await ctx.db.$queryRaw<object[]>`
    SELECT 1 FROM "sim_bulk" b WHERE b."id" = ${bulkId}::uuid AND ${bulkInScope(ctx)}`;
  return found.length > 0;
}

/** What a checked list costs with each period today, by the rule that charges; nothing of a list out of scope. */
export async function bulkOffer(ctx: Context, bulk: Pick<BulkDetail, 'id'>): Promise<BulkOffer> {
  const seen = await isSeen(ctx, bulk.id);
  const { cards, toPay } = seen ? await waitingTotals(ctx, bulk.id) : { cards: 0, toPay: 0 };
  const plan = simCardPlan(await loadCatalog(ctx.db));
  const [row] = await ctx.db.$queryRaw<{ renewing: number }[]>`
    SELECT count(DISTINCT i."position")::int AS renewing
    FROM "sim_bulk_item" i JOIN "subscription" s ON s."sim_card_id" = i."sim_card_id"
    WHERE i."bulk_id" = ${bulk.id}::uuid AND i."state" = 'WAITING' AND s."state" <> 'EXPIRED'
      AND NOT s."cancel_at_period_end"`;
  return {
    cards,
    toPay,
    offers: billingPeriods.map((period) => {
      const { perSubject, ...preview } = previewStart(plan, period, toPay, today(ctx));
      return { period, perCard: perSubject, ...preview };
    }),
    balance: can(ctx, 'finance.read') ? await walletBalance(ctx) : null,
    renewing: seen ? (row?.renewing ?? 0) : 0,
  };
}

const shown: Readonly<Record<ItemFilter, readonly BulkItemState[]>> = {
  BAD: ['REFUSED', 'FAILED'],
  WAITING: ['WAITING'],
  RUNNING: ['RUNNING'],
  DONE: ['DONE'],
  LEFT: ['LEFT'],
};

/** Rows of a bulk in scope in the order of its list, 50 a page. Indexes: (bulk_id, position), (bulk_id, state, position). */
export async function bulkItems(ctx: Context, bulkId: string, place: ItemPlace): Promise<BulkItemPage> {
  if (!(await isSeen(ctx, bulkId))) return { rows: [], previous: null, next: null };
  const { filter, after, before } = place;
  const backwards = after === null && before !== null;
  const found = await ctx.db.simBulkItem.findMany({
    where: {
      organizationId: ctx.organizationId,
      bulkId,
      ...(filter && { state: { in: [...shown[filter]] } }),
      ...(after !== null ? { position: { gt: after } } : before !== null ? { position: { lt: before } } : {}),
    },
    orderBy: { position: backwards ? 'desc' : 'asc' },
    take: ITEMS_PER_PAGE + 1,
    include: { simCard: { select: { state: true } } },
  });
  const hasMore = found.length > ITEMS_PER_PAGE;
  const rows = found.slice(0, ITEMS_PER_PAGE).map(({ simCard, ...item }): BulkItemRow => {
    const { position, line, text, iccid, simCardId, state, reason } = item;
    return { position, line, text, iccid, simCardId, state, cardState: simCard?.state ?? null, reason };
  });
  if (backwards) rows.reverse();
  return {
    rows,
    previous: after !== null || (backwards && hasMore) ? (rows[0]?.position ?? null) : null,
    next: backwards || hasMore ? (rows.at(-1)?.position ?? null) : null,
  };
}

export interface FailedRow {
  readonly line: number;
  readonly text: string;
  readonly iccid: string | null;
  readonly reason: string;
}

/** Every row that did not come out, for a file; rows that were left too once it was stopped. Null: not in scope. */
export async function bulkFailures(ctx: Context, id: string): Promise<readonly FailedRow[] | null> {
  if (!(await bulkDetail(ctx, id))) return null;
  return ctx.db.$queryRaw<FailedRow[]>`
    SELECT i."line", i."text", i."iccid", coalesce(i."reason", 'Остановлено до её очереди, карта не тронута.') AS reason
    FROM "sim_bulk_item" i
    WHERE i."organization_id" = ${ctx.organizationId}::uuid AND i."bulk_id" = ${id}::uuid
      AND i."state" IN ('REFUSED', 'FAILED', 'LEFT')
    ORDER BY i."position"`;
}

/** How many cards a filter of the list finds, exactly, on all its pages. Refusal: FORBIDDEN. */
export async function countCards(
  ctx: Context,
  { filter }: Pick<DraftFromFilterInput, 'filter'>,
): Promise<Result<{ readonly count: number }, 'FORBIDDEN'>> {
  const denied = authorize(ctx, 'simCards.switch');
  if (denied) return denied;
  const count = await countCardsByFilter(narrowedTo(ctx, filter.store ?? null), simCardFilter(filter));
  return success({ count });
}

export interface BulkAttention {
  readonly id: string;
  readonly tone: 'attention';
  readonly text: string;
  readonly href: string;
  readonly actionLabel: string;
}

/** What needs a person: bulks that wait by themselves. */
export async function bulkAttention(ctx: Context): Promise<BulkAttention[]> {
  if (authorize(ctx, 'simCards.switch')) return [];
  const rows = await ctx.db.$queryRaw<(Pick<BulkRow, 'id' | 'action' | 'total'> & { reason: string })[]>`
    SELECT b."id", b."action", b."total", b."pause_reason" AS reason FROM "sim_bulk" b
    WHERE ${bulkInScope(ctx)} AND b."finished_at" IS NULL AND b."confirmed_at" IS NOT NULL
      AND b."state" = 'PAUSED' AND b."pause_reason" IS NOT NULL
    ORDER BY b."id" DESC LIMIT 5`;
  return rows.map((row) => ({
    id: row.id,
    tone: 'attention',
    text: `${bulkTitle(row)} на паузе. ${row.reason}`,
    href: `/sim-cards/bulk/${row.id}`,
    actionLabel: 'Показать',
  }));
}
