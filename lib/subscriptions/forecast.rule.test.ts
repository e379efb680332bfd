import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BillingPeriod, billingPeriods } from '@/lib/catalog/model';
import { addDays, localDate } from '@/lib/core/local-date';
import { addMoney, kopecks, rubles, timesMoney } from '@/lib/core/money';
import {
  calendarEnd,
  chargeCalendar,
  chargeDays,
  dueUntil,
  forecast,
  type ForecastGroup,
  monthTable,
  savings,
  settle,
} from './forecast.rule';
import type { RenewalTerms } from './model';
import { decideRenewal } from './renewal.rule';

const day = localDate;
const prices = { M1: rubles(190), M3: rubles(550), M12: rubles(2060) };
const terms = (over: Partial<RenewalTerms> = {}): RenewalTerms => ({
  state: 'ACTIVE',
  period: 'M1',
  pendingPeriod: null,
  cancelAtPeriodEnd: false,
  anchorDate: day('2027-01-31'),
  periodIndex: 0,
  paidMonths: 1,
  periodEnd: day('2027-02-28'),
  triedOn: null,
  ...over,
});
const group = (over: Partial<ForecastGroup> = {}): ForecastGroup => ({
  planSlug: 'card',
  planName: 'Смарт-карта',
  storeId: 'a',
  storeName: 'Центр',
  terms: terms(),
  prices,
  count: 1,
  ...over,
});
const today = day('2027-02-10');
const until = calendarEnd(today, 12);

describe('forecast', () => {
  it('counts every end from the anchor: a short month does not move the day', () => {
    const days = forecast([group()], today, day('2027-08-01')).map(({ on }) => on);
    expect(days).toEqual([
      '2027-02-28',
      '2027-03-31',
      '2027-04-30',
      '2027-05-31',
      '2027-06-30',
      '2027-07-31',
    ]);
  });

  it.each<[string, Partial<RenewalTerms>, string[]]>([
    ['paid by month', {}, ['02-28 M1', '03-31 M1', '04-30 M1']],
    ['by quarter from the next period', { pendingPeriod: 'M3' }, ['02-28 M3']],
    ['by quarter', { period: 'M3' }, ['02-28 M3']],
    ['from a year to a month', { period: 'M12', pendingPeriod: 'M1' }, ['02-28 M1', '03-31 M1', '04-30 M1']],
    ['stopped', { cancelAtPeriodEnd: true }, []],
    ['over', { state: 'EXPIRED' }, []],
    [
      'a debt is charged today, its next period by the anchor',
      { state: 'PAST_DUE', anchorDate: day('2027-01-07'), periodEnd: day('2027-02-07') },
      ['02-10 M1', '03-07 M1', '04-07 M1', '05-07 M1'],
    ],
    [
      'so long unpaid that the renewal ends it without a charge',
      { anchorDate: day('2026-12-01'), periodEnd: day('2027-01-01') },
      [],
    ],
  ])('%s', (_, over, expected) => {
    const charges = forecast([group({ terms: terms(over) })], today, day('2027-05-10'));
    expect(charges.map(({ on, period }) => `${on.slice(5)} ${period}`)).toEqual(expected);
  });

  it('is by date, today and the last day included, and no further', () => {
    const ends = (end: string) => terms({ anchorDate: day(end), paidMonths: 0, periodEnd: day(end) });
    const groups = [group({ terms: ends('2027-02-12') }), group({ terms: ends('2027-02-10') })];
    expect(forecast(groups, today, day('2027-02-12')).map(({ on }) => on)).toEqual([
      '2027-02-10',
      '2027-02-12',
    ]);
    expect(forecast(groups, today, day('2027-02-11'))).toHaveLength(1);
  });

  it('is what the renewal decides, day after day, whatever the terms', () => {
    const anyTerms = fc.record({
      offset: fc.integer({ min: -5, max: 400 }),
      period: fc.constantFrom(...billingPeriods),
      pending: fc.option(fc.constantFrom(...billingPeriods)),
      stopped: fc.boolean(),
    });
    fc.assert(
      fc.property(anyTerms, ({ offset, period, pending, stopped }) => {
        const periodEnd = addDays(today, offset);
        let own = terms({
          period,
          pendingPeriod: pending,
          cancelAtPeriodEnd: stopped,
          anchorDate: periodEnd,
          paidMonths: 0,
          periodEnd,
        });
        const shown = forecast([group({ terms: own })], today, until).map(({ on, price }) => [on, price]);
        const charged: unknown[] = [];
        for (let on = today; on <= until; on = addDays(on, 1)) {
          const decision = decideRenewal(own, on);
          if (decision.kind === 'END') break;
          if (decision.kind !== 'CHARGE') continue;
          const { next } = decision;
          charged.push([on, prices[next.period]]);
          own = { ...own, ...next, pendingPeriod: null, periodEnd: next.end };
        }
        expect(shown).toEqual(charged);
      }),
      { numRuns: 60 },
    );
  });
});

