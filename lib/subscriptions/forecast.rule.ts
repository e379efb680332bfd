import type { BillingPeriod } from '@/lib/catalog/model';
import { addDays, addMonths, firstOfMonth, type LocalDate } from '@/lib/core/local-date';
import { addMoney, type Kopecks, kopecks, timesMoney } from '@/lib/core/money';
import type { RenewalTerms } from './model';
import { savingPerYear } from './price.rule';
import { futureCharges } from './renewal.rule';

type Prices = Readonly<Record<BillingPeriod, Kopecks>>;

/** What a charge is for, and where it stands. */
interface Place {
  readonly planSlug: string;
  readonly planName: string;
  /** null: a card that no store has */
  readonly storeId: string | null;
  readonly storeName: string | null;
}

/** Subscriptions of one kind and place that are charged together. */
export interface ForecastGroup extends Place {
  readonly terms: RenewalTerms;
  readonly prices: Prices;
  readonly count: number;
}

export interface ForecastCharge extends Place {
  readonly on: LocalDate;
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
        ...group,
        on,
        period,
        price: amount,
      })),
    )
    .sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));

export interface ChargeLine {
  readonly planName: string;
  readonly period: BillingPeriod;
  readonly price: Kopecks;
  readonly count: number;
  /** names of the stores concerned; null: cards that no store has */
  readonly stores: readonly (string | null)[];
}

export interface ChargeDay {
  readonly date: LocalDate;
  readonly amount: Kopecks;
  readonly count: number;
  readonly lines: readonly ChargeLine[];
}

/** The charges of each day: what for, how many and where. */
export function chargeDays(charges: readonly ForecastCharge[]): ChargeDay[] {
  const days = new Map<LocalDate, Map<string, ChargeLine>>();
  for (const { on, planSlug, planName, storeName, period, price, count } of charges) {
    const lines = days.get(on) ?? new Map<string, ChargeLine>();
    const key = `${planSlug}\n${period}`;
    const known = lines.get(key);
    const stores = known?.stores ?? [];
    lines.set(key, {
      planName,
      period,
      price,
      count: count + (known?.count ?? 0),
      stores: stores.includes(storeName) ? stores : [...stores, storeName],
    });
    days.set(on, lines);
  }
  return [...days].map(([date, byKey]) => {
    const lines = [...byKey.values()];
    return {
      date,
      amount: addMoney(...lines.map(({ price, count }) => timesMoney(price, count))),
      count: lines.reduce((sum, { count }) => sum + count, 0),
      lines,
    };
  });
}

export interface SettledDay extends ChargeDay {
  /** on the account after the day */
  readonly left: Kopecks;
  /** that all charges up to this day need beyond the account; 0 with autopay */
  readonly missing: Kopecks;
  /** that autopay takes from the card on this day */
  readonly fromCard: Kopecks;
}

/** What becomes of the account day by day; with autopay the card gives what is missing, to the kopeck. */
export function settle(days: readonly ChargeDay[], balance: Kopecks, hasAutopay: boolean): SettledDay[] {
  let left: number = balance;
  return days.map((day) => {
    left -= day.amount;
    const lacking = Math.max(0, -left);
    if (hasAutopay) left += lacking;
    return {
      ...day,
      left: kopecks(Math.max(0, left)),
      missing: kopecks(hasAutopay ? 0 : lacking),
      fromCard: kopecks(hasAutopay ? lacking : 0),
    };
  });
}

/** What the days up to `until` inclusive cost. */
export const dueUntil = (days: readonly ChargeDay[], until: LocalDate): Kopecks =>
  addMoney(...days.filter(({ date }) => date <= until).map(({ amount }) => amount));

export interface MonthRow {
  readonly key: string;
  readonly name: string;
  readonly amounts: readonly Kopecks[];
  readonly total: Kopecks;
}

/** Sums by month: rows of names, and what each month comes to. */
export interface MonthTable {
  /** first days of the months, in their order */
  readonly months: readonly LocalDate[];
  readonly totals: readonly Kopecks[];
  readonly total: Kopecks;
  readonly rows: readonly MonthRow[];
}

