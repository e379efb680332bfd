import type { Page } from '@playwright/test';
import { type Cabinet, expect, expectAccessible, expectNoSideways, type Person, test } from './fixtures';

/** Money that has come is said within a few looks of the page at the payment. */
const SOON = { timeout: 20_000 };

const state = (page: Page, words: string) => page.getByRole('main').getByText(words, { exact: true });

/** Types the sum; a ready sum answers only once the form is alive, so that the press of «Перейти» is not lost. */
async function typeSum(page: Page, sum: string) {
  const field = page.getByLabel('Сумма', { exact: true });
  await expect(async () => {
    await page.getByRole('group', { name: 'Готовые суммы' }).getByRole('button').first().click();
    await expect(field).toHaveValue('1000', { timeout: 1_000 });
  }).toPass();
  await field.fill(sum);
}

/** Pays on the provider's page; its outcome is chosen there, so that it concerns this payment only. */
async function payWith(page: Page, card: string, outcome = 'succeed') {
  await page.getByLabel('Номер карты').fill(card);
  await page.getByLabel('Что будет с платежом').selectOption(outcome);
  await page.getByRole('button', { name: /Оплатить/ }).click();
}

async function toProvider(page: Page, sum: string) {
  await typeSum(page, sum);
  await page.getByRole('button', { name: 'Перейти к оплате' }).click();
  await expect(page.getByLabel('Номер карты')).toBeVisible();
}

/** A top-up of this sum, its card kept. */
async function keepCard(page: Page, card: string, sum: string) {
  await page.goto('/finance/top-up?save=1');
  await toProvider(page, sum);
  await expect(page.getByText('Карта будет сохранена')).toBeVisible();
  await payWith(page, card);
  await expect(state(page, 'Деньги на счёте')).toBeVisible(SOON);
}

const lettersAbout = (cabinet: Cabinet, subject: string) =>
  cabinet.db.letter.count({
    where: { organizationId: cabinet.organizationId, subject: { contains: subject } },
  });

