import { authorize, type Context } from '@/lib/access/context';
import { type Result, success } from '@/lib/core/result';
import { transaction } from '@/lib/platform/transaction';
import { livingSubscriptions } from '@/lib/subscriptions/queries';
import { intendedOf, withHold } from '../hold.rule';
import { lockCards, saveHolds, type StoredCard } from '../store';
import { settle } from './settle-card';

/**
 * The subscription of a card is over: the card is switched off at its operator. One that ended for lack of money
 * becomes SUSPENDED and comes back by itself with the payment, one whose renewal a person stopped becomes INACTIVE.
 * A card with an operation under way is settled when it ends. Refusal: FORBIDDEN.
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
    if (!card || card.state === 'TERMINATED' || intendedOf(card) === 'INACTIVE') return success('NOTHING');
    if ((await livingSubscriptions(ctx, { simCardIds: [simCardId] })).length > 0) return success('NOTHING');
    const stopped = input.reason === 'STOPPED';
    const after: StoredCard = stopped
      ? { ...card, intendedState: 'INACTIVE' }
      : { ...card, holds: withHold(card.holds, 'PAYMENT'), intendedState: 'ACTIVE' };
    await saveHolds(ctx, card.id, after);
    const words = stopped ? 'Оплаченный срок закончился' : 'Подписка не оплачена';
    const operationId = await settle(ctx, after, words);
    if (operationId !== null) return success('SWITCHED_OFF');
    return success(card.hasOpenOperation ? 'LATER' : 'NOTHING');
  });
}
