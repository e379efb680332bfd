import { describe, expect, it } from 'vitest';
import { kopecks } from '@/lib/core/money';
import { vatInside, vatTotals } from './vat.rule';

describe('tax inside a sum', () => {
  it.each([
    [12_200, '22', 2_200],
    [12_000, '20', 2_000],
    [8_990, '10', 817],
    [100, '7', 7],
    [105, '5', 5],
    [1, '22', 0],
    [3, '22', 1],
    [1_000, '0', null],
    [1_000, 'NONE', null],
  ] as const)('of %d at %s is %s', (sum, rate, tax) => {
    expect(vatInside(kopecks(sum), rate)).toBe(tax);
  });

  it('is rounded once per rate, in the order in which rates stand', () => {
    const line = (vat: '22' | '10' | 'NONE' | null, sum: number) => ({ vat, sum: kopecks(sum) });
    expect(
      vatTotals([
        line('22', 1),
        line('NONE', 500),
        line('22', 1),
        line('10', 11),
        line('22', 1),
        line(null, 9),
      ]),
    ).toEqual([
      { rate: '22', sum: 3, tax: 1 },
      { rate: 'NONE', sum: 500, tax: null },
      { rate: '10', sum: 11, tax: 1 },
    ]);
  });
});
