/** Integer kopecks; the only unit of money in the code. */
export type Kopecks = number & { readonly __brand: 'Kopecks' };

/** @throws RangeError for anything but a safe integer: money is never rounded silently. */
export function kopecks(value: number | bigint): Kopecks {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new RangeError(`not an amount in kopecks: ${String(value)}`);
  return (number === 0 ? 0 : number) as Kopecks;
}

export const rubles = (value: number): Kopecks => kopecks(value * 100);

export const addMoney = (...amounts: readonly Kopecks[]): Kopecks =>
  kopecks(amounts.reduce<number>((sum, amount) => sum + amount, 0));

export const timesMoney = (amount: Kopecks, count: number): Kopecks => kopecks(amount * count);

const NBSP = '\u00a0';

function grouped(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+(?!\d))/g, NBSP);
}

/** «1 290 ₽», kopecks only when there are any: «1 290,50 ₽». No-break spaces. */
export function formatMoney(amount: Kopecks): string {
  const absolute = Math.abs(amount);
  const whole = grouped(String(Math.trunc(absolute / 100)));
  const rest = absolute % 100;
  const sign = amount < 0 ? '−' : '';
  return `${sign}${whole}${rest ? `,${String(rest).padStart(2, '0')}` : ''}${NBSP}₽`;
}

/** Reads «1 290», «1290,50» as typed by a person; null when it is not an amount with at most two decimals. */
export function parseMoney(text: string): Kopecks | null {
  const match = /^(\d{1,12})(?:[.,](\d{1,2}))?$/.exec(text.replace(/[\s\u00a0\u202f₽]/g, ''));
  if (!match) return null;
  return kopecks(Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0')));
}
