import { expect, expectAccessible, expectNoSideways, expectReadableColours, test } from './fixtures';

const lists = [
  ['/', 'Главная'],
  ['/terminals', 'Терминалы'],
  ['/terminals/add', 'Добавить кассу'],
  ['/terminals/import', 'Импорт из облака Эвотор'],
  ['/sim-cards', 'Смарт-карты'],
  ['/sim-cards/bulk', 'Карты списком'],
  ['/orders', 'Заказы'],
  ['/orders/new', 'Заказ смарт-карт'],
  ['/modules', 'Модули'],
  ['/modules/kits', 'Комплекты'],
  ['/subscriptions', 'Подписки'],
  ['/receipts', 'Чеки на e-mail'],
  ['/finance', 'Финансы'],
  ['/finance/calendar', 'Календарь списаний'],
  ['/finance/spending', 'Расходы'],
  ['/finance/ledger', 'Движения по счёту'],
  ['/finance/cards', 'Карты и автоплатёж'],
  ['/finance/invoices', 'Счета на оплату'],
  ['/finance/invoices/new', 'Новый счёт на оплату'],
  ['/finance/acts', 'Акты'],
  ['/finance/bank', 'Выписки банка'],
  ['/stores', 'Магазины'],
  ['/stores/new', 'Новый магазин'],
  ['/staff', 'Сотрудники'],
  ['/staff/rights', 'Права ролей'],
  ['/audit', 'Журнал'],
  ['/settings', 'Настройки'],
  ['/settings/security', 'Вход и пароль'],
  ['/receipts/journal', 'Чеки на e-mail'],
  ['/receipts/apply?from=organization', 'Применить ко всем'],
  ['/sandbox', 'Песочница'],
  ['/sandbox/inbox', 'Почта песочницы'],
] as const;

for (const [address, title] of lists) {
  test(`${title} (${address}) is accessible, light and dark, and fits the screen`, async ({ page }, {
    project,
  }) => {
    await page.goto(address);
    await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
    await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
    await expectAccessible(page);
    await expectNoSideways(page);
    // On a phone the dark colours are those of the desktop, and its own frame is the same on every page.
    if (project.name === 'phone' && address !== '/') return;
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
    await expectReadableColours(page);
  });
}

/** Pages beside the details: forms, lists of their own. */
const besides = ['new', 'bulk', 'add', 'import', 'limits', 'addresses']
  .map((name) => `:not([href$="/${name}"])`)
  .join('');

const details = ['/terminals', '/sim-cards', '/orders', '/subscriptions', '/stores', '/modules'];

for (const section of details) {
  test(`the first detail page of ${section} is accessible and fits the screen`, async ({ page }) => {
    await page.goto(section);
    const first = page.getByRole('main').locator(`a[href^="${section}/"]${besides}`).first();
    await first.click();
    await expect(page).toHaveURL(new RegExp(`${section}/.+`));
    await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
    await expectAccessible(page);
    await expectNoSideways(page);
  });
}

test('pages carry the security headers and a fresh nonce', async ({ page }) => {
  const policies = new Set<string>();
  for (const address of ['/sim-cards', '/terminals']) {
    const response = await page.request.get(address);
    const headers = response.headers();
    const policy = headers['content-security-policy'] ?? '';
    expect(policy).toMatch(/script-src 'nonce-[^']+' 'strict-dynamic'/);
    expect(policy).toContain("object-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy.split('style-src')[0]).not.toContain('unsafe');
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['cache-control']).toContain('no-store');
    expect(headers['x-powered-by']).toBeUndefined();
    policies.add(policy);
  }
  expect(policies.size).toBe(2);
});

test('health says what runs', async ({ page }) => {
  const response = await page.request.get('/api/health');
  expect(response.status()).toBe(200);
  const { version, ...state } = (await response.json()) as Record<string, string>;
  expect(state).toEqual({ status: 'ok', mode: 'sandbox', database: 'ok', worker: 'ok' });
  expect(version).toMatch(/^\d+\.\d+\.\d+$/);
});

test.describe('the showcase of elements', () => {
  test.use({ person: null });

  test('is there in the sandbox and is accessible', async ({ page }) => {
    await page.goto('/ui');
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expectNoSideways(page);
  });
});
