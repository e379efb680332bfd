import type { Context } from '@/lib/access/context';
import type { BillingPeriod } from '@/lib/catalog/model';
import { fromDbDate, type LocalDate, toDbDate } from '@/lib/core/local-date';
import { addMoney, type Kopecks, kopecks } from '@/lib/core/money';
import { Prisma } from '@/lib/platform/db';
import type { RenewalTerms, SubscriptionState } from './model';

/** A subscription belongs to the store of its card or terminal. Part of every `where` of this domain. */
export function inScope(ctx: Context): Prisma.SubscriptionWhereInput {
  const { organizationId } = ctx;
  if (ctx.storeIds === null) return { organizationId };
  const storeId = { in: [...ctx.storeIds] };
  return { organizationId, AND: [{ OR: [{ simCard: { storeId } }, { terminal: { storeId } }] }] };
}

export interface TermsRow {
  readonly state: SubscriptionState;
  readonly period: BillingPeriod;
  readonly pendingPeriod: BillingPeriod | null;
  readonly cancelAtPeriodEnd: boolean;
  readonly anchorDate: Date;
  readonly periodIndex: number;
  readonly paidMonths: number;
  readonly periodEnd: Date;
  readonly triedOn: Date | null;
}

export const termsOf = (row: TermsRow): RenewalTerms => ({
  state: row.state,
  period: row.period,
  pendingPeriod: row.pendingPeriod,
  cancelAtPeriodEnd: row.cancelAtPeriodEnd,
  anchorDate: fromDbDate(row.anchorDate),
  periodIndex: row.periodIndex,
  paidMonths: row.paidMonths,
  periodEnd: fromDbDate(row.periodEnd),
  triedOn: row.triedOn && fromDbDate(row.triedOn),
});

export type Prices = Readonly<Record<BillingPeriod, Kopecks>>;

export const pricesOf = (rows: readonly { period: BillingPeriod; amountKopecks: number }[]): Prices =>
  Object.fromEntries(rows.map((row) => [row.period, kopecks(row.amountKopecks)])) as Record<
    BillingPeriod,
    Kopecks
  >;

export interface StoredPlan {
  readonly slug: string;
  readonly name: string;
  readonly subject: 'SMART_CARD' | 'TERMINAL';
  readonly prices: Prices;
}

export async function loadPlan(ctx: Context, slug: string): Promise<StoredPlan | null> {
  const row = await ctx.db.plan.findUnique({ where: { slug }, include: { prices: true } });
  return row && { slug, name: row.name, subject: row.subject, prices: pricesOf(row.prices) };
}

export interface StoredSubscription extends RenewalTerms {
  readonly id: string;
  readonly planSlug: string;
  readonly planName: string;
  readonly prices: Prices;
  readonly simCardId: string | null;
  readonly terminalId: string | null;
  /** «…6789» or the terminal's name */
  readonly subjectName: string;
  readonly storeId: string | null;
  readonly stoppedByRemoval: boolean;
  readonly endedAt: Date | null;
}

const withNames = {
  plan: { select: { name: true, prices: true } },
  simCard: { select: { iccid: true, storeId: true } },
  terminal: { select: { name: true, storeId: true } },
} as const satisfies Prisma.SubscriptionInclude;

export const cardName = (iccid: string): string => `…${iccid.slice(-4)}`;

export async function loadSubscriptions(ctx: Context, ids: readonly string[]): Promise<StoredSubscription[]> {
  const rows = await ctx.db.subscription.findMany({
    where: { ...inScope(ctx), id: { in: [...ids] } },
    include: withNames,
    orderBy: { id: 'asc' },
  });
  return rows.map((row) => ({
    ...termsOf(row),
    id: row.id,
    planSlug: row.planSlug,
    planName: row.plan.name,
    prices: pricesOf(row.plan.prices),
    simCardId: row.simCardId,
    terminalId: row.terminalId,
    subjectName: row.simCard ? cardName(row.simCard.iccid) : (row.terminal?.name ?? ''),
    storeId: row.simCard?.storeId ?? row.terminal?.storeId ?? null,
    stoppedByRemoval: row.stoppedByRemoval,
    endedAt: row.endedAt,
  }));
}

/** Locks the rows until the end of the transaction, then loads those in scope: what is decided stays true. */
export async function lockSubscriptions(ctx: Context, ids: readonly string[]): Promise<StoredSubscription[]> {
  await ctx.db.$queryRaw`
    SELECT "id" FROM "subscription"
    WHERE "organization_id" = ${ctx.organizationId}::uuid AND "id" = ANY(${[...ids]}::uuid[])
    ORDER BY "id" FOR UPDATE`;
  return loadSubscriptions(ctx, ids);
}

export async function lockSubscription(ctx: Context, id: string): Promise<StoredSubscription | null> {
  return (await lockSubscriptions(ctx, [id]))[0] ?? null;
}

export interface TermsChange {
  readonly state?: SubscriptionState;
  readonly period?: BillingPeriod;
  readonly pendingPeriod?: BillingPeriod | null;
  readonly cancelAtPeriodEnd?: boolean;
  readonly stoppedByRemoval?: boolean;
  readonly periodIndex?: number;
  readonly paidMonths?: number;
  readonly periodStart?: LocalDate;
  readonly periodEnd?: LocalDate;
  readonly triedOn?: LocalDate | null;
  readonly endedAt?: Date;
}

