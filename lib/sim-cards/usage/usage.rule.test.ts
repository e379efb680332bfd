import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LocalDate } from '@/lib/core/local-date';
import { limitText, ofLimitText, trafficText } from './labels';
import { setCardLimitInput, setLimitPolicyInput, monthParam } from './schema';
import {
  effectiveLimit,
  isHeldByLimit,
  isWorkingTime,
  MEGABYTE,
  monthsToAsk,
  usageLevel,
  type UsageLevel,
  type WorkingHours,
} from './usage.rule';

const day = (text: string) => text as LocalDate;
const minutes = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
const hours = (opens: string, closes: string): WorkingHours => ({
  opensAt: minutes(opens),
  closesAt: minutes(closes),
});

describe('limit', () => {
  it.each<[number | null, number | null, number | null]>([
    [null, null, null],
    [null, 300, 300],
    [500, 300, 500],
    [100, 300, 100],
    [0, 300, null],
    [0, null, null],
  ])('of the card %s, of the organization %s: %s', (own, organization, expected) => {
    expect(effectiveLimit(own, organization)).toBe(expected);
  });

  it.each<[number, number | null, UsageLevel]>([
    [0, 100, 'NONE'],
    [79.9, 100, 'NONE'],
    [80, 100, 'NEAR'],
    [99.9, 100, 'NEAR'],
    [100, 100, 'OVER'],
    [250, 100, 'OVER'],
    [1_000_000, null, 'NONE'],
  ])('%s of %s MB: %s', (megabytes, limit, expected) => {
    expect(usageLevel(megabytes * MEGABYTE, limit)).toBe(expected);
  });
});

describe('working hours', () => {
  it.each<[string, WorkingHours | null, string, boolean]>([
    ['not known: always', null, '03:00', true],
    ['round the clock', hours('00:00', '00:00'), '03:00', true],
    ['round the clock from nine', hours('09:00', '09:00'), '03:00', true],
    ['by day', hours('09:00', '21:00'), '12:00', true],
    ['opening', hours('09:00', '21:00'), '09:00', true],
    ['half an hour before', hours('09:00', '21:00'), '08:30', true],
    ['earlier', hours('09:00', '21:00'), '08:29', false],
    ['the last minute', hours('09:00', '21:00'), '20:59', true],
    ['closed', hours('09:00', '21:00'), '21:00', false],
    ['a bar before midnight', hours('18:00', '04:00'), '23:59', true],
    ['a bar after midnight', hours('18:00', '04:00'), '03:59', true],
    ['a bar in the morning', hours('18:00', '04:00'), '04:00', false],
    ['a bar before opening', hours('18:00', '04:00'), '17:30', true],
    ['opens at midnight', hours('00:00', '08:00'), '23:45', true],
    ['opens soon after midnight', hours('00:10', '08:00'), '23:39', false],
  ])('%s', (_, worked, now, expected) => {
    expect(isWorkingTime(worked, minutes(now))).toBe(expected);
  });
});

describe('held by the limit', () => {
  const night = { hours: hours('09:00', '21:00'), minute: minutes('23:00') };
  it.each<[string, Parameters<typeof isHeldByLimit>[0], boolean]>([
    ['over, wanted so, closed', { level: 'OVER', whenOver: 'SUSPEND', ...night }, true],
    ['over, wanted so, open', { level: 'OVER', whenOver: 'SUSPEND', ...night, minute: 720 }, false],
    ['over, only a warning', { level: 'OVER', whenOver: 'WARN', ...night }, false],
    ['near', { level: 'NEAR', whenOver: 'SUSPEND', ...night }, false],
    ['hours not known', { level: 'OVER', whenOver: 'SUSPEND', ...night, hours: null }, false],
  ])('%s', (_, card, expected) => {
    expect(isHeldByLimit(card)).toBe(expected);
  });

  it('never while the store works', () => {
    const minute = fc.integer({ min: 0, max: 1439 });
    fc.assert(
      fc.property(minute, minute, minute, (opensAt, closesAt, now) => {
        const length = (closesAt - opensAt + 1440) % 1440;
        fc.pre(length === 0 || (now - opensAt + 1440) % 1440 < length);
        expect(
          isHeldByLimit({ level: 'OVER', whenOver: 'SUSPEND', hours: { opensAt, closesAt }, minute: now }),
        ).toBe(false);
      }),
    );
  });
});

