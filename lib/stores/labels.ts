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
