import { authorize, type Context } from '@/lib/access/context';
import { getRefund } from '@/lib/billing/queries';
import { type Result, refusal, success } from '@/lib/core/result';
import { refundOverLetter } from '../payment-letters.rule';
import { postLetter } from '../post';

/**
 * A letter to everybody who sees money: a refund has gone to the card, or has not and the money is on the account.
 * Once a refund. Gives how many were written. Refusals: FORBIDDEN, NOT_FOUND.
 */
export async function tellRefundOver(
  ctx: Context,
  { refundId }: { readonly refundId: string },
): Promise<Result<number, 'FORBIDDEN' | 'NOT_FOUND'>> {
  const denied = authorize(ctx, 'finance.refund');
  if (denied) return denied;
  const refund = await getRefund(ctx, refundId);
  if (!refund) return refusal('NOT_FOUND');
  if (refund.state !== 'SUCCEEDED' && refund.state !== 'CANCELLED') return success(0);
  const letter = refundOverLetter(refund, refund.paymentId);
  return success(await postLetter(ctx, `refund-over:${refundId}`, 'finance.read', letter));
}
