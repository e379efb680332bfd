import { authorize, type Context } from '@/lib/access/context';
import { type Result, success } from '@/lib/core/result';
import { transaction } from '@/lib/platform/transaction';
import { livingSubscriptions } from '@/lib/subscriptions/queries';
import { withoutHold } from '../hold.rule';
import { lockCards, saveHolds } from '../store';
import { settle } from './settle-card';

/**
 * The debt of a card is paid: a card that was suspended for it, and for nothing else, is switched on again by itself.
 * A card with an operation under way is settled when it ends. Refusal: FORBIDDEN.
 */
export async function switchOnPaid(
  ctx: Context,
  input: { readonly simCardId: string | null },
): Promise<Result<'SWITCHED_ON' | 'LATER' | 'NOTHING', 'FORBIDDEN'>> {
  const denied = authorize(ctx, 'simCards.switch');
  if (denied) return denied;
  const { simCardId } = input;
  if (!simCardId) return success('NOTHING');
  return transaction(ctx, async (ctx): Promise<Result<'SWITCHED_ON' | 'LATER' | 'NOTHING', never>> => {
    const [card] = await lockCards(ctx, [simCardId]);
    if (!card?.holds.includes('PAYMENT')) return success('NOTHING');
    if ((await livingSubscriptions(ctx, { simCardIds: [simCardId] })).length === 0) return success('NOTHING');
    const holds = withoutHold(card.holds, 'PAYMENT');
    const after = { ...card, holds, suspendReason: holds[0] ?? null };
    await saveHolds(ctx, card.id, after);
    if ((await settle(ctx, after, 'Подписка оплачена')) !== null) return success('SWITCHED_ON');
    return success(card.hasOpenOperation ? 'LATER' : 'NOTHING');
  });
}
