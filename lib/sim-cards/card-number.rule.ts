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

/** The number with its check digit put at the end. */
export const withCheckDigit = (body: string): string =>
  body +
  String(
    Array.from({ length: 10 }, (_, digit) => digit).findIndex((digit) => hasCheckDigit(body + String(digit))),
  );

export type CardNumber =
  | { readonly ok: true; readonly iccid: string }
  | {
      readonly ok: false;
      readonly problem: 'CHARACTERS' | 'LENGTH' | 'CHECK_DIGIT';
      readonly digits: string;
      /** the first character that is no digit, and where it stands, from 1; only with CHARACTERS */
      readonly stranger?: { readonly text: string; readonly place: number };
    };

/** What people and programs put between and around the digits. */
const BETWEEN = /[\s\u00ad\u200b-\u200d\u2060\ufeff.\-\u2010-\u2015\u2212]/gu;

/** Letters that look like a digit, Latin and Cyrillic; the check digit tells whether the guess was right. */
const lookAlikes: Readonly<Record<string, string>> = {
  ...{ O: '0', o: '0', О: '0', о: '0' },
  ...{ I: '1', l: '1', І: '1', Ӏ: '1' },
  ...{ З: '3', з: '3' },
  ...{ Ч: '4', ч: '4' },
  ...{ б: '6' },
  ...{ B: '8', В: '8' },
};

const written = (text: string): string[] => [
  ...text
    .normalize('NFKC')
    .replace(BETWEEN, '')
    .replace(/[fF]+$/, ''),
];
const isDigit = (letter: string): boolean => /^\d$/.test(letter);

/** A word is no number for its look-alikes: so many true digits there are in a part of a number. */
const PART_DIGITS = 6;

/** The digits of a part of a number, read as a whole number is. Null: it is something else. */
export function cardNumberPart(text: string): string | null {
  const letters = written(text);
  const read = letters.map((letter) => lookAlikes[letter] ?? letter);
  return letters.filter(isDigit).length >= PART_DIGITS && read.every(isDigit) ? read.join('') : null;
}

/**
 * Reads the number of a smart card as people type and factories print it: spaces, dashes, letters that look like
 * digits and the trailing filler F do not matter (domain.md C8). 19 or 20 digits, the last one by Luhn.
 */
export function readCardNumber(text: string): CardNumber {
  const letters = written(text);
  const read = letters.map((letter) => lookAlikes[letter] ?? letter);
  const digits = read.filter(isDigit).join('');
  const place = read.findIndex((letter) => !isDigit(letter));
  if (place >= 0 || digits === '') {
    const stranger = place < 0 ? undefined : { text: letters[place] ?? '', place: place + 1 };
    return { ok: false, problem: 'CHARACTERS', digits, ...(stranger && { stranger }) };
  }
  if (!LENGTHS.includes(digits.length)) return { ok: false, problem: 'LENGTH', digits };
  return hasCheckDigit(digits) ? { ok: true, iccid: digits } : { ok: false, problem: 'CHECK_DIGIT', digits };
}

/**
 * What two lengths of one number have in common: factories give the same card with 19 digits and with one check digit
 * more. The database holds one card per key (`sim_card_number_key`).
 */
export const cardNumberKey = (iccid: string): string => (iccid.length === 20 ? iccid.slice(0, 19) : iccid);
