import type { Context } from '@/lib/access/context';
import { fromDbDate } from '@/lib/core/local-date';
import type { LivingSubscription } from './model';
import { inScope } from './store';

export interface LivingFilter {
  readonly simCardIds?: readonly string[];
  readonly terminalIds?: readonly string[];
  readonly planSlugs?: readonly string[];
}

/** Subscriptions that are not over (ACTIVE or PAST_DUE: everything works) on these subjects and plans, in scope. */
export async function livingSubscriptions(
  ctx: Context,
  { simCardIds, terminalIds, planSlugs }: LivingFilter,
): Promise<LivingSubscription[]> {
  const rows = await ctx.db.subscription.findMany({
    where: {
      ...inScope(ctx),
      state: { not: 'EXPIRED' },
      ...(simCardIds && { simCardId: { in: [...simCardIds] } }),
      ...(terminalIds && { terminalId: { in: [...terminalIds] } }),
      ...(planSlugs && { planSlug: { in: [...planSlugs] } }),
    },
    orderBy: { id: 'asc' },
  });
  return rows.map((row) => ({
    id: row.id,
    planSlug: row.planSlug,
    simCardId: row.simCardId,
    terminalId: row.terminalId,
    state: row.state === 'PAST_DUE' ? 'PAST_DUE' : 'ACTIVE',
    period: row.period,
    periodEnd: fromDbDate(row.periodEnd),
    cancelAtPeriodEnd: row.cancelAtPeriodEnd,
    stoppedByRemoval: row.stoppedByRemoval,
  }));
}
