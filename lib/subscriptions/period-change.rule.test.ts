import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BillingPeriod, billingPeriods, periodMonths } from '@/lib/catalog/model';
import { addDays, addMonths, daysBetween, localDate } from '@/lib/core/local-date';
import { kopecks, rubles } from '@/lib/core/money';
import type { SubscriptionState } from './model';
import { changePeriodNow, unusedPart } from './period-change.rule';

const PRICES: Record<BillingPeriod, number> = { M1: 19_000, M3: 55_000, M12: 206_000 };

const terms = (anchor: string, period: BillingPeriod, paidMonths: number = periodMonths[period]) => ({
  state: 'ACTIVE' as SubscriptionState,
  period,
  anchorDate: localDate(anchor),
  paidMonths,
  periodEnd: addMonths(localDate(anchor), paidMonths),
});

describe('whole days', () => {
  it.each([
    [9_000, 30, 14, 4_800],
    [18_000, 30, 14, 9_600],
    [99_000, 92, 0, 99_000],
    [99_000, 92, 1, 97_924],
    [99_000, 92, 91, 1_076],
    [99_000, 92, 92, 0],
    [1, 2, 1, 1],
  ])('%i kopecks for %i days, %i used: %i left', (amount, days, used, left) => {
    expect(unusedPart(kopecks(amount), days, used)).toBe(left);
  });
});

describe('change of period now', () => {
  const change = (
    sub: ReturnType<typeof terms>,
    period: BillingPeriod,
    today: string,
    paid = PRICES[sub.period],
  ) => changePeriodNow(sub, kopecks(paid), kopecks(PRICES[period]), period, localDate(today));

  it('a month becomes a year on its eleventh day', () => {
    expect(change(terms('2026-11-20', 'M1'), 'M12', '2026-11-30')).toEqual({
      ok: true,
      value: {
        start: '2026-11-20',
        paidUntil: '2026-12-20',
        end: '2027-11-20',
        usedDays: 10,
        oldDaysLeft: 20,
        newDaysLeft: 355,
        credit: 12_667,
        cost: 200_356,
        amount: 187_689,
        paidMonths: 12,
      },
    });
  });

  it('on the first day what was paid counts in full', () => {
    expect(change(terms('2026-11-20', 'M1'), 'M3', '2026-11-20')).toMatchObject({
      value: { amount: 36_000, credit: 19_000, cost: 55_000, usedDays: 0 },
    });
  });

  it('a period paid ahead counts in full too', () => {
    expect(change(terms('2026-11-20', 'M1', 2), 'M3', '2026-11-25')).toMatchObject({
      value: { start: '2026-12-20', end: '2027-03-20', usedDays: 0, amount: 36_000, paidMonths: 4 },
    });
  });

  it('keeps the day of the anchor through short months', () => {
    expect(change(terms('2026-01-31', 'M1'), 'M3', '2026-02-10')).toMatchObject({
      value: { end: '2026-04-30' },
    });
    expect(change(terms('2026-01-31', 'M1', 2), 'M3', '2026-03-05')).toMatchObject({
      value: { start: '2026-02-28', end: '2026-05-31', paidMonths: 4 },
    });
  });

  it.each([
    ['M12', 'M1', '2026-12-01', 'PERIOD_NOT_UPWARD'],
    ['M12', 'M3', '2026-12-01', 'PERIOD_NOT_UPWARD'],
    ['M3', 'M3', '2026-12-01', 'PERIOD_NOT_UPWARD'],
    ['M1', 'M3', '2026-12-20', 'RENEWAL_DUE'],
  ] as const)('%s → %s on %s is refused: %s', (from, to, today, code) => {
    expect(change(terms('2026-11-20', from), to, today)).toEqual({ ok: false, code });
  });

  it('is refused when the subscription is over or in debt, and when it would cost nothing', () => {
    const ended = { ...terms('2026-11-20', 'M1'), state: 'EXPIRED' as const };
    expect(change(ended, 'M12', '2026-11-21')).toMatchObject({ code: 'SUBSCRIPTION_ENDED' });
    const unpaid = { ...ended, state: 'PAST_DUE' as const };
    expect(change(unpaid, 'M12', '2026-12-21')).toMatchObject({ code: 'RENEWAL_DUE' });
    expect(change(terms('2026-11-20', 'M1'), 'M3', '2026-11-21', rubles(900))).toMatchObject({
      code: 'PERIOD_NOT_UPWARD',
    });
  });

  const anyDay = fc.integer({ min: 0, max: 73_000 }).map((days) => addDays(localDate('1901-01-01'), days));

  it('never pays less than nothing, never more than the new price, and leaves no gap in paid time', () => {
    fc.assert(
      fc.property(
        anyDay,
        fc.constantFrom(...billingPeriods),
        fc.constantFrom(...billingPeriods),
        fc.integer({ min: 0, max: 30 }),
        fc.nat(400),
        (anchor, from, to, before, day) => {
          const sub = terms(anchor, from, before + periodMonths[from]);
          const start = addMonths(anchor, before);
          const today = addDays(start, day % daysBetween(start, sub.periodEnd));
          const result = change(sub, to, today);
          if (!result.ok) {
            expect(periodMonths[to]).toBeLessThanOrEqual(periodMonths[from]);
            return;
          }
          const { value } = result;
          expect(value.amount).toBeGreaterThan(0);
          expect(value.amount).toBeLessThanOrEqual(PRICES[to]);
          expect(value.cost - value.credit).toBe(value.amount);
          expect(value.start).toBe(start);
          expect(value.end).toBe(addMonths(anchor, value.paidMonths));
          expect(value.end > value.paidUntil).toBe(true);
          expect(value.usedDays + value.newDaysLeft).toBe(daysBetween(value.start, value.end));
        },
      ),
    );
  });
});
