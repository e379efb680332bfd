import type { Kopecks } from '@/lib/core/money';
import type { Buyer, DocumentLine, VatPercent } from '../model';
import { vatTotals } from '../vat.rule';

const number = new Intl.NumberFormat('ru', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** «1 290,00», as documents write sums. */
export const sum = (amount: Kopecks): string => number.format(amount / 100);

export const rate = (percent: VatPercent): string => (percent === null ? 'Без НДС' : `${percent}%`);

/** «В том числе НДС 22%: 178,52» for each rate, or that there is none. */
export const vatSums = (lines: readonly DocumentLine[]): readonly (readonly [string, string])[] => {
  const totals = vatTotals(lines);
  const taxed = totals.filter(({ percent }) => percent !== null);
  if (taxed.length === 0) return [['Без налога (НДС)', '—']];
  return totals.map(({ percent, amount, vat }) =>
    percent === null
      ? (['Без НДС, на сумму', sum(amount)] as const)
      : ([`В том числе НДС ${percent}%`, sum(vat)] as const),
  );
};

export const party = ({ name, inn, kpp }: Buyer): string =>
  [name, `ИНН ${inn}`, ...(kpp === null ? [] : [`КПП ${kpp}`])].join(', ');
