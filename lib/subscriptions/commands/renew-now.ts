import { authorize, type Context, today } from '@/lib/access/context';
import type { LocalDate } from '@/lib/core/local-date';
import type { Kopecks } from '@/lib/core/money';
import { type Result, refusal, success } from '@/lib/core/result';
import { transaction } from '@/lib/platform/transaction';
import { chargeNextPeriod } from '../charge';
import { nextPeriod } from '../renewal.rule';
import { lockSubscription } from '../store';

export interface RenewNow {
  readonly subscriptionId: string;
  /** the number of the period that the person saw as paid */
  readonly expectedPeriodIndex: number;
  /** kopecks shown before the press */
  readonly expectedAmount: number;
}

export type RenewNowCode =
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'SUBSCRIPTION_ENDED'
  | 'RENEWAL_STOPPED'
  | 'QUOTE_CHANGED'
  | 'INSUFFICIENT_FUNDS';

/**
 * Pays exactly the one period that follows the paid one, ahead of its time or as a debt; a period change that waits
 * takes effect with it. The same press twice, or from two tabs, is one charge. Refusals: FORBIDDEN, NOT_FOUND,
 * SUBSCRIPTION_ENDED, RENEWAL_STOPPED, QUOTE_CHANGED (the price is not the one shown), INSUFFICIENT_FUNDS.
 */
export async function renewNow(
  ctx: Context,
  input: RenewNow,
): Promise<Result<{ readonly periodEnd: LocalDate; readonly charged: Kopecks | null }, RenewNowCode>> {
  const denied = authorize(ctx, 'subscriptions.manage');
  if (denied) return denied;
  return transaction(
    ctx,
    async (
      ctx,
    ): Promise<Result<{ readonly periodEnd: LocalDate; readonly charged: Kopecks | null }, RenewNowCode>> => {
      const sub = await lockSubscription(ctx, input.subscriptionId);
      if (!sub) return refusal('NOT_FOUND');
      if (sub.periodIndex > input.expectedPeriodIndex)
        return success({ periodEnd: sub.periodEnd, charged: null });
      if (sub.state === 'EXPIRED') return refusal('SUBSCRIPTION_ENDED');
      if (sub.cancelAtPeriodEnd) return refusal('RENEWAL_STOPPED');
      const next = nextPeriod(sub);
      if (today(ctx) >= next.end) return refusal('SUBSCRIPTION_ENDED');
      if (sub.periodIndex !== input.expectedPeriodIndex || sub.prices[next.period] !== input.expectedAmount) {
        return refusal('QUOTE_CHANGED');
      }
      const charged = await chargeNextPeriod(ctx, sub, next);
      if (!charged.ok) return charged;
      return success({ periodEnd: next.end, charged: charged.value.amount });
    },
  );
}
