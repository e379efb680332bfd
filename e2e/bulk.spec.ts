import { readFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import type { Locator, Page } from '@playwright/test';
import { xlsxFile } from '@/lib/core/table-file';
import { anIccid } from '@/lib/testing/factories';
import { fillWallet } from './cards';
import { type Cabinet, expect, expectAccessible, expectNoSideways, test } from './fixtures';

/** Cards of this worker's organization that no other test touches. */
async function newCards(
  { db, organizationId }: Cabinet,
  count: number,
  label: string,
  state: 'READY' | 'ACTIVE' = 'READY',
): Promise<{ id: string; iccid: string }[]> {
  const now = new Date();
  const iccids = new Set<string>();
  while (iccids.size < count) iccids.add(anIccid('8970101'));
  const store = await db.store.findFirstOrThrow({ where: { organizationId }, orderBy: { name: 'asc' } });
  const cards = await db.simCard.createManyAndReturn({
    data: [...iccids].map((iccid) => ({
      organizationId,
      storeId: store.id,
      operatorSlug: 'mts',
      iccid,
      label,
      state,
      stateChangedAt: now,
      createdAt: now,
    })),
    select: { id: true, iccid: true },
  });
  return cards;
}

/** As a paste, at once: `fill` types it, which takes Chromium ten seconds for two thousand lines. */
async function paste(field: Locator, text: string): Promise<void> {
  await field.evaluate((element, value) => {
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')?.set?.call(element, value);
    element.dispatchEvent(new Event('input', { bubbles: true }));
  }, text);
}

async function checkList(page: Page, rows: readonly string[]): Promise<void> {
  await page.goto('/sim-cards/bulk');
  await paste(page.getByRole('textbox', { name: 'Номера карт' }), rows.join('\n'));
  await page.getByRole('button', { name: 'Проверить список' }).click();
  await expect(page).toHaveURL(/\/sim-cards\/bulk\/[0-9a-f-]{36}/);
}

const main = (page: Page) => page.getByRole('main');

test('a pasted list: checked, started, carried out; what did not come out is named, saved and repeated', async ({
  page,
  cabinet,
}) => {
  await fillWallet(cabinet.db, cabinet.organizationId, 200_000);
  const ready = await newCards(cabinet, 3, 'список');
  const [active] = await newCards(cabinet, 1, 'список', 'ACTIVE');
  await checkList(page, ['ICCID', ...ready.map(({ iccid }) => iccid), active?.iccid ?? '', 'не карта']);
  await expect(page.getByRole('heading', { level: 1, name: /Активация 5\s?карт/ })).toBeVisible();
  await expect(main(page).getByText('Это не номер карты: в номере только цифры.')).toBeVisible();
  await page.getByRole('radio', { name: /раз в месяц/ }).check();
  await expect(main(page).getByText('Спишется не больше')).toBeVisible();
  await expectAccessible(page);
  await expectNoSideways(page);
  await page.getByRole('button', { name: /Активировать 3\s?карты за 570/ }).click();
  await expect(main(page).getByText('Выполнено', { exact: true })).toBeVisible({ timeout: 40_000 });
  await expect(main(page).getByRole('link', { name: /Активировано\s*3/ })).toBeVisible();
  await expectAccessible(page);
  await expectNoSideways(page);
  const charges = await cabinet.db.subscriptionCharge.findMany({
    where: { subscription: { simCardId: { in: ready.map(({ id }) => id) } } },
  });
  expect(charges.map(({ amountKopecks }) => amountKopecks)).toEqual([19_000n, 19_000n, 19_000n]);

  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Ошибки в CSV' }).click();
  const file = readFileSync(await (await download).path(), 'utf8');
  expect(file.split('\r\n').slice(0, 3)).toEqual([
    '\ufeffСтрока;Номер карты;Причина',
    expect.stringMatching(/^5;[\d ]{23};/),
    '6;не карта;Это не номер карты: в номере только цифры.',
  ]);

  await page.getByRole('button', { name: /Повторить для 1\s?карты/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: /Активация 1\s?карты/ })).toBeVisible();
  await expect(main(page).getByText('В списке нет карт, с которыми это можно сделать')).toBeVisible();
  await page.getByRole('button', { name: 'Не запускать' }).click();
  await expect(page).toHaveURL(/\/sim-cards\/bulk$/);
  const table = page.getByRole('table', { name: 'Недавние списки' });
  await expect(table.getByText('Не запускалось').first()).toBeVisible();
});

