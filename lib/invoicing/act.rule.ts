import { addMonths, daysBetween, type LocalDate, localDate } from '@/lib/core/local-date';
import { type Kopecks, kopecks } from '@/lib/core/money';
import { INVOICE_KEY } from './invoice.rule';
import { monthName } from './labels';
import type { DocumentLine, VatKind, VatPercent } from './model';
import { vatInside, vatPercentOn } from './vat.rule';

const ORDER_KEY = 'card-order:';
const REFUND_KEY = 'card-order-refund:';

/** A movement of the account, by its business key; above zero: came. */
export interface Movement {
  readonly key: string;
  readonly amount: number;
}

interface Part {
  readonly byInvoice: boolean;
  left: number;
}

/**
 * How much of each payment was made with money that came by invoice: the money that came first is spent first. A
 * refund gives back the last part of what it refunds, and it is spent again after all that lies on the account.
 */
export function paidByInvoice(movements: readonly Movement[]): Map<string, Kopecks> {
  const purse: Part[] = [];
  const spent = new Map<string, Part[]>();
  const put = (part: Part) => {
    if (part.left > 0) purse.push(part);
  };
  for (const { key, amount } of movements) {
    if (amount > 0 && key.startsWith(REFUND_KEY)) {
      const parts = spent.get(`${ORDER_KEY}${key.slice(REFUND_KEY.length)}`) ?? [];
      let back = amount;
      for (const part of parts.toReversed()) {
        const taken = Math.min(part.left, back);
        part.left -= taken;
        back -= taken;
        put({ byInvoice: part.byInvoice, left: taken });
      }
      put({ byInvoice: false, left: back });
    } else if (amount > 0) {
      put({ byInvoice: key.startsWith(INVOICE_KEY), left: amount });
    } else {
      const parts: Part[] = [];
      let due = -amount;
      while (due > 0) {
        const [part] = purse;
        if (!part) break;
        const taken = Math.min(part.left, due);
        parts.push({ byInvoice: part.byInvoice, left: taken });
        part.left -= taken;
        due -= taken;
        if (part.left === 0) purse.shift();
      }
      spent.set(key, parts);
    }
  }
  return new Map(
    [...spent].map(([key, parts]) => [
      key,
      kopecks(parts.reduce((sum, part) => sum + (part.byInvoice ? part.left : 0), 0)),
    ]),
  );
}

/** Of what is paid for [start, end), the part for the days before `day`, to the nearest kopeck. */
function before(amount: number, start: LocalDate, end: LocalDate, day: LocalDate): number {
  const all = daysBetween(start, end);
  const gone = Math.min(all, Math.max(0, daysBetween(start, day)));
  return Math.floor((2 * amount * gone + all) / (2 * all));
}

/**
 * Of what is paid for [start, end), the part for the days of [from, to): the parts of days that follow one another
 * always add up to the whole (domain.md C 22).
 */
export const serviceOf = (
  amount: Kopecks,
  start: LocalDate,
  end: LocalDate,
  from: LocalDate,
  to: LocalDate,
): Kopecks => kopecks(before(amount, start, end, to) - before(amount, start, end, from));

export interface ServiceCharge {
  /** what of it was paid by invoice */
  readonly amount: Kopecks;
  readonly planName: string;
  readonly vat: VatKind;
  readonly start: LocalDate;
  readonly end: LocalDate;
  /** paid in the month of the act: days before that month are closed with it */
  readonly isPaidInMonth: boolean;
}

export interface DeliveredOrder {
  readonly amount: Kopecks;
  readonly number: number;
  readonly deliveredOn: LocalDate;
}

const monthOf = (day: LocalDate): LocalDate => localDate(`${day.slice(0, 7)}-01`);
const later = (a: LocalDate, b: LocalDate): LocalDate => (a > b ? a : b);
const earlier = (a: LocalDate, b: LocalDate): LocalDate => (a < b ? a : b);

interface Sum {
  readonly name: string;
  readonly vatPercent: VatPercent;
  quantity: number;
  amount: number;
}

/**
 * Lines of the closing document of a month: what of the services was given in it, by days, with the rate of those days,
 * and the orders that have been delivered in it.
 */
export function actLines(
  month: LocalDate,
  charges: readonly ServiceCharge[],
  orders: readonly DeliveredOrder[],
): DocumentLine[] {
  const next = addMonths(month, 1);
  const sums = new Map<string, Sum>();
  const add = (name: string, vatPercent: VatPercent, amount: number) => {
    if (amount === 0) return;
    const key = `${name}\n${vatPercent ?? ''}`;
    const known = sums.get(key) ?? { name, vatPercent, quantity: 0, amount: 0 };
    known.quantity += 1;
    known.amount += amount;
    sums.set(key, known);
  };
  for (const { amount, planName, vat, start, end, isPaidInMonth } of charges) {
    const first = isPaidInMonth ? start : later(start, month);
    const last = earlier(end, next);
    for (let from = first; from < last;) {
      const to = earlier(last, addMonths(monthOf(from), 1));
      add(
        `${planName}, ${monthName(monthOf(from))}`,
        vatPercentOn(vat, from),
        serviceOf(amount, start, end, from, to),
      );
      from = to;
    }
  }
  for (const { amount, number, deliveredOn } of orders) {
    add(`Смарт-карты с доставкой, заказ № ${number}`, vatPercentOn('STANDARD', deliveredOn), amount);
  }
  return [...sums.values()]
    .sort((a, b) => a.name.localeCompare(b.name, 'ru'))
    .map(({ name, quantity, amount, vatPercent }) => ({
      name,
      quantity,
      amount: kopecks(amount),
      vatPercent,
      vat: vatInside(kopecks(amount), vatPercent),
    }));
}
