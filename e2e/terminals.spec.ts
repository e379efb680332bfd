import { createHash, randomBytes, randomInt } from 'node:crypto';
import type { PrismaClient } from '@/lib/platform/db';
import { fillWallet } from './cards';
import { expect, expectAccessible, test } from './fixtures';
import { instance } from './instance';

test.describe.configure({ mode: 'serial' });

/** A terminal that is heard, has no kit, no module and a fresh version. */
async function bareTerminal(
  db: PrismaClient,
  organizationId: string,
  name: string,
  { daysSilent = 0 }: { daysSilent?: number } = {},
) {
  const store = await db.store.findFirstOrThrow({ where: { organizationId }, orderBy: { name: 'asc' } });
  const serialNumber = `009${String(randomInt(10 ** 11)).padStart(11, '0')}`;
  const token = randomBytes(32).toString('base64url');
  const terminal = await db.terminal.create({
    data: {
      organizationId,
      storeId: store.id,
      name,
      model: 'Эвотор 7.3',
      serialNumber,
      posVersion: '8.4.2',
      lastSeenAt: new Date(Date.now() - daysSilent * 86_400_000),
      createdAt: new Date(),
      deviceTokenHash: createHash('sha256').update(token).digest('hex'),
    },
  });
  const answer = await fetch(`${instance.sandbox.terminals}/fleet/${serialNumber}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      deviceToken: token,
      posVersion: '8.4.2',
      ofdMode: 'ONLINE',
      paper: 'OK',
      battery: 90,
      network: 'LTE',
      silent: daysSilent > 0,
    }),
  });
  expect(answer.ok).toBe(true);
  return terminal;
}

test('kit bought, modules installed in the right order, the conflict refused in both orders', async ({
  page,
  cabinet,
}) => {
  await fillWallet(cabinet.db, cabinet.organizationId, 500_000);
  const terminal = await bareTerminal(
    cabinet.db,
    cabinet.organizationId,
    `Новая касса ${String(Date.now())}`,
  );
  await page.goto('/terminals');
  await page.getByRole('searchbox').fill(terminal.serialNumber);
  await expect(page).toHaveURL(/q=/);
  await page.getByRole('link', { name: terminal.name }).click();
  await expect(page.getByRole('heading', { level: 1, name: terminal.name })).toBeVisible();

  const line = (name: string) => page.getByRole('listitem').filter({ hasText: name }).first();
  const mail = line('Электронный чек на почту');
  const law = line('Касса работает по действующим правилам');
  const sections = line('Продажа по секциям');
  await expect(mail.getByText('Сначала нужен модуль «Обновления под закон»')).toBeVisible();
  await expect(law.getByText('входит в комплект')).toBeVisible();
  await expect(mail.getByRole('button', { name: 'Установить: Отправка чеков на e-mail' })).toHaveCount(0);

  await page.getByRole('button', { name: 'Купить: Смарт-терминал Плюс' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('Следующее списание')).toBeVisible();
  await dialog.getByRole('radio', { name: /раз в месяц/ }).check();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: /Купить комплект за 990/ }).click();
  await expect(page.getByText(/Оплачен до/)).toBeVisible();

  await law.getByRole('button', { name: 'Установить: Обновления под закон' }).click();
  await expect(law.getByText('Установлен', { exact: true })).toBeVisible({ timeout: 20_000 });
  await mail.getByRole('button', { name: 'Установить: Отправка чеков на e-mail' }).click();
  await expect(mail.getByText('Установлен', { exact: true })).toBeVisible({ timeout: 20_000 });

  await expect(sections.getByText('не работает на одной кассе с «Отправка чеков на e-mail»')).toBeVisible();
  await expect(sections.getByRole('button', { name: /Установить/ })).toHaveCount(0);

  await law.getByRole('button', { name: 'Удалить Обновления под закон' }).click();
  await expect(
    page.getByRole('dialog').getByText(/Без него не работает «Отправка чеков на e-mail»/),
  ).toBeVisible();
  await expect(page.getByRole('button', { name: /Удалить 2\s?модуля/ })).toBeVisible();
  await page.getByRole('button', { name: 'Не сейчас' }).click();

  await mail.getByRole('button', { name: 'Удалить Отправка чеков на e-mail' }).click();
  await page.getByRole('button', { name: 'Удалить модуль' }).click();
  await expect(mail.getByText('Не установлен', { exact: true })).toBeVisible({ timeout: 20_000 });
  await sections.getByRole('button', { name: 'Установить: Секции и отделы' }).click();
  await expect(sections.getByText('Установлен', { exact: true })).toBeVisible({ timeout: 20_000 });
  await expect(mail.getByText('не работает на одной кассе с «Секции и отделы»')).toBeVisible();
});

test('the filter of health shows the terminals that have it, and their page says the rest', async ({
  page,
  cabinet,
}) => {
  const rows = page
    .getByRole('main')
    .getByRole('row')
    .filter({ has: page.locator('td') });
  for (const [health, words] of [
    ['OK', 'Работает'],
    ['OFFLINE', 'Не на связи'],
  ] as const) {
    await page.goto(`/terminals?health=${health}`);
    await expect(rows.first()).toBeVisible();
    await expect(rows.filter({ hasNotText: words })).toHaveCount(0);
  }
  const terminal = await bareTerminal(
    cabinet.db,
    cabinet.organizationId,
    `Молчащая касса ${String(Date.now())}`,
    { daysSilent: 4 },
  );
  await page.goto(`/terminals?health=OK&q=${terminal.serialNumber}`);
  await expect(rows).toHaveCount(0);
  await page.goto(`/terminals?health=OFFLINE&q=${terminal.serialNumber}`);
  await page.getByRole('link', { name: terminal.name }).click();
  await expect(page.getByRole('heading', { level: 1, name: terminal.name })).toBeVisible();
  await expect(page.getByText('молчит 4\u00a0дня').first()).toBeVisible();
  await expect(page.getByRole('heading', { level: 2, name: 'Смарт-карта' })).toBeVisible();
  await expectAccessible(page);
  await cabinet.db.terminal.delete({ where: { id: terminal.id } });
});

test.describe('a cashier', () => {
  test.use({ person: 'cashier' });

  test('sees the registers of the own store and no button that changes them', async ({ page }) => {
    await page.goto('/terminals');
    await page.getByRole('main').locator('a[href^="/terminals/"]').first().click();
    await expect(page.getByRole('heading', { level: 2, name: 'Модули' })).toBeVisible();
    await expect(page.getByRole('button', { name: /^(Установить|Купить|Удалить)/ })).toHaveCount(0);
  });
});
