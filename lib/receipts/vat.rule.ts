import { type Kopecks, kopecks } from '@/lib/core/money';
import type { VatRate } from './receipt-content';

export const vatNames: Readonly<Record<VatRate, string>> = {
  '22': 'НДС 22 %',
  '20': 'НДС 20 %',
  '10': 'НДС 10 %',
  '7': 'НДС 7 %',
  '5': 'НДС 5 %',
  '0': 'НДС 0 %',
  NONE: 'Без НДС',
};

/** Tax inside a sum, rounded to the kopeck; null: the rate has none. */
export function vatInside(sum: Kopecks, rate: VatRate): Kopecks | null {
  if (rate === 'NONE' || rate === '0') return null;
  const percent = Number(rate);
  return kopecks(Math.round((sum * percent) / (100 + percent)));
}

export interface VatTotal {
  readonly rate: VatRate;
  /** all that is sold at this rate, tax included */
  readonly sum: Kopecks;
  /** null: no tax at this rate */
  readonly tax: Kopecks | null;
}

/** Sums of each rate in the order in which they first stand; tax is rounded per rate, as on a receipt. */
export function vatTotals(
  lines: readonly { readonly vat: VatRate | null; readonly sum: Kopecks }[],
): VatTotal[] {
  const byRate = new Map<VatRate, number>();
  for (const { vat, sum } of lines) if (vat !== null) byRate.set(vat, (byRate.get(vat) ?? 0) + sum);
  return [...byRate].map(([rate, sum]) => ({
    rate,
    sum: kopecks(sum),
    tax: vatInside(kopecks(sum), rate),
  }));
}
