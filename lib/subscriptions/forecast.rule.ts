import type { BillingPeriod } from '@/lib/catalog/model';
import { addDays, addMonths, type LocalDate, localDate } from '@/lib/core/local-date';
import { addMoney, type Kopecks, kopecks, timesMoney } from '@/lib/core/money';
import type { RenewalTerms } from './model';
import { savingPerYear } from './price.rule';
import { futureCharges } from './renewal.rule';

type Prices = Readonly<Record<BillingPeriod, Kopecks>>;

/** Subscriptions of one kind and place that are charged together. */
export interface ForecastGroup {
  readonly planSlug: string;
  readonly planName: string;
  readonly storeName: string | null;
  readonly terms: RenewalTerms;
  readonly prices: Prices;
  readonly count: number;
}

export interface ForecastCharge {
  readonly on: LocalDate;
  readonly planSlug: string;
  readonly planName: string;
  readonly storeName: string | null;
  readonly period: BillingPeriod;
  readonly price: Kopecks;
  readonly count: number;
}

/** Every charge that comes from today to `until` inclusive if nothing is changed, by date. */
export const forecast = (
  groups: readonly ForecastGroup[],
  today: LocalDate,
  until: LocalDate,
): ForecastCharge[] =>
  groups
    .flatMap(({ terms, prices, ...group }) =>
      [...futureCharges(terms, prices, today, until)].map(({ on, amount, period }) => ({
        on,
        planSlug: group.planSlug,
        planName: group.planName,
        storeName: group.storeName,
        period,
        price: amount,
        count: group.count,
      })),
    )
    .sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));

export interface CalendarRow {
  readonly name: string;
  readonly amounts: readonly Kopecks[];
  readonly total: Kopecks;
}

export interface ChargeCalendar {
  /** first days of the months, this one first */
  readonly months: readonly LocalDate[];
  readonly totals: readonly Kopecks[];
  readonly counts: readonly number[];
  readonly total: Kopecks;
  readonly byStore: readonly CalendarRow[];
  readonly byPlan: readonly CalendarRow[];
}

const firstOfMonth = (day: LocalDate): LocalDate => localDate(`${day.slice(0, 7)}-01`);

/** Last day that a calendar of `months` months shows. */
export const calendarEnd = (today: LocalDate, months: number): LocalDate =>
  addDays(addMonths(firstOfMonth(today), months), -1);

/** Charges of each of the next `months` calendar months, by store and by plan; the dearest rows first. */
export function chargeCalendar(
  charges: readonly ForecastCharge[],
  today: LocalDate,
  months: number,
  noStore: string,
): ChargeCalendar {
  const first = firstOfMonth(today);
  const starts = Array.from({ length: months }, (_, index) => addMonths(first, index));
  const indexOf = new Map(starts.map((start, index) => [start, index]));
  const empty = () => Array.from({ length: months }, () => 0);
  const totals = empty();
  const counts = empty();
  const stores = new Map<string, number[]>();
  const plans = new Map<string, number[]>();
  const add = (rows: Map<string, number[]>, name: string, index: number, amount: number) => {
    const row = rows.get(name) ?? empty();
    row[index] = (row[index] ?? 0) + amount;
    rows.set(name, row);
  };
  for (const charge of charges) {
    const index = indexOf.get(firstOfMonth(charge.on));
    if (index === undefined) continue;
    const amount = timesMoney(charge.price, charge.count);
    totals[index] = (totals[index] ?? 0) + amount;
    counts[index] = (counts[index] ?? 0) + charge.count;
    add(stores, charge.storeName ?? noStore, index, amount);
    add(plans, charge.planName, index, amount);
  }
  const rowsOf = (rows: Map<string, number[]>): CalendarRow[] =>
    [...rows]
      .map(([name, amounts]) => {
        const each = amounts.map(kopecks);
        return { name, amounts: each, total: addMoney(...each) };
      })
      .sort((a, b) => b.total - a.total || a.name.localeCompare(b.name, 'ru'));
  const each = totals.map(kopecks);
  return {
    months: starts,
    totals: each,
    counts,
    total: addMoney(...each),
    byStore: rowsOf(stores),
    byPlan: rowsOf(plans),
  };
}

export interface SavingRow {
  readonly planName: string;
  readonly period: BillingPeriod;
  readonly count: number;
  /** of all these subscriptions in a year, against paying monthly */
  readonly saved: Kopecks;
  /** that a change to yearly payment would save on top */
  readonly possible: Kopecks;
}

/** What the chosen periods of payment save in a year, and what they could: by plan and period, honest zeros included. */
export function savings(
  groups: readonly Pick<ForecastGroup, 'planName' | 'terms' | 'prices' | 'count'>[],
): SavingRow[] {
  const rows = new Map<string, SavingRow>();
  for (const { planName, terms, prices, count } of groups) {
    const period = terms.pendingPeriod ?? terms.period;
    const key = `${planName}\n${period}`;
    const known = rows.get(key);
    const saved = timesMoney(savingPerYear(prices, period), count);
    const most = timesMoney(savingPerYear(prices, 'M12'), count);
    rows.set(key, {
      planName,
      period,
      count: (known?.count ?? 0) + count,
      saved: addMoney(known?.saved ?? kopecks(0), saved),
      possible: addMoney(known?.possible ?? kopecks(0), kopecks(Math.max(0, most - saved))),
    });
  }
  return [...rows.values()].sort(
    (a, b) => a.planName.localeCompare(b.planName, 'ru') || a.period.localeCompare(b.period),
  );
}
