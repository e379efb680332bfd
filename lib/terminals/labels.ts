import { counted, momentText, type PluralForms } from '@/lib/core/text';
import { daysInWords } from './deadline.rule';
import type { driveFilters } from './filter.rule';
import { healthNames, ofdModeNames, type TerminalEventKind } from './model';

export const tillForms: PluralForms = ['касса', 'кассы', 'касс'];
export const tillsAccusative: PluralForms = ['кассу', 'кассы', 'касс'];

const networks: Readonly<Record<string, string>> = {
  ETHERNET: 'кабель',
  WIFI: 'Wi-Fi',
  MOBILE: 'мобильный интернет',
};

/** A terminal may say any word of its own: it stands as it is. */
export const networkText = (network: string | null): string =>
  network === null ? 'неизвестна' : (networks[network] ?? network);

export const driveFilterNames: Record<(typeof driveFilters)[number], string> = {
  SOON: 'истекает за 30 дней',
  OVER: 'истёк',
  UNKNOWN: 'срок не указан',
};

const offset = (timeZone: string, at: Date): string =>
  new Intl.DateTimeFormat('ru', { timeZone, timeZoneName: 'shortOffset' })
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName')
    ?.value.replace('GMT', 'UTC') ?? timeZone;

/** «сегодня, 14:05» by the clock of the store; its offset is named where the reader's is another. */
export function storeMoment(instant: Date, now: Date, storeZone: string, readerZone: string): string {
  const text = momentText(instant, now, storeZone);
  const own = offset(storeZone, now);
  return own === offset(readerZone, now) ? text : `${text} (${own})`;
}

const words = (names: Readonly<Record<string, string>>, code: string | null): string =>
  code === null ? 'неизвестно' : (names[code] ?? code);

/** What was noticed, as the title of a line of the history. `moduleName`: of the module in `detail`. */
export function noticedTitle(
  { kind, before, after }: { kind: TerminalEventKind; before: string | null; after: string | null },
  moduleName: string,
): string {
  const change = `${before ?? 'неизвестна'} → ${after ?? 'неизвестна'}`;
  if (kind === 'HEALTH') return words(healthNames, after);
  if (kind === 'POS_VERSION') return `EvotorPOS: ${change}`;
  if (kind === 'MODULE_VERSION') return `«${moduleName}»: ${change}`;
  const mode = (code: string | null) => words(ofdModeNames, code);
  return `Связь с ОФД: ${mode(before)} → ${mode(after)}`;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** «5 минут», «3 часа», «2 дня»: how long something has been waited for. */
export function ageText(ms: number): string {
  if (ms < 60_000) return 'меньше минуты';
  if (ms < HOUR_MS) return counted(Math.floor(ms / 60_000), ['минута', 'минуты', 'минут']);
  if (ms < 2 * DAY_MS) return counted(Math.floor(ms / HOUR_MS), ['час', 'часа', 'часов']);
  return daysInWords(Math.floor(ms / DAY_MS));
}
