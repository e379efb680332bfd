import { Temporal } from 'temporal-polyfill';
import { addDays, addMonths, type LocalDate, localDateAt } from '@/lib/core/local-date';

const ZONE = 'Europe/Moscow';
const MINUTE_MS = 60_000;

/** Every date of the story is counted from the moment the data is made, so that it holds on any day. */
export interface StoryTime {
  readonly now: Date;
  readonly today: LocalDate;
  readonly minutesAgo: (minutes: number) => Date;
  readonly daysAgo: (days: number, time?: string) => Date;
  readonly at: (day: LocalDate, time: string) => Date;
  /** the day `months` before the day that is `days` ahead */
  readonly anchor: (months: number, days: number) => LocalDate;
  /** the last 31st that is at least six weeks ago */
  readonly lastThirtyFirst: () => LocalDate;
}

export function storyTime(now: Date): StoryTime {
  const today = localDateAt(now, ZONE);
  const at = (day: LocalDate, time: string) =>
    new Date(
      Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: ZONE, plainTime: time }).epochMilliseconds,
    );
  return {
    now,
    today,
    at,
    minutesAgo: (minutes) => new Date(now.getTime() - minutes * MINUTE_MS),
    daysAgo: (days, time = '12:00') => at(addDays(today, -days), time),
    anchor: (months, days) => addMonths(addDays(today, days), -months),
    lastThirtyFirst: () => {
      let day = addDays(today, -42);
      while (!day.endsWith('-31')) day = addDays(day, -1);
      return day;
    },
  };
}
