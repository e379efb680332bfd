import { describe, expect, it } from 'vitest';
import { localDate } from '@/lib/core/local-date';
import { kopecks } from '@/lib/core/money';
import { ledgerMonths, topUpHref, topUpSum } from './labels';

describe('a top-up of what lacks', () => {
  it.each([
    [25_000, 25_000, '/finance/top-up?amount=250'],
    [113_950, 114_000, '/finance/top-up?amount=1140'],
    [1, 100, '/finance/top-up?amount=1'],
  ])('of %i kopecks is of %i, and the form has the same', (missing, sum, href) => {
    expect(topUpSum(kopecks(missing))).toBe(sum);
    expect(topUpHref(missing)).toBe(href);
  });
});

describe('months to choose from', () => {
  it('are this one and those before it over the turn of a year, then whole years', () => {
    const months = ledgerMonths(localDate('2027-01-31'));
    expect(months.slice(0, 3)).toEqual([
      { value: '2027-01', label: 'январь\u00a02027' },
      { value: '2026-12', label: 'декабрь\u00a02026' },
      { value: '2026-11', label: 'ноябрь\u00a02026' },
    ]);
    expect(months.slice(18)).toEqual([
      { value: '2027', label: '2027 год' },
      { value: '2026', label: '2026 год' },
      { value: '2025', label: '2025 год' },
    ]);
  });
});
