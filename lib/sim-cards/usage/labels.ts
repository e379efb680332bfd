import { MEGABYTE } from './usage.rule';

const NBSP = '\u00a0';
const whole = new Intl.NumberFormat('ru', { maximumFractionDigits: 0 });
const tenths = new Intl.NumberFormat('ru', { maximumFractionDigits: 1 });

/** «3,4 МБ», «120 МБ», «1,2 ГБ»; anything at all is at least «0,1 МБ». */
export function trafficText(bytes: number): string {
  if (bytes === 0) return `0${NBSP}МБ`;
  const megabytes = bytes / MEGABYTE;
  if (megabytes >= 1000) return `${tenths.format(megabytes / 1000)}${NBSP}ГБ`;
  return `${megabytes >= 100 ? whole.format(megabytes) : tenths.format(Math.max(0.1, megabytes))}${NBSP}МБ`;
}

export const limitText = (limitMb: number | null): string =>
  limitMb === null ? 'без лимита' : `${trafficText(limitMb * MEGABYTE)} в${NBSP}месяц`;

/** «312 из 300 МБ» */
export const ofLimitText = (bytes: number, limitMb: number): string =>
  `${trafficText(bytes)} из${NBSP}${trafficText(limitMb * MEGABYTE)}`;

const monthAndYear = new Intl.DateTimeFormat('ru', { month: 'long', year: 'numeric', timeZone: 'UTC' });

/** «ноябрь 2026» */
export const monthText = (month: string): string =>
  monthAndYear
    .format(new Date(`${month}T00:00:00Z`))
    .replace(/\s*г\.?$/, '')
    .replaceAll(' ', NBSP);
