import type { Kopecks } from '@/lib/core/money';
import type { Buyer, DocumentLine, VatPercent } from '../model';
import { vatTotals } from '../vat.rule';

const number = new Intl.NumberFormat('ru', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** «1 290,00», as documents write sums. */
export const sum = (amount: Kopecks): string => number.format(amount / 100);

export const rate = (percent: VatPercent): string => (percent === null ? 'Без НДС' : `${percent}%`);

/** «12 000» */
export const count = (quantity: number): string => new Intl.NumberFormat('ru').format(quantity);

/** VAT inside a line's amount. */
export const lineVat = ({ vatPercent, vat }: Pick<DocumentLine, 'vatPercent' | 'vat'>): string =>
  vatPercent === null ? '—' : sum(vat);

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

const NBSP = '\u00a0';

/** «ул. Примерная» and «№ 17» are not torn apart at the end of a line. */
export const bound = (text: string): string =>
  text.replace(/(?<![а-яё])([а-яё]{1,3}\.|№|по(?= \d)) (?=\S)/giu, `$1${NBSP}`);

/** «Кассова Е. П.» on one line. */
export const personName = (name: string): string => name.replaceAll(' ', NBSP);

export const party = ({ name, inn, kpp }: Buyer): string =>
  [bound(name), `ИНН${NBSP}${inn}`, ...(kpp === null ? [] : [`КПП${NBSP}${kpp}`])].join(', ');
