import { authorize, type Context } from '@/lib/access/context';
import { type Result, success } from '@/lib/core/result';
import { isModuleUsable } from '@/lib/installations/queries';
import { audit } from '@/lib/platform/audit';
import { transaction } from '@/lib/platform/transaction';
import { livingSubscriptions } from '@/lib/subscriptions/queries';
import { decideSettle, intendedOf, withHold } from '../hold.rule';
import { cardTail, suspendWords } from '../labels';
import { SIM_CARD_MODULE } from '../model';
import { lockCards, moveCards, openOperations, saveHolds, type StoredCard } from '../store';

/**
 * Brings a card to where it belongs: off while something holds it, back to what people want when nothing does. Does
 * nothing while an operation is under way: its end settles the card again. Refusal: FORBIDDEN.
 */
export async function settleCard(
  ctx: Context,
  input: { readonly simCardId: string },
): Promise<Result<{ readonly operationId: string | null }, 'FORBIDDEN'>> {
  const denied = authorize(ctx, 'simCards.switch');
  if (denied) return denied;
  return transaction(ctx, async (ctx): Promise<Result<{ readonly operationId: string | null }, never>> => {
    const [card] = await lockCards(ctx, [input.simCardId]);
    return success({ operationId: card ? await settle(ctx, card) : null });
  });
}

/** The same for a card that is locked already. @returns the operation that was opened */
export async function settle(ctx: Context, card: StoredCard, reason?: string): Promise<string | null> {
  if (card.hasOpenOperation || !card.operatorIntegrated) return null;
  switch (decideSettle(card)) {
    case 'DEACTIVATE':
      return switchOff(ctx, card, reason);
    case 'ACTIVATE':
      return comeBack(ctx, card, reason);
    case 'RELEASE':
      await release(ctx, card, reason);
      return null;
    case null:
      return null;
  }
}

async function switchOff(ctx: Context, card: StoredCard, reason?: string): Promise<string | null> {
  const [hold] = card.holds;
  const [operationId] = await openOperations(ctx, [card], {
    action: 'DEACTIVATE',
    reason: reason ?? (hold ? suspendWords[hold] : 'Карта должна быть отключена'),
    intended: intendedOf(card),
  });
  await audit(ctx, {
    action: 'simCards.suspend',
    ...named(card),
    before: { state: card.state },
    after: { state: 'DEACTIVATING', ...(hold ? { reason: hold } : {}) },
  });
  return operationId ?? null;
}

async function comeBack(ctx: Context, card: StoredCard, reason?: string): Promise<string | null> {
  if (!(await isModuleUsable(ctx, SIM_CARD_MODULE))) {
    await release(ctx, card, reason);
    return null;
  }
  if ((await livingSubscriptions(ctx, { simCardIds: [card.id] })).length === 0) {
    await saveHolds(ctx, card.id, { ...card, holds: withHold(card.holds, 'PAYMENT') });
    return null;
  }
  const [operationId] = await openOperations(ctx, [card], {
    action: 'ACTIVATE',
    reason: reason ?? 'Причина приостановки ушла',
  });
  await audit(ctx, {
    action: 'simCards.restore',
    ...named(card),
    before: { state: card.state },
    after: { state: 'ACTIVATING' },
  });
  return operationId ?? null;
}

async function release(ctx: Context, card: StoredCard, reason?: string): Promise<void> {
  await moveCards(ctx, [
    {
      card,
      event: 'RELEASED',
      former: card.state,
      operationId: null,
      actorName: ctx.actor.name,
      reason: reason ?? 'Включать карту больше не нужно',
    },
  ]);
  await audit(ctx, {
    action: 'simCards.deactivate',
    ...named(card),
    before: { state: card.state },
    after: { state: 'INACTIVE' },
  });
}

const named = (card: StoredCard) => ({
  objectType: 'simCard',
  objectId: card.id,
  objectName: cardTail(card.iccid),
  storeId: card.storeId,
});
