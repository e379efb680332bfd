import type { LocalDate } from './local-date';

const NBSP = '\u00a0';
const plurals = new Intl.PluralRules('ru');

/** Russian forms for one, few and many: 1 карта, 2 карты, 5 карт. */
export type PluralForms = readonly [one: string, few: string, many: string];

export function plural(count: number, [one, few, many]: PluralForms): string {
  const rule = plurals.select(count);
  return rule === 'one' ? one : rule === 'few' ? few : many;
}

/** A name within a sentence: in quotes, unless it brings its own. */
export const quoted = (name: string): string => (name.includes('«') ? name : `«${name}»`);

/** «12 карт» with a no-break space. */
export const counted = (count: number, forms: PluralForms): string =>
  `${new Intl.NumberFormat('ru').format(count)}${NBSP}${plural(count, forms)}`;

const inText = new Intl.DateTimeFormat('ru', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
});
const shortText = new Intl.DateTimeFormat('ru', { day: 'numeric', month: 'long', timeZone: 'UTC' });
const asUtc = (date: LocalDate) => new Date(`${date}T00:00:00Z`);

/** «31 января 2027» for text. */
export const dateInText = (date: LocalDate): string =>
  inText
    .format(asUtc(date))
    .replace(/\s*г\.?$/, '')
    .replaceAll(' ', NBSP);

/** «31 января» where the year is plain. */
export const dayAndMonth = (date: LocalDate): string => shortText.format(asUtc(date)).replaceAll(' ', NBSP);

const monthText = new Intl.DateTimeFormat('ru', { month: 'long', year: 'numeric', timeZone: 'UTC' });
const monthWord = new Intl.DateTimeFormat('ru', { month: 'short', timeZone: 'UTC' });

/** «ноябрь 2026» */
export const monthAndYear = (date: LocalDate): string =>
  monthText
    .format(asUtc(date))
    .replace(/\s*г\.?$/, '')
    .replaceAll(' ', NBSP);

/** «ноя» for columns and charts. */
export const monthShort = (date: LocalDate): string => monthWord.format(asUtc(date)).slice(0, 3);

/** «31.01.2027» for tables. */
export const dateInTable = (date: LocalDate): string =>
  `${date.slice(8, 10)}.${date.slice(5, 7)}.${date.slice(0, 4)}`;

const formats = new Map<string, Intl.DateTimeFormat>();
function parts(instant: Date, timeZone: string): { date: LocalDate; time: string } {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('sv', { dateStyle: 'short', timeStyle: 'short', timeZone });
    formats.set(timeZone, format);
  }
  const [date, time] = format.format(instant).split(' ') as [LocalDate, string];
  return { date, time };
}

/** «сегодня, 14:05», «вчера, 09:30», else «31.01.2027, 14:05»; in the reader's zone. */
export function momentText(instant: Date, now: Date, timeZone: string): string {
  const moment = parts(instant, timeZone);
  const today = parts(now, timeZone).date;
  const yesterday = parts(new Date(now.getTime() - 86_400_000), timeZone).date;
  if (moment.date === today) return `сегодня, ${moment.time}`;
  if (moment.date === yesterday) return `вчера, ${moment.time}`;
  return `${dateInTable(moment.date)}, ${moment.time}`;
}

export const timeText = (instant: Date, timeZone: string): string => parts(instant, timeZone).time;

/** «до 2 минут», «41 с», «3 мин 5 с»: how long something took. */
export function durationText(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1000));
  if (seconds < 60) return `${seconds}${NBSP}с`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}${NBSP}мин${seconds % 60 ? ` ${seconds % 60}${NBSP}с` : ''}`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${hours}${NBSP}ч${minutes % 60 ? ` ${minutes % 60}${NBSP}мин` : ''}`;
  return counted(Math.floor(hours / 24), ['день', 'дня', 'дней']);
}
