import { randomInt } from 'node:crypto';

/** Luhn check digit appended. */
function withCheckDigit(body: string): string {
  const sum = [...body].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return body + String((10 - (sum % 10)) % 10);
}

export interface Numbers {
  /** 14 digits, as on the sticker */
  readonly serial: (index: number) => string;
  readonly imei: (index: number) => string;
  readonly fiscalDrive: (index: number) => string;
  readonly kktRegNumber: (index: number) => string;
  /** 19 digits with the check digit */
  readonly iccid: (prefix: string, index: number) => string;
  readonly msisdn: (code: string, index: number) => string;
}

const two = (index: number) => String(index).padStart(2, '0');

/** Numbers of things, the same each time for the demo itself and drawn anew for its copies. */
export function numbersFor(fixedRoot: number | null): Numbers {
  const root = String(fixedRoot ?? randomInt(100_000_000, 999_999_999)).padStart(9, '0');
  return {
    serial: (index) => `003074${root.slice(3)}${two(index)}`,
    imei: (index) => withCheckDigit(`86485${root.slice(2)}${two(index)}`),
    fiscalDrive: (index) => `99604${root}${two(index)}`,
    kktRegNumber: (index) => `000${root}${two(index)}71`,
    iccid: (prefix, index) => withCheckDigit(`${prefix}${root}${two(index)}`),
    msisdn: (code, index) => `+7${code}${root.slice(4)}${two(index)}`,
  };
}
