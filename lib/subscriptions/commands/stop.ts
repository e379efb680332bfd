import { authorize, type Context, today } from '@/lib/access/context';
import { localDateAt } from '@/lib/core/local-date';
import { type Result, refusal, success } from '@/lib/core/result';
import { audit } from '@/lib/platform/audit';
import { transaction } from '@/lib/platform/transaction';
import { objectName } from '../charge';
import { revivableUntil } from '../renewal.rule';
import { lockSubscriptions, saveTerms, type StoredSubscription } from '../store';

export type StopCode = 'FORBIDDEN' | 'NOT_FOUND' | 'SUBSCRIPTION_ENDED';

/**
 * Sets the stop flag: everything works until the paid end, then nothing is charged. An unpaid one ends at once; one
 * that ended for lack of money is no longer brought back by a top-up. `byRemoval`: the stop came from removing the
 * module and installing it again lifts it; a stop set by a person stays a person's. All ids or none.
 * Refusals: FORBIDDEN, NOT_FOUND, SUBSCRIPTION_ENDED.
 */
export async function stopRenewal(
  ctx: Context,
  input: { readonly subscriptionIds: readonly string[]; readonly byRemoval?: boolean },
): Promise<Result<{ readonly stopped: number }, StopCode>> {
  const denied = authorize(ctx, 'subscriptions.manage');
  if (denied) return denied;
  const ids = [...new Set(input.subscriptionIds)];
  const byRemoval = input.byRemoval ?? false;
  return transaction(ctx, async (ctx): Promise<Result<{ readonly stopped: number }, StopCode>> => {
    const subs = await lockSubscriptions(ctx, ids);
    if (subs.length !== ids.length) return refusal('NOT_FOUND');
    const open = subs.filter((sub) => !sub.cancelAtPeriodEnd);
    if (open.some((sub) => !stoppable(ctx, sub))) return refusal('SUBSCRIPTION_ENDED');
    if (open.length === 0) return success({ stopped: 0 });
    await saveTerms(
      ctx,
      open.map((sub) => sub.id),
      { cancelAtPeriodEnd: true, stoppedByRemoval: byRemoval },
    );
    await audit(
      ctx,
      open.map((sub) => ({
        action: 'subscriptions.stop',
        objectType: 'subscription',
        objectId: sub.id,
        objectName: objectName(sub),
        storeId: sub.storeId,
        before: { cancelAtPeriodEnd: false },
        after: { cancelAtPeriodEnd: true, periodEnd: sub.periodEnd, byRemoval },
      })),
    );
    return success({ stopped: open.length });
  });
}

function stoppable(ctx: Context, sub: StoredSubscription): boolean {
  if (sub.state !== 'EXPIRED') return true;
  const until = revivableUntil(sub, sub.endedAt && localDateAt(sub.endedAt, ctx.timeZone));
  return until !== null && today(ctx) <= until;
}
