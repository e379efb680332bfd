import { authorize, type Context } from '@/lib/access/context';
import { type BillingPeriod, billingPeriods } from '@/lib/catalog/model';
import type { LocalDate } from '@/lib/core/local-date';
import { type Result, refusal, success } from '@/lib/core/result';
import { audit } from '@/lib/platform/audit';
import { transaction } from '@/lib/platform/transaction';
import { objectName } from '../charge';
import { lockSubscription, saveTerms } from '../store';

export type ChangePeriodCode = 'FORBIDDEN' | 'NOT_FOUND' | 'PERIOD_INVALID' | 'SUBSCRIPTION_ENDED';

type Changed = { readonly pendingPeriod: BillingPeriod | null; readonly from: LocalDate };

/**
 * Sets the period of payment from the paid end on; nothing is charged or returned now. The current period cancels a
 * change that waits. A stop is left as it is. Refusals: FORBIDDEN, NOT_FOUND, PERIOD_INVALID (anything but M1, M3,
 * M12; seed «Кассовые сервисы»), SUBSCRIPTION_ENDED.
 */
export async function changePeriod(
  ctx: Context,
  input: { readonly subscriptionId: string; readonly period: string },
): Promise<Result<Changed, ChangePeriodCode>> {
  const denied = authorize(ctx, 'subscriptions.manage');
  if (denied) return denied;
  const period = billingPeriods.find((each) => each === input.period);
  if (!period) return refusal('PERIOD_INVALID');
  return transaction(ctx, async (ctx): Promise<Result<Changed, ChangePeriodCode>> => {
    const sub = await lockSubscription(ctx, input.subscriptionId);
    if (!sub) return refusal('NOT_FOUND');
    if (sub.state === 'EXPIRED') return refusal('SUBSCRIPTION_ENDED');
    const pendingPeriod = period === sub.period ? null : period;
    if (pendingPeriod !== sub.pendingPeriod) {
      await saveTerms(ctx, [sub.id], { pendingPeriod });
      await audit(ctx, {
        action: 'subscriptions.changePeriod',
        objectType: 'subscription',
        objectId: sub.id,
        objectName: objectName(sub),
        storeId: sub.storeId,
        before: { period: sub.pendingPeriod ?? sub.period },
        after: { period, from: sub.periodEnd },
      });
    }
    return success({ pendingPeriod, from: sub.periodEnd });
  });
}
