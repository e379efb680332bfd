import { fillWallet } from './cards';
import { type Cabinet, expect, expectAccessible, expectNoSideways, test } from './fixtures';

/** A card subscription of this worker's organization that renews monthly, and that no other test touches. */
async function monthly(cabinet: Cabinet, index: number) {
  const found = await cabinet.db.subscription.findMany({
    where: {
      organizationId: cabinet.organizationId,
      simCardId: { not: null },
      state: 'ACTIVE',
      period: 'M1',
      cancelAtPeriodEnd: false,
      pendingPeriod: null,
    },
    orderBy: { id: 'asc' },
  });
  const one = found[index];
  if (!one) throw new Error('the demo has too few monthly subscriptions');
  return one;
}

test.describe.configure({ mode: 'serial' });

test('the list says what is paid, until when, and the next charge', async ({ page }) => {
  await page.goto('/subscriptions');
  await expect(page.getByRole('heading', { level: 1, name: 'Подписки' })).toBeVisible();
  const table = page.getByRole('table');
  await expect(table.getByText('Активна', { exact: true }).first()).toBeVisible();
  await expect(table.getByText(/\d\s₽/).first()).toBeVisible();
  await page.getByLabel('Период оплаты').selectOption('M12');
  await expect(page).toHaveURL(/period=M12/);
  const rows = table.getByRole('row').filter({ has: page.locator('td') });
  await expect(rows.filter({ hasNotText: 'раз в 12 месяцев' })).toHaveCount(0);
  await expect(rows.first()).toBeVisible();
});

test('the period is changed for the next term and the change is taken back', async ({ page, cabinet }) => {
  const { id } = await monthly(cabinet, 0);
  await page.goto(`/subscriptions/${id}`);
  await page.getByRole('button', { name: 'Сменить период' }).click();
  const dialog = page.getByRole('dialog', { name: 'Период оплаты' });
  await dialog.getByRole('radio', { name: /Раз в 3 месяца/ }).check();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: /Платить раз в/ }).click();
  await expect(dialog).toHaveCount(0);
  await expect
    .poll(async () => (await cabinet.db.subscription.findUniqueOrThrow({ where: { id } })).pendingPeriod)
    .toBe('M3');
  await page.reload();
  await page.getByRole('button', { name: 'Сменить период' }).click();
  await page
    .getByRole('dialog', { name: 'Период оплаты' })
    .getByRole('radio', { name: /Раз в месяц/ })
    .check();
  await page.getByRole('button', { name: /Оставить раз в/ }).click();
  await expect
    .poll(async () => (await cabinet.db.subscription.findUniqueOrThrow({ where: { id } })).pendingPeriod)
    .toBeNull();
});

test('stopped, it works to the paid end; resumed, nothing has changed', async ({ page, cabinet }) => {
  const before = await monthly(cabinet, 0);
  await page.goto(`/subscriptions/${before.id}`);
  await page.getByRole('button', { name: 'Остановить' }).click();
  await page
    .getByRole('dialog', { name: 'Остановить подписку' })
    .getByRole('button', { name: 'Остановить подписку' })
    .click();
  const stopped = async () =>
    (await cabinet.db.subscription.findUniqueOrThrow({ where: { id: before.id } })).cancelAtPeriodEnd;
  await expect.poll(stopped).toBe(true);
  await expect(page.getByRole('main').getByText('Не продлевается').first()).toBeVisible();
  await page.reload();
  await page.getByRole('button', { name: 'Возобновить' }).click();
  await page
    .getByRole('dialog', { name: 'Возобновить подписку' })
    .getByRole('button', { name: 'Возобновить подписку' })
    .click();
  await expect.poll(stopped).toBe(false);
  const after = await cabinet.db.subscription.findUniqueOrThrow({ where: { id: before.id } });
  expect(after).toEqual(before);
});

