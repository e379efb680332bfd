import { expect, it } from 'vitest';
import { timeZoneText } from './labels';

it.each([
  ['Europe/Kaliningrad', 'Калининград, UTC+2'],
  ['Europe/Moscow', 'Москва, UTC+3'],
  ['Asia/Yekaterinburg', 'Екатеринбург, UTC+5'],
  ['Asia/Kamchatka', 'Петропавловск-Камчатский, UTC+12'],
])('%s is «%s»', (timeZone, text) => {
  expect(timeZoneText(timeZone, new Date('2026-11-20T09:00:00Z'))).toBe(text);
});
