import type { Page } from '@playwright/test';
import { newCard } from './cards';
import { expect, expectAccessible, expectNoSideways, expectReadableColours, test } from './fixtures';

const opener = (page: Page) => page.getByRole('button', { name: 'Поиск', exact: true });
const field = (page: Page) => page.getByRole('combobox', { name: /Касса, карта, магазин/ });
const options = (page: Page) => page.getByRole('listbox', { name: 'Найденное' }).getByRole('option');
const marked = (page: Page) => page.locator('[role="option"][data-highlighted]');

/** The page listens once it is alive. */
async function openByKey(page: Page, keys = 'Control+k'): Promise<void> {
  await expect(async () => {
    if ((await field(page).count()) === 0) await page.keyboard.press(keys);
    await expect(field(page)).toBeFocused({ timeout: 1_000 });
  }).toPass();
}

test('by the keyboard alone: opened, a card found by its last four, opened; Esc gives the focus back', async ({
  page,
  cabinet,
}) => {
  const label = `палитра ${String(Date.now())}`;
  const card = await newCard(cabinet, 'mts', label);
  await page.goto('/stores');
  await opener(page).focus();
  await openByKey(page);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(opener(page)).toBeFocused();

  await openByKey(page);
  await field(page).fill(card.tail);
  const found = options(page).filter({ hasText: label });
  await expect(found).toHaveCount(1);
  await expect(found).toHaveText(/Готова к активации/);
  for (let step = 0; step < 12 && !(await found.evaluate((each) => 'highlighted' in each.dataset)); step += 1)
    await page.keyboard.press('ArrowDown');
  await expect(field(page)).toHaveAttribute('aria-activedescendant', (await found.getAttribute('id')) ?? '-');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`/sim-cards/${card.id}$`));
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('is accessible, light and dark, and fits the screen: empty, found, nothing found', async ({ page }) => {
  await page.goto('/');
  await openByKey(page);
  for (const [typed, shown] of [
    ['', 'Действия'],
    ['прилавок', 'Терминалы'],
    ['ничегонетакого', /ничего не найдено/],
  ] as const) {
    await field(page).fill(typed);
    await expect(page.getByRole('dialog').getByText(shown).first()).toBeVisible();
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await expectAccessible(page);
    await expectNoSideways(page);
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
    await expectReadableColours(page);
  }
});

test('a press opens it as well; a page is found by the beginning of its word, an action does what it says', async ({
  page,
}) => {
  await page.goto('/');
  await expect(async () => {
    await opener(page).click();
    await expect(field(page)).toBeFocused({ timeout: 1_000 });
  }).toPass();
  await field(page).fill('календ');
  await expect(marked(page)).toHaveText(/Календарь списаний/);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/finance\/calendar$/);
  await openByKey(page);
  await field(page).fill('пригл');
  await marked(page).click();
  await expect(page.getByRole('dialog', { name: /Пригласить/ })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/\/staff$/);
});

test('in the Russian layout the same key opens it', async ({ page }) => {
  await page.goto('/');
  await expect(async () => {
    const event = { key: 'л', code: 'KeyK', ctrlKey: true, bubbles: true, cancelable: true };
    await page.dispatchEvent('body', 'keydown', event);
    await expect(field(page)).toBeFocused({ timeout: 1_000 });
  }).toPass();
});

test('the keys open it beside a message that stands in its corner', async ({ page, cabinet }) => {
  const card = await newCard(cabinet, 'mts', 'прежняя');
  await page.goto(`/sim-cards/${card.id}`);
  await page.getByRole('button', { name: 'Изменить метку' }).click();
  await page.getByRole('dialog').getByLabel('Метка').fill('у палитры');
  await page.getByRole('button', { name: 'Сохранить метку' }).click();
  await expect(page.getByRole('dialog').getByText('Метка: у палитры')).toBeVisible();
  await page.keyboard.press('Control+k');
  await expect(field(page)).toBeFocused();
});

