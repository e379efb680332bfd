import type { Context } from '@/lib/access/context';
import type { BillingPeriod } from '@/lib/catalog/model';
import { type Kopecks, kopecks } from '@/lib/core/money';
import { Prisma } from '@/lib/platform/db';
import { cardNumberKey } from '../card-number.rule';
import { type CardRow, cardColumns, cardOf, type StoredCard } from '../store';
import {
  type BulkEvent,
  type BulkItemEvent,
  type BulkItemState,
  type BulkState,
  bulkMachine,
  itemMove,
} from './bulk-state.rule';
import type { ListedCard } from './card-list.rule';
import type { BulkAction, BulkOrigin } from './model';

/** A bulk is seen by those who see every store that it could touch. Part of every `where` of it, alias b. */
export const bulkInScope = (ctx: Context): Prisma.Sql =>
  ctx.storeIds === null
    ? Prisma.sql`b."organization_id" = ${ctx.organizationId}::uuid`
    : Prisma.sql`b."organization_id" = ${ctx.organizationId}::uuid AND NOT b."all_stores"
        AND b."store_ids" <@ ${[...ctx.storeIds]}::uuid[]`;

export interface StoredBulk {
  readonly id: string;
  readonly action: BulkAction;
  readonly state: BulkState;
  readonly actorId: string;
  readonly period: BillingPeriod | null;
  readonly stopRenewal: boolean;
  readonly unitPrice: Kopecks | null;
  readonly confirmedAt: Date | null;
  readonly finishedAt: Date | null;
}

