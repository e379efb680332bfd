const SHORTEST = 8;
/** More than anybody types, less than what would keep the server busy. */
const MOST_BYTES = 1_024;

export type PasswordCode = 'PASSWORD_SHORT' | 'PASSWORD_LONG' | 'PASSWORD_COMMON' | 'PASSWORD_OWN';

/** The same password however the keyboard composes its letters (RFC 8265, 4.2). */
export const normalPassword = (text: string): string => text.normalize('NFKC');

/** Looked at before anything else is done with it: a very long one costs no time. */
export const isTooLong = (text: string): boolean =>
  text.length > MOST_BYTES || new TextEncoder().encode(text).length > MOST_BYTES;

/**
 * Length and a list of the common ones, no rule of composition (ASVS 6.2.1–6.2.5). `own`: what everybody knows of the
 * person, such as the address. Null: it is taken.
 */
export function passwordProblem(
  text: string,
  isCommon: (password: string) => boolean,
  own: readonly string[] = [],
): PasswordCode | null {
  if (isTooLong(text)) return 'PASSWORD_LONG';
  const password = normalPassword(text);
  if ([...password].length < SHORTEST) return 'PASSWORD_SHORT';
  const folded = password.toLowerCase();
  const known = own.flatMap((each) => [each, each.split('@')[0] ?? '']).map((each) => each.toLowerCase());
  if (known.includes(folded)) return 'PASSWORD_OWN';
  const isOneSign = new Set(folded).size === 1;
  return isOneSign || isCommon(folded) ? 'PASSWORD_COMMON' : null;
}
