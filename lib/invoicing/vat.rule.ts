import type { LocalDate } from '@/lib/core/local-date';
import { addMoney, type Kopecks, kopecks } from '@/lib/core/money';
import type { VatKind, VatPercent } from './model';

/** Standard rate by the day of shipment or advance, the latest first (425-ФЗ of 28.11.2025, 303-ФЗ of 03.08.2018). */
const STANDARD_RATES = [
  { from: '2026-01-01', percent: 22 },
  { from: '2019-01-01', percent: 20 },
  { from: '2004-01-01', percent: 18 },
] as const;

/** The rate of that day; null: without VAT. @throws RangeError for a day before the table. */
export function vatPercentOn(kind: VatKind, day: LocalDate): VatPercent {
  if (kind === 'NONE') return null;
  const rate = STANDARD_RATES.find(({ from }) => day >= from);
  if (!rate) throw new RangeError(`no VAT rate for ${day}`);
  return rate.percent;
}

/** VAT that is inside an amount, 22/122 of it to the nearest kopeck; counted per line (domain.md B6, C 22). */
export function vatInside(amount: Kopecks, percent: VatPercent): Kopecks {
  if (percent === null) return kopecks(0);
  const whole = 100 + percent;
  return kopecks(Math.floor((2 * amount * percent + whole) / (2 * whole)));
}

export interface VatTotal {
  readonly percent: VatPercent;
  readonly amount: Kopecks;
  readonly vat: Kopecks;
}

/** Sums by rate, the highest rate first, lines without VAT last. Of lines, never counted anew from a sum. */
export function vatTotals(
  lines: readonly { readonly amount: Kopecks; readonly vatPercent: VatPercent; readonly vat: Kopecks }[],
): VatTotal[] {
  const percents = [...new Set(lines.map((line) => line.vatPercent))].sort((a, b) => (b ?? -1) - (a ?? -1));
  return percents.map((percent) => {
    const some = lines.filter((line) => line.vatPercent === percent);
    return {
      percent,
      amount: addMoney(...some.map((line) => line.amount)),
      vat: addMoney(...some.map((line) => line.vat)),
    };
  });
}
