const digitsOf = (text: string): number[] => [...text].map(Number);
const weighed = (digits: readonly number[], weights: readonly number[]): number =>
  weights.reduce((sum, weight, i) => sum + weight * (digits[i] ?? 0), 0);

const TEN = [2, 4, 10, 3, 5, 9, 4, 6, 8];
const ELEVEN = [7, ...TEN];
const TWELVE = [3, ...ELEVEN];

/** Ten digits of a legal entity or twelve of a sole proprietor, with right check digits (domain.md B6, F). */
export function isInn(text: string): boolean {
  if (!/^(\d{10}|\d{12})$/.test(text) || text.startsWith('00')) return false;
  const digits = digitsOf(text);
  const check = (weights: readonly number[]) =>
    (weighed(digits, weights) % 11) % 10 === digits[weights.length];
  return text.length === 10 ? check(TEN) : check(ELEVEN) && check(TWELVE);
}

/** Four digits of the inspection, two signs of the reason, three digits of the number. */
export const isKpp = (text: string): boolean => /^\d{4}[\dA-Z]{2}\d{3}$/.test(text);

/** Thirteen digits of a legal entity; the last is the remainder by 11. */
export const isOgrn = (text: string): boolean => /^[15]\d{12}$/.test(text) && remainderFits(text, 11n);

/** Fifteen digits of a sole proprietor; the last is the remainder by 13. */
export const isOgrnip = (text: string): boolean => /^3\d{14}$/.test(text) && remainderFits(text, 13n);

function remainderFits(text: string, by: bigint): boolean {
  const remainder = BigInt(text.slice(0, -1)) % by;
  return String(remainder).slice(-1) === text.slice(-1);
}
