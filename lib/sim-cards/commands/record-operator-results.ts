import { authorize, type Context } from '@/lib/access/context';
import { type Result, success } from '@/lib/core/result';
import { isModuleUsable } from '@/lib/installations/queries';
import { audit } from '@/lib/platform/audit';
import { enqueueMany } from '@/lib/platform/jobs';
import { transaction } from '@/lib/platform/transaction';
import { livingSubscriptions } from '@/lib/subscriptions/queries';
import { cardStateAfter, type SimCardEvent } from '../card-state.rule';
import { cardAfter, decideSettle, intendedOf } from '../hold.rule';
import { cardTail } from '../labels';
import { type OperationState, SIM_CARD_MODULE, type SimCardState } from '../model';
import { cardEventOf, isGivenUp, isOpen, operationMachine, type Outcome, reasonOf } from '../operation.rule';
import {
  busyCards,
  type LockedOperation,
  lockOperations,
  type OperationOfCard,
  type OperationPatch,
  operationsSince,
  saveOperations,
  savePreviousStates,
} from '../operation.store';
import { type CardMove, moveCards, type StoredCard } from '../store';

/** A card that has to be elsewhere and could not be brought there is tried again. */
const AGAIN_MS = 60 * 60_000;

export interface OperatorResult {
  readonly operationId: string;
  readonly outcome: Outcome;
  readonly reason?: string | null | undefined;
  /** when to ask once more, so that a late answer is not lost */
  readonly dueAt?: Date | null;
}

/**
 * Writes down how operations ended, all in one transaction: cards, operations, history and audit together. Repeats,
 * messages out of order and what comes after the end change nothing; a success after a time-out is taken in once,
 * unless the card has been switched since. What is foreign or unknown is passed over. Refusal: FORBIDDEN.
 * @returns the state of each operation that was found
 */
export async function recordOperatorResults(
  ctx: Context,
  results: readonly OperatorResult[],
): Promise<Result<ReadonlyMap<string, OperationState>, 'FORBIDDEN'>> {
  const denied = authorize(ctx, 'simCards.switch');
  if (denied) return denied;
  return transaction(ctx, async (ctx) => {
    const locked = await lockOperations(
      ctx,
      results.map(({ operationId }) => operationId),
    );
    return success(await recordLocked(ctx, locked, results));
  });
}

/** The same for operations that are locked already, oldest first. */
export async function recordLocked(
  ctx: Context,
  locked: readonly LockedOperation[],
  results: readonly OperatorResult[],
): Promise<ReadonlyMap<string, OperationState>> {
  const states = new Map(locked.map(({ operation }) => [operation.id, operation.state]));
  const resultOf = new Map(results.map((result) => [result.operationId, result]));
  const ending = locked.flatMap(({ operation, card }) => {
    const result = resultOf.get(operation.id);
    const state = result && operationMachine[operation.state][result.outcome];
    return state ? [{ operation, card, result, state }] : [];
  });
  if (ending.length === 0) return states;

  const cards = new Map(ending.map(({ card }) => [card.id, card]));
  const others = await othersOf(ctx, ending);
  const mustBeOff = await cardsToBeOff(ctx, ending);
  const previousStates = new Map<string, SimCardState>();
  const patches: OperationPatch[] = [];
  const moves: CardMove[] = [];
  const refused = new Set<string>();
  for (const { operation, card: locked, result, state } of ending) {
    const card = cards.get(locked.id) ?? locked;
    const reason = reasonOf(result.outcome, result.reason ?? null);
    const finishedAt = ctx.clock.now();
    states.set(operation.id, state);
    patches.push({
      ...operation,
      state,
      reason,
      finishedAt,
      unreachableAt: null,
      dueAt: result.dueAt ?? null,
    });
    const event = cardEventOf(operation.state, state, operation.action, card);
    if (event === null) continue;
    if (!isOpen(operation.state)) {
      const since = others.filter((each) => each.simCardId === card.id && each.id > operation.id);
      const running = since.find((each) => isOpen(states.get(each.id) ?? each.state));
      // The card is on its way elsewhere; if that fails, this is where it comes back to.
      if (running) {
        previousStates.set(running.id, restingPlace(event));
        continue;
      }
      const overtaken = since.some((each) => (states.get(each.id) ?? each.state) === 'COMPLETED');
      if (overtaken || cardStateAfter(card.state, event, card.state) === null) continue;
    }
    const former = previousStates.get(operation.id) ?? operation.previousState;
    const keptOff = (event === 'RETURNED' || event === 'LATE_ON') && mustBeOff.has(card.id);
    const change = { event, former, intended: keptOff ? ('INACTIVE' as const) : undefined };
    moves.push({
      ...change,
      card,
      operationId: operation.id,
      ...wordsOf(ctx, { operation, card, result, state }),
    });
    cards.set(card.id, { ...card, ...cardAfter(card, change), hasOpenOperation: false });
    if (event === 'RETURNED') refused.add(card.id);
  }
  await saveOperations(ctx, patches);
  await savePreviousStates(ctx, previousStates);
  await moveCards(ctx, moves);
  await audit(ctx, ending.map(auditOf));
  await settleLater(ctx, [...cards.values()], refused);
  return states;
}

