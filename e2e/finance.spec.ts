import { expect, expectAccessible, test } from './fixtures';

test.use({ person: 'accountant' });

test('balance, movements and the next charges', async ({ page }) => {
  await page.goto('/finance');
  await expect(page.getByText('На лицевом счёте')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Ближайшие списания' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Движения по счёту' })).toBeVisible();
});

test('a top-up through the provider’s page is credited once', async ({ page, cabinet }) => {
  const credits = () =>
    cabinet.db.ledgerEntry.findMany({
      where: {
        organizationId: cabinet.organizationId,
        account: { kind: 'WALLET' },
        transaction: { kind: 'TOP_UP' },
      },
      select: { amountKopecks: true },
    });
  const before = await credits();
  await page.goto('/finance');
  await page.getByRole('link', { name: 'Пополнить счёт' }).click();
  await page.getByLabel('Сумма').fill('1 290,50');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Перейти к оплате' }).click();
  await page.getByRole('button', { name: /Оплатить/ }).click();
  await expect(page.getByText('Деньги на счёте')).toBeVisible({ timeout: 20_000 });
  const after = await credits();
  expect(after).toHaveLength(before.length + 1);
  expect(after.filter((entry) => entry.amountKopecks === 129_050n)).toHaveLength(1);
});

test('a payment that is given up leaves the balance as it was, in words', async ({ page }) => {
  await page.goto('/finance/top-up?amount=500');
  await page.getByLabel('Сумма').fill('500');
  await page.getByRole('button', { name: 'Перейти к оплате' }).click();
  await page.getByRole('button', { name: 'Отказаться' }).click();
  await expect(page.getByText('Платёж не прошёл')).toBeVisible({ timeout: 20_000 });
});

for (const amount of ['0', '-5', '1,234', '2000000', 'сто']) {
  test(`the amount «${amount}» is an error on its field and nothing is written`, async ({
    page,
    cabinet,
  }) => {
    const count = () => cabinet.db.payment.count({ where: { organizationId: cabinet.organizationId } });
    const before = await count();
    await page.goto('/finance/top-up');
    await page.getByLabel('Сумма').fill(amount);
    await page.getByRole('button', { name: 'Перейти к оплате' }).click();
    await expect(page.getByLabel('Сумма')).toHaveAttribute('aria-invalid', 'true');
    await expect(page).toHaveURL(/\/finance\/top-up$/);
    expect(await count()).toBe(before);
  });
}
