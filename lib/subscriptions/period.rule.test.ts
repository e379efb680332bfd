import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, addMonths, daysBetween, localDate } from '@/lib/core/local-date';
import { rubles } from '@/lib/core/money';
import { periodBounds, previewStart } from './period.rule';

const ends = (anchor: string, months: number, count: number) =>
  Array.from({ length: count }, (_, k) => periodBounds(localDate(anchor), k * months, months).end);

describe('periodBounds', () => {
  it.each([
    ['2025-01-31', 1, ['2025-02-28', '2025-03-31', '2025-04-30', '2025-05-31', '2025-06-30']],
    ['2024-01-31', 1, ['2024-02-29', '2024-03-31', '2024-04-30']],
    ['2025-01-31', 3, ['2025-04-30', '2025-07-31', '2025-10-31', '2026-01-31']],
    ['2025-08-31', 3, ['2025-11-30', '2026-02-28', '2026-05-31']],
    ['2024-02-29', 12, ['2025-02-28', '2026-02-28', '2027-02-28', '2028-02-29']],
    ['2026-11-20', 12, ['2027-11-20']],
  ])('from %s every %i months', (anchor, months, expected) => {
    expect(ends(anchor, months, expected.length)).toEqual(expected);
  });

  it('keeps the anchor when the period of payment changes on the way: 31 January, 1 + 3 + 1 months', () => {
    const anchor = localDate('2025-01-31');
    expect(periodBounds(anchor, 0, 1)).toEqual({ start: '2025-01-31', end: '2025-02-28' });
    expect(periodBounds(anchor, 1, 3)).toEqual({ start: '2025-02-28', end: '2025-05-31' });
    expect(periodBounds(anchor, 4, 1)).toEqual({ start: '2025-05-31', end: '2025-06-30' });
  });

  const anyDay = fc.integer({ min: 0, max: 73_400 }).map((days) => addDays(localDate('1900-01-01'), days));
  const anyMonths = fc.array(fc.constantFrom(1, 3, 12), { minLength: 1, maxLength: 40 });

  it('has no gap, no overlap and no empty period, whatever the order of periods of payment', () => {
    fc.assert(
      fc.property(anyDay, anyMonths, (anchor, order) => {
        let paid = 0;
        let previousEnd = anchor;
        for (const months of order) {
          const { start, end } = periodBounds(anchor, paid, months);
          expect(start).toBe(previousEnd);
          expect(daysBetween(start, end)).toBeGreaterThanOrEqual(28 * months);
          paid += months;
          previousEnd = end;
        }
      }),
    );
  });

  it('ends on the day of the anchor or on the last day of a shorter month', () => {
    fc.assert(
      fc.property(
        anyDay,
        fc.integer({ min: 0, max: 400 }),
        fc.constantFrom(1, 3, 12),
        (anchor, paid, months) => {
          const { end } = periodBounds(anchor, paid, months);
          const anchorDay = Number(anchor.slice(8));
          const day = Number(end.slice(8));
          const isLastOfMonth = addDays(end, 1).slice(5, 7) !== end.slice(5, 7);
          expect(day === anchorDay || (day < anchorDay && isLastOfMonth)).toBe(true);
          expect(end).toBe(addMonths(anchor, paid + months));
        },
      ),
    );
  });
});

/** Every anchor of two centuries that a short month or a leap day can move, in steps the law must bear. */
describe('two hundred years of anchors', () => {
  const anchors = Array.from({ length: 201 }, (_, year) => 1900 + year).flatMap((year) =>
    ['01-29', '01-30', '01-31', '02-28', '02-29', '08-31', '11-30', '12-31']
      .filter((day) => day !== '02-29' || new Date(Date.UTC(year, 1, 29)).getUTCDate() === 29)
      .map((day) => localDate(`${year}-${day}`)),
  );

  it.each([1, 3, 12])('boundary k of every %i months is what the calendar says of it directly', (months) => {
    const wrong = anchors.filter((anchor) => {
      const [year, month, day] = anchor.split('-').map(Number) as [number, number, number];
      let previous = anchor;
      return Array.from({ length: 36 }, (_, k) => k + 1).some((k) => {
        const { start, end } = periodBounds(anchor, (k - 1) * months, months);
        const at = month - 1 + k * months;
        const last = new Date(Date.UTC(year, at + 1, 0)).getUTCDate();
        const direct = new Date(Date.UTC(year, at, Math.min(day, last))).toISOString().slice(0, 10);
        const follows = start === previous;
        previous = end;
        return !follows || end !== direct;
      });
    });
    expect(wrong).toEqual([]);
  });
});

describe('previewStart', () => {
  const plan = { prices: { M1: rubles(190), M3: rubles(550), M12: rubles(2060) } };
  const today = localDate('2026-11-20');

  it.each([
    ['M1', 3, 570, '2026-12-20', 0],
    ['M3', 1, 550, '2027-02-20', 80],
    ['M12', 3, 6180, '2027-11-20', 220],
    ['M12', 0, 0, '2027-11-20', 220],
  ] as const)('%s for %i cards', (period, count, total, nextChargeOn, saving) => {
    expect(previewStart(plan, period, count, today)).toEqual({
      total: rubles(total),
      perSubject: plan.prices[period],
      nextChargeOn,
      savingPerYear: rubles(saving),
    });
  });

  it('never promises a saving that is a loss', () => {
    const dear = { prices: { ...plan.prices, M12: rubles(3000) } };
    expect(previewStart(dear, 'M12', 1, today).savingPerYear).toBe(0);
  });
});
