import { type Context, inStores } from '@/lib/access/context';
import { type Db, Prisma } from '@/lib/platform/db';
import type { OperationState, SimAction, SimCardState } from './model';
import { isOpen, type OperationProgress } from './operation.rule';
import { cardColumns, cardOf, type CardRow, type StoredCard } from './store';

export interface StoredOperation extends OperationProgress {
  readonly id: string;
  readonly action: SimAction;
  readonly previousState: SimCardState;
  readonly reason: string | null;
  readonly finishedAt: Date | null;
  readonly dueAt: Date | null;
}

export interface LockedOperation {
  readonly operation: StoredOperation;
  readonly card: StoredCard;
}

interface OperationRow extends CardRow {
  id: string;
  action: SimAction;
  state: OperationState;
  previous_state: SimCardState;
  reference: string | null;
  attempts: number;
  reason: string | null;
  created_at: Date;
  accepted_at: Date | null;
  unreachable_at: Date | null;
  finished_at: Date | null;
  due_at: Date | null;
}

/**
 * Operations in scope, oldest first, under the locks of their cards, so that nothing else settles them meanwhile.
 * Cards are locked in the order of their ids. `hasOpenOperation` speaks of these operations only.
 */
export async function lockOperations(ctx: Context, ids: readonly string[]): Promise<LockedOperation[]> {
  const inScope =
    ctx.storeIds === null ? Prisma.empty : Prisma.sql`AND c."store_id" = ANY(${[...ctx.storeIds]}::uuid[])`;
  const rows = await ctx.db.$queryRaw<OperationRow[]>`
    SELECT o."id", o."action", o."state", o."previous_state", o."reference", o."attempts", o."reason", o."created_at",
      o."accepted_at", o."unreachable_at", o."finished_at", o."due_at", ${cardColumns}
    FROM "sim_operation" o
    JOIN "sim_card" c ON c."organization_id" = o."organization_id" AND c."id" = o."sim_card_id"
    JOIN "operator" p ON p."slug" = c."operator_slug"
    WHERE o."organization_id" = ${ctx.organizationId}::uuid AND o."id" = ANY(${[...ids]}::uuid[]) ${inScope}
    ORDER BY c."id", o."id" FOR UPDATE OF c, o`;
  return rows
    .map((row) => ({
      operation: {
        id: row.id,
        action: row.action,
        state: row.state,
        previousState: row.previous_state,
        reference: row.reference,
        attempts: row.attempts,
        reason: row.reason,
        createdAt: row.created_at,
        acceptedAt: row.accepted_at,
        unreachableAt: row.unreachable_at,
        finishedAt: row.finished_at,
        dueAt: row.due_at,
      },
      card: cardOf(row, isOpen(row.state)),
    }))
    .sort((a, b) => (a.operation.id < b.operation.id ? -1 : 1));
}

export type OperationPatch = { readonly id: string } & Pick<
  StoredOperation,
  'state' | 'reference' | 'attempts' | 'reason' | 'acceptedAt' | 'unreachableAt' | 'finishedAt' | 'dueAt'
>;

/** Writes locked operations in one statement and gives them back to their queue. */
export async function saveOperations(ctx: Context, patches: readonly OperationPatch[]): Promise<void> {
  if (patches.length === 0) return;
  const rows = patches.map((patch) => ({
    id: patch.id,
    state: patch.state,
    reference: patch.reference,
    attempts: patch.attempts,
    reason: patch.reason,
    accepted_at: patch.acceptedAt,
    unreachable_at: patch.unreachableAt,
    finished_at: patch.finishedAt,
    due_at: patch.dueAt,
  }));
  await ctx.db.$executeRaw`
    UPDATE "sim_operation" o
    SET "state" = n.state, "reference" = n.reference, "attempts" = n.attempts, "reason" = n.reason,
      "accepted_at" = n.accepted_at, "unreachable_at" = n.unreachable_at, "finished_at" = n.finished_at,
      "due_at" = n.due_at, "leased_by" = NULL
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS n (id uuid, state "sim_operation_state", reference text,
      attempts int, reason text, accepted_at timestamptz, unreachable_at timestamptz, finished_at timestamptz,
      due_at timestamptz)
    WHERE o."organization_id" = ${ctx.organizationId}::uuid AND o."id" = n.id`;
}

/** Where open operations lead back to when they come to nothing. */
export async function savePreviousStates(
  ctx: Context,
  states: ReadonlyMap<string, SimCardState>,
): Promise<void> {
  for (const [id, previousState] of states) {
    await ctx.db.simOperation.updateMany({
      where: { organizationId: ctx.organizationId, id },
      data: { previousState },
    });
  }
}

export interface OperationOfCard {
  readonly id: string;
  readonly simCardId: string;
  readonly state: OperationState;
}

/** Every operation of these cards from the given one on, by card, newest first. */
export async function operationsSince(
  ctx: Context,
  simCardIds: readonly string[],
  oldestId: string,
): Promise<OperationOfCard[]> {
  return ctx.db.simOperation.findMany({
    where: {
      organizationId: ctx.organizationId,
      simCardId: { in: [...simCardIds] },
      simCard: inStores(ctx),
      id: { gte: oldestId },
    },
    orderBy: { id: 'desc' },
    select: { id: true, simCardId: true, state: true },
  });
}