/** Writes exactly the named columns of the named rows. */
export async function saveTerms(ctx: Context, ids: readonly string[], change: TermsChange): Promise<void> {
  const { periodStart, periodEnd, triedOn, ...plain } = change;
  await ctx.db.subscription.updateMany({
    where: { organizationId: ctx.organizationId, id: { in: [...ids] } },
    data: {
      ...plain,
      ...(periodStart && { periodStart: toDbDate(periodStart) }),
      ...(periodEnd && { periodEnd: toDbDate(periodEnd) }),
      ...(triedOn !== undefined && { triedOn: triedOn && toDbDate(triedOn) }),
    },
  });
}

/** Ids of the subscriptions of the organization that the renewal has to look at today, the oldest debt first. */
export async function dueIds(ctx: Context, today: LocalDate, limit: number): Promise<string[]> {
  const day = toDbDate(today);
  const rows = await ctx.db.subscription.findMany({
    where: {
      organizationId: ctx.organizationId,
      state: { not: 'EXPIRED' },
      periodEnd: { lte: day },
      OR: [{ cancelAtPeriodEnd: true }, { state: 'ACTIVE' }, { triedOn: null }, { triedOn: { not: day } }],
    },
    orderBy: [{ periodEnd: 'asc' }, { id: 'asc' }],
    take: limit,
    select: { id: true },
  });
  return rows.map((row) => row.id);
}

export async function pastDueIds(ctx: Context): Promise<string[]> {
  const rows = await ctx.db.subscription.findMany({
    where: { organizationId: ctx.organizationId, state: 'PAST_DUE', cancelAtPeriodEnd: false },
    orderBy: [{ periodEnd: 'asc' }, { id: 'asc' }],
    select: { id: true },
  });
  return rows.map((row) => row.id);
}

/** What all subscriptions that are past due cost for their next period. */
export async function owedByPastDue(ctx: Context): Promise<Kopecks> {
  const debts = await ctx.db.subscription.findMany({
    where: { organizationId: ctx.organizationId, state: 'PAST_DUE', cancelAtPeriodEnd: false },
    select: { period: true, pendingPeriod: true, plan: { select: { prices: true } } },
  });
  return addMoney(...debts.map((debt) => pricesOf(debt.plan.prices)[debt.pendingPeriod ?? debt.period]));
}

/**
 * What ended for lack of money since `since` and has no later subscription; a card only while it is suspended for
 * payment, so that one switched off by a person stays off.
 */
export async function revivableIds(ctx: Context, since: Date): Promise<string[]> {
  const rows = await ctx.db.$queryRaw<{ id: string }[]>`
    SELECT s."id" FROM "subscription" s
    LEFT JOIN "sim_card" c ON c."id" = s."sim_card_id"
    WHERE s."organization_id" = ${ctx.organizationId}::uuid
      AND s."state" = 'EXPIRED' AND NOT s."cancel_at_period_end" AND s."ended_at" > ${since}
      AND (s."sim_card_id" IS NULL OR (c."state" = 'SUSPENDED' AND 'PAYMENT' = ANY(c."holds")))
      AND NOT EXISTS (
        SELECT 1 FROM "subscription" later
        WHERE later."plan_slug" = s."plan_slug" AND later."id" > s."id"
          AND (later."sim_card_id" = s."sim_card_id" OR later."terminal_id" = s."terminal_id"))
    ORDER BY s."ended_at", s."id"`;
  return rows.map((row) => row.id);
}

export interface NewSubscriptions {
  readonly plan: StoredPlan;
  readonly subjectIds: readonly string[];
  readonly period: BillingPeriod;
  readonly months: number;
  readonly start: LocalDate;
  readonly end: LocalDate;
}

/** Starts the first period of those that have no living subscription of the plan; the others are passed over. */
export async function insertSubscriptions(
  ctx: Context,
  { plan, subjectIds, period, months, start, end }: NewSubscriptions,
): Promise<{ readonly id: string; readonly subjectId: string }[]> {
  const column = plan.subject === 'SMART_CARD' ? Prisma.sql`"sim_card_id"` : Prisma.sql`"terminal_id"`;
  return ctx.db.$queryRaw<{ id: string; subjectId: string }[]>`
    INSERT INTO "subscription" ("organization_id", "plan_slug", ${column}, "state", "period", "anchor_date",
      "period_index", "paid_months", "period_start", "period_end", "created_at")
    SELECT ${ctx.organizationId}::uuid, ${plan.slug}, s.id::uuid, 'ACTIVE', ${period}::"billing_period", ${start}::date,
      0, ${months}::int, ${start}::date, ${end}::date, ${ctx.clock.now()}::timestamptz
    FROM jsonb_array_elements_text(${JSON.stringify(subjectIds)}::jsonb) AS s (id)
    ON CONFLICT DO NOTHING
    RETURNING "id"::text AS id, ${column}::text AS "subjectId"`;
}

export interface NewCharge {
  readonly subscriptionId: string;
  readonly ledgerTransactionId: string;
}

/** What was paid for the first periods of these subscriptions, the same for each. */
export async function insertFirstCharges(
  ctx: Context,
  { period, start, end }: Pick<NewSubscriptions, 'period' | 'start' | 'end'>,
  amount: Kopecks,
  charges: readonly NewCharge[],
): Promise<void> {
  await ctx.db.$executeRaw`
    INSERT INTO "subscription_charge" ("organization_id", "subscription_id", "period_index", "period", "period_start",
      "period_end", "amount_kopecks", "ledger_transaction_id", "created_at")
    SELECT ${ctx.organizationId}::uuid, c."subscriptionId", 0, ${period}::"billing_period", ${start}::date, ${end}::date,
      ${amount}::bigint, c."ledgerTransactionId", ${ctx.clock.now()}::timestamptz
    FROM jsonb_to_recordset(${JSON.stringify(charges)}::jsonb)
      AS c ("subscriptionId" uuid, "ledgerTransactionId" uuid)`;
}
