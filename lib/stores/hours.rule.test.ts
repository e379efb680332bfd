import { describe, expect, it } from 'vitest';
import { hoursText, readTime, timeOfDay } from './hours.rule';
import { setHoursInput } from './schema';

describe('hours of a store', () => {
  it.each([
    ['09:00', 540],
    ['9:30', 570],
    ['00:00', 0],
    ['23:59', 1439],
    ['24:00', null],
    ['12:60', null],
    ['12', null],
    ['', null],
  ])('«%s» is minute %s', (text, expected) => {
    expect(readTime(text)).toBe(expected);
  });

  it('in words', () => {
    expect(timeOfDay(545)).toBe('09:05');
    expect(hoursText({ opensAt: 540, closesAt: 1260 })).toBe('с\u00a09:00 до\u00a021:00');
    expect(hoursText({ opensAt: 0, closesAt: 0 })).toBe('круглосуточно');
  });

  const storeId = '019394c5-0000-7000-8000-000000000001';
  it.each<[string, string, string, object | null]>([
    ['UNKNOWN', '', '', null],
    ['ALWAYS', '', '', { opensAt: 0, closesAt: 0 }],
    ['DAILY', '09:00', '21:00', { opensAt: 540, closesAt: 1260 }],
    ['DAILY', '18:00', '4:00', { opensAt: 1080, closesAt: 240 }],
  ])('input %s %s–%s', (kind, opens, closes, hours) => {
    expect(setHoursInput.parse({ storeId, kind, opens, closes })).toEqual({ storeId, hours });
  });

  it('each wrong time is said at its field', () => {
    const { error } = setHoursInput.safeParse({ storeId, kind: 'DAILY', opens: '', closes: '25:00' });
    expect(error?.issues.map(({ path }) => path.join('.'))).toEqual(['opens', 'closes']);
  });
});
