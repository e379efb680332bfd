import type { Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { fillWallet, newCard } from './cards';
import { type Cabinet, expect, test } from './fixtures';
import { type Instance, instance, instanceFile } from './instance';

test.describe.configure({ mode: 'serial' });
test.use({ expectedErrors: ['Failed to load resource'] });

type Slug = 'mts' | 'megafon';

async function mode(name: string, slug: Slug = 'megafon'): Promise<void> {
  const answer = await fetch(`${instance.appUrl}/api/sandbox/operators/${slug}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ mode: name }),
  });
  expect(answer.ok).toBe(true);
}

test.afterEach(async () => {
  await mode('normal');
  await mode('normal', 'mts');
});

async function activate(page: Page, cabinet: Cabinet, label: string, slug: Slug = 'megafon') {
  const card = await newCard(cabinet, slug, label);
  await fillWallet(cabinet.db, cabinet.organizationId, 50_000);
  await page.goto(`/sim-cards/${card.id}`);
  await page.getByRole('button', { name: 'Активировать' }).click();
  await page
    .getByRole('dialog')
    .getByRole('radio', { name: /раз в месяц/ })
    .check();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /Активировать .+ за/ })
    .click();
  await expect(page.getByRole('dialog', { name: /Активировать/ })).toHaveCount(0);
  return card;
}

const changes = async (iccid: string, slug: Slug = 'megafon'): Promise<number> => {
  const answer = await fetch(`${instance.sandbox[`operator-${slug}`]}/sandbox/cards/${iccid}`);
  return ((await answer.json()) as { changes: number }).changes;
};

const active = { timeout: 45_000 };

test('operator down: the operation waits, says so, and finishes when the operator is back', async ({
  page,
  cabinet,
}) => {
  await mode('down');
  const card = await activate(page, cabinet, 'оператор лежит');
  await expect(page.getByText(/[Оо]ператор не отвечает/).first()).toBeVisible({ timeout: 30_000 });
  await mode('normal');
  await expect(page.getByRole('main').getByText('Активна', { exact: true }).first()).toBeVisible(active);
  expect(await changes(card.iccid)).toBe(1);
});

test('operator refuses: the reason in words, the card back in its former state, the retry free', async ({
  page,
  cabinet,
}) => {
  await mode('reject');
  const card = await activate(page, cabinet, 'оператор отказал');
  await expect(page.getByText(/нет данных о владельце/).first()).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText('Готова к активации').first()).toBeVisible();
  await mode('normal');
  await page.reload();
  await page
    .getByRole('button', { name: /Активировать|Повторить/ })
    .first()
    .click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Активировать/ })
    .click();
  await expect(page.getByRole('main').getByText('Активна', { exact: true }).first()).toBeVisible(active);
  expect(await cabinet.db.subscriptionCharge.count({ where: { subscription: { simCardId: card.id } } })).toBe(
    1,
  );
});

for (const [name, slug] of [
  ['duplicate-callback', 'mts'],
  ['out-of-order', 'mts'],
  ['flaky', 'megafon'],
] as const) {
  test(`operator in mode ${name}: one operation, one effect`, async ({ page, cabinet }) => {
    await mode(name, slug);
    const card = await activate(page, cabinet, name, slug);
    await expect(page.getByRole('main').getByText('Активна', { exact: true }).first()).toBeVisible(active);
    expect(await cabinet.db.simOperation.count({ where: { simCardId: card.id } })).toBe(1);
    expect(await changes(card.iccid, slug)).toBe(1);
  });
}

test('the worker killed in the middle: finished once after its restart', async ({ page, cabinet }) => {
  await mode('silent');
  const card = await activate(page, cabinet, 'обработчик убит');
  await expect
    .poll(
      async () => (await cabinet.db.simOperation.findFirstOrThrow({ where: { simCardId: card.id } })).state,
    )
    .toBe('IN_PROGRESS');
  const now = JSON.parse(readFileSync(instanceFile, 'utf8')) as Instance;
  process.kill(now.pids['worker'] ?? 0, 'SIGKILL');
  await mode('normal');
  await expect(page.getByRole('main').getByText('Активна', { exact: true }).first()).toBeVisible(active);
  expect(await cabinet.db.simOperation.count({ where: { simCardId: card.id } })).toBe(1);
  expect(await changes(card.iccid)).toBe(1);
});
