import { type BillingPeriod, periodMonths } from '@/lib/catalog/model';
import { daysBetween, type LocalDate } from '@/lib/core/local-date';
import { type Kopecks, kopecks } from '@/lib/core/money';
import { type Result, refusal, success } from '@/lib/core/result';
import type { RenewalTerms } from './model';
import { periodBounds } from './period.rule';

/** How long a quote holds (product.md 3.6). */
export const QUOTE_MINUTES = 15;

export type ChangeNowCode = 'SUBSCRIPTION_ENDED' | 'RENEWAL_DUE' | 'PERIOD_NOT_UPWARD';

/**
 * The part of `amount` that pays for the days left of a period of `days` when `used` have passed; whole days of the
 * whole period, rounded to the kopeck. 90 ₽ for 30 days with 14 used leave 48 ₽ (domain.md B1.6).
 */
export function unusedPart(amount: Kopecks, days: number, used: number): Kopecks {
  return kopecks(Math.round((amount * (days - used)) / days));
}

/** What changing the period now costs, and why. */
export interface PeriodChange {
  /** first day of the period that gets longer */
  readonly start: LocalDate;
  /** first day not paid, before and after */
  readonly paidUntil: LocalDate;
  readonly end: LocalDate;
  /** days of the period used up to the day of the change */
  readonly usedDays: number;
  /** days of the old and of the new period that are left */
  readonly oldDaysLeft: number;
  readonly newDaysLeft: number;
  /** kopecks: what is left of what was paid, and what the days left of the new period cost */
  readonly credit: Kopecks;
  readonly cost: Kopecks;
  /** to pay now: `cost` − `credit` */
  readonly amount: Kopecks;
  /** months from the anchor to `end` */
  readonly paidMonths: number;
}

/**
 * The running period becomes one of `period`: its first day and the anchor stay, so the day of the month of charges
 * stays too; the days left are paid at the new price less what is left of the old one. Only upward: a longer period
 * for more money, nothing is ever returned. `paid`: kopecks paid for the running period. Refusals:
 * SUBSCRIPTION_ENDED, RENEWAL_DUE (the paid time is over), PERIOD_NOT_UPWARD.
 */
export function changePeriodNow(
  terms: Omit<RenewalTerms, 'triedOn' | 'periodIndex' | 'cancelAtPeriodEnd' | 'pendingPeriod'>,
  paid: Kopecks,
  price: Kopecks,
  period: BillingPeriod,
  today: LocalDate,
): Result<PeriodChange, ChangeNowCode> {
  if (terms.state === 'EXPIRED') return refusal('SUBSCRIPTION_ENDED');
  if (terms.state === 'PAST_DUE' || today >= terms.periodEnd) return refusal('RENEWAL_DUE');
  const months = periodMonths[period];
  const before = terms.paidMonths - periodMonths[terms.period];
  if (months <= periodMonths[terms.period]) return refusal('PERIOD_NOT_UPWARD');
  const { start, end } = periodBounds(terms.anchorDate, before, months);
  const oldDays = daysBetween(start, terms.periodEnd);
  const newDays = daysBetween(start, end);
  const usedDays = Math.max(0, daysBetween(start, today));
  const credit = unusedPart(paid, oldDays, usedDays);
  const cost = unusedPart(price, newDays, usedDays);
  if (cost <= credit) return refusal('PERIOD_NOT_UPWARD');
  return success({
    start,
    paidUntil: terms.periodEnd,
    end,
    usedDays,
    oldDaysLeft: oldDays - usedDays,
    newDaysLeft: newDays - usedDays,
    credit,
    cost,
    amount: kopecks(cost - credit),
    paidMonths: before + months,
  });
}
