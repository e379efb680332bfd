import { expect, test } from './fixtures';

test('what needs attention comes first, each line with its action', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByText(/Требует внимания/)).toBeVisible();
  await expect(page.getByText(/молчит 26\s?дней/)).toBeVisible();
  await page.getByRole('link', { name: 'Что делать' }).first().click();
  await expect(page).toHaveURL(/\/terminals\//);
});

test('figures lead to their lists with the filter set', async ({ page }) => {
  await page.goto('/');
  const figures = page.getByRole('main');
  await figures.locator('a[href*="/sim-cards?"][href*="state="]').first().click();
  await expect(page).toHaveURL(/\/sim-cards\?.*state=/);
  await page.goto('/');
  await figures.locator('a[href*="/terminals?"][href*="health="]').first().click();
  await expect(page).toHaveURL(/\/terminals\?.*health=/);
});

test.describe('a cashier', () => {
  test.use({ person: 'cashier' });

  test('sees no money', async ({ page }) => {
    await page.goto('/');
    await expect(page.getByRole('heading', { level: 1, name: 'Главная' })).toBeVisible();
    await expect(page.getByText('Ближайшие списания')).toHaveCount(0);
    await expect(page.getByText('Расходы по месяцам')).toHaveCount(0);
  });
});