describe('monthsToAsk', () => {
  it.each<[string, string | null, string, string[]]>([
    ['2026-11-20', null, '2020-01-01', ['2026-06', '2026-07', '2026-08', '2026-09', '2026-10', '2026-11']],
    ['2026-11-20', null, '2026-10-31', ['2026-10', '2026-11']],
    ['2026-11-20', null, '2026-11-20', ['2026-11']],
    ['2026-11-20', '2026-11-20', '2020-01-01', ['2026-11']],
    ['2026-11-03', '2026-11-03', '2020-01-01', ['2026-10', '2026-11']],
    ['2026-11-04', '2026-11-04', '2020-01-01', ['2026-11']],
    ['2026-11-20', '2026-09-15', '2020-01-01', ['2026-09', '2026-10', '2026-11']],
    ['2026-11-20', null, '2026-12-01', ['2026-11']],
  ])('on %s, last answer %s, came on %s', (today, last, came, expected) => {
    expect(monthsToAsk(day(today), last === null ? null : day(last), day(came))).toEqual(expected);
  });
});

describe('words', () => {
  it.each<[number, string]>([
    [0, '0 МБ'],
    [1, '0,1 МБ'],
    [3.44 * MEGABYTE, '3,4 МБ'],
    [120.4 * MEGABYTE, '120 МБ'],
    [1_240 * MEGABYTE, '1,2 ГБ'],
  ])('%s bytes: %s', (bytes, expected) => {
    expect(trafficText(bytes).replaceAll('\u00a0', ' ')).toBe(expected);
  });

  it('a limit, and a part of it', () => {
    expect(limitText(null)).toBe('без лимита');
    expect(limitText(300).replaceAll('\u00a0', ' ')).toBe('300 МБ в месяц');
    expect(ofLimitText(312 * MEGABYTE, 300).replaceAll('\u00a0', ' ')).toBe('312 МБ из 300 МБ');
  });
});

describe('input', () => {
  const simCardId = '019394c5-0000-7000-8000-000000000001';
  it.each<[string, string, number | null | string]>([
    ['ORGANIZATION', 'x', null],
    ['NONE', '', 0],
    ['OWN', ' 300 ', 300],
    ['OWN', '0', 'Не меньше 1 МБ'],
    ['OWN', '-1', 'Введите число мегабайт'],
    ['OWN', '1.5', 'Введите число мегабайт'],
    ['OWN', '', 'Введите число мегабайт'],
    ['OWN', '1000001', 'Не больше 1 000 000 МБ'],
  ])('a limit %s «%s»', (kind, limit, expected) => {
    const parsed = setCardLimitInput.safeParse({ simCardId, kind, limit });
    if (typeof expected === 'string')
      expect(parsed.error?.issues[0]).toMatchObject({ path: ['limit'], message: expected });
    else expect(parsed.data).toEqual({ simCardId, limitMb: expected });
  });

  it('a policy needs a number only where there is a limit', () => {
    expect(setLimitPolicyInput.parse({ limited: false, limit: '', whenOver: 'WARN' })).toEqual({
      dataLimitMb: null,
      whenOver: 'WARN',
    });
    expect(setLimitPolicyInput.safeParse({ limited: true, limit: '', whenOver: 'WARN' }).success).toBe(false);
  });

  it.each([
    ['2026-11', '2026-11-01'],
    ['2026-13', null],
    ['2026-1', null],
    ['x', null],
    [undefined, null],
  ])('month «%s»', (value, expected) => {
    expect(monthParam(value)).toBe(expected);
  });
});
