import { authorize, type Context, today } from '@/lib/access/context';
import { type Result, success } from '@/lib/core/result';
import { endedUnpaid } from '@/lib/subscriptions/queries';
import { subscriptionsUnpaidLetter } from '../debt-letters.rule';
import { postLetter } from '../post';

/**
 * A letter to everybody who may top up: how many subscriptions have ended for lack of money, and until when a payment
 * brings them back. Once a day. Gives how many were written. Refusal: FORBIDDEN.
 */
export async function tellSubscriptionsUnpaid(ctx: Context): Promise<Result<number, 'FORBIDDEN'>> {
  const denied = authorize(ctx, 'finance.cards');
  if (denied) return denied;
  const { count, keptUntil } = await endedUnpaid(ctx);
  if (count === 0) return success(0);
  const letter = subscriptionsUnpaidLetter(count, keptUntil);
  return success(await postLetter(ctx, `subscriptions-unpaid:${today(ctx)}`, 'finance.topUp', letter));
}
