import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  daysBetween,
  fromDbDate,
  localDate,
  localDateAt,
  startOfDay,
  toDbDate,
} from './local-date';

describe('addMonths', () => {
  it.each([
    ['2025-01-31', 1, '2025-02-28'],
    ['2025-01-31', 2, '2025-03-31'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2024-02-29', 48, '2028-02-29'],
    ['2025-08-31', 6, '2026-02-28'],
    ['2026-12-15', 1, '2027-01-15'],
  ])('%s + %d → %s', (date, months, expected) => {
    expect(addMonths(localDate(date), months)).toBe(expected);
  });
});

describe('localDateAt', () => {
  it.each([
    ['2026-11-20T20:59:59Z', 'Europe/Moscow', '2026-11-20'],
    ['2026-11-20T21:00:00Z', 'Europe/Moscow', '2026-11-21'],
    ['2026-11-20T21:30:00Z', 'Europe/Kaliningrad', '2026-11-20'],
    ['2026-11-20T12:00:00Z', 'Asia/Kamchatka', '2026-11-21'],
  ])('%s in %s is %s', (instant, zone, expected) => {
    expect(localDateAt(new Date(instant), zone)).toBe(expected);
  });
});

it('a day survives the way through the database', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 80_000 }), (days) => {
      const date = addDays(localDate('1970-01-01'), days);
      expect(fromDbDate(toDbDate(date))).toBe(date);
      expect(daysBetween(localDate('1970-01-01'), date)).toBe(days);
    }),
  );
});

it('refuses what is no day', () => {
  expect(() => localDate('2025-02-30')).toThrow(RangeError);
  expect(() => localDate('завтра')).toThrow(RangeError);
});

it.each([
  ['2026-11-20', 'Europe/Moscow', '2026-11-19T21:00:00.000Z'],
  ['2026-11-20', 'Asia/Kamchatka', '2026-11-19T12:00:00.000Z'],
  ['2026-03-29', 'Africa/Cairo', '2026-03-28T22:00:00.000Z'],
  ['2026-09-06', 'America/Santiago', '2026-09-06T04:00:00.000Z'],
])('%s begins in %s at %s', (day, zone, instant) => {
  expect(startOfDay(localDate(day), zone).toISOString()).toBe(instant);
});
