import { authorize, type Context, today } from '@/lib/access/context';
import type { LocalDate } from '@/lib/core/local-date';
import { type Result, refusal, success } from '@/lib/core/result';
import { audit } from '@/lib/platform/audit';
import { transaction } from '@/lib/platform/transaction';
import { objectName } from '../charge';
import { lockSubscription, saveTerms } from '../store';

export type ResumeCode = 'FORBIDDEN' | 'NOT_FOUND' | 'SUBSCRIPTION_ENDED';

/**
 * Lifts the stop before the paid end: the same end date, no charge now. After the end a new subscription is started
 * instead (product.md 3.6). Refusals: FORBIDDEN, NOT_FOUND, SUBSCRIPTION_ENDED.
 */
export async function resumeSubscription(
  ctx: Context,
  input: { readonly subscriptionId: string },
): Promise<Result<{ readonly periodEnd: LocalDate }, ResumeCode>> {
  const denied = authorize(ctx, 'subscriptions.manage');
  if (denied) return denied;
  return transaction(ctx, async (ctx): Promise<Result<{ readonly periodEnd: LocalDate }, ResumeCode>> => {
    const sub = await lockSubscription(ctx, input.subscriptionId);
    if (!sub) return refusal('NOT_FOUND');
    if (sub.state === 'EXPIRED') return refusal('SUBSCRIPTION_ENDED');
    if (!sub.cancelAtPeriodEnd) return success({ periodEnd: sub.periodEnd });
    if (today(ctx) >= sub.periodEnd) return refusal('SUBSCRIPTION_ENDED');
    await saveTerms(ctx, [sub.id], { cancelAtPeriodEnd: false, stoppedByRemoval: false });
    await audit(ctx, {
      action: 'subscriptions.resume',
      objectType: 'subscription',
      objectId: sub.id,
      objectName: objectName(sub),
      storeId: sub.storeId,
      before: { cancelAtPeriodEnd: true },
      after: { cancelAtPeriodEnd: false, periodEnd: sub.periodEnd },
    });
    return success({ periodEnd: sub.periodEnd });
  });
}
