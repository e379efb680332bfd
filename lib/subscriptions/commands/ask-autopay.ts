import { authorize, type Context, today } from '@/lib/access/context';
import { isAutopayOn, walletBalance } from '@/lib/billing/queries';
import { type Kopecks, kopecks } from '@/lib/core/money';
import { type Result, success } from '@/lib/core/result';
import { dateInText } from '@/lib/core/text';
import { enqueue } from '@/lib/platform/jobs';
import { owedByPastDue } from '../store';

/** long enough for the rest of the day's renewals of the organization to be known */
const GATHERED_MS = 5_000;

/** One question for all that is found unpaid in a row, if autopay is on; call in the transaction that finds it. */
export async function askAutopayLater(ctx: Context): Promise<void> {
  if (!(await isAutopayOn(ctx))) return;
  await enqueue(
    ctx,
    'subscriptions.ask-autopay',
    {},
    { key: `subscriptions.ask-autopay:${ctx.organizationId}`, runInMs: GATHERED_MS },
  );
}

/**
 * Asks autopay for what the account lacks to pay all that is past due; once a day, the next attempt is tomorrow's.
 * Gives what is missing. Refusal: FORBIDDEN.
 */
export async function askAutopay(ctx: Context): Promise<Result<{ readonly missing: Kopecks }, 'FORBIDDEN'>> {
  const denied = authorize(ctx, 'subscriptions.manage');
  if (denied) return denied;
  const [owed, balance] = await Promise.all([owedByPastDue(ctx), walletBalance(ctx)]);
  const missing = kopecks(Math.max(0, owed - balance));
  const day = today(ctx);
  if (missing > 0) {
    await enqueue(ctx, 'billing.autopay', {
      amount: missing,
      balance,
      reason: `Продление подписок ${dateInText(day)}`,
      key: `renewals:${day}`,
    });
  }
  return success({ missing });
}
