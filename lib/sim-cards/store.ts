import { randomUUID } from 'node:crypto';
import { type Context, inStores } from '@/lib/access/context';
import { Prisma } from '@/lib/platform/db';
import { enqueueMany } from '@/lib/platform/jobs';
import type { SwitchableCard } from './activation.rule';
import { cardStateAfter, type SimCardEvent, suspendReasonAfter } from './card-state.rule';
import type { OperationState, SimAction, SimCardState, SuspendReason } from './model';

export interface StoredCard extends SwitchableCard {
  readonly storeId: string | null;
  readonly operatorSlug: string;
}

interface CardRow {
  id: string;
  iccid: string;
  state: SimCardState;
  suspend_reason: SuspendReason | null;
  store_id: string | null;
  operator_slug: string;
  operator_name: string;
  integrated: boolean;
  busy: boolean;
}

/** Cards in scope, locked in one order until the end of the transaction. Fewer than asked: some are not in scope. */
export async function lockCards(ctx: Context, ids: readonly string[]): Promise<StoredCard[]> {
  const inScope =
    ctx.storeIds === null ? Prisma.empty : Prisma.sql`AND "store_id" = ANY(${[...ctx.storeIds]}::uuid[])`;
  await ctx.db.$executeRaw`
    SELECT 1 FROM "sim_card"
    WHERE "organization_id" = ${ctx.organizationId}::uuid AND "id" = ANY(${[...ids]}::uuid[]) ${inScope}
    ORDER BY "id" FOR UPDATE`;
  const rows = await ctx.db.$queryRaw<CardRow[]>`
    SELECT c."id", c."iccid", c."state", c."suspend_reason", c."store_id", c."operator_slug",
      o."name" AS operator_name, o."integrated",
      EXISTS (
        SELECT 1 FROM "sim_operation" s WHERE s."sim_card_id" = c."id" AND s."state" IN ('QUEUED', 'IN_PROGRESS')
      ) AS busy
    FROM "sim_card" c JOIN "operator" o ON o."slug" = c."operator_slug"
    WHERE c."organization_id" = ${ctx.organizationId}::uuid AND c."id" = ANY(${[...ids]}::uuid[]) ${inScope}
    ORDER BY c."id"`;
  return rows.map((row) => ({
    id: row.id,
    iccid: row.iccid,
    state: row.state,
    suspendReason: row.suspend_reason,
    storeId: row.store_id,
    operatorSlug: row.operator_slug,
    operatorName: row.operator_name,
    operatorIntegrated: row.integrated,
    hasOpenOperation: row.busy,
  }));
}

export interface CardMove {
  readonly card: Pick<StoredCard, 'id' | 'state' | 'suspendReason'>;
  /** where RETURNED leads */
  readonly former: SimCardState;
  readonly operationId: string;
}

interface MoveFacts {
  readonly event: SimCardEvent;
  readonly actorName: string;
  readonly reason?: string | null;
  readonly durationMs?: number | null;
  /** set with the move; kept by the table's own rule otherwise */
  readonly suspendReason?: SuspendReason | null;
}

/**
 * Moves locked cards by the state table and writes their history; the one place that writes the state of a card.
 * @throws when the event cannot happen to one of them: a fault of the caller.
 */
export async function moveCards(ctx: Context, moves: readonly CardMove[], facts: MoveFacts): Promise<void> {
  const at = ctx.clock.now();
  const groups = new Map<string, { data: Prisma.SimCardUncheckedUpdateManyInput; ids: string[] }>();
  const events: Prisma.SimCardEventCreateManyInput[] = [];
  for (const { card, former, operationId } of moves) {
    const state = cardStateAfter(card.state, facts.event, former);
    if (state === null) throw new Error(`${facts.event} cannot happen to a card that is ${card.state}`);
    const suspendReason =
      facts.suspendReason === undefined
        ? suspendReasonAfter(facts.event, card.suspendReason)
        : facts.suspendReason;
    const key = `${state}:${suspendReason ?? ''}`;
    const group = groups.get(key) ?? { data: { state, suspendReason, stateChangedAt: at }, ids: [] };
    group.ids.push(card.id);
    groups.set(key, group);
    events.push({
      organizationId: ctx.organizationId,
      simCardId: card.id,
      operationId,
      at,
      fromState: card.state,
      toState: state,
      actorName: facts.actorName,
      reason: facts.reason ?? null,
      durationMs: facts.durationMs ?? null,
    });
  }
  for (const { data, ids } of groups.values()) {
    await ctx.db.simCard.updateMany({ where: { organizationId: ctx.organizationId, id: { in: ids } }, data });
  }
  await ctx.db.simCardEvent.createMany({ data: events });
}

