import type { BillingPeriod, Catalog } from '@/lib/catalog/model';
import { periodMonths } from '@/lib/catalog/model';
import { type LocalDate, toDbDate } from '@/lib/core/local-date';
import type { Db } from '@/lib/platform/db';
import { type PeriodBounds, periodBounds } from '@/lib/subscriptions/period.rule';
import { chargeDescription, chargeKey } from '@/lib/subscriptions/words';
import { type PlanStory, SYSTEM } from './chain';
import type { StoryTime } from './time';

/** One movement on the account; negative: paid. */
export interface Posting {
  readonly kind: 'SUBSCRIPTION' | 'CARD_ORDER' | 'CARD_ORDER_REFUND';
  readonly at: Date;
  readonly amount: number;
  readonly businessKey: string;
  readonly description: string;
  readonly actorName: string;
}

export interface Charge {
  readonly subscriptionId: string;
  readonly index: number;
  readonly period: BillingPeriod;
  readonly bounds: PeriodBounds;
  readonly amount: number;
  readonly at: Date;
}

export interface Subject {
  readonly name: string;
  readonly simCardId: string | null;
  readonly terminalId: string | null;
  /** who started it, and at what time of its first day unless it was just now */
  readonly startedBy: string;
  readonly startedAt?: Date;
}

/** Paid periods from the anchor: to the one that is running, or as many as the story says. */
function paidPeriods(anchor: LocalDate, story: PlanStory, today: LocalDate): PeriodBounds[] {
  const months = periodMonths[story.period];
  const periods: PeriodBounds[] = [];
  for (;;) {
    const bounds = periodBounds(anchor, months * periods.length, months);
    if (story.pastDue && bounds.end > today) return periods;
    periods.push(bounds);
    if (periods.length === story.endedAfter) return periods;
    if (bounds.end > today) return periods;
  }
}

export interface CreatedSubscription {
  readonly id: string;
  readonly charges: readonly Charge[];
  readonly endsOn: LocalDate;
}

export async function createSubscription(
  db: Db,
  organizationId: string,
  time: StoryTime,
  catalog: Catalog,
  story: PlanStory,
  subject: Subject,
): Promise<CreatedSubscription> {
  const plan = catalog.plans.get(story.plan);
  if (!plan) throw new Error(`no plan ${story.plan}`);
  const anchor = story.fromThirtyFirst ? time.lastThirtyFirst() : time.anchor(story.months, story.days);
  const periods = paidPeriods(anchor, story, time.today);
  const current = periods.at(-1);
  if (!current) throw new Error(`no paid period of ${subject.name}`);
  const over = story.endedAfter !== undefined;
  const startedAt = subject.startedAt ?? time.at(anchor, '11:20');
  const { id } = await db.subscription.create({
    data: {
      organizationId,
      planSlug: story.plan,
      simCardId: subject.simCardId,
      terminalId: subject.terminalId,
      state: over ? 'EXPIRED' : story.pastDue ? 'PAST_DUE' : 'ACTIVE',
      period: story.period,
      pendingPeriod: story.pending ?? null,
      cancelAtPeriodEnd: story.stopped ?? false,
      anchorDate: toDbDate(anchor),
      periodIndex: periods.length - 1,
      paidMonths: periods.length * periodMonths[story.period],
      periodStart: toDbDate(current.start),
      periodEnd: toDbDate(current.end),
      createdAt: startedAt,
      endedAt: over ? time.at(current.end, '00:05') : null,
      triedOn: story.pastDue ? toDbDate(time.today) : null,
    },
    select: { id: true },
  });
  const charges = periods.map((bounds, index) => ({
    subscriptionId: id,
    index,
    period: story.period,
    bounds,
    amount: plan.prices[story.period],
    at: index === 0 ? startedAt : time.at(bounds.start, '00:05'),
  }));
  return { id, charges, endsOn: current.end };
}

export const chargePosting = (charge: Charge, planName: string, subject: Subject): Posting => ({
  kind: 'SUBSCRIPTION',
  at: charge.at,
  amount: -charge.amount,
  businessKey: chargeKey(charge.subscriptionId, charge.index),
  description: chargeDescription(planName, subject.name, charge.bounds),
  actorName: charge.index === 0 ? subject.startedBy : SYSTEM,
});

