import { authorize, can, type Context, today } from '@/lib/access/context';
import { topUpHref } from '@/lib/billing/labels';
import { autopayAnswersFor, walletBalance } from '@/lib/billing/queries';
import { isId } from '@/lib/core/ids';
import { addDays, fromDbDate, localDateAt, toDbDate, type LocalDate } from '@/lib/core/local-date';
import { addMoney, formatMoney, type Kopecks, kopecks } from '@/lib/core/money';
import { counted, dayAndMonth } from '@/lib/core/text';
import type { Prisma } from '@/lib/platform/db';
import { subscriptionForms } from './labels';
import type {
  AttentionItem,
  LivingSubscription,
  SubscriptionCharge,
  SubscriptionFilter,
  SubscriptionPage,
  SubscriptionRow,
  UpcomingCharge,
} from './model';
import {
  type ChargeGroup,
  chargesUntil,
  firstShortage,
  GRACE_DAYS,
  nextCharge,
  revivableUntil,
  SETTINGS_KEPT_DAYS,
} from './renewal.rule';
import { cardName, inScope, pricesOf, termsOf } from './store';

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

const rowSelect = {
  plan: { select: { name: true, prices: true } },
  simCard: {
    select: {
      id: true,
      iccid: true,
      label: true,
      store: { select: { name: true } },
      terminal: { select: { name: true } },
    },
  },
  terminal: { select: { id: true, name: true, store: { select: { name: true } } } },
} as const satisfies Prisma.SubscriptionInclude;

type Loaded = Prisma.SubscriptionGetPayload<{ include: typeof rowSelect }>;

function subjectOf({ simCard, terminal }: Loaded): SubscriptionRow['subject'] {
  if (simCard) {
    return {
      kind: 'SMART_CARD',
      id: simCard.id,
      name: cardName(simCard.iccid),
      place: simCard.label ?? simCard.terminal?.name ?? null,
      storeName: simCard.store?.name ?? null,
    };
  }
  return {
    kind: 'TERMINAL',
    id: terminal?.id ?? '',
    name: terminal?.name ?? '',
    place: null,
    storeName: terminal?.store.name ?? null,
  };
}

function viewOf(ctx: Context, row: Loaded): SubscriptionRow {
  const terms = termsOf(row);
  const prices = pricesOf(row.plan.prices);
  const endedOn = row.endedAt && localDateAt(row.endedAt, ctx.timeZone);
  const until = revivableUntil(terms, endedOn);
  return {
    ...terms,
    id: row.id,
    planSlug: row.planSlug,
    planName: row.plan.name,
    subject: subjectOf(row),
    periodStart: fromDbDate(row.periodStart),
    endedOn,
    nextCharge: nextCharge(terms, prices, today(ctx)),
    revivableUntil: until !== null && until >= today(ctx) ? until : null,
    prices,
  };
}

const stateWhere: Record<NonNullable<SubscriptionFilter['state']>, Prisma.SubscriptionWhereInput> = {
  RENEWING: { state: 'ACTIVE', cancelAtPeriodEnd: false },
  STOPPED: { state: { not: 'EXPIRED' }, cancelAtPeriodEnd: true },
  PAST_DUE: { state: 'PAST_DUE' },
  EXPIRED: { state: 'EXPIRED' },
};

/** Rows beyond a cursor `<periodEnd>_<id>`, upwards or downwards; null: not a cursor. */
function beyond(text: string | undefined, up: boolean): Prisma.SubscriptionWhereInput | null {
  const match = /^(\d{4}-\d{2}-\d{2})_([0-9a-f-]{36})$/.exec(text ?? '');
  if (!match?.[1] || !isId(match[2] ?? '')) return null;
  const end = new Date(`${match[1]}T00:00:00Z`);
  if (Number.isNaN(end.getTime())) return null;
  const side = <T>(value: T) => (up ? { gt: value } : { lt: value });
  return { OR: [{ periodEnd: side(end) }, { periodEnd: end, id: side(match[2] ?? '') }] };
}

