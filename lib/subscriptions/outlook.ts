import { authorize, type Context, today } from '@/lib/access/context';
import { walletBalance } from '@/lib/billing/queries';
import { type LocalDate, toDbDate } from '@/lib/core/local-date';
import { type Kopecks, kopecks } from '@/lib/core/money';
import { lookAhead, type Outlook } from './outlook.rule';
import { pricesOf, termsOf } from './store';

const maySee = (ctx: Context): boolean =>
  authorize(ctx, 'subscriptions.read') === null && authorize(ctx, 'finance.read') === null;

/** What the renewal will do with the whole organization until the day `until`. Null: not for this person. */
export async function subscriptionOutlook(ctx: Context, until: LocalDate): Promise<Outlook | null> {
  if (!maySee(ctx)) return null;
  const { organizationId } = ctx;
  const [rows, plans, balance] = await Promise.all([
    ctx.db.subscription.findMany({
      where: { organizationId, state: { not: 'EXPIRED' }, periodEnd: { lte: toDbDate(until) } },
    }),
    ctx.db.plan.findMany({ select: { slug: true, name: true, prices: true } }),
    walletBalance(ctx),
  ]);
  const bySlug = new Map(plans.map(({ slug, name, prices }) => [slug, { name, prices: pricesOf(prices) }]));
  const subscriptions = rows.flatMap((row) => {
    const plan = bySlug.get(row.planSlug);
    return plan ? [{ ...termsOf(row), id: row.id, planName: plan.name, prices: plan.prices }] : [];
  });
  return lookAhead(subscriptions, balance, today(ctx), until);
}

export interface RenewalsDone {
  readonly renewed: number;
  readonly charged: Kopecks;
  readonly ended: number;
  /** unpaid by now */
  readonly pastDue: number;
}

/** What became of the subscriptions of the organization since a moment. Null: not for this person. */
export async function renewalsSince(ctx: Context, since: Date): Promise<RenewalsDone | null> {
  if (!maySee(ctx)) return null;
  const { organizationId } = ctx;
  const [charges, ended, pastDue] = await Promise.all([
    ctx.db.subscriptionCharge.aggregate({
      where: { organizationId, createdAt: { gte: since }, periodIndex: { gt: 0 } },
      _count: true,
      _sum: { amountKopecks: true },
    }),
    ctx.db.subscription.count({ where: { organizationId, endedAt: { gte: since } } }),
    ctx.db.subscription.count({ where: { organizationId, state: 'PAST_DUE' } }),
  ]);
  return { renewed: charges._count, charged: kopecks(charges._sum.amountKopecks ?? 0), ended, pastDue };
}
