import { describe, expect, it } from 'vitest';
import { localDate } from '@/lib/core/local-date';
import { rubles } from '@/lib/core/money';
import { lookAhead, type OutlookSubscription } from './outlook.rule';

const prices = { M1: rubles(190), M3: rubles(550), M12: rubles(2060) };
let number = 0;
const sub = (over: Partial<OutlookSubscription> = {}): OutlookSubscription => ({
  id: String((number += 1)).padStart(8, '0'),
  planName: 'Смарт-карта',
  prices,
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
const look = (subs: OutlookSubscription[], balance: number, until: string, today = '2026-11-21') =>
  lookAhead(subs, rubles(balance), localDate(today), localDate(until));

describe('what will happen', () => {
  it('is nothing before the first paid end', () => {
    expect(look([sub()], 1000, '2026-11-29')).toEqual({
      events: [],
      charged: 0,
      left: rubles(1000),
      shortage: null,
    });
  });

  it('is each charge of a year by the anchor, on the last day as well', () => {
    const { events, charged, left } = look([sub()], 10_000, '2027-11-30');
    expect(events.map(({ on }) => on)).toEqual([
      '2026-11-30',
      '2026-12-31',
      '2027-01-31',
      '2027-02-28',
      '2027-03-31',
      '2027-04-30',
      '2027-05-31',
      '2027-06-30',
      '2027-07-31',
      '2027-08-31',
      '2027-09-30',
      '2027-10-31',
      '2027-11-30',
    ]);
    expect([charged, left]).toEqual([rubles(13 * 190), rubles(10_000 - 13 * 190)]);
  });

  it('adds up what is alike on one day and names the period that changes', () => {
    const { events } = look([sub(), sub(), sub({ pendingPeriod: 'M3' })], 1000, '2026-12-30');
    expect(events).toEqual([
      {
        kind: 'CHARGED',
        on: '2026-11-30',
        planName: 'Смарт-карта',
        count: 2,
        amount: rubles(380),
        period: 'M1',
        before: null,
      },
      {
        kind: 'CHARGED',
        on: '2026-11-30',
        planName: 'Смарт-карта',
        count: 1,
        amount: rubles(550),
        period: 'M3',
        before: 'M1',
      },
    ]);
  });

  it('is the end of what is stopped, without a charge', () => {
    const { events, left } = look([sub({ cancelAtPeriodEnd: true })], 1000, '2027-11-30');
    expect(events).toEqual([
      { kind: 'ENDED', on: '2026-11-30', planName: 'Смарт-карта', count: 1, reason: 'STOPPED' },
    ]);
    expect(left).toBe(rubles(1000));
  });

  it('says when money lacks and how much, how long it works, and that it ends on the fifth day', () => {
    const { events, shortage, left } = look([sub(), sub(), sub()], 400, '2026-12-30');
    expect(events.map(({ kind, on, count }) => [kind, on, count])).toEqual([
      ['CHARGED', '2026-11-30', 2],
      ['UNPAID', '2026-11-30', 1],
      ['ENDED', '2026-12-05', 1],
    ]);
    expect(events[1]).toMatchObject({ amount: rubles(190), worksUntil: '2026-12-05' });
    expect(shortage).toEqual({ on: '2026-11-30', missing: rubles(170) });
    expect(left).toBe(rubles(20));
  });

  it('pays the oldest debt first', () => {
    const debt = sub({
      state: 'PAST_DUE',
      periodEnd: localDate('2026-11-20'),
      triedOn: localDate('2026-11-21'),
    });
    const due = sub({ periodEnd: localDate('2026-11-22') });
    const { events } = look([due, debt], 200, '2026-11-26');
    expect(events.map(({ kind, on }) => [kind, on])).toEqual([
      ['CHARGED', '2026-11-22'],
      ['UNPAID', '2026-11-22'],
    ]);
    expect(events[1]).toMatchObject({ worksUntil: '2026-11-27' });
  });

  it('bills nothing back for what is over as a whole', () => {
    const { events } = look([sub()], 1000, '2027-03-01', '2027-02-28');
    expect(events).toEqual([
      { kind: 'ENDED', on: '2027-02-28', planName: 'Смарт-карта', count: 1, reason: 'MISSED' },
    ]);
  });

  it('leaves what is over out and its input as it was', () => {
    const ended = sub({ state: 'EXPIRED' });
    const living = sub();
    const before = structuredClone(living);
    expect(look([ended], 1000, '2027-11-30').events).toEqual([]);
    look([living], 1000, '2027-11-30');
    expect(living).toEqual(before);
  });
});