test('a card is kept with 3-D Secure, serves autopay and is removed', async ({ page, cabinet }) => {
  await page.goto('/finance');
  await page.getByRole('link', { name: 'Настроить автоплатёж' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Карты и автоплатёж' })).toBeVisible();
  const autopay = page.getByRole('region', { name: 'Автоплатёж', exact: true });
  await expect(autopay.getByText('Выключен', { exact: true })).toBeVisible();
  await page.getByRole('link', { name: 'Добавить карту' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Новая карта' })).toBeVisible();
  await toProvider(page, '100');
  await payWith(page, '5555 5555 5555 4444', '3ds');
  await page.getByLabel('Код из СМС').fill('12');
  await page.getByRole('button', { name: /Подтвердить/ }).click();
  await expect(page.getByText('Введите четыре цифры')).toBeVisible();
  await page.getByLabel('Код из СМС').fill('1234');
  await page.getByRole('button', { name: /Подтвердить/ }).click();
  await expect(state(page, 'Деньги на счёте')).toBeVisible(SOON);

  await page.goto('/finance/cards');
  const cards = page.getByRole('list', { name: 'Сохранённые карты' });
  await expect(cards.getByText(/Mastercard/)).toBeVisible();
  await page.getByRole('button', { name: /автоплатёж: Mastercard/ }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('Автоплатёж действует, пока вы его не выключите')).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: /автоплатёж$/ }).click();
  await expect(dialog).toHaveCount(0);
  await expect(autopay.getByText(/^Включён: Mastercard/)).toBeVisible();
  await expect(cards.getByText('Для автоплатежа')).toBeVisible();
  await expectAccessible(page);
  await expectNoSideways(page);

  await page.getByRole('button', { name: /Удалить карту Mastercard/ }).click();
  await expect(dialog.getByText('автоплатёж выключится')).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Удалить карту', exact: true }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole('button', { name: /Удалить карту Mastercard/ })).toHaveCount(0);
  await expect(autopay.getByText('Карту удалили, поэтому списаний больше нет')).toBeVisible();
  await expectAccessible(page);
  await expectNoSideways(page);
  await expect.poll(() => lettersAbout(cabinet, '4444 удалена'), SOON).toBeGreaterThan(0);
});

test('a kept card tops the account up without a page, and money goes back to it', async ({
  page,
  cabinet,
}) => {
  await keepCard(page, '4111 1111 1111 1111', '100');
  await page.goto('/finance/top-up');
  await typeSum(page, '500');
  await page.getByRole('radio', { name: /^Visa/ }).check();
  await page.getByRole('button', { name: /Списать с карты Visa/ }).click();
  await expect(page).toHaveURL(/\/finance\/top-up\/[\da-f-]{36}$/);
  await expect(state(page, 'Деньги на счёте')).toBeVisible(SOON);

  await page.getByRole('button', { name: 'Вернуть на карту' }).click();
  const dialog = page.getByRole('dialog');
  const sum = dialog.getByLabel('Сумма возврата');
  const confirm = dialog.getByRole('button', { name: 'Вернуть на карту' });
  await sum.fill('0');
  await confirm.click();
  await expect(dialog.getByText('Сумма должна быть больше нуля')).toBeVisible();
  await expectAccessible(page);
  await sum.fill('501');
  await confirm.click();
  await expect(dialog.getByText('можно вернуть не больше 500')).toBeVisible();
  await sum.fill('200');
  await confirm.click();
  await expect(dialog).toHaveCount(0);
  const refunds = page.getByRole('list', { name: 'Возвраты по этому платежу' });
  await expect(refunds.getByText('Возвращено на карту')).toBeVisible(SOON);
  await expectAccessible(page);
  await expectNoSideways(page);
  await expect.poll(() => lettersAbout(cabinet, 'на карту отправлен'), SOON).toBeGreaterThan(0);
});

for (const [outcome, words] of [
  ['decline:insufficient_funds', 'на карте не хватает денег'],
  ['decline:card_expired', 'срок действия карты истёк'],
] as const) {
  test(`${outcome} is said in words, and the payment can be tried again`, async ({ page }) => {
    await page.goto('/finance/top-up');
    await toProvider(page, '300');
    await payWith(page, '5555 5555 5555 4444', outcome);
    await expect(state(page, 'Платёж не прошёл')).toBeVisible(SOON);
    await expect(page.getByText(words)).toBeVisible();
    await expectAccessible(page);
    await expectNoSideways(page);
    await page.getByRole('link', { name: 'Повторить' }).click();
    await expect(page.getByLabel('Сумма', { exact: true })).toHaveValue('300');
  });
}

test('3-D Secure that the payer gives up is a refusal in words', async ({ page }) => {
  await page.goto('/finance/top-up');
  await toProvider(page, '300');
  await payWith(page, '5555 5555 5555 4444', '3ds');
  await expect(page.getByLabel('Код из СМС')).toBeVisible();
  await page.getByRole('button', { name: 'Отказаться' }).click();
  await expect(page.getByText('подтверждение по 3-D Secure не пройдено')).toBeVisible(SOON);
});

test.describe('an accountant', () => {
  test.use({ person: 'accountant' });

  test('pays, and manages neither cards nor refunds', async ({ page }) => {
    await page.goto('/finance/cards');
    await expect(page.getByText('Картами и автоплатежом управляет владелец')).toBeVisible();
    await expect(page.getByRole('link', { name: 'Добавить карту' })).toHaveCount(0);
    await expect(page.getByRole('button', { name: /Удалить карту|автоплатёж/ })).toHaveCount(0);
    await page.goto('/finance/top-up?save=1');
    await expect(page.getByLabel('Сохранить карту')).toHaveCount(0);
    await expect(page.getByRole('main').getByRole('radio')).toHaveCount(0);
    await toProvider(page, '100');
    await expect(page.getByText('Карта будет сохранена')).toHaveCount(0);
    await payWith(page, '5555 5555 5555 4444');
    await expect(state(page, 'Деньги на счёте')).toBeVisible(SOON);
    await expect(page.getByRole('button', { name: 'Вернуть на карту' })).toHaveCount(0);
  });
});

for (const person of ['admin', 'cashier'] satisfies Person[]) {
  test.describe(person, () => {
    test.use({ person });

    test('is told whom to ask', async ({ page }) => {
      await page.goto('/finance/cards');
      await expect(page.getByText('Его может открыть владелец организации')).toBeVisible();
      await expect(page.getByRole('heading', { name: 'Последние автоплатежи' })).toHaveCount(0);
    });
  });
}
