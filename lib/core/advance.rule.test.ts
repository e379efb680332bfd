import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { momentAfter, stopsOnTheWay } from './advance.rule';

const MOSCOW = 'Europe/Moscow';
const at = (text: string) => new Date(text);

describe('how far the clock goes', () => {
  it.each([
    ['2026-11-21T10:00:00Z', 'P31D', '2026-12-22T10:00:00.000Z'],
    ['2026-11-21T10:00:00Z', 'P1W', '2026-11-28T10:00:00.000Z'],
    ['2026-11-21T10:00:00Z', 'PT1M', '2026-11-21T10:01:00.000Z'],
    ['2026-11-21T10:00:00Z', 'PT0.5S', '2026-11-21T10:00:00.500Z'],
    ['2026-11-21T10:00:00Z', 'P1DT12H', '2026-11-22T22:00:00.000Z'],
    ['2028-01-31T10:00:00Z', 'P1M', '2028-02-29T10:00:00.000Z'],
    // 1 March in Moscow, still February in London
    ['2027-02-28T22:00:00Z', 'P1M', '2027-03-31T22:00:00.000Z'],
    ['2026-11-21T10:00:00Z', 'P3Y', '2029-11-21T10:00:00.000Z'],
  ])('from %s by %s to %s', (now, duration, end) => {
    expect(momentAfter(at(now), duration, MOSCOW)).toEqual({ ok: true, value: at(end) });
  });

  it.each([
    ['31 день', 'NOT_A_DURATION'],
    ['', 'NOT_A_DURATION'],
    ['31', 'NOT_A_DURATION'],
    ['P', 'NOT_A_DURATION'],
    ['PT', 'NOT_A_DURATION'],
    ['P31', 'NOT_A_DURATION'],
    ['P1D1Y', 'NOT_A_DURATION'],
    ['P1.5D', 'NOT_A_DURATION'],
    ['P31D ', 'NOT_A_DURATION'],
    ['2026-12-31', 'NOT_A_DURATION'],
    ['-P1D', 'NOT_FORWARD'],
    ['P0D', 'NOT_FORWARD'],
    ['PT0S', 'NOT_FORWARD'],
    ['PT0.0001S', 'NOT_FORWARD'],
    ['P3Y1D', 'TOO_FAR'],
    ['P37M', 'TOO_FAR'],
    ['PT999999H', 'TOO_FAR'],
    ['P300000Y', 'TOO_FAR'],
  ])('refuses «%s»: %s', (duration, code) => {
    expect(momentAfter(at('2026-11-21T10:00:00Z'), duration, MOSCOW)).toEqual({ ok: false, code });
  });
});

describe('where it stops', () => {
  it('at the beginning of each day of each zone, and at the end', () => {
    const stops = stopsOnTheWay(at('2026-11-21T10:00:00Z'), at('2026-11-23T10:00:00Z'), [
      MOSCOW,
      'Asia/Kamchatka',
    ]);
    expect(stops.map((stop) => stop.toISOString())).toEqual([
      '2026-11-21T12:00:00.000Z',
      '2026-11-21T21:00:00.000Z',
      '2026-11-22T12:00:00.000Z',
      '2026-11-22T21:00:00.000Z',
      '2026-11-23T10:00:00.000Z',
    ]);
  });

  it('only at the end when no day begins before it', () => {
    const end = at('2026-11-21T21:00:00Z');
    expect(stopsOnTheWay(at('2026-11-21T20:59:59Z'), end, [MOSCOW])).toEqual([end]);
    expect(stopsOnTheWay(at('2026-11-21T10:00:00Z'), at('2026-11-21T11:00:00Z'), [])).toHaveLength(1);
  });

  it('once a day where the clocks of the zone are changed', () => {
    const stops = stopsOnTheWay(at('2027-03-26T23:30:00Z'), at('2027-03-30T00:00:00Z'), ['Europe/Berlin']);
    expect(stops.map((stop) => stop.toISOString())).toEqual([
      '2027-03-27T23:00:00.000Z',
      '2027-03-28T22:00:00.000Z',
      '2027-03-29T22:00:00.000Z',
      '2027-03-30T00:00:00.000Z',
    ]);
  });

  it('at the same days on one long way and on its parts', () => {
    const zones = [MOSCOW, 'Asia/Vladivostok', 'Europe/Kaliningrad'];
    fc.assert(
      fc.property(
        fc.date({ min: at('2026-01-01'), max: at('2030-01-01'), noInvalidDate: true }),
        fc.integer({ min: 1, max: 20 * 86_400_000 }),
        fc.integer({ min: 1, max: 20 * 86_400_000 }),
        (from, first, second) => {
          const middle = new Date(from.getTime() + first);
          const end = new Date(middle.getTime() + second);
          const parts = [...stopsOnTheWay(from, middle, zones), ...stopsOnTheWay(middle, end, zones)];
          const whole = stopsOnTheWay(from, end, zones).map((stop) => stop.getTime());
          expect([...new Set([...whole, middle.getTime()])].sort((a, b) => a - b)).toEqual(
            parts.map((stop) => stop.getTime()),
          );
        },
      ),
      { numRuns: 50 },
    );
  });
});