export interface TopUp {
  readonly at: Date;
  readonly amount: number;
}

const STEP = 500_000;

/**
 * Top-ups that carry the postings: one the day before the money would run out, the last of them such that the
 * account ends at `endKopecks`.
 */
export function planTopUps(postings: readonly Posting[], endKopecks: number): TopUp[] {
  const topUps: { at: Date; amount: number }[] = [];
  let balance = 0;
  for (const { at, amount } of postings) {
    if (balance + amount < 0) {
      const missing = Math.ceil(-(balance + amount) / STEP) * STEP;
      const topUp = { at: new Date(at.getTime() - 19 * 3_600_000), amount: missing + 2 * STEP };
      topUps.push(topUp);
      balance += topUp.amount;
    }
    balance += amount;
  }
  const last = topUps.at(-1);
  if (!last) throw new Error('nothing was ever paid');
  last.amount += endKopecks - balance;
  if (last.amount <= 0) throw new Error('the last top-up would be negative');
  return topUps;
}

export async function writeLedger(
  db: Db,
  organizationId: string,
  postings: readonly Posting[],
  topUps: readonly TopUp[],
  paidBy: string,
): Promise<Map<string, string>> {
  const account = async (kind: 'WALLET' | 'SALES' | 'PAYMENTS') =>
    (await db.ledgerAccount.create({ data: { organizationId, kind }, select: { id: true } })).id;
  const [wallet, sales, payments] = [
    await account('WALLET'),
    await account('SALES'),
    await account('PAYMENTS'),
  ];
  const paid = await db.payment.createManyAndReturn({
    data: topUps.map(({ at, amount }) => ({
      organizationId,
      requestId: crypto.randomUUID(),
      amountKopecks: amount,
      state: 'SUCCEEDED' as const,
      providerId: crypto.randomUUID(),
      actorName: paidBy,
      createdAt: at,
      finishedAt: new Date(at.getTime() + 48_000),
    })),
    select: { id: true, amountKopecks: true, finishedAt: true },
  });
  const lines = [
    ...postings.map((posting) => ({ ...posting, counter: sales })),
    ...paid.map(({ id, amountKopecks, finishedAt }) => ({
      kind: 'TOP_UP' as const,
      at: finishedAt ?? new Date(0),
      amount: Number(amountKopecks),
      businessKey: `payment:${id}`,
      description: 'Пополнение картой',
      actorName: paidBy,
      counter: payments,
    })),
  ].sort((a, b) => a.at.getTime() - b.at.getTime());
  const transactions = await db.ledgerTransaction.createManyAndReturn({
    data: lines.map(({ kind, at, businessKey, description, actorName }) => ({
      organizationId,
      kind,
      businessKey,
      description,
      occurredAt: at,
      actorName,
    })),
    select: { id: true, businessKey: true },
  });
  const ids = new Map(transactions.map(({ id, businessKey }) => [businessKey, id]));
  await db.ledgerEntry.createMany({
    data: lines.flatMap(({ businessKey, amount, counter }) => {
      const transactionId = ids.get(businessKey) ?? '';
      return [
        { organizationId, transactionId, accountId: wallet, amountKopecks: amount },
        { organizationId, transactionId, accountId: counter, amountKopecks: -amount },
      ];
    }),
  });
  return ids;
}

export async function writeCharges(
  db: Db,
  organizationId: string,
  charges: readonly Charge[],
  transactionIds: ReadonlyMap<string, string>,
): Promise<void> {
  await db.subscriptionCharge.createMany({
    data: charges.map((charge) => ({
      organizationId,
      subscriptionId: charge.subscriptionId,
      periodIndex: charge.index,
      period: charge.period,
      periodStart: toDbDate(charge.bounds.start),
      periodEnd: toDbDate(charge.bounds.end),
      amountKopecks: charge.amount,
      ledgerTransactionId: transactionIds.get(chargeKey(charge.subscriptionId, charge.index)) ?? '',
      createdAt: charge.at,
    })),
  });
}