const files = {
  'карты.csv в Windows-1251': (iccids: readonly string[]) =>
    Buffer.concat([
      Buffer.from([0xca, 0xe0, 0xf1, 0xf1, 0xe0, 0x3b, 0x49, 0x43, 0x43, 0x49, 0x44, 0x0d, 0x0a]),
      Buffer.from(iccids.map((iccid) => `1;${iccid}`).join('\r\n')),
    ]),
  'карты.xlsx': (iccids: readonly string[]) =>
    Buffer.from(xlsxFile('Карты', [['Касса', 'Номер карты'], ...iccids.map((iccid) => ['1', iccid])], [])),
};

for (const [name, make] of Object.entries(files)) {
  test(`a file: ${name}`, async ({ page, cabinet }) => {
    const cards = await newCards(cabinet, 2, 'файл', 'ACTIVE');
    await page.goto('/sim-cards/bulk');
    await page.getByRole('radio', { name: /Отключить/ }).check();
    await page.getByLabel('Файл CSV или XLSX').setInputFiles({
      name,
      mimeType: 'application/octet-stream',
      buffer: make([...cards.map(({ iccid }) => iccid), anIccid()]),
    });
    await expect(page.getByText(name)).toBeVisible();
    await page.getByRole('button', { name: 'Проверить список' }).click();
    await expect(page.getByRole('heading', { level: 1, name: /Отключение 3\s?карт/ })).toBeVisible();
    await expect(main(page).getByText('Такой карты у вас нет. Проверьте номер')).toBeVisible();
    await expect(page.getByRole('button', { name: /Отключить 2\s?карты/ })).toBeVisible();
  });
}

test('a list that cannot be read says so at its field and keeps what was chosen', async ({ page }) => {
  await page.goto('/sim-cards/bulk');
  await page.getByRole('button', { name: 'Проверить список' }).click();
  await expect(page.getByText('Вставьте номера карт или выберите файл.')).toBeVisible();
  await page.getByLabel('Файл CSV или XLSX').setInputFiles({
    name: 'карты.xls',
    mimeType: 'application/vnd.ms-excel',
    buffer: Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]),
  });
  await page.getByRole('button', { name: 'Проверить список' }).click();
  await expect(page.getByText('Это старый формат Excel (XLS)')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Убрать файл' }).click();
  await expect(page.getByRole('textbox', { name: 'Номера карт' })).toBeVisible();
});

test('all cards of a filter, on all its pages', async ({ page, cabinet, isMobile }) => {
  const label = `витрина ${randomUUID().slice(0, 8)}`;
  await newCards(cabinet, 60, label);
  await page.goto(`/sim-cards?q=${encodeURIComponent(label)}`);
  if (isMobile) {
    await page.getByRole('button', { name: 'Выбрать', exact: true }).click();
    for (const box of await page.getByRole('checkbox', { name: /Выбрать карту/ }).all()) await box.check();
  } else await page.getByRole('checkbox', { name: 'Выбрать все карты на странице' }).check();
  const bar = page.getByRole('region', { name: 'Действия с выбранным' });
  await expect(bar.getByText('Выбрано 50 из 60')).toBeVisible();
  await bar.getByRole('button', { name: 'Выбрать все по отбору: 60' }).click();
  await expect(bar.getByText(/Выбраны все по отбору: 60\s?карт/)).toBeVisible();
  await expectNoSideways(page);
  await bar.getByRole('button', { name: 'Проверить и активировать' }).click();
  await expect(page.getByRole('heading', { level: 1, name: /Активация 60\s?карт/ })).toBeVisible();
  await expect(main(page).getByText('Выбор в списке карт')).toBeVisible();
  await page.getByRole('link', { name: 'Дальше' }).click();
  await expect(page.getByRole('table', { name: 'Карты из списка' }).getByRole('row')).toHaveCount(11);
});

