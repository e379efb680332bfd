import { type BillingPeriod, periodMonths } from '@/lib/catalog/model';
import { type Kopecks, kopecks, timesMoney } from '@/lib/core/money';

/** What one subject saves in a year against paying monthly; never below 0. */
export function savingPerYear(
  prices: Readonly<Record<BillingPeriod, Kopecks>>,
  period: BillingPeriod,
): Kopecks {
  const yearly = (each: BillingPeriod) => timesMoney(prices[each], 12 / periodMonths[each]);
  return kopecks(Math.max(0, yearly('M1') - yearly(period)));
}
