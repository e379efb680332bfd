import { type BillingPeriod, periodMonths, type Plan } from '@/lib/catalog/model';
import { addMonths, type LocalDate } from '@/lib/core/local-date';
import { type Kopecks, timesMoney } from '@/lib/core/money';
import { savingPerYear } from './price.rule';

/** Half-open: `start` is paid, `end` is the first day that is not. */
export interface PeriodBounds {
  readonly start: LocalDate;
  readonly end: LocalDate;
}

/**
 * Bounds of the period of `months` that follows `paidMonthsBefore` months, counted from the anchor and never from
 * the previous end, so that a short month does not move the day for ever: 31 January → 28 February → 31 March
 * (product.md 3.6, domain.md B3.2).
 */
export function periodBounds(anchor: LocalDate, paidMonthsBefore: number, months: number): PeriodBounds {
  return {
    start: addMonths(anchor, paidMonthsBefore),
    end: addMonths(anchor, paidMonthsBefore + months),
  };
}

export interface StartPreview {
  readonly total: Kopecks;
  readonly perSubject: Kopecks;
  readonly nextChargeOn: LocalDate;
  /** for one subject, against paying monthly; 0 for the monthly period */
  readonly savingPerYear: Kopecks;
}

/** What starting `count` subscriptions today costs and when the next charge comes: for dialogs and the charge alike. */
export function previewStart(
  plan: Pick<Plan, 'prices'>,
  period: BillingPeriod,
  count: number,
  today: LocalDate,
): StartPreview {
  const perSubject = plan.prices[period];
  return {
    total: timesMoney(perSubject, count),
    perSubject,
    nextChargeOn: periodBounds(today, 0, periodMonths[period]).end,
    savingPerYear: savingPerYear(plan.prices, period),
  };
}