export interface LastOperation {
  readonly id: string;
  readonly action: SimAction;
  readonly state: OperationState;
}

export async function lastOperation(ctx: Context, simCardId: string): Promise<LastOperation | null> {
  return ctx.db.simOperation.findFirst({
    where: { organizationId: ctx.organizationId, simCardId },
    orderBy: { id: 'desc' },
    select: { id: true, action: true, state: true },
  });
}

/** Cards among these with an operation under way. */
export async function busyCards(ctx: Context, simCardIds: readonly string[]): Promise<Set<string>> {
  const rows = await ctx.db.simOperation.findMany({
    where: {
      organizationId: ctx.organizationId,
      simCardId: { in: [...simCardIds] },
      state: { in: ['QUEUED', 'IN_PROGRESS'] },
    },
    select: { simCardId: true },
  });
  return new Set(rows.map((row) => row.simCardId));
}

/** Writes the receipts of an operator's events. @returns those that have not come before */
export async function newEvents(
  ctx: Context,
  operatorSlug: string,
  eventIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await ctx.db.$queryRaw<{ id: string }[]>`
    INSERT INTO "operator_event_receipt" ("operator_slug", "event_id", "received_at")
    SELECT DISTINCT ${operatorSlug}, e.id, ${ctx.clock.now()}::timestamptz
    FROM unnest(${[...eventIds]}::text[]) AS e (id) ORDER BY 2
    ON CONFLICT DO NOTHING
    RETURNING "event_id" AS id`;
  return new Set(rows.map((row) => row.id));
}

export interface NamedOperation {
  readonly id: string;
  readonly reference: string | null;
  readonly action: SimAction;
  readonly state: OperationState;
  readonly organizationId: string;
  readonly timeZone: string;
  readonly operatorName: string;
}

/** Operations on cards of this operator by our ids and by the operator's own names of them. */
export async function namedOperations(
  db: Db,
  operatorSlug: string,
  names: { readonly ids: readonly string[]; readonly references: readonly string[] },
): Promise<NamedOperation[]> {
  return db.$queryRaw<NamedOperation[]>`
    SELECT o."id"::text AS id, o."reference", o."action"::text AS action, o."state"::text AS state, o."organization_id"::text AS "organizationId",
      g."time_zone" AS "timeZone", p."name" AS "operatorName"
    FROM "sim_operation" o
    JOIN "sim_card" c ON c."id" = o."sim_card_id"
    JOIN "operator" p ON p."slug" = c."operator_slug"
    JOIN "organization" g ON g."id" = o."organization_id"
    WHERE c."operator_slug" = ${operatorSlug}
      AND (o."id" = ANY(${[...names.ids]}::uuid[]) OR o."reference" = ANY(${[...names.references]}::text[]))`;
}

/** An operation whose next step is to be taken. */
export interface DueOperation extends OperationProgress {
  readonly id: string;
  readonly organizationId: string;
  readonly timeZone: string;
  readonly iccid: string;
  readonly action: SimAction;
}

/**
 * Takes the operations of an operator that are due, oldest first, for `leaseMs`: until then no other run takes them,
 * and a run that dies loses them to the next one. Index: sim_operation_due_idx.
 */
export async function takeDueOperations(
  db: Db,
  input: {
    readonly operatorSlug: string;
    readonly holder: string;
    readonly limit: number;
    readonly now: Date;
    readonly leaseMs: number;
  },
): Promise<DueOperation[]> {
  const { operatorSlug, holder, limit, now, leaseMs } = input;
  return db.$queryRaw<DueOperation[]>`
    WITH due AS (
      SELECT o."id" FROM "sim_operation" o
      WHERE o."operator_slug" = ${operatorSlug} AND o."due_at" <= ${now}::timestamptz
      ORDER BY o."due_at", o."id" LIMIT ${limit} FOR UPDATE SKIP LOCKED)
    UPDATE "sim_operation" o
    SET "due_at" = ${new Date(now.getTime() + leaseMs)}::timestamptz, "leased_by" = ${holder}::uuid
    FROM due, "sim_card" c, "organization" g
    WHERE o."id" = due."id" AND c."id" = o."sim_card_id" AND g."id" = o."organization_id"
    RETURNING o."id", o."organization_id" AS "organizationId", g."time_zone" AS "timeZone", c."iccid", o."action",
      o."state", o."reference", o."attempts", o."created_at" AS "createdAt", o."accepted_at" AS "acceptedAt",
      o."unreachable_at" AS "unreachableAt"`;
}

/** When the next step of an operator's operations is due; null: there is none. */
export async function nextDueAt(db: Db, operatorSlug: string): Promise<Date | null> {
  const [row] = await db.$queryRaw<{ at: Date | null }[]>`
    SELECT min("due_at") AS at FROM "sim_operation"
    WHERE "operator_slug" = ${operatorSlug} AND "due_at" IS NOT NULL`;
  return row?.at ?? null;
}
