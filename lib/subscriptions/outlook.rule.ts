import type { BillingPeriod } from '@/lib/catalog/model';
import { addDays, type LocalDate } from '@/lib/core/local-date';
import { type Kopecks, kopecks } from '@/lib/core/money';
import type { RenewalTerms } from './model';
import { decideRenewal, type EndReason, GRACE_DAYS, type RenewalDecision } from './renewal.rule';

export interface OutlookSubscription extends RenewalTerms {
  readonly id: string;
  readonly planName: string;
  readonly prices: Readonly<Record<BillingPeriod, Kopecks>>;
}

interface EventOf {
  readonly on: LocalDate;
  readonly planName: string;
  readonly count: number;
}

/** What happens to subscriptions of one plan on one day. */
export type OutlookEvent = EventOf &
  (
    | {
        readonly kind: 'CHARGED';
        readonly amount: Kopecks;
        readonly period: BillingPeriod;
        /** the period of payment that ends with this charge, if it changes */
        readonly before: BillingPeriod | null;
      }
    /** the first attempt that finds too little money; everything works until `worksUntil` */
    | { readonly kind: 'UNPAID'; readonly amount: Kopecks; readonly worksUntil: LocalDate }
    | { readonly kind: 'ENDED'; readonly reason: EndReason }
  );

export interface Outlook {
  readonly events: readonly OutlookEvent[];
  readonly charged: Kopecks;
  /** on the account at the end */
  readonly left: Kopecks;
  /** the first day on which money lacks, and how much of it for all that is due then */
  readonly shortage: { readonly on: LocalDate; readonly missing: Kopecks } | null;
}

type Living = { -readonly [K in keyof OutlookSubscription]: OutlookSubscription[K] };

const byDebt = (a: Living, b: Living): number =>
  a.periodEnd === b.periodEnd ? (a.id < b.id ? -1 : 1) : a.periodEnd < b.periodEnd ? -1 : 1;

/** The renewal's own decision, asked once for all that are in the same position. */
function remembered(): (terms: RenewalTerms, day: LocalDate) => RenewalDecision {
  const known = new Map<string, RenewalDecision>();
  return (terms, day) => {
    const key = [
      day,
      terms.state,
      terms.period,
      terms.pendingPeriod,
      terms.cancelAtPeriodEnd,
      terms.anchorDate,
      terms.periodIndex,
      terms.paidMonths,
      terms.periodEnd,
      terms.triedOn,
    ].join();
    const decision = known.get(key) ?? decideRenewal(terms, day);
    known.set(key, decision);
    return decision;
  };
}

/** The next day after `day` on which something is decided. */
function nextDay(living: readonly Living[], day: LocalDate): LocalDate | null {
  const tomorrow = addDays(day, 1);
  let next: LocalDate | null = null;
  for (const { periodEnd } of living) {
    const on = periodEnd <= day ? tomorrow : periodEnd;
    if (next === null || on < next) next = on;
  }
  return next;
}

/** Adds up what happens alike on one day. */
class Events {
  readonly #known = new Map<string, OutlookEvent>();

  add(event: OutlookEvent): void {
    const { count, ...same } = event;
    const key = JSON.stringify({ ...same, amount: null });
    const known = this.#known.get(key);
    this.#known.set(key, known ? joined(known, event) : event);
  }

  list(): OutlookEvent[] {
    return [...this.#known.values()];
  }
}

function joined(known: OutlookEvent, more: OutlookEvent): OutlookEvent {
  const count = known.count + more.count;
  if (known.kind === 'ENDED' || more.kind === 'ENDED') return { ...known, count };
  return { ...known, count, amount: kopecks(known.amount + more.amount) };
}

/**
 * What the renewal will do from `today` to `until` inclusive if nobody does anything: the same decisions day by day,
 * the oldest debt first, with the money of the account and no other.
 */
export function lookAhead(
  subscriptions: readonly OutlookSubscription[],
  balance: Kopecks,
  today: LocalDate,
  until: LocalDate,
): Outlook {
  const decide = remembered();
  const events = new Events();
  let living: Living[] = subscriptions.filter(({ state }) => state !== 'EXPIRED').map((sub) => ({ ...sub }));
  let left = balance;
  let charged = 0;
  let shortage: Outlook['shortage'] = null;
  let day: LocalDate | null = today;
  while (day !== null && day <= until) {
    const on: LocalDate = day;
    let lacking = 0;
    for (const sub of living.filter(({ periodEnd }) => periodEnd <= on).sort(byDebt)) {
      const { planName } = sub;
      const decision = decide(sub, on);
      if (decision.kind === 'WAIT') continue;
      if (decision.kind === 'END') {
        events.add({ kind: 'ENDED', on, planName, count: 1, reason: decision.reason });
        sub.state = 'EXPIRED';
        continue;
      }
      const { next } = decision;
      const amount = sub.prices[next.period];
      if (amount <= left) {
        left = kopecks(left - amount);
        charged += amount;
        const before = next.period === sub.period ? null : sub.period;
        events.add({ kind: 'CHARGED', on, planName, count: 1, amount, period: next.period, before });
        sub.state = 'ACTIVE';
        sub.period = next.period;
        sub.pendingPeriod = null;
        sub.periodIndex = next.index;
        sub.paidMonths = next.paidMonths;
        sub.periodEnd = next.end;
        sub.triedOn = null;
        continue;
      }
      lacking += amount;
      if (decision.lastAttempt) {
        events.add({ kind: 'ENDED', on, planName, count: 1, reason: 'UNPAID' });
        sub.state = 'EXPIRED';
        continue;
      }
      if (sub.state === 'ACTIVE') {
        const worksUntil = addDays(sub.periodEnd, GRACE_DAYS);
        events.add({
          kind: 'UNPAID',
          on,
          planName,
          count: 1,
          amount,
          worksUntil: worksUntil > on ? worksUntil : addDays(on, 1),
        });
      }
      sub.state = 'PAST_DUE';
      sub.triedOn = on;
    }
    if (lacking > 0) shortage ??= { on, missing: kopecks(lacking - left) };
    living = living.filter(({ state }) => state !== 'EXPIRED');
    day = nextDay(living, on);
  }
  return { events: events.list(), charged: kopecks(charged), left, shortage };
}
