import type { Locator, Page } from '@playwright/test';
import { fillWallet } from './cards';
import { expect, expectAccessible, expectNoSideways, test, type Cabinet } from './fixtures';

const line = (page: Page, number = 1): Locator =>
  page.getByRole('group', { name: `Строка ${String(number)}` });

const place = {
  Получатель: 'Ирина Котова',
  'Телефон получателя': '+7 912 000-11-22',
  Индекс: '620014',
  Город: 'Екатеринбург',
  'Улица, дом, офис': 'ул. Малышева, 51',
};

async function fillPlace(page: Page, change: Record<string, string> = {}) {
  for (const [label, value] of Object.entries({ ...place, ...change }))
    await page.getByLabel(label, { exact: true }).fill(value);
}

async function fill(page: Page, change: Record<string, string> = {}) {
  const { 'Количество карт': quantity = '2', ...rest } = change;
  await line(page).getByLabel('Магазин').selectOption({ index: 1 });
  await line(page).getByLabel('Количество карт').fill(quantity);
  await fillPlace(page, rest);
}

/** A terminal without a card, in a store of its own. */
async function newTerminal({ db, organizationId }: Cabinet, name: string) {
  const createdAt = new Date();
  const store = await db.store.create({
    data: {
      organizationId,
      name: `Магазин «${name}»`,
      address: 'Тверь',
      timeZone: 'Europe/Moscow',
      createdAt,
    },
  });
  const serialNumber = `009${String(createdAt.getTime()).slice(-11)}`;
  const terminal = await db.terminal.create({
    data: { organizationId, storeId: store.id, name, model: '7.3', serialNumber, createdAt },
  });
  return { store, terminal };
}

const idOf = (page: Page): string => /\/orders\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? '';

async function submit(page: Page) {
  await page.getByRole('button', { name: /Оформить заказ на/ }).click();
  await expect(page).toHaveURL(/\/orders\/[0-9a-f-]{36}/);
  await expect(page.getByText('Ожидает оплаты').first()).toBeVisible();
  return idOf(page);
}

