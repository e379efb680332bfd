import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kopecks, rubles } from '@/lib/core/money';
import {
  addGood,
  cartTotal,
  changeOf,
  DEAREST,
  emptyCart,
  likelyCash,
  lineSum,
  moreOf,
  quantityText,
  readQuantity,
  setPrice,
  setQuantity,
} from './cart.rule';
import type { Good } from './model';

const bread: Good = { name: 'Хлеб', price: kopecks(8_990), vat: '10', unit: 'PIECE' };
const cheese: Good = { name: 'Сыр', price: kopecks(89_900), vat: '10', unit: 'WEIGHT' };

describe('a line', () => {
  it.each([
    [8_990, 1_000, 8_990],
    [8_990, 3_000, 26_970],
    [89_900, 345, 31_016],
    [1, 500, 1],
    [1, 499, 0],
    [333, 333, 111],
    [100_000_000, 9_999_999, 999_999_900_000],
  ])('%d kopecks × %d thousandths is %d', (price, milli, sum) => {
    expect(lineSum({ price: kopecks(price), milli })).toBe(sum);
  });

  it('the same good at the same price adds to its line; at another price it is another line', () => {
    let cart = addGood(addGood(emptyCart('SALE'), bread), bread);
    expect(cart.lines.map(({ milli }) => milli)).toEqual([2_000]);
    cart = addGood(setPrice(cart, 1, kopecks(5_000)), bread);
    expect(cart.lines.map(({ price, milli }) => [price, milli])).toEqual([
      [5_000, 2_000],
      [8_990, 1_000],
    ]);
    expect(cartTotal(cart)).toBe(18_990);
  });

  it('with nothing left is gone, and its number is not given again', () => {
    const cart = addGood(moreOf(addGood(emptyCart('SALE'), bread), 1, -1_000), cheese);
    expect(cart.lines.map(({ id, name }) => [id, name])).toEqual([[2, 'Сыр']]);
  });

  it.each([
    ['more than fits', 99_999_999_999, 9_999_999],
    ['less than nothing', -5, undefined],
  ])('%s is brought within bounds', (_what, milli, left) => {
    expect(setQuantity(addGood(emptyCart('SALE'), bread), 1, milli).lines[0]?.milli).toBe(left);
  });

  it('no price is below zero or above the dearest', () => {
    const cart = addGood(emptyCart('SALE'), bread);
    expect(setPrice(cart, 1, kopecks(-1)).lines[0]?.price).toBe(0);
    expect(setPrice(cart, 1, rubles(2_000_000)).lines[0]?.price).toBe(DEAREST);
  });

  it('a total is the sum of what stands in the lines, whole kopecks, never negative', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(fc.integer({ min: 0, max: 100_000_000 }), fc.integer({ min: -5, max: 20_000_000 })),
        ),
        (goods) => {
          const cart = goods.reduce(
            (made, [price, milli], index) =>
              addGood(made, { ...bread, name: String(index), price: kopecks(price) }, milli),
            emptyCart('SALE'),
          );
          const sums = cart.lines.map(lineSum);
          expect(sums.every((sum) => Number.isSafeInteger(sum) && sum >= 0)).toBe(true);
          expect(cartTotal(cart)).toBe(sums.reduce<number>((left, right) => left + right, 0));
        },
      ),
    );
  });
});

describe('a quantity', () => {
  it.each([
    ['1', 1_000],
    ['0,345', 345],
    ['2.5', 2_500],
    [' 12 ', 12_000],
    ['9999,999', 9_999_999],
    ['0', null],
    ['0,0004', null],
    ['-1', null],
    ['1e3', null],
    ['', null],
    ['два', null],
  ])('«%s» is %s thousandths', (text, milli) => {
    expect(readQuantity(text)).toBe(milli);
  });

  it('is read as it is written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9_999_999 }), (milli) => {
        expect(readQuantity(quantityText(milli))).toBe(milli);
      }),
    );
  });
});

describe('cash', () => {
  it.each([
    [12_990, 20_000, 7_010],
    [12_990, 12_990, 0],
    [12_990, 12_989, null],
    [100_000_000, 100_000_001, 1],
  ])('of %d, given %d: %s back', (total, given, back) => {
    expect(changeOf(kopecks(total), kopecks(given))).toBe(back);
  });

  it.each([
    [12_990, [12_990, 20_000, 50_000, 100_000]],
    [10_000, [10_000, 50_000, 100_000, 200_000]],
    [730_050, [730_050, 740_000, 750_000, 800_000]],
  ])('for %d offers %j', (total, sums) => {
    expect(likelyCash(kopecks(total))).toEqual(sums);
  });

  it('whatever is offered is enough', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000_000 }), (total) => {
        const sums = likelyCash(kopecks(total));
        expect(sums.every((sum) => changeOf(kopecks(total), sum) !== null)).toBe(true);
        expect(new Set(sums).size).toBe(sums.length);
      }),
    );
  });
});
