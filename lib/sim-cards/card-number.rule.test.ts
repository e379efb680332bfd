import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withCheckDigit } from '@/lib/testing/factories';
import { hasCheckDigit, readCardNumber } from './card-number.rule';

describe('readCardNumber', () => {
  it.each([
    ['8970101123456789019', '8970101123456789019'],
    ['89701029876543210121', '89701029876543210121'],
    ['8970 1011 2345 6789 019', '8970101123456789019'],
    ['8970-1011-2345-6789-019', '8970101123456789019'],
    ['897О1О1123456789О19', '8970101123456789019'],
    ['8970101123456789019F', '8970101123456789019'],
    ['\u00a08970101123456789019 ', '8970101123456789019'],
  ])('«%s» → %s', (text, iccid) => {
    expect(readCardNumber(text)).toEqual({ ok: true, iccid });
  });

  it.each([
    ['', 'CHARACTERS'],
    ['карта 1', 'CHARACTERS'],
    ['897010112345678901', 'LENGTH'],
    ['897010112345678901900', 'LENGTH'],
    ['8970101123456789018', 'CHECK_DIGIT'],
    ['8970101123456798019', 'CHECK_DIGIT'],
  ])('«%s» is refused: %s', (text, problem) => {
    expect(readCardNumber(text)).toMatchObject({ ok: false, problem });
  });

  it('one wrong digit is always noticed', () => {
    const digit = fc.integer({ min: 0, max: 9 });
    fc.assert(
      fc.property(
        fc.array(digit, { minLength: 18, maxLength: 18 }),
        fc.nat(18),
        fc.integer({ min: 1, max: 9 }),
        (body, at, by) => {
          const number = withCheckDigit(body.join(''));
          expect(hasCheckDigit(number)).toBe(true);
          const wrong = number.slice(0, at) + String((Number(number[at]) + by) % 10) + number.slice(at + 1);
          expect(hasCheckDigit(wrong)).toBe(false);
        },
      ),
    );
  });
});
