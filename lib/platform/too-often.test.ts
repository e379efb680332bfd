import { expect, it } from 'vitest';
import { tooOftenPage } from './too-often';

it.each([
  ['12', '12', '12\u00a0секунд'],
  ['1', '1', '1\u00a0секунду'],
  ['0', '1', '1\u00a0секунду'],
  ['99', '60', '60\u00a0секунд'],
  ['"><script>', '60', '60\u00a0секунд'],
  [null, '60', '60\u00a0секунд'],
])('%j is %s seconds to wait', async (wait, seconds, words) => {
  const page = tooOftenPage(wait);
  expect(page.status).toBe(429);
  expect(page.headers.get('retry-after')).toBe(seconds);
  const text = await page.text();
  expect(text).toContain(`Слишком много запросов подряд. Повторите через ${words}.`);
  expect(text).not.toContain('script');
});
