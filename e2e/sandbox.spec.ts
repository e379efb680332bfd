import { expect, expectNoSideways, test } from './fixtures';
import { instance } from './instance';

const operators = `${instance.appUrl}/api/sandbox/operators`;
const post = (slug: string, body: unknown) =>
  fetch(`${operators}/${slug}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

test('a fault of an operator is switched on and off from the panel', async ({ page }) => {
  await page.goto('/sandbox');
  const field = page.getByLabel('МТС', { exact: true });
  const apply = page.locator('div', { has: field }).getByRole('button', { name: 'Применить' }).first();
  for (const label of ['сообщает результат дважды', 'отвечает как обычно']) {
    await field.selectOption({ label });
    await apply.click();
    await expect(page.getByText(`МТС: ${label}`).first()).toBeVisible();
  }
  await page.getByText('Что получил оператор МТС').click();
  await expect(page.getByRole('table', { name: 'Последние запросы к оператору МТС' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Скачать весь журнал оператора МТС' })).toBeVisible();
  await expectNoSideways(page);
});

test('an operator that sends no events has no faults of events', async ({ page }) => {
  await page.goto('/sandbox');
  const choices = page.getByLabel('МегаФон', { exact: true }).getByRole('option');
  await expect(choices.filter({ hasText: 'сбоит на трети запросов' })).toHaveCount(1);
  await expect(choices.filter({ hasText: 'дважды' })).toHaveCount(0);
});

test('every result of the next payment is offered in words', async ({ page }) => {
  await page.goto('/sandbox');
  const choices = page.getByLabel('Следующий платёж').getByRole('option');
  expect(await choices.count()).toBeGreaterThan(20);
  const words = await choices.allInnerTexts();
  expect(new Set(words).size).toBe(words.length);
  for (const each of words) expect(each.replace('3-D Secure', '')).not.toMatch(/[a-z_]/i);
});

test('the next result of a payment over HTTP: what is unknown is refused', async () => {
  for (const body of [{ next: 'wild' }, { next: '' }, {}, []]) {
    const response = await fetch(`${instance.appUrl}/api/sandbox/payments`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect(response.status).toBe(422);
  }
});

test('faults and the log over HTTP: what is unknown is refused', async () => {
  expect((await post('mts', { mode: 'normal' })).status).toBe(200);
  expect((await post('mts', { mode: 'wild' })).status).toBe(422);
  expect((await post('tele2', { mode: 'normal' })).status).toBe(404);
  const log = await fetch(`${operators}/mts/log`);
  expect(log.status).toBe(200);
  const entries = (await log.json()) as Record<string, unknown>[];
  expect(entries.length).toBeGreaterThan(0);
  for (const name of ['seq', 'at', 'method', 'path', 'key', 'duplicate', 'effect', 'status']) {
    expect(entries[0]).toHaveProperty(name);
  }
});
