import { Temporal } from 'temporal-polyfill';

/** Minutes since midnight on the clock of the zone. */
export function minuteOfDay(instant: Date, timeZone: string): number {
  const { hour, minute } = Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(
    timeZone,
  );
  return hour * 60 + minute;
}