describe('days', () => {
  const other = { planSlug: 'kit', planName: 'Комплект', prices: { ...prices, M1: rubles(990) } };
  const groups = [
    group({ count: 2 }),
    group({ storeId: 'b', storeName: 'Камчатка', count: 3 }),
    group({ ...other, storeId: null, storeName: null }),
  ];
  const days = chargeDays(forecast(groups, today, day('2027-03-31')));

  it('say what for, how many and where', () => {
    expect(days.map(({ date, amount, count }) => [date, amount, count])).toEqual([
      ['2027-02-28', rubles(1940), 6],
      ['2027-03-31', rubles(1940), 6],
    ]);
    expect(days[0]?.lines).toEqual([
      { planName: 'Смарт-карта', period: 'M1', price: rubles(190), count: 5, stores: ['Центр', 'Камчатка'] },
      { planName: 'Комплект', period: 'M1', price: rubles(990), count: 1, stores: [null] },
    ]);
  });

  it('say what is left, and what all charges up to a day lack', () => {
    const settled = settle(days, rubles(2000), false);
    expect(settled.map(({ left, missing, fromCard }) => [left, missing, fromCard])).toEqual([
      [rubles(60), 0, 0],
      [0, rubles(1880), 0],
    ]);
  });

  it('take what lacks from the card of autopay, to the kopeck', () => {
    const settled = settle(days, kopecks(100_001), true);
    expect(settled.map(({ left, missing, fromCard }) => [left, missing, fromCard])).toEqual([
      [0, 0, 93_999],
      [0, 0, 194_000],
    ]);
  });

  it('add up until a day, that day included', () => {
    expect(dueUntil(days, day('2027-02-27'))).toBe(0);
    expect(dueUntil(days, day('2027-02-28'))).toBe(rubles(1940));
    expect(dueUntil(days, day('2027-12-31'))).toBe(rubles(3880));
  });
});

describe('calendar', () => {
  it('shows this month and the eleven after it, to their last day', () => {
    expect(calendarEnd(day('2027-02-10'), 12)).toBe('2028-01-31');
    expect(calendarEnd(day('2027-03-31'), 12)).toBe('2028-02-29');
    const { byPlan } = chargeCalendar([], day('2026-11-30'), 12, '');
    expect([byPlan.months[0], byPlan.months[2], byPlan.months[11]]).toEqual([
      '2026-11-01',
      '2027-01-01',
      '2027-10-01',
    ]);
  });

  it('adds up by plan and by store to the same sums; two stores of one name stay two', () => {
    const groups = [
      group({ count: 2 }),
      group({ storeId: 'b', storeName: 'Центр', count: 3 }),
      group({ storeId: null, storeName: null, terms: terms({ period: 'M12' }) }),
    ];
    const { byPlan, byStore } = chargeCalendar(forecast(groups, today, until), today, 12, 'Без магазина');
    expect(byPlan.rows.map(({ name, total }) => [name, total])).toEqual([
      ['Смарт-карта', rubles(12 * 950 + 2060)],
    ]);
    expect(byStore.rows.map(({ name, total }) => [name, total])).toEqual([
      ['Центр', rubles(12 * 570)],
      ['Центр', rubles(12 * 380)],
      ['Без магазина', rubles(2060)],
    ]);
    expect(byStore.totals).toEqual(byPlan.totals);
    expect(byStore.total).toBe(byPlan.total);
    expect(byPlan.totals[0]).toBe(rubles(950 + 2060));
  });

  it('loses no charge of its months', () => {
    const anyGroup = fc
      .record({
        offset: fc.integer({ min: 0, max: 500 }),
        period: fc.constantFrom(...billingPeriods),
        count: fc.integer({ min: 1, max: 50 }),
        storeId: fc.constantFrom('a', 'b', null),
      })
      .map(({ offset, period, count, storeId }) => {
        const end = addDays(today, offset);
        return group({
          count,
          storeId,
          storeName: storeId,
          terms: terms({ period, anchorDate: end, paidMonths: 0, periodEnd: end }),
        });
      });
    fc.assert(
      fc.property(fc.array(anyGroup, { maxLength: 12 }), (groups) => {
        const charges = forecast(groups, today, until);
        const sum = addMoney(...charges.map(({ price, count }) => timesMoney(price, count)));
        const { byPlan, byStore } = chargeCalendar(charges, today, 12, '—');
        expect(byPlan.total).toBe(sum);
        expect(byStore.total).toBe(sum);
        expect(addMoney(...byStore.rows.map(({ total }) => total))).toBe(sum);
        expect(dueUntil(chargeDays(charges), until)).toBe(sum);
      }),
      { numRuns: 50 },
    );
  });

  it('leaves out what is of no month shown', () => {
    const months = [day('2027-02-01')];
    const row = { key: 'a', name: 'А' };
    expect(monthTable(months, [{ ...row, month: day('2027-03-01'), amount: 5 }]).rows).toEqual([]);
  });
});

describe('saving of a year', () => {
  const of = (period: BillingPeriod, count: number, over: Partial<ForecastGroup> = {}) =>
    group({ terms: terms({ period }), count, ...over });

  it('is what monthly payment costs more, by plan and period, with what a change takes at once', () => {
    // 12 × 190 = 2280; by quarter 4 × 550 = 2200; by year 2060.
    const rows = savings([of('M1', 2), of('M1', 1, { storeId: 'b' }), of('M3', 1), of('M12', 1)]);
    expect(
      rows.map(({ period, count, saved, possible, upfront }) => [period, count, saved, possible, upfront]),
    ).toEqual([
      ['M1', 3, 0, rubles(660), rubles(6180)],
      ['M3', 1, rubles(80), rubles(140), rubles(2060)],
      ['M12', 1, rubles(220), 0, 0],
    ]);
  });

  it('counts a period that is to change as the new one', () => {
    const [row] = savings([group({ terms: terms({ pendingPeriod: 'M12' }) })]);
    expect(row).toMatchObject({ period: 'M12', saved: rubles(220), possible: 0 });
  });

  it('promises nothing where a year is no cheaper', () => {
    const dear = { M1: rubles(100), M3: rubles(300), M12: rubles(1300) };
    expect(savings([of('M1', 4, { prices: dear })])).toMatchObject([{ saved: 0, possible: 0, upfront: 0 }]);
  });
});
