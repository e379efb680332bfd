import { authorize, type Context } from '@/lib/access/context';
import { type Result, success } from '@/lib/core/result';
import { isModuleUsable } from '@/lib/installations/queries';
import { audit } from '@/lib/platform/audit';
import { enqueue } from '@/lib/platform/jobs';
import { transaction } from '@/lib/platform/transaction';
import { livingSubscriptions } from '@/lib/subscriptions/queries';
import { availableAction } from '../activation.rule';
import { cardTail } from '../labels';
import { SIM_CARD_MODULE } from '../model';
import { forgetSuspension, lockCards, openOperations } from '../store';

const AFTER_OPERATION_MS = 60_000;

/**
 * The debt of a card is paid: a card that was suspended for it is switched on again by itself. A card with an
 * operation under way is taken up after it. Refusal: FORBIDDEN.
 */
export async function switchOnPaid(
  ctx: Context,
  input: { readonly simCardId: string | null },
): Promise<Result<'SWITCHED_ON' | 'LATER' | 'NOTHING', 'FORBIDDEN'>> {
  const denied = authorize(ctx, 'simCards.switch');
  if (denied) return denied;
  const { simCardId } = input;
  if (!simCardId || !(await isModuleUsable(ctx, SIM_CARD_MODULE))) return success('NOTHING');
  return transaction(ctx, async (ctx): Promise<Result<'SWITCHED_ON' | 'LATER' | 'NOTHING', never>> => {
    const [card] = await lockCards(ctx, [simCardId]);
    if (!card || (await livingSubscriptions(ctx, { simCardIds: [simCardId] })).length === 0) {
      return success('NOTHING');
    }
    if (card.hasOpenOperation && card.suspendReason === 'PAYMENT') {
      await enqueue(ctx, 'sim-cards.subscription-restored', { simCardId }, { runInMs: AFTER_OPERATION_MS });
      return success('LATER');
    }
    if (card.state === 'ACTIVE' && card.suspendReason === 'PAYMENT') await forgetSuspension(ctx, card.id);
    if (card.state !== 'SUSPENDED' || availableAction(card) !== 'ACTIVATE') return success('NOTHING');
    await openOperations(ctx, [card], { action: 'ACTIVATE', reason: 'Подписка оплачена' });
    await audit(ctx, {
      action: 'simCards.restore',
      objectType: 'simCard',
      objectId: card.id,
      objectName: cardTail(card.iccid),
      storeId: card.storeId,
      before: { state: card.state },
      after: { state: 'ACTIVATING' },
    });
    return success('SWITCHED_ON');
  });
}