/**
 * Subscriptions in scope by the nearest paid end; without a state, all that are not over. Those that are over: the
 * latest first. `after` and `before` are cursors of a former page, anything else is the first page. Index:
 * subscription (organization_id, period_end, id). Empty without `subscriptions.read`.
 */
export async function listSubscriptions(ctx: Context, filter: SubscriptionFilter): Promise<SubscriptionPage> {
  if (authorize(ctx, 'subscriptions.read'))
    return { rows: [], total: 0, nextCursor: null, previousCursor: null };
  const size = filter.size ?? 50;
  const up = filter.state !== 'EXPIRED';
  const after = beyond(filter.after, up);
  const before = after ? null : beyond(filter.before, !up);
  const where: Prisma.SubscriptionWhereInput = {
    ...(filter.state ? stateWhere[filter.state] : { state: { not: 'EXPIRED' } }),
    ...(filter.period && { period: filter.period }),
    AND: [inScope(ctx)],
  };
  const order = up === (before === null) ? 'asc' : 'desc';
  const [found, total] = await Promise.all([
    ctx.db.subscription.findMany({
      where: { AND: [where, after ?? before ?? {}] },
      include: rowSelect,
      orderBy: [{ periodEnd: order }, { id: order }],
      take: size + 1,
    }),
    ctx.db.subscription.count({ where }),
  ]);
  const more = found.length > size;
  const page = found.slice(0, size).map((row) => viewOf(ctx, row));
  if (before) page.reverse();
  const cursor = (row: SubscriptionRow | undefined) => (row ? `${row.periodEnd}_${row.id}` : null);
  return {
    rows: page,
    total,
    nextCursor: before || more ? cursor(page.at(-1)) : null,
    previousCursor: (before ? more : after) ? cursor(page[0]) : null,
  };
}

/** One subscription with its charges, the newest first; null: unknown or out of scope. */
export async function getSubscription(
  ctx: Context,
  id: string,
): Promise<{ subscription: SubscriptionRow; charges: SubscriptionCharge[] } | null> {
  if (authorize(ctx, 'subscriptions.read')) return null;
  const row = await ctx.db.subscription.findFirst({
    where: { ...inScope(ctx), id },
    include: {
      ...rowSelect,
      charges: {
        orderBy: { periodIndex: 'desc' },
        take: 100,
        include: { ledgerTransaction: { select: { actorName: true } } },
      },
    },
  });
  if (!row) return null;
  return {
    subscription: viewOf(ctx, row),
    charges: row.charges.map((charge) => ({
      id: charge.id,
      at: charge.createdAt,
      period: charge.period,
      periodStart: fromDbDate(charge.periodStart),
      periodEnd: fromDbDate(charge.periodEnd),
      amount: kopecks(charge.amountKopecks),
      actorName: charge.ledgerTransaction.actorName,
    })),
  };
}

/** Charges in scope from today for `days` days, both ends included, by date. Empty without `subscriptions.read`. */
export async function upcomingCharges(ctx: Context, days: number): Promise<UpcomingCharge[]> {
  if (authorize(ctx, 'subscriptions.read')) return [];
  const day = today(ctx);
  const until = addDays(day, days);
  const columns = [
    'planSlug',
    'state',
    'period',
    'pendingPeriod',
    'anchorDate',
    'paidMonths',
    'periodEnd',
  ] as const;
  const [groups, plans] = await Promise.all([
    ctx.db.subscription.groupBy({
      by: [...columns],
      where: {
        ...inScope(ctx),
        state: { not: 'EXPIRED' },
        cancelAtPeriodEnd: false,
        periodEnd: { lte: toDbDate(until) },
      },
      _count: true,
    }),
    ctx.db.plan.findMany({ select: { slug: true, prices: true } }),
  ]);
  const prices = new Map(plans.map((plan) => [plan.slug, pricesOf(plan.prices)]));
  return chargesUntil(
    groups.flatMap((group): ChargeGroup[] => {
      const planPrices = prices.get(group.planSlug);
      if (!planPrices) return [];
      const terms = termsOf({ ...group, cancelAtPeriodEnd: false, periodIndex: 0, triedOn: null });
      return [{ terms, prices: planPrices, count: group._count }];
    }),
    day,
    until,
  );
}

