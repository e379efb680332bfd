import { authorize, type Context } from '@/lib/access/context';
import { type BillingPeriod, billingPeriods } from '@/lib/catalog/model';
import type { LocalDate } from '@/lib/core/local-date';
import { type Result, refusal, success } from '@/lib/core/result';
import { audit } from '@/lib/platform/audit';
import { transaction } from '@/lib/platform/transaction';
import { objectName } from '../charge';
import { lockSubscriptions, saveTerms, type StoredSubscription } from '../store';

export type ChangePeriodCode = 'FORBIDDEN' | 'NOT_FOUND' | 'PERIOD_INVALID' | 'SUBSCRIPTION_ENDED';

export interface PeriodChanged {
  /** subscriptions whose coming period is another one now */
  readonly changed: number;
  /** the nearest paid end from which it counts */
  readonly from: LocalDate | null;
}

/**
 * Sets the period of payment from the paid end on, for one subscription or many, all or none; nothing is charged or
 * returned now. The current period cancels a change that waits. A stop is left as it is. Refusals: FORBIDDEN,
 * NOT_FOUND, PERIOD_INVALID (anything but M1, M3, M12; seed «Кассовые сервисы»), SUBSCRIPTION_ENDED.
 */
export async function changePeriod(
  ctx: Context,
  input: { readonly subscriptionIds: readonly string[]; readonly period: string },
): Promise<Result<PeriodChanged, ChangePeriodCode>> {
  const denied = authorize(ctx, 'subscriptions.manage');
  if (denied) return denied;
  const period = billingPeriods.find((each) => each === input.period);
  if (!period) return refusal('PERIOD_INVALID');
  const ids = [...new Set(input.subscriptionIds)];
  return transaction(ctx, async (ctx): Promise<Result<PeriodChanged, ChangePeriodCode>> => {
    const subs = await lockSubscriptions(ctx, ids);
    if (subs.length !== ids.length) return refusal('NOT_FOUND');
    if (subs.some((sub) => sub.state === 'EXPIRED')) return refusal('SUBSCRIPTION_ENDED');
    const changing = subs.filter((sub) => pendingOf(sub, period) !== sub.pendingPeriod);
    for (const pendingPeriod of [period, null]) {
      const these = changing.filter((sub) => pendingOf(sub, period) === pendingPeriod);
      if (these.length === 0) continue;
      await saveTerms(
        ctx,
        these.map((sub) => sub.id),
        { pendingPeriod },
      );
    }
    await audit(
      ctx,
      changing.map((sub) => ({
        action: 'subscriptions.changePeriod',
        objectType: 'subscription',
        objectId: sub.id,
        objectName: objectName(sub),
        storeId: sub.storeId,
        before: { period: sub.pendingPeriod ?? sub.period },
        after: { period, from: sub.periodEnd },
      })),
    );
    const ends = subs.map((sub) => sub.periodEnd).sort();
    return success({ changed: changing.length, from: ends[0] ?? null });
  });
}

const pendingOf = (sub: StoredSubscription, period: BillingPeriod): BillingPeriod | null =>
  period === sub.period ? null : period;
