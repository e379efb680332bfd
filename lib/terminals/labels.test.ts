import { expect, it } from 'vitest';
import { ageText, networkText, noticedTitle, storeMoment } from './labels';

const now = new Date('2026-11-20T09:00:00Z');

it.each([
  ['Europe/Moscow', 'сегодня, 11:30'],
  ['Asia/Kamchatka', 'сегодня, 20:30 (UTC+12)'],
  ['Europe/Kaliningrad', 'сегодня, 10:30 (UTC+2)'],
  ['Europe/Simferopol', 'сегодня, 11:30'],
])('in %s it was heard %s', (timeZone, text) => {
  expect(storeMoment(new Date('2026-11-20T08:30:00Z'), now, timeZone, 'Europe/Moscow')).toBe(text);
});

it.each([
  [30_000, 'меньше минуты'],
  [5 * 60_000, '5\u00a0минут'],
  [3_600_000, '1\u00a0час'],
  [47 * 3_600_000, '47\u00a0часов'],
  [3 * 86_400_000, '3\u00a0дня'],
])('%i ms is «%s»', (ms, text) => {
  expect(ageText(ms)).toBe(text);
});

it.each([
  [{ kind: 'HEALTH', before: 'OK', after: 'OFFLINE' }, 'Не на связи'],
  [{ kind: 'POS_VERSION', before: '8.4.1', after: '8.4.2' }, 'EvotorPOS: 8.4.1 → 8.4.2'],
  [{ kind: 'MODULE_VERSION', before: '1.0', after: '1.1' }, '«Модуль»: 1.0 → 1.1'],
  [
    { kind: 'OFD_MODE', before: 'ONLINE_OFD', after: 'AUTONOMOUS' },
    'Связь с ОФД: через интернет → автономный режим',
  ],
] as const)('%o is «%s»', (event, title) => {
  expect(noticedTitle(event, 'Модуль')).toBe(title);
});

it.each([
  ['ETHERNET', 'кабель'],
  ['MOBILE', 'мобильный интернет'],
  ['LTE Beeline', 'LTE Beeline'],
  [null, 'неизвестна'],
])('the network %j is «%s»', (network, text) => {
  expect(networkText(network)).toBe(text);
});
