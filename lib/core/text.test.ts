import { describe, expect, it } from 'vitest';
import { localDate } from './local-date';
import { counted, dateInTable, dateInText, dayAndMonth, durationText, momentText, quoted } from './text';

const cards = ['карта', 'карты', 'карт'] as const;

describe('counted', () => {
  it.each([
    [1, '1\u00a0карта'],
    [2, '2\u00a0карты'],
    [5, '5\u00a0карт'],
    [11, '11\u00a0карт'],
    [21, '21\u00a0карта'],
    [112, '112\u00a0карт'],
    [0, '0\u00a0карт'],
  ])('%d → %s', (count, text) => {
    expect(counted(count, cards)).toBe(text);
  });
});

describe('dates', () => {
  it('in text, in tables, short', () => {
    const date = localDate('2027-01-31');
    expect(dateInText(date)).toBe('31\u00a0января\u00a02027');
    expect(dayAndMonth(date)).toBe('31\u00a0января');
    expect(dateInTable(date)).toBe('31.01.2027');
  });

  it.each([
    ['2026-11-20T11:05:00Z', 'сегодня, 14:05'],
    ['2026-11-19T06:30:00Z', 'вчера, 09:30'],
    ['2026-11-19T21:30:00Z', 'сегодня, 00:30'],
    ['2026-10-01T11:05:00Z', '01.10.2026, 14:05'],
  ])('%s → %s', (instant, text) => {
    expect(momentText(new Date(instant), new Date('2026-11-20T12:00:00Z'), 'Europe/Moscow')).toBe(text);
  });
});

describe('durationText', () => {
  it.each([
    [400, '1\u00a0с'],
    [41_000, '41\u00a0с'],
    [185_000, '3\u00a0мин 5\u00a0с'],
    [7_200_000, '2\u00a0ч'],
    [26 * 86_400_000, '26\u00a0дней'],
  ])('%d ms → %s', (ms, text) => {
    expect(durationText(ms)).toBe(text);
  });
});

it('a name stands in quotes once', () => {
  expect(quoted('Кофейня')).toBe('«Кофейня»');
  expect(quoted('ООО «Северный хлеб»')).toBe('ООО «Северный хлеб»');
});
