import { authorize, type Context, today } from '@/lib/access/context';
import { type Result, refusal, success } from '@/lib/core/result';
import { transaction } from '@/lib/platform/transaction';
import { chargeNextPeriod, endSubscription, markPastDue } from '../charge';
import { decideRenewal } from '../renewal.rule';
import { lockSubscription } from '../store';

export type RenewalOutcome = 'NOTHING' | 'RENEWED' | 'PAST_DUE' | 'ENDED';

/**
 * Renews one due subscription by `decideRenewal`, in a transaction of its own with the row locked, so that two
 * workers charge it once. `again`: a payment came, so the daily attempt is repeated and a failure changes nothing.
 * Refusals: FORBIDDEN, NOT_FOUND.
 */
export async function renewDueSubscription(
  ctx: Context,
  input: { readonly subscriptionId: string; readonly again?: boolean },
): Promise<Result<RenewalOutcome, 'FORBIDDEN' | 'NOT_FOUND'>> {
  const denied = authorize(ctx, 'subscriptions.manage');
  if (denied) return denied;
  const again = input.again ?? false;
  return transaction(ctx, async (ctx): Promise<Result<RenewalOutcome, 'NOT_FOUND'>> => {
    const sub = await lockSubscription(ctx, input.subscriptionId);
    if (!sub) return refusal('NOT_FOUND');
    const day = today(ctx);
    const decision = decideRenewal(sub, day, again);
    if (decision.kind === 'WAIT') return success('NOTHING');
    if (decision.kind === 'END') {
      await endSubscription(ctx, sub, decision.reason);
      return success('ENDED');
    }
    const charged = await chargeNextPeriod(ctx, sub, decision.next, 'subscriptions.renew');
    if (charged.ok) return success('RENEWED');
    if (again) return success('NOTHING');
    if (decision.lastAttempt) {
      await endSubscription(ctx, sub, 'UNPAID');
      return success('ENDED');
    }
    await markPastDue(ctx, sub, day);
    return success('PAST_DUE');
  });
}
