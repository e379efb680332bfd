const DAY = 24 * 60;

/** Minutes since midnight; closing before opening is the next day, both the same is round the clock. */
export interface StoreHours {
  readonly opensAt: number;
  readonly closesAt: number;
}

/** Minutes since midnight of «9:00» or «09:00»; null: not a time of the day. */
export function readTime(text: string): number | null {
  const found = /^(\d{1,2}):(\d{2})$/.exec(text.trim());
  if (!found) return null;
  const minutes = Number(found[1]) * 60 + Number(found[2]);
  return Number(found[2]) < 60 && minutes < DAY ? minutes : null;
}

/** «09:00» */
export const timeOfDay = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** «с 9:00 до 21:00», «круглосуточно» */
export function hoursText({ opensAt, closesAt }: StoreHours): string {
  if (opensAt === closesAt) return 'круглосуточно';
  const plain = (minutes: number) => timeOfDay(minutes).replace(/^0/, '');
  return `с\u00a0${plain(opensAt)} до\u00a0${plain(closesAt)}`;
}

/** The same of what the database keeps; null: not known. */
export const hoursWords = (kept: { opensAt: number | null; closesAt: number | null }): string | null =>
  kept.opensAt === null || kept.closesAt === null
    ? null
    : hoursText({ opensAt: kept.opensAt, closesAt: kept.closesAt });
