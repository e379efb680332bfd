import { authorize, type Context } from '@/lib/access/context';
import { autopayView, getPaymentCard, getTopUp } from '@/lib/billing/queries';
import { type Result, refusal, success } from '@/lib/core/result';
import { autopayDeclinedLetter } from '../payment-letters.rule';
import { postLetter } from '../post';

/**
 * A letter to everybody who may top up: why autopay did not come about, what happens next, where to pay. Once a
 * payment; not when the money has come after all. Gives how many were written. Refusals: FORBIDDEN, NOT_FOUND.
 */
export async function tellAutopayDeclined(
  ctx: Context,
  { paymentId }: { readonly paymentId: string },
): Promise<Result<number, 'FORBIDDEN' | 'NOT_FOUND'>> {
  const denied = authorize(ctx, 'finance.cards');
  if (denied) return denied;
  const payment = await getTopUp(ctx, paymentId);
  if (payment?.kind !== 'AUTOPAY' || payment.cardId === null) return refusal('NOT_FOUND');
  if (payment.state !== 'CANCELLED') return success(0);
  const [card, autopay] = await Promise.all([getPaymentCard(ctx, payment.cardId), autopayView(ctx)]);
  if (!card) return refusal('NOT_FOUND');
  const letter = autopayDeclinedLetter(payment, card, autopay.cardId !== null);
  return success(await postLetter(ctx, `autopay-declined:${paymentId}`, 'finance.topUp', letter));
}