/** None other carries it on until the end of the transaction. Its row stays free: a pause or a stop does not wait. */
export async function lockTurn(ctx: Context, bulkId: string): Promise<void> {
  await ctx.db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`sim_bulk:${bulkId}`}, 0))`;
}

/** The bulk, not locked: it may be paused or stopped at any moment; null: unknown or out of scope. */
export const readBulk = (ctx: Context, id: string): Promise<StoredBulk | null> =>
  selectBulk(ctx, id, Prisma.empty);

/** The bulk, locked until the end of the transaction; null: unknown or out of scope. */
export const lockBulk = (ctx: Context, id: string): Promise<StoredBulk | null> =>
  selectBulk(ctx, id, Prisma.sql`FOR UPDATE`);

async function selectBulk(ctx: Context, id: string, lock: Prisma.Sql): Promise<StoredBulk | null> {
  const [row] = await ctx.db.$queryRaw<(Omit<StoredBulk, 'unitPrice'> & { unitPrice: number | null })[]>`
    SELECT b."id", b."action", b."state", b."actor_id" AS "actorId", b."period", b."stop_renewal" AS "stopRenewal",
      b."unit_price_kopecks" AS "unitPrice", b."confirmed_at" AS "confirmedAt", b."finished_at" AS "finishedAt"
    FROM "sim_bulk" b WHERE b."id" = ${id}::uuid AND ${bulkInScope(ctx)} ${lock}`;
  return row ? { ...row, unitPrice: row.unitPrice === null ? null : kopecks(row.unitPrice) } : null;
}

interface NewBulk {
  readonly requestId: string;
  readonly action: BulkAction;
  readonly origin: BulkOrigin;
  readonly fileName: string | null;
  readonly retryOfId: string | null;
  readonly total: number;
}

/** Makes the bulk; the same request again gives the first one and `isNew` false. */
export async function insertBulk(ctx: Context, bulk: NewBulk): Promise<{ id: string; isNew: boolean }> {
  const { requestId, action, origin, fileName, retryOfId, total } = bulk;
  const stores = ctx.storeIds === null ? [] : [...ctx.storeIds];
  const [created] = await ctx.db.$queryRaw<{ id: string }[]>`
    INSERT INTO "sim_bulk" ("organization_id", "request_id", "action", "state", "origin", "file_name", "retry_of_id",
      "store_ids", "all_stores", "total", "actor_id", "actor_name", "created_at")
    VALUES (${ctx.organizationId}::uuid, ${requestId}::uuid, ${action}::sim_action, 'DRAFT', ${origin}::sim_bulk_origin,
      ${fileName}, ${retryOfId}::uuid, ${stores}::uuid[], ${ctx.storeIds === null}, ${total}, ${ctx.actor.id}::uuid,
      ${ctx.actor.name}, ${ctx.clock.now()}::timestamptz)
    ON CONFLICT ("organization_id", "request_id") DO NOTHING
    RETURNING "id"`;
  if (created) return { id: created.id, isNew: true };
  const { id } = await ctx.db.simBulk.findUniqueOrThrow({
    where: { organizationId_requestId: { organizationId: ctx.organizationId, requestId } },
    select: { id: true },
  });
  return { id, isNew: false };
}

export interface CheckedItem {
  readonly line: number;
  readonly text: string;
  readonly iccid: string | null;
  readonly simCardId: string | null;
  readonly state: 'WAITING' | 'REFUSED';
  readonly toPay: boolean;
  readonly code: string | null;
  readonly reason: string | null;
}

const PART = 5_000;

/** Writes the checked rows of a draft in place of those before. */
export async function replaceItems(
  ctx: Context,
  bulkId: string,
  items: readonly CheckedItem[],
): Promise<void> {
  await ctx.db.simBulkItem.deleteMany({ where: { organizationId: ctx.organizationId, bulkId } });
  for (let from = 0; from < items.length; from += PART) {
    const part = items.slice(from, from + PART);
    const of = <K extends keyof CheckedItem>(key: K) => part.map((item) => item[key]);
    await ctx.db.$executeRaw`
      INSERT INTO "sim_bulk_item" ("organization_id", "bulk_id", "position", "line", "text", "iccid", "sim_card_id",
        "state", "to_pay", "code", "reason")
      SELECT ${ctx.organizationId}::uuid, ${bulkId}::uuid, ${from} + n.at::int, n.line, n.text, n.iccid, n.card,
        n.state::sim_bulk_item_state, n.to_pay, n.code, n.reason
      FROM unnest(${of('line')}::int[], ${of('text')}::text[], ${of('iccid')}::text[], ${of('simCardId')}::uuid[],
        ${of('state')}::text[], ${of('toPay')}::boolean[], ${of('code')}::text[], ${of('reason')}::text[])
        WITH ORDINALITY AS n (line, text, iccid, card, state, to_pay, code, reason, at)`;
  }
}

/** Rows of a bulk as its list had them, `repeatable`: only those worth another try. */
export async function listedItems(ctx: Context, bulkId: string, repeatable: boolean): Promise<ListedCard[]> {
  const only = repeatable ? Prisma.sql`AND ${worthRepeating}` : Prisma.empty;
  const rows = await ctx.db.$queryRaw<{ line: number; text: string; iccid: string }[]>`
    SELECT i."line", i."text", i."iccid" FROM "sim_bulk_item" i
    WHERE i."organization_id" = ${ctx.organizationId}::uuid AND i."bulk_id" = ${bulkId}::uuid
      AND i."iccid" IS NOT NULL ${only}
    ORDER BY i."position"`;
  return rows.map((row) => ({ ...row, problem: null }));
}

/** Not done, and no mistake of the list itself. Alias i. */
export const worthRepeating = Prisma.sql`i."iccid" IS NOT NULL AND i."state" IN ('REFUSED', 'FAILED', 'LEFT')`;

/** Cards in scope by the keys of their numbers, not locked. Index: sim_card_number_key. */
export async function cardsByKey(ctx: Context, keys: readonly string[]): Promise<Map<string, StoredCard>> {
  const inScope =
    ctx.storeIds === null ? Prisma.empty : Prisma.sql`AND c."store_id" = ANY(${[...ctx.storeIds]}::uuid[])`;
  const rows = await ctx.db.$queryRaw<(CardRow & { busy: boolean })[]>`
    SELECT ${cardColumns},
      EXISTS (
        SELECT 1 FROM "sim_operation" s WHERE s."sim_card_id" = c."id" AND s."state" IN ('QUEUED', 'IN_PROGRESS')
      ) AS busy
    FROM "sim_card" c JOIN "operator" p ON p."slug" = c."operator_slug"
    WHERE sim_card_number_key(c."iccid") = ANY(${[...keys]}::text[]) AND c."organization_id" = ${ctx.organizationId}::uuid ${inScope}`;
  return new Map(rows.map((row) => [cardNumberKey(row.iccid), cardOf(row, row.busy)]));
}

export interface BulkChange {
  readonly actor?: { readonly id: string; readonly name: string };
  readonly terms?: {
    readonly period: BillingPeriod | null;
    readonly stopRenewal: boolean;
    readonly unitPrice: Kopecks;
    readonly max: Kopecks;
  };
  readonly pause?: { readonly code: string; readonly reason: string };
}

/**
 * Moves a bulk by the state table unless it was moved meanwhile. What a pause was for is forgotten with the next event.
 * @returns its state now @throws when the event cannot happen to it: a fault of the caller.
 */
export async function moveBulk(
  ctx: Context,
  bulk: Pick<StoredBulk, 'id' | 'state'>,
  event: BulkEvent,
  { actor, terms, pause }: BulkChange = {},
): Promise<BulkState> {
  const state = bulkMachine[bulk.state][event];
  if (!state) throw new Error(`${event} cannot happen to a bulk that is ${bulk.state}`);
  const { count } = await ctx.db.simBulk.updateMany({
    where: { organizationId: ctx.organizationId, id: bulk.id, state: bulk.state },
    data: {
      state,
      pauseCode: pause?.code ?? null,
      pauseReason: pause?.reason ?? null,
      ...(actor && { actorId: actor.id, actorName: actor.name }),
      ...(event === 'CONFIRM' && { confirmedAt: ctx.clock.now() }),
      ...(terms && {
        period: terms.period,
        stopRenewal: terms.stopRenewal,
        unitPriceKopecks: terms.unitPrice,
        maxKopecks: terms.max,
      }),
    },
  });
  return count > 0 ? state : ((await readBulk(ctx, bulk.id))?.state ?? bulk.state);
}

/** Nothing of it is under way any more; a later success of an operator brings it back to life until it is settled. */
export async function markFinished(ctx: Context, id: string): Promise<void> {
  await ctx.db.simBulk.updateMany({
    where: { organizationId: ctx.organizationId, id, finishedAt: null },
    data: { finishedAt: ctx.clock.now() },
  });
}

export async function addCharge(ctx: Context, id: string, amount: Kopecks): Promise<void> {
  if (amount === 0) return;
  await ctx.db.simBulk.updateMany({
    where: { organizationId: ctx.organizationId, id },
    data: { chargedKopecks: { increment: amount } },
  });
}

export interface WaitingItem {
  readonly position: number;
  readonly simCardId: string;
  readonly toPay: boolean;
}

/** The next ones in turn, locked: a stop passes them by. Index: (bulk_id, state, position). */
export async function waitingItems(ctx: Context, bulkId: string, limit: number): Promise<WaitingItem[]> {
  return ctx.db.$queryRaw<WaitingItem[]>`
    SELECT "position", "sim_card_id"::text AS "simCardId", "to_pay" AS "toPay" FROM "sim_bulk_item"
    WHERE "organization_id" = ${ctx.organizationId}::uuid AND "bulk_id" = ${bulkId}::uuid AND "state" = 'WAITING'
    ORDER BY "position" LIMIT ${limit} FOR UPDATE`;
}

const move = (event: BulkItemEvent): { from: string[]; to: BulkItemState } => {
  const { from, to } = itemMove(event);
  return { from: [...from], to };
};

/** Operations of this bulk have been opened for these rows; the bulk is the request of its operations. */
export async function beginItems(
  ctx: Context,
  bulkId: string,
  items: readonly { readonly position: number; readonly charged: Kopecks }[],
): Promise<void> {
  const { from, to } = move('BEGIN');
  await ctx.db.$executeRaw`
    UPDATE "sim_bulk_item" i
    SET "state" = ${to}::sim_bulk_item_state, "operation_id" = o."id", "charged_kopecks" = n.charged
    FROM unnest(${items.map((item) => item.position)}::int[], ${items.map((item) => item.charged)}::int[])
      AS n (position, charged), "sim_operation" o
    WHERE i."organization_id" = ${ctx.organizationId}::uuid AND i."bulk_id" = ${bulkId}::uuid
      AND i."position" = n.position AND i."state" = ANY(${from}::sim_bulk_item_state[])
      AND o."sim_card_id" = i."sim_card_id" AND o."request_id" = i."bulk_id"`;
}

export async function refuseItems(
  ctx: Context,
  bulkId: string,
  items: readonly { readonly position: number; readonly code: string; readonly reason: string }[],
): Promise<void> {
  if (items.length === 0) return;
  const { from, to } = move('REFUSE');
  const of = <K extends 'position' | 'code' | 'reason'>(key: K) => items.map((item) => item[key]);
  await ctx.db.$executeRaw`
    UPDATE "sim_bulk_item" i
    SET "state" = ${to}::sim_bulk_item_state, "code" = n.code, "reason" = n.reason, "ended_at" = ${ctx.clock.now()}::timestamptz
    FROM unnest(${of('position')}::int[], ${of('code')}::text[], ${of('reason')}::text[]) AS n (position, code, reason)
    WHERE i."organization_id" = ${ctx.organizationId}::uuid AND i."bulk_id" = ${bulkId}::uuid
      AND i."position" = n.position AND i."state" = ANY(${from}::sim_bulk_item_state[])`;
}

/** Rows whose turn has not come stay as they are for good; those of a part under way are passed by. @returns how many */
export async function leaveItems(ctx: Context, bulkId: string): Promise<number> {
  const { from, to } = move('LEAVE');
  return ctx.db.$executeRaw`
    UPDATE "sim_bulk_item" i SET "state" = ${to}::sim_bulk_item_state
    FROM (
      SELECT "position" FROM "sim_bulk_item"
      WHERE "organization_id" = ${ctx.organizationId}::uuid AND "bulk_id" = ${bulkId}::uuid
        AND "state" = ANY(${from}::sim_bulk_item_state[])
      FOR UPDATE SKIP LOCKED
    ) AS free
    WHERE i."bulk_id" = ${bulkId}::uuid AND i."position" = free."position"`;
}

/** Takes over what has become of the operations, a success after the time-out too. @returns how many rows changed */
export async function settleItems(ctx: Context, bulkId: string): Promise<number> {
  const [failed, done] = [move('FAIL'), move('SUCCEED')];
  const ended = await ctx.db.$executeRaw`
    UPDATE "sim_bulk_item" i
    SET "state" = ${failed.to}::sim_bulk_item_state, "code" = o."state"::text,
      "reason" = coalesce(o."reason", 'Причина неизвестна'), "ended_at" = o."finished_at"
    FROM "sim_operation" o
    WHERE i."organization_id" = ${ctx.organizationId}::uuid AND i."bulk_id" = ${bulkId}::uuid
      AND i."state" = ANY(${failed.from}::sim_bulk_item_state[]) AND o."id" = i."operation_id"
      AND o."state" IN ('FAILED', 'INTERRUPTED', 'TIMED_OUT')`;
  const succeeded = await ctx.db.$executeRaw`
    UPDATE "sim_bulk_item" i
    SET "state" = ${done.to}::sim_bulk_item_state, "code" = NULL, "reason" = NULL, "ended_at" = o."finished_at"
    FROM "sim_operation" o
    WHERE i."organization_id" = ${ctx.organizationId}::uuid AND i."bulk_id" = ${bulkId}::uuid
      AND i."state" = ANY(${done.from}::sim_bulk_item_state[]) AND o."id" = i."operation_id" AND o."state" = 'COMPLETED'`;
  return ended + succeeded;
}

export async function countItems(ctx: Context, bulkId: string): Promise<Record<BulkItemState, number>> {
  const rows = await ctx.db.$queryRaw<{ state: BulkItemState; count: number }[]>`
    SELECT "state", count(*)::int AS count FROM "sim_bulk_item"
    WHERE "organization_id" = ${ctx.organizationId}::uuid AND "bulk_id" = ${bulkId}::uuid GROUP BY "state"`;
  const counts = { WAITING: 0, REFUSED: 0, RUNNING: 0, DONE: 0, FAILED: 0, LEFT: 0 };
  for (const { state, count } of rows) counts[state] = count;
  return counts;
}

/** The rows of a draft as they were checked, in their order. */
export async function checkedItems(ctx: Context, bulkId: string): Promise<CheckedItem[]> {
  return ctx.db.$queryRaw<CheckedItem[]>`
    SELECT "line", "text", "iccid", "sim_card_id"::text AS "simCardId", "state"::text AS "state", "to_pay" AS "toPay",
      "code", "reason"
    FROM "sim_bulk_item"
    WHERE "organization_id" = ${ctx.organizationId}::uuid AND "bulk_id" = ${bulkId}::uuid ORDER BY "position"`;
}

/** How many cards wait, and how many of them are to be paid. Index: (bulk_id, state, position). */
export async function waitingTotals(
  ctx: Context,
  bulkId: string,
): Promise<{ readonly cards: number; readonly toPay: number }> {
  const [row] = await ctx.db.$queryRaw<{ cards: number; toPay: number }[]>`
    SELECT count(*)::int AS cards, (count(*) FILTER (WHERE "to_pay"))::int AS "toPay" FROM "sim_bulk_item"
    WHERE "organization_id" = ${ctx.organizationId}::uuid AND "bulk_id" = ${bulkId}::uuid AND "state" = 'WAITING'`;
  return row ?? { cards: 0, toPay: 0 };
}
