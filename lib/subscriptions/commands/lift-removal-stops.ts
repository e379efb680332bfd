import { authorize, type Context, today } from '@/lib/access/context';
import { toDbDate } from '@/lib/core/local-date';
import { type Result, success } from '@/lib/core/result';
import { audit } from '@/lib/platform/audit';
import { transaction } from '@/lib/platform/transaction';
import { objectName } from '../charge';
import { inScope, lockSubscriptions, saveTerms } from '../store';

/**
 * The module is installed again before the paid end: lifts the stops that its removal set, free of charge and with
 * the period kept. Stops set by a person stay. Refusal: FORBIDDEN.
 */
export async function liftRemovalStops(
  ctx: Context,
  input: { readonly planSlugs: readonly string[] },
): Promise<Result<{ readonly lifted: number }, 'FORBIDDEN'>> {
  const denied = authorize(ctx, 'subscriptions.manage');
  if (denied) return denied;
  return transaction(ctx, async (ctx) => {
    const day = today(ctx);
    const candidates = await ctx.db.subscription.findMany({
      where: {
        ...inScope(ctx),
        planSlug: { in: [...input.planSlugs] },
        state: { not: 'EXPIRED' },
        stoppedByRemoval: true,
        periodEnd: { gt: toDbDate(day) },
      },
      select: { id: true },
    });
    const locked = await lockSubscriptions(
      ctx,
      candidates.map((row) => row.id),
    );
    const subs = locked.filter(
      (sub) => sub.stoppedByRemoval && sub.state !== 'EXPIRED' && sub.periodEnd > day,
    );
    await saveTerms(
      ctx,
      subs.map((sub) => sub.id),
      { cancelAtPeriodEnd: false, stoppedByRemoval: false },
    );
    await audit(
      ctx,
      subs.map((sub) => ({
        action: 'subscriptions.resume',
        objectType: 'subscription',
        objectId: sub.id,
        objectName: objectName(sub),
        storeId: sub.storeId,
        before: { cancelAtPeriodEnd: true },
        after: { cancelAtPeriodEnd: false, periodEnd: sub.periodEnd },
      })),
    );
    return success({ lifted: subs.length });
  });
}