test('cards for a terminal and a store are ordered, delivered, named, bound and activated in one go', async ({
  page,
  cabinet,
}) => {
  await fillWallet(cabinet.db, cabinet.organizationId, 2_000_000);
  const name = `Прилавок ${String(Date.now())}`;
  const { store, terminal } = await newTerminal(cabinet, name);
  await page.goto('/orders');
  await page.getByRole('link', { name: 'Заказать карты' }).first().click();
  await line(page).getByLabel('Магазин').selectOption(store.id);
  await line(page).getByLabel('Касса').selectOption(terminal.id);
  await line(page).getByLabel('Название карты').fill('Основная');
  await page.getByRole('button', { name: 'Добавить строку' }).click();
  await line(page, 2).getByLabel('Название карты').fill('Запас');
  await line(page, 2).getByLabel('Количество карт').fill('2');
  await page.getByRole('radio', { name: /раз в месяц/ }).check();
  await fillPlace(page, { 'Улица, дом, офис': name });
  await expect(page.getByRole('button', { name: /Оформить заказ на 1 170/ })).toBeVisible();
  await expectAccessible(page);
  await expectNoSideways(page);
  const id = await submit(page);
  await page.getByRole('button', { name: /Оплатить 1 170/ }).click();
  for (const state of ['Собирается', 'Передан в доставку', 'Доставлен']) {
    await expect(page.getByRole('main').getByText(state).first()).toBeVisible({ timeout: 40_000 });
  }
  const cards = await cabinet.db.simCard.findMany({ where: { orderId: id }, orderBy: { id: 'asc' } });
  expect(cards.map(({ state, label, terminalId, storeId }) => [state, label, terminalId, storeId])).toEqual([
    ['READY', 'Основная', terminal.id, store.id],
    ['READY', 'Запас 1', null, store.id],
    ['READY', 'Запас 2', null, store.id],
  ]);
  await expect(page.getByRole('link', { name: /Отследить/ })).toHaveAttribute('href', /^http/);
  await expectAccessible(page);
  await expectNoSideways(page);
  await page.getByRole('button', { name: 'Активировать все 3 карты' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('radio', { name: /раз в месяц/ })).toBeChecked();
  await dialog.getByRole('button', { name: /Активировать 3 карты за/ }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('table', { name: 'Карты заказа' }).getByText('Активна')).toHaveCount(3, {
    timeout: 40_000,
  });
});

test('a draft is kept, finished from the address book, warned about when it is the same, and cancelled', async ({
  page,
  cabinet,
}) => {
  const street = `Дом ${String(Date.now())}`;
  await page.goto('/orders/addresses');
  await page.getByRole('button', { name: 'Добавить адрес' }).click();
  await fillPlace(page, { 'Улица, дом, офис': street });
  await page.getByRole('button', { name: 'Сохранить адрес' }).click();
  await expect(page.getByRole('list', { name: 'Адреса доставки' }).getByText(street)).toBeVisible();
  await expectAccessible(page);
  await expectNoSideways(page);

  await page.goto('/orders/new');
  await line(page).getByLabel('Магазин').selectOption({ index: 1 });
  await line(page).getByLabel('Количество карт').fill('7');
  await page.getByRole('button', { name: 'Сохранить черновик' }).click();
  await expect(page.getByText('Черновик').first()).toBeVisible();
  const id = idOf(page);
  await page.getByRole('link', { name: 'Продолжить оформление' }).click();
  await expect(line(page).getByLabel('Количество карт')).toHaveValue('7');
  await page
    .getByLabel('Адрес из книги')
    .selectOption({ label: `Екатеринбург, ${street} — Ирина Котова, +7 912 000-11-22` });
  await expect(page.getByLabel('Получатель', { exact: true })).toHaveValue('Ирина Котова');
  expect(await submit(page)).toBe(id);

  await page.goto(`/orders/new?from=${id}`);
  await page.getByRole('button', { name: /Оформить заказ на/ }).click();
  await expect(page.getByText(/Точно такой же заказ/).first()).toBeVisible();
  await page.getByRole('button', { name: 'Всё равно заказать' }).click();
  await expect(page).toHaveURL(/\/orders\/[0-9a-f-]{36}/);
  expect(idOf(page)).not.toBe(id);
  await page.getByRole('button', { name: 'Отменить заказ' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Отменить заказ' }).click();
  await expect(page.getByText('Отменён').first()).toBeVisible();
  await expect(page.getByRole('link', { name: 'Повторить заказ' })).toBeVisible();
  const orders = await cabinet.db.cardOrder.findMany({
    where: { addressLine: street },
    orderBy: { number: 'asc' },
  });
  expect(orders.map(({ state }) => state)).toEqual(['AWAITING_PAYMENT', 'CANCELLED']);
});

test('a parcel that came back waits for a decision, and the money for its cards comes back', async ({
  page,
  cabinet,
}) => {
  const { db, organizationId } = cabinet;
  const store = await db.store.findFirstOrThrow({ where: { organizationId }, orderBy: { name: 'asc' } });
  const now = new Date();
  const last = await db.cardOrder.aggregate({ where: { organizationId }, _max: { number: true } });
  const { id } = await db.cardOrder.create({
    data: {
      organizationId,
      storeId: store.id,
      number: (last._max.number ?? 0) + 100,
      requestId: crypto.randomUUID(),
      operatorSlug: 'mts',
      state: 'RETURNED',
      paymentState: 'PAID',
      quantity: 3,
      unitPriceKopecks: 29_000,
      deliveryKopecks: 30_000,
      totalKopecks: 117_000,
      recipient: 'Ирина Котова',
      phone: '+79120001122',
      postalCode: '620014',
      city: 'Екатеринбург',
      addressLine: 'ул. Малышева, 51',
      quoteExpiresAt: now,
      createdAt: now,
      submittedAt: now,
      paidAt: now,
      shippedAt: now,
      returnedAt: now,
      lines: { create: { position: 0, storeId: store.id, quantity: 3 } },
      parcels: {
        create: {
          shipment: 1,
          reference: '1',
          state: 'RETURNED',
          trackingNumber: 'RU000000000001',
          quantity: 3,
          shippedAt: now,
          returnedAt: now,
        },
      },
    },
  });
  await page.goto(`/orders/${id}`);
  await expect(page.getByText('Не пришло: 3 карты')).toBeVisible();
  await expectAccessible(page);
  await expectNoSideways(page);
  await page.getByRole('button', { name: 'Отправить повторно' }).click();
  await expect(page.getByRole('dialog').getByLabel('Индекс')).toHaveValue('620014');
  await page.getByRole('dialog').getByRole('button', { name: 'Не сейчас' }).click();
  await page.getByRole('button', { name: 'Вернуть деньги' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Вернуть 870 ₽' }).click();
  await expect(page.getByText('Часть денег возвращена на лицевой счёт')).toBeVisible();
  expect(await db.cardOrder.findUniqueOrThrow({ where: { id } })).toMatchObject({
    state: 'CANCELLED',
    refundedKopecks: 87_000n,
  });
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
