import { authorize, type Context } from '@/lib/access/context';
import { type Result, success } from '@/lib/core/result';
import { audit } from '@/lib/platform/audit';
import { enqueue } from '@/lib/platform/jobs';
import { transaction } from '@/lib/platform/transaction';
import { livingSubscriptions } from '@/lib/subscriptions/queries';
import { availableAction } from '../activation.rule';
import { cardTail } from '../labels';
import { lockCards, openOperations } from '../store';

const AFTER_OPERATION_MS = 60_000;

/**
 * The subscription of a card is over: the card is switched off at its operator. One that ended for lack of money
 * becomes SUSPENDED and comes back by itself with the payment, one whose renewal a person stopped becomes INACTIVE.
 * A card with an operation under way is taken up after it. Refusal: FORBIDDEN.
 */
export async function switchOffUnpaid(
  ctx: Context,
  input: { readonly simCardId: string | null; readonly reason?: string | undefined },
): Promise<Result<'SWITCHED_OFF' | 'LATER' | 'NOTHING', 'FORBIDDEN'>> {
  const denied = authorize(ctx, 'simCards.switch');
  if (denied) return denied;
  const { simCardId } = input;
  if (!simCardId) return success('NOTHING');
  return transaction(ctx, async (ctx): Promise<Result<'SWITCHED_OFF' | 'LATER' | 'NOTHING', never>> => {
    const [card] = await lockCards(ctx, [simCardId]);
    if (!card || (await livingSubscriptions(ctx, { simCardIds: [simCardId] })).length > 0) {
      return success('NOTHING');
    }
    if (card.hasOpenOperation) {
      await enqueue(
        ctx,
        'sim-cards.subscription-ended',
        { simCardId, reason: input.reason ?? null },
        { runInMs: AFTER_OPERATION_MS },
      );
      return success('LATER');
    }
    if (availableAction(card) !== 'DEACTIVATE') return success('NOTHING');
    const stopped = input.reason === 'STOPPED';
    await openOperations(ctx, [card], {
      action: 'DEACTIVATE',
      reason: stopped ? 'Оплаченный срок закончился' : 'Подписка не оплачена',
      suspendReason: stopped ? null : 'PAYMENT',
    });
    await audit(ctx, {
      action: 'simCards.suspend',
      objectType: 'simCard',
      objectId: card.id,
      objectName: cardTail(card.iccid),
      storeId: card.storeId,
      before: { state: card.state },
      after: { state: 'DEACTIVATING', reason: stopped ? 'STOPPED' : 'PAYMENT' },
    });
    return success('SWITCHED_OFF');
  });
}
