import { randomUUID } from 'node:crypto';
import { type Context, inStores } from '@/lib/access/context';
import { Prisma } from '@/lib/platform/db';
import type { SwitchableCard } from './activation.rule';
import { type CardChange, cardAfter, type HeldCard } from './hold.rule';
import type { IntendedState, SimAction, SimCardState, SuspendReason } from './model';
import { wakeOperators } from './wake';

export interface StoredCard extends SwitchableCard, HeldCard {
  readonly storeId: string | null;
  readonly operatorSlug: string;
  readonly terminationAskedAt: Date | null;
}

/** Columns of `sim_card c` and `operator p` that make a StoredCard. */
export const cardColumns = Prisma.sql`c."id" AS card_id, c."iccid", c."state" AS card_state,
  c."holds"::text[] AS holds, c."intended_state", c."store_id", c."termination_asked_at", p."slug" AS operator_slug,
  p."name" AS operator_name, p."integrated"`;

export interface CardRow {
  card_id: string;
  iccid: string;
  card_state: SimCardState;
  holds: SuspendReason[];
  intended_state: IntendedState | null;
  store_id: string | null;
  termination_asked_at: Date | null;
  operator_slug: string;
  operator_name: string;
  integrated: boolean;
}

export const cardOf = (row: CardRow, hasOpenOperation: boolean): StoredCard => ({
  id: row.card_id,
  iccid: row.iccid,
  state: row.card_state,
  holds: row.holds,
  suspendReason: row.holds[0] ?? null,
  intendedState: row.intended_state,
  storeId: row.store_id,
  terminationAskedAt: row.termination_asked_at,
  operatorSlug: row.operator_slug,
  operatorName: row.operator_name,
  operatorIntegrated: row.integrated,
  hasOpenOperation,
});

/** Cards in scope, locked in one order until the end of the transaction. Fewer than asked: some are not in scope. */
export async function lockCards(ctx: Context, ids: readonly string[]): Promise<StoredCard[]> {
  const inScope =
    ctx.storeIds === null ? Prisma.empty : Prisma.sql`AND "store_id" = ANY(${[...ctx.storeIds]}::uuid[])`;
  await ctx.db.$executeRaw`
    SELECT 1 FROM "sim_card"
    WHERE "organization_id" = ${ctx.organizationId}::uuid AND "id" = ANY(${[...ids]}::uuid[]) ${inScope}
    ORDER BY "id" FOR UPDATE`;
  const rows = await ctx.db.$queryRaw<(CardRow & { busy: boolean })[]>`
    SELECT ${cardColumns},
      EXISTS (
        SELECT 1 FROM "sim_operation" s WHERE s."sim_card_id" = c."id" AND s."state" IN ('QUEUED', 'IN_PROGRESS')
      ) AS busy
    FROM "sim_card" c JOIN "operator" p ON p."slug" = c."operator_slug"
    WHERE c."organization_id" = ${ctx.organizationId}::uuid AND c."id" = ANY(${[...ids]}::uuid[]) ${inScope}
    ORDER BY c."id"`;
  return rows.map((row) => cardOf(row, row.busy));
}

export interface CardMove extends CardChange {
  readonly card: HeldCard & { readonly id: string };
  readonly operationId: string | null;
  readonly actorName: string;
  readonly reason?: string | null | undefined;
  readonly durationMs?: number | null;
}

/**
 * Moves locked cards by the state table and writes their history; the one place that writes the state of a card. Of
 * two moves of one card the later in the list builds on the earlier.
 * @throws when the event cannot happen to one of them: a fault of the caller.
 */
export async function moveCards(ctx: Context, moves: readonly CardMove[]): Promise<void> {
  if (moves.length === 0) return;
  const at = ctx.clock.now();
  const moved = new Map<string, object>();
  const events: object[] = [];
  for (const { card, operationId, actorName, reason, durationMs, ...change } of moves) {
    const after = cardAfter(card, change);
    if (after === null) throw new Error(`${change.event} cannot happen to a card that is ${card.state}`);
    const { state, holds, intendedState } = after;
    moved.set(card.id, { id: card.id, state, holds, intended: intendedState });
    if (state === card.state) continue;
    events.push({
      card: card.id,
      operation: operationId,
      was: card.state,
      is: state,
      actor: actorName,
      reason: reason ?? null,
      took: durationMs ?? null,
    });
  }
  await ctx.db.$executeRaw`
    UPDATE "sim_card" c
    SET "state" = m.state,
      "state_changed_at" = CASE WHEN c."state" = m.state THEN c."state_changed_at" ELSE ${at}::timestamptz END,
      "holds" = m.holds,
      "suspend_reason" = m.holds[1],
      "intended_state" = m.intended,
      "termination_asked_at" = CASE WHEN c."state" = m.state THEN c."termination_asked_at" END,
      "termination_asked_by" = CASE WHEN c."state" = m.state THEN c."termination_asked_by" END
    FROM jsonb_to_recordset(${JSON.stringify([...moved.values()])}::jsonb)
      AS m (id uuid, state "sim_card_state", holds "suspend_reason"[], intended "sim_card_state")
    WHERE c."organization_id" = ${ctx.organizationId}::uuid AND c."id" = m.id`;
  if (events.length === 0) return;
  await ctx.db.$executeRaw`
    INSERT INTO "sim_card_event" ("organization_id", "sim_card_id", "operation_id", "at", "from_state", "to_state",
      "actor_name", "reason", "duration_ms")
    SELECT ${ctx.organizationId}::uuid, e.card, e.operation, ${at}::timestamptz, e.was, e."is", e.actor, e.reason, e.took
    FROM jsonb_to_recordset(${JSON.stringify(events)}::jsonb) AS e (card uuid, operation uuid, was "sim_card_state",
      "is" "sim_card_state", actor text, reason text, took int)`;
}

