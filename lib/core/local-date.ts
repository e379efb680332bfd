import { Temporal } from 'temporal-polyfill';

/** A calendar day, `YYYY-MM-DD`, without time or zone. */
export type LocalDate = string & { readonly __brand: 'LocalDate' };

/** @throws RangeError when the text is not a day of the calendar. */
export const localDate = (text: string): LocalDate => Temporal.PlainDate.from(text).toString() as LocalDate;

/** The day it is at `instant` in `timeZone` (IANA name). */
export const localDateAt = (instant: Date, timeZone: string): LocalDate =>
  Temporal.Instant.fromEpochMilliseconds(instant.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
    .toString() as LocalDate;

/** Month arithmetic with the day clamped to the month's last: 31 January + 1 month is 28 or 29 February. */
export const addMonths = (date: LocalDate, months: number): LocalDate =>
  Temporal.PlainDate.from(date).add({ months }).toString() as LocalDate;

export const addDays = (date: LocalDate, days: number): LocalDate =>
  Temporal.PlainDate.from(date).add({ days }).toString() as LocalDate;

/** The first day of its month. */
export const firstOfMonth = (date: LocalDate): LocalDate => `${date.slice(0, 7)}-01` as LocalDate;
/** The instant at which the day begins in `timeZone`, whatever the clocks do there that night. */
export const startOfDay = (date: LocalDate, timeZone: string): Date =>
  new Date(Temporal.PlainDate.from(date).toZonedDateTime(timeZone).epochMilliseconds);

/** Whole days from `from` to `to`, negative when `to` is earlier. */
export const daysBetween = (from: LocalDate, to: LocalDate): number =>
  Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'days' }).days;

/** The database keeps a day as DATE; Prisma gives it as midnight UTC. */
export const fromDbDate = (date: Date): LocalDate => date.toISOString().slice(0, 10) as LocalDate;
export const toDbDate = (date: LocalDate): Date => new Date(`${date}T00:00:00.000Z`);
