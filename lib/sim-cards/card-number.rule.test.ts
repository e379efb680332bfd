import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withCheckDigit } from '@/lib/testing/factories';
import { cardNumberKey, hasCheckDigit, readCardNumber } from './card-number.rule';

describe('readCardNumber', () => {
  it.each([
    ['8970101123456789019', '8970101123456789019'],
    ['89701029876543210121', '89701029876543210121'],
    ['8970 1011 2345 6789 019', '8970101123456789019'],
    ['8970-1011-2345-6789-019', '8970101123456789019'],
    ['897О1О1123456789О19', '8970101123456789019'],
    ['8970101123456789019F', '8970101123456789019'],
    ['\u00a08970101123456789019 ', '8970101123456789019'],
    ['897o1oll23456789ol9', '8970101123456789019'],
    ['В97О1О112З4567В9О19', '8970101123456789019'],
    ['8970101123Ч5б789О19', '8970101123456789019'],
    ['8970\u20111011\u20092345\u00ad6789\u200b019\ufeff', '8970101123456789019'],
    ['8970–1011—2345−6789-019', '8970101123456789019'],
    ['８９７０１０１１２３４５６７８９０１９', '8970101123456789019'],
    ['89701029876543210121FF', '89701029876543210121'],
  ])('«%s» → %s', (text, iccid) => {
    expect(readCardNumber(text)).toEqual({ ok: true, iccid });
  });

  it.each([
    ['', 'CHARACTERS'],
    ['карта 1', 'CHARACTERS'],
    ['F', 'CHARACTERS'],
    ['8970101F123456789019', 'CHARACTERS'],
    ['8970101123456789019 и 8970101123456789019', 'CHARACTERS'],
    ['897010112345678901', 'LENGTH'],
    ['897010112345678901900', 'LENGTH'],
    ['8970101123456789018', 'CHECK_DIGIT'],
    ['8970101123456798019', 'CHECK_DIGIT'],
  ])('«%s» is refused: %s', (text, problem) => {
    expect(readCardNumber(text)).toMatchObject({ ok: false, problem });
  });

  it('says which character is no digit and where', () => {
    expect(readCardNumber('8970 10Ж1 2345')).toMatchObject({ stranger: { text: 'Ж', place: 7 } });
    expect(readCardNumber('')).not.toHaveProperty('stranger');
  });

  it('both lengths of one number have one key, other numbers have others', () => {
    const long = withCheckDigit('8970101123456789019');
    expect(long).toHaveLength(20);
    expect(cardNumberKey(long)).toBe(cardNumberKey('8970101123456789019'));
    expect(cardNumberKey('89701029876543210121')).toBe('8970102987654321012');
    expect(cardNumberKey('8970101123456789019')).not.toBe(cardNumberKey('8970101123456789027'));
  });

  it('however it is written, it is the same number', () => {
    const between = fc.constantFrom('', ' ', '-', '\u00a0', '\u2009', '.', '\u200b', '—');
    const written = (digit: string) =>
      digit === '0' ? fc.constantFrom('0', 'O', 'О', 'о') : fc.constant(digit);
    const body = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 18, maxLength: 19 });
    fc.assert(
      fc.property(
        body
          .map((digits) => withCheckDigit(digits.join('')))
          .chain((iccid) =>
            fc.tuple(
              fc.constant(iccid),
              fc.tuple(...[...iccid].map((digit) => fc.tuple(written(digit), between))),
            ),
          ),
        fc.constantFrom('', 'F', 'f', 'FF'),
        ([iccid, letters], filler) => {
          expect(readCardNumber(letters.flat().join('') + filler)).toEqual({ ok: true, iccid });
        },
      ),
    );
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
