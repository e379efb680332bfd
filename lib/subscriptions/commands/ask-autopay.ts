import { authorize, type Context, today } from '@/lib/access/context';
import { isAutopayOn, receivedTotal, walletBalance } from '@/lib/billing/queries';
import { type Kopecks, kopecks } from '@/lib/core/money';
import { type Result, success } from '@/lib/core/result';
import { dateInText } from '@/lib/core/text';
import { enqueue } from '@/lib/platform/jobs';
import { debtOf } from '../queries';

/**
 * Asks autopay for what the account lacks to pay all that is past due; once a day, the next attempt is tomorrow's.
 * Gives what it is asked for, zero while it is off. Refusal: FORBIDDEN.
 */
export async function askAutopay(ctx: Context): Promise<Result<{ readonly missing: Kopecks }, 'FORBIDDEN'>> {
  const denied = authorize(ctx, 'subscriptions.manage');
  if (denied) return denied;
  if (!(await isAutopayOn(ctx))) return success({ missing: kopecks(0) });
  // Before the debts: what comes in between must not be charged a second time.
  const received = await receivedTotal(ctx);
  const owed = (await debtOf(ctx))?.owed ?? 0;
  const balance = await walletBalance(ctx);
  const missing = kopecks(Math.max(0, owed - balance));
  const day = today(ctx);
  if (missing > 0) {
    await enqueue(ctx, 'billing.autopay', {
      amount: missing,
      balance,
      received,
      reason: `Продление подписок ${dateInText(day)}`,
      key: `renewals:${day}`,
    });
  }
  return success({ missing });
}
