import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addMoney, formatMoney, kopecks, parseMoney, timesMoney } from './money';

describe('kopecks', () => {
  it.each([0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 60])('refuses %s', (value) => {
    expect(() => kopecks(value)).toThrow(RangeError);
  });

  it('never shows minus zero', () => {
    expect(formatMoney(kopecks(-0))).toBe('0\u00a0₽');
  });

  it('adds and multiplies exactly', () => {
    expect(timesMoney(kopecks(206_000), 3)).toBe(618_000);
    expect(addMoney(kopecks(10), kopecks(20), kopecks(-5))).toBe(25);
  });
});

describe('formatMoney', () => {
  it.each([
    [129_000, '1\u00a0290\u00a0₽'],
    [129_050, '1\u00a0290,50\u00a0₽'],
    [5, '0,05\u00a0₽'],
    [100_000_000, '1\u00a0000\u00a0000\u00a0₽'],
    [-48_00, '−48\u00a0₽'],
  ])('%d → %s', (amount, text) => {
    expect(formatMoney(kopecks(amount))).toBe(text);
  });
});

describe('parseMoney', () => {
  it.each([
    ['1 290', 129_000],
    ['1290,5', 129_050],
    ['1290.05 ₽', 129_005],
    ['0', 0],
    ['', null],
    ['-5', null],
    ['1,234', null],
    ['1e3', null],
    ['12 рублей', null],
    ['1'.repeat(20), null],
  ])('«%s» → %s', (text, amount) => {
    expect(parseMoney(text)).toBe(amount);
  });

  it('reads back what formatMoney writes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 ** 13 }), (amount) => {
        expect(parseMoney(formatMoney(kopecks(amount)))).toBe(amount);
      }),
    );
  });
});
