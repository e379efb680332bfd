import { checkAddress } from './email-address.rule';

export interface Contact {
  readonly kind: 'EMAIL' | 'PHONE';
  /** as it goes into the receipt (tag 1008): `name@domain` or `+79991234567` */
  readonly value: string;
}

/** A phone as people type it: `8 (999) 123-45-67` is Russian, anything else goes with its `+` and country code. */
function phone(text: string): string | null {
  if (!/^\+?[\d\s()\u00a0-]+$/.test(text)) return null;
  const digits = text.replace(/\D/g, '');
  if (/^[78]\d{10}$/.test(digits)) return `+7${digits.slice(1)}`;
  return text.startsWith('+') && /^[1-9]\d{9,14}$/.test(digits) ? `+${digits}` : null;
}

/** What the buyer named, or null when it is neither an address nor a phone (domain.md B5.1, B5.2). */
export function contactOf(text: string): Contact | null {
  const typed = text.trim();
  const address = checkAddress(typed);
  if (address.ok) return { kind: 'EMAIL', value: address.value };
  const number = phone(typed);
  return number === null ? null : { kind: 'PHONE', value: number };
}
