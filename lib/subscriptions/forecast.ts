import { authorize, type Context, today } from '@/lib/access/context';
import type { BillingPeriod } from '@/lib/catalog/model';
import { type LocalDate, toDbDate } from '@/lib/core/local-date';
import { Prisma } from '@/lib/platform/db';
import { forecast, type ForecastCharge, type ForecastGroup } from './forecast.rule';
import { pricesOf, termsOf, type TermsRow } from './store';

interface GroupRow extends Pick<TermsRow, 'anchorDate' | 'paidMonths' | 'periodEnd' | 'pendingPeriod'> {
  readonly planSlug: string;
  readonly planName: string;
  readonly storeName: string | null;
  readonly state: 'ACTIVE' | 'PAST_DUE';
  readonly period: BillingPeriod;
  readonly count: number;
}

/** Subscriptions in scope that renew, grouped by plan, store and dates; those that end by `until` only, if it is given. */
export async function renewingGroups(ctx: Context, until: LocalDate | null): Promise<ForecastGroup[]> {
  if (authorize(ctx, 'subscriptions.read')) return [];
  const inStores = ctx.storeIds ? Prisma.sql`AND st."id" = ANY(${[...ctx.storeIds]}::uuid[])` : Prisma.empty;
  const ending = until ? Prisma.sql`AND s."period_end" <= ${toDbDate(until)}::date` : Prisma.empty;
  const [rows, plans] = await Promise.all([
    ctx.db.$queryRaw<GroupRow[]>`
      SELECT s."plan_slug" AS "planSlug", p."name" AS "planName", st."name" AS "storeName",
        s."state"::text AS "state", s."period"::text AS "period", s."pending_period"::text AS "pendingPeriod",
        s."anchor_date" AS "anchorDate", s."paid_months" AS "paidMonths", s."period_end" AS "periodEnd",
        count(*)::int AS "count"
      FROM "subscription" s
      JOIN "plan" p ON p."slug" = s."plan_slug"
      LEFT JOIN "sim_card" c ON c."id" = s."sim_card_id"
      LEFT JOIN "terminal" t ON t."id" = s."terminal_id"
      LEFT JOIN "store" st ON st."id" = coalesce(c."store_id", t."store_id")
      WHERE s."organization_id" = ${ctx.organizationId}::uuid AND s."state" <> 'EXPIRED'
        AND NOT s."cancel_at_period_end" ${ending} ${inStores}
      GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9`,
    ctx.db.plan.findMany({ select: { slug: true, prices: true } }),
  ]);
  const prices = new Map(plans.map((plan) => [plan.slug, pricesOf(plan.prices)]));
  return rows.flatMap(({ planSlug, planName, storeName, count, ...row }) => {
    const planPrices = prices.get(planSlug);
    const terms = termsOf({ ...row, cancelAtPeriodEnd: false, periodIndex: 0, triedOn: null });
    return planPrices ? [{ planSlug, planName, storeName, terms, prices: planPrices, count }] : [];
  });
}

/** Charges in scope from today to `until` inclusive, with plan and store. Empty without `subscriptions.read`. */
export const forecastCharges = async (ctx: Context, until: LocalDate): Promise<ForecastCharge[]> =>
  forecast(await renewingGroups(ctx, until), today(ctx), until);
