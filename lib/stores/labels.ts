import type { PluralForms } from '@/lib/core/text';

export const terminalForms: PluralForms = ['терминал', 'терминала', 'терминалов'];
export const simCardForms: PluralForms = ['смарт-карта', 'смарт-карты', 'смарт-карт'];

const part = (timeZone: string, at: Date, timeZoneName: 'shortGeneric' | 'shortOffset'): string =>
  new Intl.DateTimeFormat('ru', { timeZone, timeZoneName })
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName')?.value ?? timeZone;

/** «Екатеринбург, UTC+5»: an IANA zone in words, with its offset at `at`. */
export const timeZoneText = (timeZone: string, at: Date): string =>
  `${part(timeZone, at, 'shortGeneric')}, ${part(timeZone, at, 'shortOffset').replace('GMT', 'UTC')}`;

/** Zones of Russia from west to east; a store in another keeps its own. */
const zones = [
  'Europe/Kaliningrad',
  'Europe/Moscow',
  'Europe/Samara',
  'Asia/Yekaterinburg',
  'Asia/Omsk',
  'Asia/Novosibirsk',
  'Asia/Krasnoyarsk',
  'Asia/Irkutsk',
  'Asia/Yakutsk',
  'Asia/Vladivostok',
  'Asia/Magadan',
  'Asia/Kamchatka',
] as const;

/** To choose from; `own` is among them, whatever it is. */
export const timeZoneOptions = (own: string, at: Date): { value: string; label: string }[] =>
  [...new Set<string>([...zones, own])].map((value) => ({ value, label: timeZoneText(value, at) }));
