import { expect, expectAccessible, test } from './fixtures';

test('«Кассовые сервисы» removed and installed again: the dialog names date and cards, reinstalling is free', async ({
  page,
  cabinet,
}) => {
  const balance = () =>
    cabinet.db.ledgerAccount.findFirstOrThrow({
      where: { organizationId: cabinet.organizationId, kind: 'WALLET' },
      select: { balanceKopecks: true },
    });
  await page.goto('/modules');
  await page.getByRole('link', { name: 'Кассовые сервисы' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Кассовые сервисы' })).toBeVisible();
  await expect(page.getByText('190 ₽ раз в месяц')).toBeVisible();

  const before = await balance();
  await page.getByRole('button', { name: 'Удалить модуль' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText(/Оплачено: \d+\s?смарт-карт/)).toBeVisible();
  await expect(dialog.getByText(/работает до \d{1,2}\s?[а-я]+\s?20\d\d/)).toBeVisible();
  await expect(dialog.getByText(/Эти карты: …\d{4} \(/)).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Удалить «Кассовые сервисы»' }).click();
  await expect(page.getByText(/Удаляется, работает до/)).toBeVisible();

  await page.getByRole('button', { name: 'Установить снова' }).click();
  await expect(page.getByRole('main').getByText('Установлен', { exact: true })).toBeVisible();
  expect(await balance()).toEqual(before);
});

test('the module of the cabinet stands over all stores, whichever one is chosen', async ({
  page,
  cabinet,
}) => {
  const paid = (text: string | null) => /Оплачено: (\d+)/.exec(text ?? '')?.[1];
  const shown = async (address: string) => {
    await page.goto(address);
    await page.getByRole('button', { name: 'Удалить модуль' }).click();
    return paid(await page.getByRole('dialog').textContent());
  };
  const store = await cabinet.db.store.findFirstOrThrow({
    where: { organizationId: cabinet.organizationId },
  });
  const all = await shown('/modules/cash-services');
  expect(Number(all)).toBeGreaterThan(0);
  expect(await shown(`/modules/cash-services?store=${store.id}`)).toBe(all);
});

test('a module page says what it needs, what it conflicts with and what it costs', async ({ page }) => {
  await page.goto('/modules/email-receipts');
  await expect(page.getByRole('link', { name: 'Обновления под закон' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Секции и отделы' })).toBeVisible();
  await expect(page.getByText('не старше 8.4.2 или 6.42.8')).toBeVisible();
  await expect(page.getByText('EvotorPOS для адреса по умолчанию')).toBeVisible();
  await expect(page.getByText('владелец, администратор')).toBeVisible();
  await expect(page.getByRole('list', { name: 'Где установлен' })).toBeVisible();
  await page.goto('/modules/customer-display');
  await expect(page.getByText('есть у моделей: Эвотор 10, Эвотор 7.3, Эвотор POWER')).toBeVisible();
  await page.goto('/modules/kits');
  await expect(page.getByText(/дешевле на 90\s₽, чем .* по отдельности/)).toBeVisible();
  await page.goto('/modules/of/sim-cards');
  await expect(page.getByRole('heading', { level: 1, name: 'Кассовые сервисы' })).toBeVisible();
  await page.goto('/modules/law-updates');
  await expect(page.getByText('«Смарт-терминал Плюс» или «Закон: базовый»')).toBeVisible();
  await expect(page.getByText(/990\s₽ раз в месяц/)).toBeVisible();
});

test.describe('the foreign owner without the module', () => {
  test.use({ person: null });

  test('is offered to install it where smart cards would be', async ({ page, cabinet }) => {
    const stranger = await cabinet.db.installation.findFirst({
      where: {
        moduleSlug: 'cash-services',
        organization: { memberships: { some: { user: { email: 'owner@second.test' } } } },
      },
    });
    await page.goto('/sign-in');
    await page.getByRole('button', { name: 'Войти как owner@second.test' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Главная' })).toBeVisible();
    if (stranger && stranger.state !== 'REMOVED') {
      await cabinet.db.installation.update({ where: { id: stranger.id }, data: { state: 'REMOVED' } });
    }
    await page.goto('/sim-cards');
    await expect(page.getByText('Смарт-карты включает модуль «Кассовые сервисы»')).toBeVisible();
    await expect(page.getByRole('link', { name: 'Установить «Кассовые сервисы»' })).toBeVisible();
    await expect(page.getByRole('table')).toHaveCount(0);
    if (stranger) {
      await cabinet.db.installation.update({ where: { id: stranger.id }, data: { state: stranger.state } });
    }
  });
});