const SHORTAGE_DAYS = 30;

export interface Debt {
  readonly count: number;
  readonly owed: Kopecks;
  /** the first day on which not all of it works without money */
  readonly worksUntil: LocalDate;
}

/** What is past due in the stores of the person. Null: nothing, or no `subscriptions.read`. */
export async function debtOf(ctx: Context): Promise<Debt | null> {
  if (authorize(ctx, 'subscriptions.read')) return null;
  const debts = await ctx.db.subscription.findMany({
    where: { ...inScope(ctx), state: 'PAST_DUE', cancelAtPeriodEnd: false },
    select: { period: true, pendingPeriod: true, periodEnd: true, plan: { select: { prices: true } } },
    orderBy: { periodEnd: 'asc' },
  });
  const [oldest] = debts;
  if (!oldest) return null;
  // The first attempt may come late; it never ends anything the same day.
  const graceEnd = addDays(fromDbDate(oldest.periodEnd), GRACE_DAYS);
  const tomorrow = addDays(today(ctx), 1);
  return {
    count: debts.length,
    owed: addMoney(...debts.map((debt) => pricesOf(debt.plan.prices)[debt.pendingPeriod ?? debt.period])),
    worksUntil: graceEnd > tomorrow ? graceEnd : tomorrow,
  };
}

/** How many ended for lack of money within a day, and until when a payment brings them back. */
export async function endedUnpaid(
  ctx: Context,
): Promise<{ readonly count: number; readonly keptUntil: LocalDate }> {
  const keptUntil = addDays(today(ctx), SETTINGS_KEPT_DAYS);
  if (authorize(ctx, 'subscriptions.read')) return { count: 0, keptUntil };
  const endedAt = { gt: new Date(ctx.clock.now().getTime() - 86_400_000) };
  const where = { ...inScope(ctx), state: 'EXPIRED', cancelAtPeriodEnd: false, endedAt } as const;
  return { count: await ctx.db.subscription.count({ where }), keptUntil };
}

/** Money matters for the worklist: subscriptions that are not paid, and a charge that comes with too little money. */
export async function billingAttention(ctx: Context): Promise<AttentionItem[]> {
  if (authorize(ctx, 'subscriptions.read')) return [];
  const items: AttentionItem[] = [];
  const mayTopUp = can(ctx, 'finance.topUp');
  const balance = await walletBalance(ctx);
  const debt = await debtOf(ctx);
  if (debt) {
    items.push({
      id: 'billing-past-due',
      tone: 'failed',
      text: `Не хватило денег на ${counted(debt.count, subscriptionForms.accusative)}: ${formatMoney(debt.owed)}. Всё работает до\u00a0${dayAndMonth(debt.worksUntil)}`,
      href: mayTopUp ? topUpHref(debt.owed - balance) : '/subscriptions?state=PAST_DUE',
      actionLabel: mayTopUp ? 'Пополнить счёт' : 'Показать',
    });
  }
  if (!debt && can(ctx, 'finance.read')) {
    const shortage = firstShortage(await upcomingCharges({ ...ctx, storeIds: null }, SHORTAGE_DAYS), balance);
    if (shortage && !(await autopayAnswersFor(ctx, shortage.missing))) {
      items.push({
        id: 'billing-shortage',
        tone: 'attention',
        text: `${dayAndMonth(shortage.date)} спишется ${formatMoney(shortage.due)}, на счёте ${formatMoney(balance)}`,
        href: mayTopUp ? topUpHref(shortage.missing) : '/finance',
        actionLabel: mayTopUp ? 'Пополнить счёт' : 'Показать',
      });
    }
  }
  return items;
}