interface Amount {
  readonly month: LocalDate;
  readonly key: string;
  readonly name: string;
  readonly amount: number;
}

/** Adds amounts up by name and month, the dearest rows first; what is of no month shown is left out. */
export function monthTable(months: readonly LocalDate[], amounts: readonly Amount[]): MonthTable {
  const rows = new Map<string, { name: string; each: number[] }>();
  for (const { month, key, name, amount } of amounts) {
    const index = months.indexOf(month);
    if (index < 0) continue;
    const row = rows.get(key) ?? { name, each: months.map(() => 0) };
    row.each[index] = (row.each[index] ?? 0) + amount;
    rows.set(key, row);
  }
  const sorted = [...rows]
    .map(([key, { name, each }]): MonthRow => {
      const amounts = each.map(kopecks);
      return { key, name, amounts, total: addMoney(...amounts) };
    })
    .sort((a, b) => b.total - a.total || a.name.localeCompare(b.name, 'ru'));
  const totals = months.map((_, index) => addMoney(...sorted.map((row) => row.amounts[index] ?? kopecks(0))));
  return { months, totals, total: addMoney(...totals), rows: sorted };
}

/** First days of the month of `today` and of those after it. */
const monthsFrom = (today: LocalDate, count: number): LocalDate[] =>
  Array.from({ length: count }, (_, index) => addMonths(firstOfMonth(today), index));

/** Last day that a calendar of `count` months shows. */
export const calendarEnd = (today: LocalDate, count: number): LocalDate =>
  addDays(addMonths(firstOfMonth(today), count), -1);

/** Charges of each of the next `count` calendar months, this one included, by plan and by store. */
export function chargeCalendar(
  charges: readonly ForecastCharge[],
  today: LocalDate,
  count: number,
  noStore: string,
): { readonly byPlan: MonthTable; readonly byStore: MonthTable } {
  const months = monthsFrom(today, count);
  const amounts = charges.map((charge) => ({
    month: firstOfMonth(charge.on),
    amount: timesMoney(charge.price, charge.count),
    charge,
  }));
  return {
    byPlan: monthTable(
      months,
      amounts.map(({ charge, ...rest }) => ({ ...rest, key: charge.planSlug, name: charge.planName })),
    ),
    byStore: monthTable(
      months,
      amounts.map(({ charge, ...rest }) => ({
        ...rest,
        key: charge.storeId ?? '',
        name: charge.storeName ?? noStore,
      })),
    ),
  };
}

export interface SavingRow {
  readonly planSlug: string;
  readonly planName: string;
  readonly period: BillingPeriod;
  readonly count: number;
  /** of all these subscriptions in a year, against paying monthly */
  readonly saved: Kopecks;
  /** that a change to yearly payment would save on top, in a year */
  readonly possible: Kopecks;
  /** that the change takes at once, for the first year of all of them */
  readonly upfront: Kopecks;
}

/**
 * What the chosen periods of payment save in a year, and what they could, by plan and period. A period that is to
 * change counts as the new one; a plan whose year is no cheaper saves nothing.
 */
export function savings(groups: readonly ForecastGroup[]): SavingRow[] {
  const rows = new Map<string, SavingRow>();
  for (const { planSlug, planName, terms, prices, count } of groups) {
    const period = terms.pendingPeriod ?? terms.period;
    const key = `${planSlug}\n${period}`;
    const known = rows.get(key);
    const saved = timesMoney(savingPerYear(prices, period), count);
    const possible = kopecks(Math.max(0, timesMoney(savingPerYear(prices, 'M12'), count) - saved));
    const upfront = possible > 0 ? timesMoney(prices.M12, count) : kopecks(0);
    rows.set(key, {
      planSlug,
      planName,
      period,
      count: (known?.count ?? 0) + count,
      saved: addMoney(known?.saved ?? kopecks(0), saved),
      possible: addMoney(known?.possible ?? kopecks(0), possible),
      upfront: addMoney(known?.upfront ?? kopecks(0), upfront),
    });
  }
  return [...rows.values()].sort(
    (a, b) => b.possible - a.possible || a.planName.localeCompare(b.planName, 'ru') || b.saved - a.saved,
  );
}
