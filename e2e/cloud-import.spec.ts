import { randomInt, randomUUID } from 'node:crypto';
import { type Cabinet, expect, expectAccessible, expectNoSideways, test } from './fixtures';
import { instance } from './instance';

const cloudId = () => `20240115-${randomUUID().slice(9).toUpperCase()}`;
const serial = () => `0030${String(randomInt(10 ** 10)).padStart(10, '0')}`;

/** An account of the cloud with a store and a terminal that the cabinet has, and as many that it has not. */
async function freshAccount({ db, organizationId }: Cabinet) {
  const where = { where: { organizationId } };
  await db.cloudConnection.deleteMany(where);
  await db.cloudTerminalLink.deleteMany(where);
  await db.cloudStoreLink.deleteMany(where);
  const known = await db.terminal.findFirstOrThrow({
    where: { organizationId, store: { name: 'Уральский' } },
    orderBy: { name: 'asc' },
    include: { store: true },
  });
  const stamp = String(Date.now());
  const [ural, neva] = [cloudId(), cloudId()];
  const added = { name: `Касса из облака ${stamp}`, serial: serial() };
  const account = {
    stores: [
      { id: ural, name: known.store.name, address: known.store.address },
      { id: neva, name: `Невский ${stamp}`, address: 'Санкт-Петербург, Невский проспект, 88' },
    ],
    devices: [
      { id: cloudId(), name: added.name, store_id: neva.toLowerCase(), serial_number: added.serial },
      { id: cloudId(), name: 'Другое имя', store_id: ural, serial_number: known.serialNumber },
      { id: cloudId(), name: `Без номера ${stamp}`, store_id: neva },
      { id: cloudId(), name: `Вторая ${stamp}`, store_id: ural.toLowerCase(), serial_number: serial() },
    ],
  };
  const answer = await fetch(`${instance.sandbox.evotor}/sandbox/accounts/${organizationId}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(account),
  });
  const { token } = (await answer.json()) as { token: string };
  return { token, known, added, neva: `Невский ${stamp}`, unnumbered: `Без номера ${stamp}` };
}

test.describe.configure({ mode: 'serial' });

test('the cloud is read by its token, the difference is shown, taken over, and is none afterwards', async ({
  page,
  cabinet,
}) => {
  const { token, known, added, neva, unnumbered } = await freshAccount(cabinet);
  await page.goto('/terminals/add');
  await page.getByRole('link', { name: 'Импорт из облака Эвотор' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Импорт из облака Эвотор' })).toBeVisible();
  await expect(page.getByText(token, { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Прочитать облако' }).click();
  await expect(page.getByText('Вставьте токен')).toBeVisible();

  await page.getByLabel('Токен облака Эвотор').fill('wrong-token-0000');
  await page.getByRole('button', { name: 'Прочитать облако' }).click();
  await expect(page.getByText('Облако не приняло токен')).toBeVisible({ timeout: 20_000 });
  await page.getByRole('button', { name: 'Заменить токен' }).click();
  await page.getByRole('dialog').getByLabel('Токен облака Эвотор').fill(token);
  await page.getByRole('dialog').getByRole('button', { name: 'Заменить и прочитать облако' }).click();

  await expect(page.getByRole('heading', { name: /Новые магазины/ })).toBeVisible({ timeout: 20_000 });
  await expect(page.getByLabel(`Магазин «${known.store.name}» в кабинете`)).toHaveValue(known.storeId);
  await expect(page.getByText('Предлагаем: те же название и адрес')).toBeVisible();
  await expect(page.getByLabel(`Магазин «${neva}» в кабинете`)).toHaveValue('NEW');
  await expect(page.getByRole('checkbox', { name: added.name })).toBeChecked();
  await expect(page.getByText('в облаке называется «Другое имя»')).toBeVisible();
  await expect(page.getByText(unnumbered)).toBeVisible();
  await expectAccessible(page);
  await expectNoSideways(page);
  expect(await cabinet.db.terminal.count({ where: { serialNumber: added.serial } })).toBe(0);

  await page.getByRole('button', { name: /Перенести 2\s?магазина и 3\s?кассы/ }).click();
  await expect(page.getByText(/Импорт закончен: сегодня/)).toBeVisible({ timeout: 20_000 });
  await expect(page.getByText('Переносить нечего')).toBeVisible();
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Прочитать заново' }).click();
  await expect(page.getByText(/Импорт закончен: сегодня/)).toHaveCount(0, { timeout: 20_000 });
  await expect(page.getByText('Переносить нечего')).toBeVisible({ timeout: 20_000 });

  const told = await page.request.post(`/api/sandbox/evotor?organization=${cabinet.organizationId}`, {
    data: { change: 'rename-terminal' },
  });
  expect(told.status()).toBe(200);
  await expect(async () => {
    await page.goto(`/terminals?q=${added.serial}`);
    await expect(page.getByRole('link', { name: /Касса № \d+/ })).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 30_000 });
  await page.goto('/terminals/import');
  await expect(page.getByText('Облако сообщило об изменениях, и они перенесены')).toBeVisible();
});

test.describe('an administrator of two stores', () => {
  test.use({ person: 'admin' });

  test('is told whom to ask for the token', async ({ page, cabinet }) => {
    await cabinet.db.cloudConnection.deleteMany({ where: { organizationId: cabinet.organizationId } });
    await page.goto('/terminals/import');
    await expect(page.getByText('Облако ещё не подключено')).toBeVisible();
    await expect(page.getByLabel('Токен облака Эвотор')).toHaveCount(0);
    await expectAccessible(page);
  });
});
