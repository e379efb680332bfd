export const SEARCH_MIN = 3;

import { cardNumberKey, cardNumberPart, readCardNumber } from './card-number.rule';

/**
 * What a typed search is looked for as: numbers and telephones without their spaces, a leading 8 of a telephone as 7.
 * The number of a card is found in both its lengths and however it is written (domain.md C 8). Null: too short to look for.
 */
export function searchText(typed: string): string | null {
  const card = readCardNumber(typed);
  if (card.ok) return cardNumberKey(card.iccid);
  const text = (cardNumberPart(typed) ?? typed).trim().toLowerCase();
  const digits = text.replace(/\D/g, '');
  const isNumber = digits !== '' && /^[\d\s\u00a0+()–-]+$/.test(text);
  if (!isNumber) return text.length >= SEARCH_MIN ? text : null;
  if (digits.length === 11 && /^89(?!7)/.test(digits)) return `7${digits.slice(1)}`;
  return digits.length >= SEARCH_MIN ? digits : null;
}