test('renewed now, exactly one further period is paid by the anchor', async ({ page, cabinet }) => {
  await fillWallet(cabinet.db, cabinet.organizationId, 500_000);
  const before = await monthly(cabinet, 0);
  const wallet = () =>
    cabinet.db.ledgerAccount.findFirstOrThrow({
      where: { organizationId: cabinet.organizationId, kind: 'WALLET' },
    });
  const money = (await wallet()).balanceKopecks;
  await page.goto(`/subscriptions/${before.id}`);
  await page.getByRole('button', { name: 'Продлить сейчас' }).click();
  await page
    .getByRole('dialog', { name: 'Продлить сейчас' })
    .getByRole('button', { name: /Продлить за/ })
    .dblclick();
  await expect
    .poll(
      async () => (await cabinet.db.subscription.findUniqueOrThrow({ where: { id: before.id } })).periodIndex,
    )
    .toBe(before.periodIndex + 1);
  const after = await cabinet.db.subscription.findUniqueOrThrow({ where: { id: before.id } });
  expect(after.periodStart).toEqual(before.periodEnd);
  expect(after.paidMonths).toBe(before.paidMonths + 1);
  expect((await wallet()).balanceKopecks).toBe(money - 19_000n);
});

/** «Доплатить 1 876,89 ₽» → kopecks */
const kopecksIn = (text: string | null) => {
  const [, whole = '', rest = '0'] = /(\d[\d\s]*)(?:,(\d\d))?\s₽/u.exec(text ?? '') ?? [];
  return Number(whole.replace(/\s/gu, '')) * 100 + Number(rest);
};

test('changed now, a longer period costs exactly what was shown', async ({ page, cabinet }) => {
  await fillWallet(cabinet.db, cabinet.organizationId, 500_000);
  const before = await monthly(cabinet, 0);
  await page.goto(`/subscriptions/${before.id}`);
  await page.getByRole('button', { name: 'Сменить период' }).click();
  const dialog = page.getByRole('dialog', { name: 'Период оплаты' });
  await dialog.getByRole('radio', { name: /Раз в 12 месяцев/ }).check();
  await dialog.getByRole('radio', { name: /^Сейчас, с доплатой/ }).check();
  const pay = dialog.getByRole('button', { name: /^Доплатить \d/ });
  await expect(pay).toBeEnabled();
  await expect(dialog.getByText('К оплате сейчас')).toBeVisible();
  await expect(dialog.getByText(/Сумма действует 15 минут/)).toBeVisible();
  await expectAccessible(page);
  await expectNoSideways(page);
  const shown = kopecksIn(await pay.textContent());
  expect(shown).toBeGreaterThan(0);
  await pay.click();
  await expect(dialog).toHaveCount(0);
  const after = await cabinet.db.subscription.findUniqueOrThrow({
    where: { id: before.id },
    include: { charges: { orderBy: { periodIndex: 'desc' }, take: 1 } },
  });
  expect(after).toMatchObject({ period: 'M12', periodIndex: before.periodIndex + 1 });
  expect(after.anchorDate).toEqual(before.anchorDate);
  expect(after.charges.map(({ amountKopecks }) => Number(amountKopecks))).toEqual([shown]);
});

test('the period of several is changed in one go, for the sum that was shown', async ({ page, cabinet }) => {
  await fillWallet(cabinet.db, cabinet.organizationId, 500_000);
  const since = await cabinet.db.subscriptionCharge.findMany({
    where: { organizationId: cabinet.organizationId },
    select: { id: true },
  });
  await page.goto('/subscriptions?state=RENEWING&period=M1');
  const select = page.getByRole('button', { name: 'Выбрать', exact: true });
  if (await select.isVisible()) await select.click();
  const ticks = page.getByRole('main').getByRole('checkbox', { name: /^Выбрать: Смарт-карта/ });
  for (const at of [0, 1]) await ticks.nth(at).check();
  await page.getByRole('button', { name: 'Сменить период (2)' }).click();
  const dialog = page.getByRole('dialog', { name: 'Период оплаты' });
  await dialog.getByRole('radio', { name: /Раз в 3 месяца/ }).check();
  await dialog.getByRole('radio', { name: /^Сейчас, с доплатой/ }).check();
  const pay = dialog.getByRole('button', { name: /^Доплатить \d/ });
  await expect(pay).toBeEnabled();
  await expectAccessible(page);
  await expectNoSideways(page);
  const shown = kopecksIn(await pay.textContent());
  await pay.click();
  await expect(dialog).toHaveCount(0);
  const charges = await cabinet.db.subscriptionCharge.findMany({
    where: { organizationId: cabinet.organizationId, period: 'M3', id: { notIn: since.map(({ id }) => id) } },
    include: { subscription: true },
  });
  expect(charges.map(({ subscription }) => subscription.period)).toEqual(['M3', 'M3']);
  expect(charges.reduce((sum, { amountKopecks }) => sum + Number(amountKopecks), 0)).toBe(shown);
});
