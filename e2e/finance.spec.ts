import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { createDemoOrganization } from '@/prisma/demo/organization';
import { expect, expectAccessible, expectNoSideways, test } from './fixtures';

test.use({ person: 'accountant' });

const tabs = (page: Page) => page.getByRole('navigation', { name: 'Разделы финансов' });

test('the overview says what there is, what comes and by when money lacks', async ({ page }) => {
  await page.goto('/finance');
  await expect(page.getByText('На лицевом счёте', { exact: true })).toBeVisible();
  for (const figure of ['Спишется за 7 дней', 'Спишется за 30 дней', 'По календарю на 12 месяцев']) {
    await expect(page.getByRole('link', { name: figure })).toBeVisible();
  }
  await expect(page.getByRole('heading', { name: 'Ближайшие списания' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Последние движения' })).toBeVisible();
  await expect(page.getByText('Расходы по месяцам').first()).toBeVisible();
  await expectAccessible(page);
  await expectNoSideways(page);
});

test.describe('an account that lacks money for what comes', () => {
  test.use({ person: null });

  test('is one press from being topped up by what lacks', async ({ page, cabinet }) => {
    // An organization of this test's own: others have put money on the account of the worker's.
    const suffix = randomBytes(4).toString('hex');
    await createDemoOrganization(cabinet.db, { suffix });
    const { csrfToken } = (await (await page.request.get('/api/auth/csrf')).json()) as { csrfToken: string };
    await page.request.post('/api/auth/callback/credentials', {
      form: { csrfToken, email: `owner-${suffix}@kassa.test`, password: 'kassa-demo', json: 'true' },
    });
    await page.goto('/finance');
    const notice = page.getByText(/^(Не хватит|На подписки, срок которых подошёл, не хватает) /);
    await expect(notice).toBeVisible();
    const lacking = Number(
      ((await notice.textContent()) ?? '').replace(/^\D*([\d\s]+)\s₽.*$/, '$1').replace(/\s/g, ''),
    );
    expect(lacking).toBeGreaterThan(0);
    await expectAccessible(page);
    await page.getByRole('link', { name: /^Пополнить на / }).click();
    await expect(page.getByLabel('Сумма', { exact: true })).toHaveValue(String(lacking));
  });
});

test('every part of the section is a tab, and cards have theirs', async ({ page }) => {
  await page.goto('/finance');
  for (const [name, title] of [
    ['Календарь', 'Календарь списаний'],
    ['Расходы', 'Расходы'],
    ['Движения', 'Движения по счёту'],
    ['Счета на оплату', 'Счета на оплату'],
    ['Акты', 'Акты'],
    ['Карты и автоплатёж', 'Карты и автоплатёж'],
    ['Обзор', 'Финансы'],
  ] as const) {
    const tab = tabs(page).getByRole('link', { name, exact: true });
    await tab.click();
    await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
    await expect(tab).toHaveAttribute('aria-current', 'page');
  }
});

test('the calendar shows twelve months by plan, by store and by day', async ({ page, isMobile }) => {
  await page.goto('/finance/calendar');
  await expect(page.getByText('Списания по месяцам', { exact: true }).first()).toBeVisible();
  if (isMobile) {
    const months = page.getByRole('list', { name: 'Списания по месяцам' });
    await expect(months.getByRole('listitem').first()).toBeVisible();
    const month = months.locator('details').first();
    await month.locator('summary').click();
    await expect(month.getByText('По тарифам')).toBeVisible();
    await expect(month.getByText('По магазинам')).toBeVisible();
    await expectAccessible(page);
    await month.getByRole('link', { name: /^По дням/ }).click();
  } else {
    const plans = page.getByRole('table', { name: 'Списания по тарифам, ₽' });
    const stores = page.getByRole('table', { name: 'Списания по магазинам, ₽' });
    // Twelve months, what they are of, and what they come to.
    await expect(plans.getByRole('columnheader')).toHaveCount(14);
    const total = (table: typeof plans) => table.getByRole('row', { name: /^Всего/ }).textContent();
    expect(await total(plans)).toBe(await total(stores));
    await plans.getByRole('link').nth(1).click();
  }
  await expect(page).toHaveURL(/month=\d{4}-\d{2}/);
  await expect(page.getByRole('heading', { name: /^По дням: / })).toBeVisible();
  await expectAccessible(page);
  await expectNoSideways(page);
});

const digits = (text: string | null) => Number((text ?? '').replace(/\D/g, ''));

/** Goes to the days of the second month, from its column or from the list of months. @returns the sum shown there */
async function openSecondMonth(page: Page, isMobile: boolean): Promise<number> {
  if (isMobile) {
    const month = page.getByRole('main').locator('li > details').nth(1);
    await month.locator('summary').click();
    const sum = await month.locator('summary > span').last().textContent();
    await month.getByRole('link').click();
    return digits(sum);
  }
  const plans = page.getByRole('table', { name: 'Списания по тарифам, ₽' });
  await plans.getByRole('link').nth(1).click();
  const total = plans.getByRole('row', { name: /^Всего/ }).getByRole('cell');
  return digits(await total.nth(1).textContent());
}

test('the sums of the days of a month are those of the month', async ({ page, isMobile }) => {
  await page.goto('/finance/calendar');
  const shown = await openSecondMonth(page, isMobile);
  await expect(page).toHaveURL(/month=/);
  const days = page.getByRole('table', { name: /^Списания по дням/ });
  const sums = await days.locator('tbody tr td:nth-child(3)').allTextContents();
  expect(sums.reduce((sum, text) => sum + digits(text), 0)).toBe(shown);
});

test('a month that is not of the calendar shows the first one with charges', async ({ page }) => {
  await page.goto('/finance/calendar?month=1999-01');
  await expect(page.getByRole('heading', { name: /^По дням: / })).toBeVisible();
});

test('a chosen store has its own calendar, and the account is left out of it', async ({ page, cabinet }) => {
  const { organizationId } = cabinet;
  const store = await cabinet.db.store.findFirstOrThrow({
    where: {
      organizationId,
      terminals: { some: { subscriptions: { some: { state: 'ACTIVE', cancelAtPeriodEnd: false } } } },
    },
  });
  await page.goto(`/finance/calendar?store=${store.id}`);
  await expect(page.getByText('Счёт один на всю организацию')).toBeVisible();
  await expect(page.getByRole('columnheader', { name: 'Останется на счёте' })).toHaveCount(0);
});

test('saving of a year is said in total and by plan', async ({ page }) => {
  await page.goto('/finance/calendar');
  await expect(page.getByText(/Переход на оплату раз в 12\s?месяцев сбережёт/)).toBeVisible();
  await expect(page.getByText(/Год оплачивается вперёд/)).toBeVisible();
  // Whoever pays and does not manage is not offered what would be refused.
  await expect(page.getByRole('link', { name: 'Сменить период оплаты' })).toHaveCount(0);
});

test.describe('an owner', () => {
  test.use({ person: 'owner' });

  test('goes from the saving to the subscriptions it concerns', async ({ page }) => {
    await page.goto('/finance/calendar');
    await page.getByRole('link', { name: 'Сменить период оплаты' }).click();
    await expect(page).toHaveURL(/\/subscriptions\?period=M(1|3)$/);
    await expect(page.getByRole('heading', { level: 1, name: 'Подписки' })).toBeVisible();
  });
});

test('spending is by what for, and a month leads to its movements', async ({ page, isMobile }) => {
  await page.goto('/finance/spending');
  if (isMobile) {
    const month = page.getByRole('list', { name: 'Расходы по месяцам' }).locator('details').first();
    await month.locator('summary').click();
    await expectAccessible(page);
    await month.getByRole('link', { name: /^Движения за месяц/ }).click();
  } else {
    const table = page.getByRole('table', { name: 'Расходы по тарифам и заказам, ₽' });
    await expect(table.getByRole('rowheader', { name: 'Смарт-карта', exact: true })).toBeVisible();
    await expectAccessible(page);
    await expectNoSideways(page);
    await table.getByRole('link').nth(5).click();
  }
  await expect(page).toHaveURL(/\/finance\/ledger\?month=\d{4}-\d{2}$/);
  await expect(page.getByRole('heading', { level: 1, name: 'Движения по счёту' })).toBeVisible();
});

test('movements are filtered, keep the filter over pages and are saved as seen', async ({ page }) => {
  await page.goto('/finance/ledger');
  const table = page.getByRole('table', { name: 'Движения по лицевому счёту' });
  await expect(page.getByText('На счёте в конце')).toBeVisible();
  await page.getByLabel('Вид', { exact: true }).selectOption('SUBSCRIPTION');
  await expect(page).toHaveURL(/kind=SUBSCRIPTION/);
  await expect(table.getByText('Пополнение картой')).toHaveCount(0);
  await expect(page.getByText('На счёте в конце')).toHaveCount(0);
  await page.getByRole('link', { name: 'Дальше' }).click();
  await expect(page).toHaveURL(/kind=SUBSCRIPTION.*after=/);
  await expect(table.getByText('Пополнение картой')).toHaveCount(0);
  await expectAccessible(page);
  await expectNoSideways(page);

  const saved = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Выгрузить CSV' }).click();
  const download = await saved;
  expect(download.suggestedFilename()).toMatch(/^Движения по счёту на \d{2}\.\d{2}\.\d{4} \d{2}-\d{2}\.csv$/);
  const text = await readFile(await download.path(), 'utf8');
  expect(text.startsWith('\ufeffДата;Время;За что;Вид;Кто;')).toBe(true);
  expect(text).toContain(';Подписки;');
  expect(text).not.toContain(';Пополнения;');
  const whole = await page.request.get('/finance/export?format=csv');
  expect(await whole.text()).toContain(';Пополнения;');

  await page.getByLabel('Когда', { exact: true }).selectOption({ index: 18 });
  await expect(page).toHaveURL(/month=/);
  await page.getByLabel('Вид', { exact: true }).selectOption('TOP_UP_REFUND');
  await expect(page.getByRole('heading', { name: 'По этим условиям движений нет' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Показать все движения' }).click();
  await expect(page).toHaveURL(/\/finance\/ledger$/);
});

test('a workbook comes as one', async ({ page }) => {
  const answer = await page.request.get('/finance/export?format=xlsx&month=2026');
  expect(answer.status()).toBe(200);
  expect(answer.headers()['content-type']).toContain('spreadsheetml.sheet');
  expect(answer.headers()['content-disposition']).toMatch(
    /^attachment; filename="[\x20-\x7e]+\.xlsx"; filename\*=UTF-8''/,
  );
  expect((await answer.body()).subarray(0, 2).toString()).toBe('PK');
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

const PARTS = ['/finance/calendar', '/finance/spending', '/finance/ledger'] as const;

for (const person of ['admin', 'cashier'] as const) {
  test.describe(person, () => {
    test.use({ person });

    test('is told whom to ask, and gets no file', async ({ page }) => {
      for (const address of PARTS) {
        await page.goto(address);
        await expect(page.getByText('Его может открыть владелец организации')).toBeVisible();
        await expect(page.getByText('₽')).toHaveCount(0);
      }
      expect((await page.request.get('/finance/export')).status()).toBe(404);
    });
  });
}

test.describe('nobody', () => {
  test.use({ person: null });

  test('gets no file and is asked to sign in', async ({ page }) => {
    expect((await page.request.get('/finance/export')).status()).toBe(401);
    await page.goto('/finance/calendar');
    await expect(page).toHaveURL(/\/sign-in\?next=/);
  });
});
