import type { Page } from '@playwright/test';
import { expect, expectAccessible, expectNoSideways, test } from './fixtures';

/** Pays on the provider's page with a card, its outcome chosen there. */
async function payWith(page: Page, card: string, outcome = 'succeed') {
  await page.getByLabel('Номер карты').fill(card);
  await page.getByLabel('Что будет с платежом').selectOption(outcome);
  await page.getByRole('button', { name: /Оплатить/ }).click();
}

async function addCard(page: Page, card: string) {
  await page.goto('/finance/top-up?save=1&amount=100');
  await page.getByRole('button', { name: 'Перейти к оплате' }).click();
  await payWith(page, card);
  await expect(page.getByText('Деньги на счёте')).toBeVisible({ timeout: 20_000 });
}

test('a card is kept with 3-D Secure, serves autopay and is removed', async ({ page }) => {
  await page.goto('/finance');
  await page.getByRole('link', { name: 'Настроить автоплатёж' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Карты и автоплатёж' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Добавить карту' }).click();
  await page.getByLabel('Сумма').fill('100');
  await page.getByRole('button', { name: 'Перейти к оплате' }).click();
  await payWith(page, '5555 5555 5555 4444', '3ds');
  await page.getByLabel('Код из СМС').fill('1234');
  await page.getByRole('button', { name: /Подтвердить/ }).click();
  await expect(page.getByText('Деньги на счёте')).toBeVisible({ timeout: 20_000 });

  await page.goto('/finance/cards');
  const cards = page.getByRole('list', { name: 'Сохранённые карты' });
  await expect(cards.getByText('Mastercard')).toBeVisible();
  await page.getByRole('button', { name: /автоплатёж: Mastercard/ }).click();
  await expectAccessible(page);
  await page.getByRole('dialog').getByRole('button', { name: 'Включить автоплатёж' }).click();
  await expect(page.getByText('Включён: Mastercard')).toBeVisible();
  await expectAccessible(page);
  await expectNoSideways(page);

  await page.getByRole('button', { name: /Удалить карту Mastercard/ }).click();
  await expect(page.getByRole('dialog').getByText('автоплатёж выключится')).toBeVisible();
  await page.getByRole('dialog').getByRole('button', { name: 'Удалить карту' }).click();
  await expect(page.getByRole('button', { name: /Удалить карту Mastercard/ })).toHaveCount(0);
  await expect(page.getByText('Карту удалили, поэтому списаний больше нет')).toBeVisible();
});

test('a kept card tops the account up without a page, and money goes back to it', async ({ page }) => {
  await addCard(page, '4111 1111 1111 1111');
  await page.goto('/finance/top-up?amount=500');
  await page.getByLabel('Visa').check();
  await page.getByRole('button', { name: /Списать с карты Visa/ }).click();
  await expect(page.getByText('Деньги на счёте')).toBeVisible({ timeout: 20_000 });
  await page.getByRole('button', { name: 'Вернуть на карту' }).click();
  await page.getByLabel('Сумма возврата').fill('501');
  await page.getByRole('dialog').getByRole('button', { name: 'Вернуть на карту' }).click();
  await expect(page.getByText('можно вернуть не больше 500')).toBeVisible();
  await page.getByLabel('Сумма возврата').fill('200');
  await page.getByRole('dialog').getByRole('button', { name: 'Вернуть на карту' }).click();
  await expect(page.getByText('Возвращено на карту')).toBeVisible({ timeout: 20_000 });
  await expectAccessible(page);
  await expectNoSideways(page);
});

test('a refusal of the bank says why', async ({ page }) => {
  await page.goto('/finance/top-up?amount=300');
  await page.getByRole('button', { name: 'Перейти к оплате' }).click();
  await payWith(page, '5555 5555 5555 4444', 'decline:card_expired');
  await expect(page.getByText('срок действия карты истёк')).toBeVisible({ timeout: 20_000 });
});

test.describe('an accountant', () => {
  test.use({ person: 'accountant' });

  test('sees cards and autopay and manages neither', async ({ page }) => {
    await page.goto('/finance/cards');
    await expect(page.getByText('Картами и автоплатежом управляет владелец')).toBeVisible();
    await expect(page.getByRole('link', { name: 'Добавить карту' })).toHaveCount(0);
    await page.goto('/finance/top-up');
    await expect(page.getByLabel('Сохранить карту')).toHaveCount(0);
  });
});