test('a pause holds, a stop leaves the rest alone and free of charge', async ({ page, cabinet }) => {
  await fillWallet(cabinet.db, cabinet.organizationId, 2_000 * 19_000);
  const cards = await newCards(cabinet, 2_000, 'пауза');
  await checkList(
    page,
    cards.map(({ iccid }) => iccid),
  );
  await page.getByRole('radio', { name: /раз в месяц/ }).check();
  await page.getByRole('button', { name: /Активировать 2\s000\s?карт за/ }).click();
  await page.getByRole('button', { name: 'Пауза' }).click();
  await expect(page.getByRole('button', { name: 'Продолжить' })).toBeVisible({ timeout: 30_000 });
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Остановить' }).click();
  const dialog = page.getByRole('dialog', { name: 'Остановить' });
  await expect(dialog.getByText('останутся как есть')).toBeVisible();
  await dialog.getByRole('button', { name: 'Остановить' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(main(page).getByText('Остановлено', { exact: true })).toBeVisible();
  const where = { simCardId: { in: cards.map(({ id }) => id) } };
  const left = await cabinet.db.simBulkItem.count({ where: { ...where, state: 'LEFT' } });
  expect(left).toBeGreaterThan(0);
  expect(await cabinet.db.subscription.count({ where })).toBe(2_000 - left);
});

test('a bulk of someone else is not found, its file neither', async ({ page, cabinet }) => {
  const { id: organizationId } = await cabinet.db.organization.findFirstOrThrow({
    where: { id: { not: cabinet.organizationId } },
  });
  const foreign = await cabinet.db.simBulk.create({
    data: {
      organizationId,
      requestId: randomUUID(),
      action: 'ACTIVATE',
      state: 'DRAFT',
      origin: 'TEXT',
      storeIds: [],
      allStores: true,
      total: 0,
      actorId: randomUUID(),
      actorName: 'Чужой',
      createdAt: new Date(),
    },
  });
  for (const id of [foreign.id, '01900000-0000-7000-8000-000000000000', 'не-номер']) {
    expect((await page.request.get(`/sim-cards/bulk/${id}`)).status(), id).toBe(404);
    expect((await page.request.get(`/sim-cards/bulk/${id}/failures`)).status(), id).toBe(404);
  }
});

test('a list from another site’s page, or of nobody, is not taken', async ({ page, browser }) => {
  const address = `/sim-cards/bulk/list?action=ACTIVATE&requestId=${randomUUID()}`;
  const foreign = await page.request.post(address, {
    data: anIccid(),
    headers: { origin: 'https://evil.test' },
  });
  expect(await foreign.json()).toMatchObject({ ok: false, code: 'ORIGIN' });
  const without = await page.request.post(address, { data: anIccid() });
  expect(await without.json()).toMatchObject({ ok: false, code: 'ORIGIN' });
  const origin = new URL(page.url() === 'about:blank' ? (await page.request.get('/')).url() : page.url())
    .origin;
  const nobody = await browser.newContext();
  const answer = await nobody.request.post(`${origin}${address}`, { data: anIccid(), headers: { origin } });
  expect(await answer.json()).toMatchObject({ ok: false, code: 'SIGNED_OUT' });
  await nobody.close();
});

test.describe('a cashier', () => {
  test.use({ person: 'cashier' });

  test('has no way to lists', async ({ page }) => {
    await page.goto('/sim-cards');
    await expect(page.getByRole('link', { name: 'Списком' })).toHaveCount(0);
    await page.goto('/sim-cards/bulk');
    await expect(page.getByText('У вашей роли нет доступа к этому разделу')).toBeVisible();
  });
});