export const operationJobKey = (operationId: string): string => `sim-operation:${operationId}`;

/** Opens one operation per locked card, moves the cards and hands the operations to the worker. */
export async function openOperations(
  ctx: Context,
  cards: readonly StoredCard[],
  input: {
    readonly action: SimAction;
    readonly requestId?: string;
    readonly reason?: string;
    readonly suspendReason?: SuspendReason | null;
  },
): Promise<string[]> {
  const requestId = input.requestId ?? randomUUID();
  const { organizationId } = ctx;
  const created = await ctx.db.simOperation.createManyAndReturn({
    data: cards.map((card) => ({
      organizationId,
      simCardId: card.id,
      requestId,
      action: input.action,
      state: 'QUEUED' as const,
      previousState: card.state,
      actorName: ctx.actor.name,
      createdAt: ctx.clock.now(),
    })),
    select: { id: true, simCardId: true },
  });
  const operationOf = new Map(created.map((row) => [row.simCardId, row.id]));
  await moveCards(
    ctx,
    cards.map((card) => ({ card, former: card.state, operationId: operationOf.get(card.id) ?? '' })),
    {
      event: input.action,
      actorName: ctx.actor.name,
      ...(input.reason === undefined ? {} : { reason: input.reason }),
      ...(input.suspendReason === undefined ? {} : { suspendReason: input.suspendReason }),
    },
  );
  await enqueueMany(
    ctx,
    'sim-cards.operation',
    created.map(({ id }) => ({ payload: { operationId: id }, key: operationJobKey(id) })),
  );
  return created.map((row) => row.id);
}

export interface StoredOperation {
  readonly id: string;
  readonly simCardId: string;
  readonly iccid: string;
  readonly operatorSlug: string;
  readonly operatorName: string;
  readonly action: SimAction;
  readonly state: OperationState;
  readonly previousState: SimCardState;
  readonly reference: string | null;
  readonly attempts: number;
  readonly createdAt: Date;
  readonly acceptedAt: Date | null;
  readonly unreachableAt: Date | null;
}

export async function findOperation(ctx: Context, id: string): Promise<StoredOperation | null> {
  const row = await ctx.db.simOperation.findFirst({
    where: { id, organizationId: ctx.organizationId, simCard: inStores(ctx) },
    include: {
      simCard: { select: { iccid: true, operatorSlug: true, operator: { select: { name: true } } } },
    },
  });
  if (!row) return null;
  const { simCard, ...operation } = row;
  return {
    ...operation,
    iccid: simCard.iccid,
    operatorSlug: simCard.operatorSlug,
    operatorName: simCard.operator.name,
  };
}

/** The operation under the lock of its card, so that nothing else settles it meanwhile. */
export async function lockOperation(
  ctx: Context,
  id: string,
): Promise<{ readonly operation: StoredOperation; readonly card: StoredCard } | null> {
  const found = await findOperation(ctx, id);
  if (!found) return null;
  const [card] = await lockCards(ctx, [found.simCardId]);
  const operation = await findOperation(ctx, id);
  return card && operation ? { operation, card } : null;
}

export async function saveOperation(
  ctx: Context,
  id: string,
  data: Prisma.SimOperationUncheckedUpdateManyInput,
): Promise<void> {
  await ctx.db.simOperation.updateMany({ where: { organizationId: ctx.organizationId, id }, data });
}

/** Operations of the card that were asked for after this one, newest first. */
export async function newerOperations(
  ctx: Context,
  operation: Pick<StoredOperation, 'id' | 'simCardId'>,
): Promise<{ readonly id: string; readonly state: OperationState }[]> {
  return ctx.db.simOperation.findMany({
    where: {
      organizationId: ctx.organizationId,
      simCardId: operation.simCardId,
      id: { gt: operation.id },
    },
    orderBy: { id: 'desc' },
    select: { id: true, state: true },
  });
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

/** A card that was to be switched off for lack of money, and could not be, is paid again. */
export async function forgetSuspension(ctx: Context, id: string): Promise<void> {
  await ctx.db.simCard.updateMany({
    where: { organizationId: ctx.organizationId, id },
    data: { suspendReason: null },
  });
}

/** Cards that are on and can be switched off now, at most `limit`, by id. */
export async function activeCardIds(ctx: Context, limit: number): Promise<string[]> {
  const rows = await ctx.db.simCard.findMany({
    where: { organizationId: ctx.organizationId, state: 'ACTIVE', operator: { integrated: true } },
    orderBy: { id: 'asc' },
    take: limit,
    select: { id: true },
  });
  return rows.map((row) => row.id);
}
