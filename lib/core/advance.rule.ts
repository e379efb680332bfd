import { Temporal } from 'temporal-polyfill';
import { type Result, refusal, success } from './result';

/** No step of the sandbox's clock is longer. */
export const MOST_YEARS = 3;

export type AdvanceCode = 'NOT_A_DURATION' | 'NOT_FORWARD' | 'TOO_FAR';

const zoned = (instant: Date, timeZone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(timeZone);

const instantOf = (moment: Temporal.ZonedDateTime): Date => new Date(moment.epochMilliseconds);

function durationOf(text: string): Temporal.Duration | null {
  try {
    return Temporal.Duration.from(text);
  } catch {
    return null;
  }
}

function added(moment: Temporal.ZonedDateTime, duration: Temporal.Duration): Temporal.ZonedDateTime | null {
  try {
    return moment.add(duration);
  } catch {
    return null;
  }
}

/**
 * The moment that lies an ISO 8601 duration («P31D», «P1M», «PT2H») after `now` by the calendar of `timeZone`.
 * Refusals: NOT_A_DURATION, NOT_FORWARD (zero, less, or less than a millisecond), TOO_FAR (over MOST_YEARS).
 */
export function momentAfter(now: Date, text: string, timeZone: string): Result<Date, AdvanceCode> {
  const duration = durationOf(text);
  if (!duration) return refusal('NOT_A_DURATION');
  if (duration.sign <= 0) return refusal('NOT_FORWARD');
  const start = zoned(now, timeZone);
  const end = added(start, duration);
  if (!end || end.epochMilliseconds > start.add({ years: MOST_YEARS }).epochMilliseconds) {
    return refusal('TOO_FAR');
  }
  if (end.epochMilliseconds <= start.epochMilliseconds) return refusal('NOT_FORWARD');
  return success(instantOf(end));
}

/** Where the clock stops on its way: every beginning of a day in any of the zones, and the end itself. */
export function stopsOnTheWay(from: Date, to: Date, timeZones: readonly string[]): Date[] {
  const stops = new Set<number>([to.getTime()]);
  for (const timeZone of timeZones) {
    let day = zoned(from, timeZone).toPlainDate().add({ days: 1 });
    for (;;) {
      const start = day.toZonedDateTime({ timeZone }).epochMilliseconds;
      if (start >= to.getTime()) break;
      if (start > from.getTime()) stops.add(start);
      day = day.add({ days: 1 });
    }
  }
  return [...stops].sort((a, b) => a - b).map((ms) => new Date(ms));
}