test('another store chosen on the page of a thing leads to the list of that store', async ({
  page,
  cabinet,
}) => {
  const { id, storeId } = await cabinet.db.terminal.findFirstOrThrow({
    where: { organizationId: cabinet.organizationId },
  });
  const other = await cabinet.db.store.findFirstOrThrow({
    where: { organizationId: cabinet.organizationId, id: { not: storeId } },
  });
  await page.goto(`/terminals/${id}`);
  await expect(async () => {
    await page.getByLabel('Магазин', { exact: true }).first().selectOption(other.id);
    await expect(page).toHaveURL(new RegExp(`/terminals\\?store=${other.id}$`), { timeout: 2_000 });
  }).toPass();
  await expect(page.getByRole('heading', { level: 1, name: 'Терминалы' })).toBeVisible();
});

test('a store that is chosen stays with the pages; what stands in another store opens without it', async ({
  page,
  cabinet,
}) => {
  const terminals = await cabinet.db.terminal.findMany({
    where: { organizationId: cabinet.organizationId },
    select: { id: true, serialNumber: true, storeId: true },
  });
  const [one] = terminals;
  const other = terminals.find(({ storeId }) => storeId !== one?.storeId);
  if (!one || !other) throw new Error('the demo has terminals in two stores');
  await page.goto(`/stores?store=${one.storeId}`);
  await openByKey(page);
  await field(page).fill(one.serialNumber);
  await expect(options(page).first()).toHaveAttribute('href', `/terminals/${one.id}?store=${one.storeId}`);
  await field(page).fill(other.serialNumber);
  await expect(options(page).first()).toHaveAttribute('href', `/terminals/${other.id}`);
  await field(page).fill('подписки');
  await expect(options(page).first()).toHaveAttribute('href', `/subscriptions?store=${one.storeId}`);
});

test.describe('when the cabinet does not answer', () => {
  test.use({ expectedErrors: ['/search?q='] });

  test('it says so, and asks again when told', async ({ page }) => {
    await page.goto('/');
    await openByKey(page);
    await page.route('**/search?q=*', (route) => route.abort());
    await field(page).fill('прилавок');
    await expect(page.getByRole('alert').getByText(/Не получилось найти/)).toBeVisible();
    await expectAccessible(page);
    await expectNoSideways(page);
    await page.unroute('**/search?q=*');
    await page.getByRole('button', { name: 'Повторить' }).click();
    await expect(options(page).first()).toBeVisible();
    await expect(page.getByRole('alert').getByText(/Не получилось/)).toHaveCount(0);
  });
});

test.describe('an administrator', () => {
  test.use({ person: 'admin' });

  test('finds own stores alone, and is offered no money and no people', async ({ page, cabinet }) => {
    const stores = await cabinet.db.store.findMany({
      where: { organizationId: cabinet.organizationId },
      select: { id: true, name: true, memberships: { select: { membership: { select: { role: true } } } } },
    });
    const isOwn = (store: (typeof stores)[number]) =>
      store.memberships.some(({ membership }) => membership.role === 'ADMIN');
    await page.goto('/');
    await openByKey(page);
    await expect(options(page).filter({ hasText: 'Заказать карты' })).toHaveCount(1);
    for (const denied of ['Пополнить счёт', 'Пригласить человека', 'Финансы', 'Сотрудники'])
      await expect(options(page).filter({ hasText: denied })).toHaveCount(0);
    for (const store of stores) {
      await field(page).fill(store.name);
      const answer = page.getByRole('dialog').getByText(/^(Найдено|По запросу)/);
      await expect(answer).toBeAttached();
      await expect(options(page).and(page.locator(`[href*="/stores/${store.id}"]`))).toHaveCount(
        isOwn(store) ? 1 : 0,
      );
    }
  });
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('no button stands there that would do nothing', async ({ page }) => {
    await page.goto('/');
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(opener(page)).toBeHidden();
  });
});
