import { describe, expect, it } from 'vitest';
import { localDate } from '@/lib/core/local-date';
import { rubles } from '@/lib/core/money';
import type { RenewalTerms } from './model';
import {
  chargesUntil,
  decideRenewal,
  firstShortage,
  nextCharge,
  nextPeriod,
  revivableUntil,
  stateAfter,
  subscriptionMachine,
} from './renewal.rule';

const prices = { M1: rubles(190), M3: rubles(550), M12: rubles(2060) };
const terms = (over: Partial<RenewalTerms> = {}): RenewalTerms => ({
  state: 'ACTIVE',
  period: 'M1',
  pendingPeriod: null,
  cancelAtPeriodEnd: false,
  anchorDate: localDate('2026-10-31'),
  periodIndex: 0,
  paidMonths: 1,
  periodEnd: localDate('2026-11-30'),
  triedOn: null,
  ...over,
});
const day = localDate;

describe('decideRenewal', () => {
  it.each([
    ['before the end', {}, '2026-11-29', 'WAIT'],
    ['at the end', {}, '2026-11-30', 'CHARGE'],
    ['stopped, before the end', { cancelAtPeriodEnd: true }, '2026-11-29', 'WAIT'],
    ['stopped, at the end', { cancelAtPeriodEnd: true }, '2026-11-30', 'STOPPED'],
    ['stopped while past due', { cancelAtPeriodEnd: true, state: 'PAST_DUE' }, '2026-12-02', 'STOPPED'],
    ['tried today', { state: 'PAST_DUE', triedOn: day('2026-12-01') }, '2026-12-01', 'WAIT'],
    ['tried yesterday', { state: 'PAST_DUE', triedOn: day('2026-12-01') }, '2026-12-02', 'CHARGE'],
    ['fourth day', { state: 'PAST_DUE', triedOn: day('2026-12-03') }, '2026-12-04', 'CHARGE'],
    ['fifth day', { state: 'PAST_DUE', triedOn: day('2026-12-04') }, '2026-12-05', 'LAST'],
    ['first attempt after a fortnight of downtime', {}, '2026-12-14', 'CHARGE'],
    ['last day of the next period', {}, '2026-12-30', 'CHARGE'],
    ['the whole next period has passed', {}, '2026-12-31', 'MISSED'],
    ['the same, past due', { state: 'PAST_DUE' }, '2027-03-01', 'MISSED'],
    ['a year is pending, so it still runs', { pendingPeriod: 'M12' }, '2027-03-01', 'CHARGE'],
    ['over', { state: 'EXPIRED' }, '2026-12-01', 'WAIT'],
  ] as const)('%s', (_, over, today, expected) => {
    const decision = decideRenewal(terms(over), day(today));
    const seen =
      decision.kind === 'END'
        ? decision.reason
        : decision.kind === 'CHARGE' && decision.lastAttempt
          ? 'LAST'
          : decision.kind;
    expect(seen).toBe(expected);
  });

  it('a payment repeats the attempt of the day and ends nothing', () => {
    const tried = terms({ state: 'PAST_DUE', triedOn: day('2026-12-05') });
    expect(decideRenewal(tried, day('2026-12-05'), true)).toMatchObject({
      kind: 'CHARGE',
      lastAttempt: false,
    });
  });
});

describe('nextPeriod', () => {
  it('takes the pending period and counts from the anchor', () => {
    expect(nextPeriod(terms({ pendingPeriod: 'M3' }))).toEqual({
      index: 1,
      period: 'M3',
      paidMonths: 4,
      start: '2026-11-30',
      end: '2027-02-28',
    });
  });
});

describe('nextCharge', () => {
  const today = day('2026-11-20');
  it.each([
    ['renews', {}, { on: '2026-11-30', amount: prices.M1 }],
    ['pending year', { pendingPeriod: 'M12' }, { on: '2026-11-30', amount: prices.M12, period: 'M12' }],
    ['debt is due today', { state: 'PAST_DUE', periodEnd: day('2026-11-18') }, { on: '2026-11-20' }],
  ] as const)('%s', (_, over, expected) => {
    expect(nextCharge(terms(over), prices, today)).toMatchObject(expected);
  });
  it.each([
    { cancelAtPeriodEnd: true },
    { state: 'EXPIRED' },
    // The next period is over as a whole: the renewal ends it without a charge.
    { state: 'PAST_DUE', anchorDate: day('2026-09-20'), periodEnd: day('2026-10-20') },
  ] as const)('nothing for %j', (over) => {
    expect(nextCharge(terms(over), prices, today)).toBeNull();
  });
});

describe('charges ahead', () => {
  const today = day('2027-02-01');
  const monthly = terms({ anchorDate: day('2027-01-01'), periodEnd: day('2027-02-01') });

  it('counts a monthly charge twice when both fall into thirty days', () => {
    expect(chargesUntil([{ terms: monthly, prices, count: 3 }], today, day('2027-03-03'))).toEqual([
      { date: '2027-02-01', amount: rubles(570), count: 3 },
      { date: '2027-03-01', amount: rubles(570), count: 3 },
    ]);
  });

  it('adds up groups of one day and leaves out the stopped', () => {
    const stopped = { ...monthly, cancelAtPeriodEnd: true };
    const groups = [
      { terms: monthly, prices, count: 1 },
      { terms: { ...monthly, pendingPeriod: 'M12' as const }, prices, count: 2 },
      { terms: stopped, prices, count: 9 },
    ];
    expect(chargesUntil(groups, today, today)).toEqual([{ date: today, amount: rubles(4310), count: 3 }]);
  });

  it('finds the first day without enough money', () => {
    const charges = chargesUntil([{ terms: monthly, prices, count: 1 }], today, day('2027-03-03'));
    expect(firstShortage(charges, rubles(380))).toBeNull();
    expect(firstShortage(charges, rubles(379))).toEqual({
      date: '2027-03-01',
      due: rubles(380),
      missing: rubles(1),
    });
  });

  it.each([
    ['M1', 12],
    ['M3', 4],
    ['M12', 1],
  ] as const)('%s comes %i times in twelve months', (period, times) => {
    const due = { ...monthly, period, anchorDate: today, periodEnd: today, paidMonths: 0 };
    const all = chargesUntil([{ terms: due, prices, count: 1 }], today, day('2028-01-31'));
    expect(all.map((charge) => charge.amount)).toEqual(Array.from({ length: times }, () => prices[period]));
  });
});

describe('state machine', () => {
  it('leads nowhere from EXPIRED', () => {
    for (const event of ['CHARGED', 'CHARGE_FAILED', 'ENDED'] as const) {
      expect(subscriptionMachine.EXPIRED[event]).toBeNull();
      expect(() => stateAfter('EXPIRED', event)).toThrow();
    }
  });

  it('brings back for 90 days what ended for lack of money, and nothing else', () => {
    const endedOn = day('2026-12-05');
    const over = { state: 'EXPIRED', cancelAtPeriodEnd: false } as const;
    expect(revivableUntil(over, endedOn)).toBe('2027-03-05');
    expect(revivableUntil({ ...over, cancelAtPeriodEnd: true }, endedOn)).toBeNull();
    expect(revivableUntil({ ...over, state: 'ACTIVE' }, endedOn)).toBeNull();
  });
});
