import { fillWallet, newCard } from './cards';
import { expect, expectAccessible, test } from './fixtures';

test('filters narrow the list, search finds any part of a number, the address keeps both', async ({
  page,
  cabinet,
}) => {
  const card = await newCard(cabinet, 'mts', `витрина ${String(Date.now())}`);
  await page.goto('/sim-cards');
  await page.getByLabel('Состояние').selectOption('ACTIVE');
  await expect(page).toHaveURL(/state=ACTIVE/);
  const table = page.getByRole('table', { name: 'Смарт-карты' });
  await expect(table.getByText('Активна').first()).toBeVisible();
  await expect(table.getByText('Готова к активации')).toHaveCount(0);
  await page.goto('/sim-cards');
  await page.getByRole('searchbox').fill(card.iccid.slice(-7));
  await expect(page).toHaveURL(/q=/);
  await expect(table.getByRole('row').filter({ hasText: 'Готова к активации' })).toHaveCount(1);
});

test('two cards: chosen, priced, confirmed; ACTIVATING turns ACTIVE by itself; then one is switched off', async ({
  page,
  cabinet,
  isMobile,
}) => {
  const label = `пара ${String(Date.now())}`;
  const cards = [await newCard(cabinet, 'mts', label), await newCard(cabinet, 'mts', label)] as const;
  await fillWallet(cabinet.db, cabinet.organizationId, 100_000);
  await page.goto(`/sim-cards?q=${encodeURIComponent(label)}`);
  if (isMobile) await page.getByRole('button', { name: 'Выбрать', exact: true }).click();
  for (const card of cards) await page.getByRole('checkbox', { name: `Выбрать карту …${card.tail}` }).check();
  await page.getByRole('button', { name: /Активировать/ }).click();
  const dialog = page.getByRole('dialog', { name: /Активировать 2\s?смарт-карты/ });
  await dialog.getByRole('radio', { name: /раз в месяц/ }).check();
  await expect(dialog.getByText('К оплате сейчас')).toBeVisible();
  await expect(dialog.getByText(/Следующее списание/)).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: /Активировать 2\s?карты за 380/ }).click();
  await expect(dialog).toHaveCount(0);
  const table = page.getByRole('table', { name: 'Смарт-карты' });
  await expect(table.getByText('Активна', { exact: true })).toHaveCount(2, { timeout: 30_000 });

  const charges = await cabinet.db.subscriptionCharge.findMany({
    where: { subscription: { simCardId: { in: cards.map((card) => card.id) } } },
  });
  expect(charges.map((charge) => charge.amountKopecks)).toEqual([19_000n, 19_000n]);
  const operations = await cabinet.db.simOperation.findMany({
    where: { simCardId: { in: cards.map((card) => card.id) } },
  });
  expect(operations.map((operation) => operation.state)).toEqual(['COMPLETED', 'COMPLETED']);

  await page.goto(`/sim-cards/${cards[0].id}`);
  await expect(page.getByText(/Оператору понадобилось/)).toBeVisible();
  await page.getByRole('button', { name: 'Отключить' }).click();
  const off = page.getByRole('dialog', { name: /Отключить/ });
  await expect(off.getByText('Что с оплатой')).toBeVisible();
  await off.getByRole('radio', { name: /Остановить продление/ }).check();
  await expectAccessible(page);
  await off.getByRole('button', { name: /Отключить и остановить продление/ }).click();
  await expect(page.getByRole('main').getByText('Отключена', { exact: true }).first()).toBeVisible({
    timeout: 30_000,
  });
  const stopped = await cabinet.db.subscription.findFirstOrThrow({ where: { simCardId: cards[0].id } });
  expect(stopped.cancelAtPeriodEnd).toBe(true);
});

test('a double click and a second tab make one operation', async ({ page, context, cabinet, isMobile }) => {
  const card = await newCard(cabinet, 'mts', 'вкладки');
  await fillWallet(cabinet.db, cabinet.organizationId, 100_000);
  const other = await context.newPage();
  for (const tab of [page, other]) {
    await tab.goto(`/sim-cards/${card.id}`);
    await tab.getByRole('button', { name: 'Активировать' }).click();
    await tab
      .getByRole('dialog')
      .getByRole('radio', { name: /раз в месяц/ })
      .check();
  }
  const confirm = (tab: typeof page) =>
    tab.getByRole('dialog').getByRole('button', { name: /Активировать .+ за/ });
  if (isMobile) await confirm(page).click();
  else await confirm(page).dblclick();
  await confirm(other).click();
  await expect
    .poll(async () => (await cabinet.db.simCard.findUniqueOrThrow({ where: { id: card.id } })).state, {
      timeout: 30_000,
    })
    .toBe('ACTIVE');
  expect(await cabinet.db.simOperation.count({ where: { simCardId: card.id } })).toBe(1);
  expect(await cabinet.db.subscriptionCharge.count({ where: { subscription: { simCardId: card.id } } })).toBe(
    1,
  );
  await other.close();
});

test('a session that ends in an open dialog leads to sign in and back', async ({
  page,
  cabinet,
  context,
}) => {
  const card = await newCard(cabinet, 'mts', 'сессия');
  await page.goto(`/sim-cards/${card.id}`);
  await page.getByRole('button', { name: 'Активировать' }).click();
  await expect(page.getByRole('dialog').getByRole('button', { name: /Активировать .+ за/ })).toBeVisible();
  await context.clearCookies();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /Активировать .+ за/ })
    .click();
  await expect(page).toHaveURL(new RegExp(`/sign-in\\?next=.*${card.id}`));
  await page.getByLabel('E-mail').fill(cabinet.email('owner'));
  await page.getByLabel('Пароль').fill('kassa-demo');
  await page.getByRole('button', { name: 'Войти', exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`/sim-cards/${card.id}`));
  expect(await cabinet.db.simOperation.count({ where: { simCardId: card.id } })).toBe(0);
});

test('the card of an operator that is not connected says why there is no button', async ({
  page,
  cabinet,
}) => {
  const card = await cabinet.db.simCard.findFirstOrThrow({
    where: { organizationId: cabinet.organizationId, operatorSlug: 'beeline' },
  });
  await page.goto(`/sim-cards/${card.id}`);
  await expect(page.getByText(/не подключ/i).first()).toBeVisible();
  await expect(page.getByRole('button', { name: /^(Активировать|Отключить)/ })).toHaveCount(0);
});

test.describe('a cashier', () => {
  test.use({ person: 'cashier' });

  test('sees cards and no way to switch them', async ({ page }) => {
    await page.goto('/sim-cards');
    await expect(page.getByRole('table', { name: 'Смарт-карты' })).toBeVisible();
    await expect(page.getByRole('checkbox')).toHaveCount(0);
    await expect(page.getByRole('button', { name: /Активировать|Отключить/ })).toHaveCount(0);
  });
});
