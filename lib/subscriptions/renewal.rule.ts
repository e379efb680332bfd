import { type BillingPeriod, periodMonths } from '@/lib/catalog/model';
import { addDays, daysBetween, type LocalDate } from '@/lib/core/local-date';
import { type Kopecks, kopecks } from '@/lib/core/money';
import type { NextCharge, RenewalTerms, SubscriptionState, UpcomingCharge } from './model';
import { periodBounds } from './period.rule';

/** Days after the paid end on which a charge is tried again while everything works (product.md 3.6). */
export const GRACE_DAYS = 5;

/** How long a top-up still brings back what ended for lack of money (product.md 3.6). */
export const SETTINGS_KEPT_DAYS = 90;

export type SubscriptionEvent = 'CHARGED' | 'CHARGE_FAILED' | 'ENDED';

/** The only way to write the state of a subscription. Null: the event does not happen in this state. */
export const subscriptionMachine: Readonly<
  Record<SubscriptionState, Readonly<Record<SubscriptionEvent, SubscriptionState | null>>>
> = {
  ACTIVE: { CHARGED: 'ACTIVE', CHARGE_FAILED: 'PAST_DUE', ENDED: 'EXPIRED' },
  PAST_DUE: { CHARGED: 'ACTIVE', CHARGE_FAILED: 'PAST_DUE', ENDED: 'EXPIRED' },
  EXPIRED: { CHARGED: null, CHARGE_FAILED: null, ENDED: null },
};

/** @throws when the event cannot happen in this state: a fault of the caller. */
export function stateAfter(state: SubscriptionState, event: SubscriptionEvent): SubscriptionState {
  const next = subscriptionMachine[state][event];
  if (!next) throw new Error(`${event} cannot happen to a subscription that is ${state}`);
  return next;
}

export interface NextPeriod {
  readonly index: number;
  readonly period: BillingPeriod;
  /** months from the anchor to `end` */
  readonly paidMonths: number;
  readonly start: LocalDate;
  readonly end: LocalDate;
}

/** The period after the paid one; the pending period of payment takes effect here. */
export function nextPeriod(terms: RenewalTerms): NextPeriod {
  const period = terms.pendingPeriod ?? terms.period;
  const months = periodMonths[period];
  return {
    index: terms.periodIndex + 1,
    period,
    paidMonths: terms.paidMonths + months,
    ...periodBounds(terms.anchorDate, terms.paidMonths, months),
  };
}

export type EndReason = 'STOPPED' | 'UNPAID' | 'MISSED';

export type RenewalDecision =
  | { readonly kind: 'WAIT' }
  | { readonly kind: 'END'; readonly reason: EndReason }
  /** `lastAttempt`: too little money ends the subscription */
  | { readonly kind: 'CHARGE'; readonly next: NextPeriod; readonly lastAttempt: boolean };

/**
 * What the renewal does today (product.md 3.6). The stop flag ends it at the paid end. Otherwise the next period is
 * charged; attempts on days 0 to 5 after the end, the failed one on day 5 ends it. After downtime nothing is
 * back-billed: a next period that is already over as a whole ends the subscription without a charge, one that still
 * runs is charged once. The first failed attempt never ends it, however late, so that a person is always told first.
 * `again`: a payment came, so today's failed attempt does not count and a new failure ends nothing. The renewal
 * itself does this in SQL for all at once; `renewal-law.db.test.ts` holds the two together.
 */
export function decideRenewal(terms: RenewalTerms, today: LocalDate, again = false): RenewalDecision {
  if (terms.state === 'EXPIRED' || today < terms.periodEnd) return { kind: 'WAIT' };
  if (terms.cancelAtPeriodEnd) return { kind: 'END', reason: 'STOPPED' };
  if (terms.state === 'PAST_DUE' && terms.triedOn === today && !again) return { kind: 'WAIT' };
  const next = nextPeriod(terms);
  if (today >= next.end) return { kind: 'END', reason: 'MISSED' };
  const late = daysBetween(terms.periodEnd, today);
  return {
    kind: 'CHARGE',
    next,
    lastAttempt: !again && terms.state === 'PAST_DUE' && late >= GRACE_DAYS,
  };
}

type Prices = Readonly<Record<BillingPeriod, Kopecks>>;

/**
 * Date and amount of the next charge as things stand; null when stopped or over, or so long unpaid that the renewal
 * ends it without a charge (`MISSED`). A debt is due today.
 */
export function nextCharge(terms: RenewalTerms, prices: Prices, today: LocalDate): NextCharge | null {
  if (terms.state === 'EXPIRED' || terms.cancelAtPeriodEnd) return null;
  const next = nextPeriod(terms);
  if (today >= next.end) return null;
  return {
    on: terms.periodEnd < today ? today : terms.periodEnd,
    amount: prices[next.period],
    period: next.period,
    until: next.end,
  };
}

/** Last day on which a top-up brings back a subscription that ended for lack of money; null when none does. */
export function revivableUntil(
  terms: Pick<RenewalTerms, 'state' | 'cancelAtPeriodEnd'>,
  endedOn: LocalDate | null,
): LocalDate | null {
  if (terms.state !== 'EXPIRED' || terms.cancelAtPeriodEnd || endedOn === null) return null;
  return addDays(endedOn, SETTINGS_KEPT_DAYS);
}

/** Subscriptions of one kind that are charged together. */
export interface ChargeGroup {
  readonly terms: RenewalTerms;
  readonly prices: Prices;
  readonly count: number;
}

/** The charges of one subscription from today to the day `until` inclusive, in their order. */
export function* futureCharges(
  first: RenewalTerms,
  prices: Prices,
  today: LocalDate,
  until: LocalDate,
): Generator<NextCharge> {
  let terms = first;
  let charge = nextCharge(terms, prices, today);
  while (charge && charge.on <= until) {
    yield charge;
    const next = nextPeriod(terms);
    terms = {
      ...terms,
      state: 'ACTIVE',
      period: next.period,
      pendingPeriod: null,
      periodIndex: next.index,
      paidMonths: next.paidMonths,
      periodEnd: next.end,
    };
    charge = nextCharge(terms, prices, today);
  }
}

/** Charges from today to the day `until` inclusive, by date: a monthly one may come twice in thirty days. */
export function chargesUntil(
  groups: readonly ChargeGroup[],
  today: LocalDate,
  until: LocalDate,
): UpcomingCharge[] {
  const byDate = new Map<LocalDate, { amount: number; count: number }>();
  for (const { terms, prices, count } of groups) {
    for (const charge of futureCharges(terms, prices, today, until)) {
      const day = byDate.get(charge.on) ?? { amount: 0, count: 0 };
      byDate.set(charge.on, { amount: day.amount + charge.amount * count, count: day.count + count });
    }
  }
  return [...byDate]
    .map(([date, { amount, count }]) => ({ date, amount: kopecks(amount), count }))
    .sort((a, b) => (a.date < b.date ? -1 : 1));
}

/** The first day on which the charges up to it are more than the balance. */
export function firstShortage(
  charges: readonly UpcomingCharge[],
  balance: Kopecks,
): { readonly date: LocalDate; readonly due: Kopecks; readonly missing: Kopecks } | null {
  let due = 0;
  for (const { date, amount } of charges) {
    due += amount;
    if (due > balance) return { date, due: kopecks(due), missing: kopecks(due - balance) };
  }
  return null;
}
