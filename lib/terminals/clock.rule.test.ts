import { describe, expect, it } from 'vitest';
import { clockInWords, isClockWrong, reportedClock } from './clock.rule';

const DAY = 86_400;
const server = new Date('2026-11-20T09:00:00Z');

describe('the clock of a terminal', () => {
  it.each([
    [3 * DAY, 'спешат на 3\u00a0дня'],
    [-3 * DAY, 'отстают на 3\u00a0дня'],
    [-26 * 3600, 'отстают на 26\u00a0часов'],
    [3600, 'спешат на 1\u00a0час'],
    [21 * 60, 'спешат на 21\u00a0минуту'],
  ])('%d s: %s', (skew, words) => {
    expect(clockInWords(skew)).toBe(words);
  });

  it.each([
    [null, false],
    [0, false],
    [300, false],
    [-300, false],
    [301, true],
    [-301, true],
  ])('%s s off is wrong: %s', (skew, wrong) => {
    expect(isClockWrong(skew)).toBe(wrong);
  });

  const said = new Date('2026-11-17T09:00:00Z');
  const later = new Date('2026-11-23T09:00:00Z');
  it.each<[string, Parameters<typeof reportedClock>[0], string | null, Date | null]>([
    ['in the body', { now: said }, later.toUTCString(), said],
    ['in the header', { now: null }, later.toUTCString(), later],
    ['in a header that is no date', {}, 'yesterday', null],
    ['by a receipt of the future', { oldestPendingAt: later }, null, later],
    ['not by a receipt of the past', { oldestPendingAt: said }, null, null],
    ['not at all', {}, null, null],
  ])('is told %s', (_, body, header, expected) => {
    expect(reportedClock(body, header, server)).toEqual(expected);
  });
});
