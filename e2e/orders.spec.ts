import type { Page } from '@playwright/test';
import { fillWallet } from './cards';
import { expect, expectAccessible, test } from './fixtures';

async function fill(page: Page, change: Record<string, string> = {}) {
  const values: Record<string, string> = {
    'Количество карт': '2',
    Получатель: 'Ирина Котова',
    'Телефон получателя': '+7 912 000-11-22',
    Индекс: '620014',
    Город: 'Екатеринбург',
    'Улица, дом, офис': 'ул. Малышева, 51',
    ...change,
  };
  await page.getByRole('main').getByLabel('Магазин', { exact: true }).selectOption({ index: 1 });
  for (const [label, value] of Object.entries(values))
    await page.getByLabel(label, { exact: true }).fill(value);
}

test('cards are ordered, paid, packed, shipped, delivered, and listed as ready', async ({
  page,
  cabinet,
}) => {
  await fillWallet(cabinet.db, cabinet.organizationId, 200_000);
  await page.goto('/orders');
  await page.getByRole('link', { name: 'Заказать карты' }).first().click();
  await fill(page);
  await expect(page.getByText(/880/).first()).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: /Оформить заказ на 880/ }).click();
  await expect(page).toHaveURL(/\/orders\/[0-9a-f-]{36}/);
  await expect(page.getByText('Ожидает оплаты').first()).toBeVisible();
  const id = /\/orders\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? '';
  await page.getByRole('button', { name: /Оплатить 880/ }).click();
  for (const state of ['Собирается', 'Передан в доставку', 'Доставлен']) {
    await expect(page.getByRole('main').getByText(state).first()).toBeVisible({ timeout: 40_000 });
  }
  const cards = await cabinet.db.simCard.findMany({ where: { orderId: id } });
  expect(cards.map((card) => card.state)).toEqual(['READY', 'READY']);
  const order = await cabinet.db.cardOrder.findUniqueOrThrow({ where: { id } });
  expect(order).toMatchObject({
    state: 'DELIVERED',
    paymentState: 'PAID',
    totalKopecks: 88_000n,
    quantity: 2,
  });
  await page.goto(`/sim-cards?q=${cards[0]?.iccid.slice(-8) ?? ''}`);
  await expect(page.getByRole('table').getByText('Готова к активации')).toBeVisible();
});

const wrong: readonly [label: string, value: string][] = [
  ['Количество карт', '0'],
  ['Количество карт', '-1'],
  ['Количество карт', '1.5'],
  ['Количество карт', '1001'],
  ['Индекс', '12345'],
  ['Телефон получателя', '912'],
  ['Получатель', ''],
];

for (const [label, value] of wrong) {
  test(`${label} «${value}» is an error on its field and nothing is written`, async ({ page, cabinet }) => {
    const count = () => cabinet.db.cardOrder.count({ where: { organizationId: cabinet.organizationId } });
    const before = await count();
    await page.goto('/orders/new');
    await fill(page, { [label]: value });
    await page.getByRole('button', { name: /Оформить заказ/ }).click();
    await expect(page.getByLabel(label, { exact: true })).toHaveAttribute('aria-invalid', 'true');
    await expect(page).toHaveURL(/\/orders\/new/);
    expect(await count()).toBe(before);
  });
}
