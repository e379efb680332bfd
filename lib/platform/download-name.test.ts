import { expect, it } from 'vitest';
import { attachment } from './download-name';

it.each([
  [
    'Счёт № 26-000123 от 20.11.2026.pdf',
    'attachment; filename="26-000123 20.11.2026.pdf"; filename*=UTF-8\'\'%D0%A1%D1%87%D1%91%D1%82%20%E2%84%96%2026-000123%20%D0%BE%D1%82%2020.11.2026.pdf',
  ],
  ['kl_to_1c.txt', 'attachment; filename="kl_to_1c.txt"; filename*=UTF-8\'\'kl_to_1c.txt'],
  [
    'Выписка.csv',
    'attachment; filename="file.csv"; filename*=UTF-8\'\'%D0%92%D1%8B%D0%BF%D0%B8%D1%81%D0%BA%D0%B0.csv',
  ],
  ["a'(1)*.pdf", "attachment; filename=\"a'(1).pdf\"; filename*=UTF-8''a%27%281%29%20.pdf"],
])('%s', (name, value) => {
  expect(attachment(name)).toBe(value);
});

it.each([
  'a"; filename=evil.exe',
  'a\r\nSet-Cookie: x=1',
  '../../etc/passwd',
  'счёт\u202Efdp.exe',
  '\ud800.pdf',
])('lets nothing out of its quotes and no header after it: %j', (name) => {
  const value = attachment(name);
  expect(value).toMatch(/^attachment; filename="[^"\\/\r\n]+"; filename\*=UTF-8''[\w.%~!&+^`|#$-]+$/);
  expect(decodeURIComponent(value.split("UTF-8''")[1] ?? '')).not.toMatch(/[\\/"\r\n\u202e]/);
});
