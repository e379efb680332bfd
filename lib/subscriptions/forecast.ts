import { authorize, type Context, today } from '@/lib/access/context';
import { autopayView, walletBalance } from '@/lib/billing/queries';
import type { BillingPeriod } from '@/lib/catalog/model';
import type { LocalDate } from '@/lib/core/local-date';
import { type Kopecks } from '@/lib/core/money';
import { Prisma } from '@/lib/platform/db';
import {
  calendarEnd,
  chargeCalendar,
  chargeDays,
  forecast,
  type ForecastCharge,
  type ForecastGroup,
  type MonthTable,
  savings,
  type SavingRow,
  settle,
  type SettledDay,
} from './forecast.rule';
import { pricesOf, termsOf, type TermsRow } from './store';

interface GroupRow extends Pick<TermsRow, 'anchorDate' | 'paidMonths' | 'periodEnd' | 'pendingPeriod'> {
  readonly planSlug: string;
  readonly planName: string;
  readonly storeId: string | null;
  readonly storeName: string | null;
  readonly state: 'ACTIVE' | 'PAST_DUE';
  readonly period: BillingPeriod;
  readonly count: number;
}

/** Subscriptions in scope that renew, grouped by plan, store and dates; those that end by `until` only, if it is given. */
async function renewingGroups(ctx: Context, until: LocalDate | null): Promise<ForecastGroup[]> {
  const inStores = ctx.storeIds ? Prisma.sql`AND st."id" = ANY(${[...ctx.storeIds]}::uuid[])` : Prisma.empty;
  const ending = until ? Prisma.sql`AND s."period_end" <= ${until}::date` : Prisma.empty;
  const [rows, plans] = await Promise.all([
    ctx.db.$queryRaw<GroupRow[]>`
      SELECT s."plan_slug" AS "planSlug", p."name" AS "planName", st."id"::text AS "storeId",
        st."name" AS "storeName", s."state"::text AS "state", s."period"::text AS "period",
        s."pending_period"::text AS "pendingPeriod", s."anchor_date" AS "anchorDate",
        s."paid_months" AS "paidMonths", s."period_end" AS "periodEnd", count(*)::int AS "count"
      FROM "subscription" s
      JOIN "plan" p ON p."slug" = s."plan_slug"
      LEFT JOIN "sim_card" c ON c."id" = s."sim_card_id"
      LEFT JOIN "terminal" t ON t."id" = s."terminal_id"
      LEFT JOIN "store" st ON st."id" = coalesce(c."store_id", t."store_id")
      WHERE s."organization_id" = ${ctx.organizationId}::uuid AND s."state" <> 'EXPIRED'
        AND NOT s."cancel_at_period_end" ${ending} ${inStores}
      GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
      ORDER BY 2, 4, 10`,
    ctx.db.plan.findMany({ select: { slug: true, prices: true } }),
  ]);
  const prices = new Map(plans.map((plan) => [plan.slug, pricesOf(plan.prices)]));
  return rows.flatMap(({ planSlug, planName, storeId, storeName, count, ...row }) => {
    const planPrices = prices.get(planSlug);
    const terms = termsOf({ ...row, cancelAtPeriodEnd: false, periodIndex: 0, triedOn: null });
    return planPrices ? [{ planSlug, planName, storeId, storeName, terms, prices: planPrices, count }] : [];
  });
}

/** Charges in scope from today to `until` inclusive, with plan and store. Empty without `subscriptions.read`. */
export async function forecastCharges(ctx: Context, until: LocalDate): Promise<ForecastCharge[]> {
  if (authorize(ctx, 'subscriptions.read')) return [];
  return forecast(await renewingGroups(ctx, until), today(ctx), until);
}

export interface ChargesAhead {
  readonly today: LocalDate;
  readonly balance: Kopecks;
  /** the card of autopay gives what the account lacks */
  readonly hasAutopay: boolean;
  /** days with charges, from today to the end of the last month */
  readonly days: readonly SettledDay[];
  readonly byPlan: MonthTable;
  readonly byStore: MonthTable;
  readonly savings: readonly SavingRow[];
}

/**
 * What will be charged in scope in this month and those after it, `count` in all, day by day, by plan and by store, if
 * nothing is changed. The account pays for the whole organization: what becomes of it is true only of all stores
 * (`accountAhead`). Null without `finance.read`.
 */
export async function chargesAhead(ctx: Context, count: number): Promise<ChargesAhead | null> {
  if (authorize(ctx, 'finance.read') ?? authorize(ctx, 'subscriptions.read')) return null;
  const day = today(ctx);
  const [groups, balance, autopay] = await Promise.all([
    renewingGroups(ctx, null),
    walletBalance(ctx),
    autopayView(ctx),
  ]);
  const charges = forecast(groups, day, calendarEnd(day, count));
  const hasAutopay = autopay.cardId !== null;
  return {
    today: day,
    balance,
    hasAutopay,
    days: settle(chargeDays(charges), balance, hasAutopay),
    ...chargeCalendar(charges, day, count, 'Без магазина'),
    savings: savings(groups),
  };
}

/** `chargesAhead` of all stores, whatever is chosen: what the account has to pay. */
export const accountAhead = (ctx: Context, count: number): Promise<ChargesAhead | null> =>
  chargesAhead({ ...ctx, storeIds: null }, count);
