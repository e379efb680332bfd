const LENGTHS = [19, 20];

/** The last digit is the check digit by Luhn (ITU-T E.118). */
export function hasCheckDigit(digits: string): boolean {
  let sum = 0;
  for (let i = digits.length - 1, double = false; i >= 0; i -= 1, double = !double) {
    const value = Number(digits[i]) * (double ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 === 0;
}

export type CardNumber =
  | { readonly ok: true; readonly iccid: string }
  | {
      readonly ok: false;
      readonly problem: 'CHARACTERS' | 'LENGTH' | 'CHECK_DIGIT';
      readonly digits: string;
    };

/**
 * Reads the number of a smart card as people type and factories print it: spaces, dashes, a letter O for zero and the
 * trailing filler F do not matter (domain.md C8). 19 or 20 digits, the last one by Luhn.
 */
export function readCardNumber(text: string): CardNumber {
  const digits = text
    .replace(/[\s\u00a0\u2009\u202f.–—-]/g, '')
    .replace(/[oо]/gi, '0')
    .replace(/f+$/i, '');
  if (!/^\d+$/.test(digits)) return { ok: false, problem: 'CHARACTERS', digits: digits.replace(/\D/g, '') };
  if (!LENGTHS.includes(digits.length)) return { ok: false, problem: 'LENGTH', digits };
  return hasCheckDigit(digits) ? { ok: true, iccid: digits } : { ok: false, problem: 'CHECK_DIGIT', digits };
}
