import { authorize, type Context } from '@/lib/access/context';
import { type Result, refusal, success } from '@/lib/core/result';
import { isModuleUsable } from '@/lib/installations/queries';
import { audit } from '@/lib/platform/audit';
import { enqueue } from '@/lib/platform/jobs';
import { transaction } from '@/lib/platform/transaction';
import { cardStateAfter } from '../card-state.rule';
import { cardTail } from '../labels';
import { type OperationState, SIM_CARD_MODULE } from '../model';
import { cardEventOf, CONFIRMATION_MINUTES, isOpen, operationMachine } from '../operation.rule';
import {
  lockOperation,
  moveCards,
  newerOperations,
  saveOperation,
  type StoredCard,
  type StoredOperation,
} from '../store';

export type Outcome = 'COMPLETED' | 'REJECTED' | 'TIMED_OUT';

const SWITCH_OFF_AGAIN_MS = 60 * 60_000;
const TIMED_OUT_REASON = `Оператор не ответил за ${CONFIRMATION_MINUTES} минут`;

/**
 * Writes down how an operation ended: card, operation, history and audit together. Repeats, messages out of order and
 * what comes after the end change nothing; a success after a time-out is taken in once, unless the card has been
 * switched since. Refusals: FORBIDDEN, NOT_FOUND.
 */
export async function recordOperatorResult(
  ctx: Context,
  input: { readonly operationId: string; readonly outcome: Outcome; readonly reason?: string | null },
): Promise<Result<OperationState, 'FORBIDDEN' | 'NOT_FOUND'>> {
  const denied = authorize(ctx, 'simCards.switch');
  if (denied) return denied;
  return transaction(ctx, async (ctx): Promise<Result<OperationState, 'NOT_FOUND'>> => {
    const locked = await lockOperation(ctx, input.operationId);
    if (!locked) return refusal('NOT_FOUND');
    const { operation, card } = locked;
    const state = operationMachine[operation.state][input.outcome];
    if (!state) return success(operation.state);

    const reason = input.outcome === 'TIMED_OUT' ? TIMED_OUT_REASON : (input.reason ?? null);
    await saveOperation(ctx, operation.id, {
      state,
      reason,
      unreachableAt: null,
      finishedAt: ctx.clock.now(),
    });
    await moveCard(ctx, operation, card, state, reason);
    await audit(ctx, {
      action: 'simCards.operatorResult',
      objectType: 'simCard',
      objectId: card.id,
      objectName: cardTail(card.iccid),
      storeId: card.storeId,
      before: { operation: operation.state },
      after: { action: operation.action, operation: state, ...(reason ? { reason } : {}) },
    });
    return success(state);
  });
}

async function moveCard(
  ctx: Context,
  operation: StoredOperation,
  card: StoredCard,
  state: OperationState,
  reason: string | null,
): Promise<void> {
  const event = cardEventOf(operation.state, state, operation.action, card.suspendReason);
  if (!event) return;
  if (event.startsWith('LATE')) {
    const newer = await newerOperations(ctx, operation);
    const running = newer.find((each) => isOpen(each.state));
    if (running) {
      // The card is on its way elsewhere; if that fails, this is where it comes back to.
      const off = card.suspendReason ? 'SUSPENDED' : 'INACTIVE';
      await saveOperation(ctx, running.id, {
        previousState: operation.action === 'ACTIVATE' ? 'ACTIVE' : off,
      });
      return;
    }
    const overtaken = newer.some((each) => each.state === 'COMPLETED');
    if (overtaken || cardStateAfter(card.state, event, card.state) === null) return;
  }
  const timedOut = state === 'TIMED_OUT';
  const since = operation.acceptedAt ?? operation.createdAt;
  await moveCards(ctx, [{ card, former: operation.previousState, operationId: operation.id }], {
    event,
    actorName: timedOut ? 'Кабинет' : `Оператор ${operation.operatorName}`,
    reason: event.startsWith('LATE') ? 'Оператор подтвердил позже срока' : reason,
    durationMs: timedOut ? null : Math.max(0, ctx.clock.now().getTime() - since.getTime()),
  });
  if (event === 'RETURNED' && operation.action === 'DEACTIVATE') await switchOffAgain(ctx, card);
}

/** A card that has to be off and could not be switched off is tried again. */
async function switchOffAgain(ctx: Context, card: StoredCard): Promise<void> {
  const options = { runInMs: SWITCH_OFF_AGAIN_MS };
  if (card.suspendReason) {
    await enqueue(ctx, 'sim-cards.subscription-ended', { simCardId: card.id }, options);
  } else if (!(await isModuleUsable(ctx, SIM_CARD_MODULE))) {
    await enqueue(
      ctx,
      'sim-cards.module-removed',
      {},
      { ...options, key: `sim-module-removed:${ctx.organizationId}` },
    );
  }
}