type Ending = LockedOperation & { readonly result: OperatorResult; readonly state: OperationState };

const auditOf = ({ operation, card, result, state }: Ending) => {
  const reason = reasonOf(result.outcome, result.reason ?? null);
  return {
    action: 'simCards.operatorResult',
    objectType: 'simCard',
    objectId: card.id,
    objectName: cardTail(card.iccid),
    storeId: card.storeId,
    before: { operation: operation.state },
    after: { action: operation.action, operation: state, ...(reason ? { reason } : {}) },
  };
};

function wordsOf(
  ctx: Context,
  { operation, card, result }: Ending,
): Pick<CardMove, 'actorName' | 'reason' | 'durationMs'> {
  const reason = reasonOf(result.outcome, result.reason ?? null);
  if (result.outcome === 'TIMED_OUT' || result.outcome === 'INTERRUPTED') {
    return { actorName: 'Кабинет', reason };
  }
  const since = operation.acceptedAt ?? operation.createdAt;
  return {
    actorName: `Оператор ${card.operatorName}`,
    reason: isOpen(operation.state) ? reason : 'Оператор подтвердил позже срока',
    durationMs: Math.max(0, ctx.clock.now().getTime() - since.getTime()),
  };
}

/** Where a late result puts the card. */
function restingPlace(event: SimCardEvent): SimCardState {
  if (event === 'LATE_ON') return 'ACTIVE';
  if (event === 'CLOSED') return 'TERMINATED';
  return event === 'LATE_OFF_HELD' ? 'SUSPENDED' : 'INACTIVE';
}

/** Later operations of the cards whose operation had been given up; the cards of all others have none. */
async function othersOf(ctx: Context, ending: readonly Ending[]): Promise<OperationOfCard[]> {
  const late = ending.filter(({ operation }) => !isOpen(operation.state));
  const [first] = late;
  if (!first) return [];
  return operationsSince(
    ctx,
    late.map(({ card }) => card.id),
    first.operation.id,
  );
}

/** It could not be switched off, or was switched on after it had been given up. */
const mayBeOnInVain = ({ operation, state, card }: Ending): boolean =>
  operation.action === 'ACTIVATE'
    ? state === 'COMPLETED' && isGivenUp(operation.state)
    : operation.action === 'DEACTIVATE' && state !== 'COMPLETED' && intendedOf(card) === 'INACTIVE';

/** Cards that are on and may not stay so: not paid, or without the module. */
async function cardsToBeOff(ctx: Context, ending: readonly Ending[]): Promise<ReadonlySet<string>> {
  const ids = ending.filter(mayBeOnInVain).map(({ card }) => card.id);
  if (ids.length === 0) return new Set();
  if (!(await isModuleUsable(ctx, SIM_CARD_MODULE))) return new Set(ids);
  const paid = new Set((await livingSubscriptions(ctx, { simCardIds: ids })).map((each) => each.simCardId));
  return new Set(ids.filter((id) => !paid.has(id)));
}

async function settleLater(
  ctx: Context,
  cards: readonly StoredCard[],
  refused: ReadonlySet<string>,
): Promise<void> {
  const unsettled = cards.filter((card) => !card.hasOpenOperation && decideSettle(card) !== null);
  if (unsettled.length === 0) return;
  const busy = await busyCards(
    ctx,
    unsettled.map((card) => card.id),
  );
  for (const again of [false, true]) {
    const jobs = unsettled
      .filter((card) => refused.has(card.id) === again && !busy.has(card.id))
      .map((card) => ({ payload: { simCardId: card.id }, key: `sim-settle:${card.id}` }));
    await enqueueMany(ctx, 'sim-cards.settle', jobs, again ? { runInMs: AGAIN_MS } : {});
  }
}
