import { authorize, type Context } from '@/lib/access/context';
import { getPaymentCard } from '@/lib/billing/queries';
import { type Result, refusal, success } from '@/lib/core/result';
import { cardEndedLetter } from '../payment-letters.rule';
import { postLetter } from '../post';

/**
 * A letter to everybody who manages cards: this one is not charged any more, why, and what becomes of autopay. Once a
 * card. Gives how many were written. Refusals: FORBIDDEN, NOT_FOUND.
 */
export async function tellCardEnded(
  ctx: Context,
  { cardId, hadAutopay }: { readonly cardId: string; readonly hadAutopay: boolean },
): Promise<Result<number, 'FORBIDDEN' | 'NOT_FOUND'>> {
  const denied = authorize(ctx, 'finance.cards');
  if (denied) return denied;
  const card = await getPaymentCard(ctx, cardId);
  if (!card || card.state === 'ACTIVE') return refusal('NOT_FOUND');
  return success(
    await postLetter(ctx, `card-ended:${cardId}`, 'finance.cards', cardEndedLetter(card, hadAutopay)),
  );
}