/** Changes what holds a locked card or what people want of it, its state left alone. */
export async function saveHolds(
  ctx: Context,
  id: string,
  { holds, intendedState }: Pick<HeldCard, 'holds' | 'intendedState'>,
): Promise<void> {
  await ctx.db.simCard.updateMany({
    where: { organizationId: ctx.organizationId, id },
    data: { holds: [...holds], suspendReason: holds[0] ?? null, intendedState },
  });
}

/** The first step of closing a card for good; null takes it back. */
export async function saveTerminationAsk(ctx: Context, id: string, at: Date | null): Promise<void> {
  await ctx.db.simCard.updateMany({
    where: { organizationId: ctx.organizationId, id },
    data: { terminationAskedAt: at, terminationAskedBy: at && ctx.actor.name },
  });
}

export interface OpenedOperations extends Pick<CardChange, 'holds' | 'intended'> {
  readonly action: SimAction;
  readonly requestId?: string;
  /** for the history of the card */
  readonly reason?: string;
}

/**
 * Opens one operation per locked card, moves the cards and wakes the workers. What people want of the cards is set by
 * `intended`, what holds them by `holds`; both stay as they are otherwise.
 */
export async function openOperations(
  ctx: Context,
  cards: readonly StoredCard[],
  { action, requestId = randomUUID(), reason, holds, intended }: OpenedOperations,
): Promise<string[]> {
  if (cards.length === 0) return [];
  const { organizationId } = ctx;
  const now = ctx.clock.now();
  const asked = cards.map((card) => ({ card: card.id, state: card.state, operator: card.operatorSlug }));
  const created = await ctx.db.$queryRaw<{ id: string; simCardId: string }[]>`
    INSERT INTO "sim_operation" ("organization_id", "sim_card_id", "request_id", "action", "state", "previous_state",
      "actor_name", "created_at", "operator_slug", "due_at")
    SELECT ${organizationId}::uuid, r.card, ${requestId}::uuid, ${action}::"sim_action", 'QUEUED', r.state,
      ${ctx.actor.name}, ${now}::timestamptz, r.operator, ${now}::timestamptz
    FROM jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) AS r (card uuid, state "sim_card_state", operator text)
    RETURNING "id"::text AS id, "sim_card_id"::text AS "simCardId"`;
  const operationOf = new Map(created.map((row) => [row.simCardId, row.id]));
  await moveCards(
    ctx,
    cards.map((card) => ({
      card,
      event: action,
      former: card.state,
      operationId: operationOf.get(card.id) ?? null,
      actorName: ctx.actor.name,
      reason,
      holds,
      intended,
    })),
  );
  await wakeOperators(
    ctx,
    cards.map((card) => card.operatorSlug),
  );
  return created.map((row) => row.id);
}

/** What this request has opened already on these cards. */
export async function operationsOfRequest(
  ctx: Context,
  requestId: string,
  cardIds: readonly string[],
): Promise<string[]> {
  const rows = await ctx.db.simOperation.findMany({
    where: { organizationId: ctx.organizationId, requestId, simCardId: { in: [...cardIds] } },
    orderBy: { id: 'asc' },
    select: { id: true },
  });
  return rows.map((row) => row.id);
}

/** Cards that are to be off without the module and can be switched off now, at most `limit`, by id. */
export async function workingCardIds(ctx: Context, limit: number): Promise<string[]> {
  const rows = await ctx.db.simCard.findMany({
    where: {
      organizationId: ctx.organizationId,
      ...inStores(ctx),
      state: { in: ['ACTIVE', 'SUSPENDED'] },
      operator: { integrated: true },
      operations: { none: { state: { in: ['QUEUED', 'IN_PROGRESS'] } } },
    },
    orderBy: { id: 'asc' },
    take: limit,
    select: { id: true },
  });
  return rows.map((row) => row.id);
}

/** Cards on their way to somewhere are to end switched off. */
export async function wantCardsOff(ctx: Context): Promise<void> {
  await ctx.db.simCard.updateMany({
    where: {
      organizationId: ctx.organizationId,
      ...inStores(ctx),
      state: { in: ['ACTIVATING', 'DEACTIVATING'] },
    },
    data: { intendedState: 'INACTIVE' },
  });
}
