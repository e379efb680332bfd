import { randomInt, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { inWindows1251, type StatementDocument, statementText } from '@/lib/testing/bank-statement';
import { type Cabinet, expect, expectAccessible, expectNoSideways, test } from './fixtures';

test.use({ person: 'accountant' });

const INVOICE = /\/finance\/invoices\/([0-9a-f-]{36})$/;
const STATEMENT = /\/finance\/bank\/[0-9a-f-]{36}/;

/** Issues an invoice on the screen. */
async function issue(page: Page, cabinet: Cabinet, amount: string) {
  await page.goto('/finance/invoices/new');
  await page.getByLabel('Сумма').fill(amount);
  await page.getByRole('button', { name: /^Выставить счёт на/ }).click();
  await expect(page).toHaveURL(INVOICE);
  const id = INVOICE.exec(page.url())?.[1] ?? '';
  const row = await cabinet.db.invoice.findUniqueOrThrow({ where: { id } });
  expect(row.organizationId).toBe(cabinet.organizationId);
  const { inn } = row.buyer as { inn: string };
  return { id, inn, purpose: row.purpose, amount: Number(row.amountKopecks) };
}

/** A payment of an account of its own, so that tests do not repeat each other's. */
const payment = (
  invoice: { inn: string; purpose: string; amount: number },
  change: Partial<StatementDocument> = {},
): StatementDocument => ({
  amount: (invoice.amount / 100).toFixed(2),
  payerInn: invoice.inn,
  payerAccount: `4070281${String(Math.floor(Math.random() * 1e13)).padStart(13, '0')}`,
  purpose: invoice.purpose,
  ...change,
});

async function upload(page: Page, buffer: Buffer, name = 'kl_to_1c.txt') {
  await page.goto('/finance/bank');
  await page.getByLabel('Файл выписки').setInputFiles({ name, mimeType: 'text/plain', buffer });
  await expect(page.getByText(`${name},`)).toBeVisible();
  await page.getByRole('button', { name: 'Загрузить выписку' }).click();
}

const windows1251 = (documents: readonly StatementDocument[]) =>
  Buffer.from(inWindows1251(statementText(documents)));

const creditsOf = (cabinet: Cabinet, id: string) =>
  cabinet.db.ledgerTransaction.count({ where: { businessKey: `invoice:${id}` } });

test('an invoice is issued, seen, saved as PDF and found in the list', async ({ page, cabinet }) => {
  await page.goto('/finance');
  await page.getByRole('link', { name: 'Счета на оплату' }).click();
  await page.getByRole('link', { name: 'Выставить счёт' }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: 'Новый счёт на оплату' })).toBeVisible();
  await expectAccessible(page);
  const { id } = await issue(page, cabinet, '15 000,50');
  const name = (await page.getByRole('heading', { level: 1 }).textContent()) ?? '';
  expect(name).toMatch(/^Счёт № \d{2}-\d{6}$/);
  await expect(page.getByText('Ждёт оплаты')).toBeVisible();
  await expect(page.getByRole('img', { name: 'QR-код для оплаты счёта' })).toBeVisible();
  await expectAccessible(page);
  await expectNoSideways(page);

  const saved = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Скачать PDF' }).click();
  const download = await saved;
  expect(download.suggestedFilename()).toMatch(/^Счёт № \d{2}-\d{6} от \d{2}\.\d{2}\.\d{4}\.pdf$/);
  expect((await readFile(await download.path())).subarray(0, 5).toString()).toBe('%PDF-');
  const response = await page.request.get(`/finance/invoices/${id}/pdf`);
  expect(response.headers()['content-type']).toBe('application/pdf');
  expect(response.headers()['content-disposition']).toMatch(
    /^attachment; filename="[\x20-\x7e]+"; filename\*=UTF-8''/,
  );

  await page.goto('/finance/invoices');
  const list = page.getByRole('table', { name: 'Счета на оплату' });
  await expect(list.getByRole('link', { name })).toBeVisible();
  await expectAccessible(page);
  await expectNoSideways(page);
});

test('an invoice for the coming charges is for what was shown', async ({ page, cabinet }) => {
  await page.goto('/finance/invoices/new');
  const year = page.getByRole('radio', { name: /12 месяцев вперёд/ });
  await year.check();
  await expect(page.getByLabel('Сумма')).toHaveCount(0);
  const button = page.getByRole('button', { name: /^Выставить счёт на/ });
  const shown = ((await button.textContent()) ?? '').replace(/\D*([\d\s]+(?:,\d\d)?)\s₽.*/su, '$1');
  await button.click();
  await expect(page).toHaveURL(INVOICE);
  const id = INVOICE.exec(page.url())?.[1] ?? '';
  const { amountKopecks } = await cabinet.db.invoice.findUniqueOrThrow({ where: { id } });
  const [whole = '', rest = '0'] = shown.replace(/\s/gu, '').split(',');
  expect(amountKopecks).toBe(BigInt(whole) * 100n + BigInt(rest));
  await expectNoSideways(page);
});

for (const amount of ['', '0', '-5', '99,99', '1,234', '10000000,01', 'сто']) {
  test(`the sum «${amount}» is an error on its field and takes no number`, async ({ page, cabinet }) => {
    const count = () => cabinet.db.invoice.count({ where: { organizationId: cabinet.organizationId } });
    const before = await count();
    await page.goto('/finance/invoices/new');
    await page.getByLabel('Сумма').fill(amount);
    await page.getByRole('button', { name: /^Выставить счёт/ }).click();
    await expect(page.getByLabel('Сумма')).toHaveAttribute('aria-invalid', 'true');
    expect(await count()).toBe(before);
  });
}

test('a cancelled invoice says so and has no code to pay by', async ({ page, cabinet }) => {
  const { id } = await issue(page, cabinet, '500');
  await page.getByRole('button', { name: 'Отменить счёт' }).click();
  const dialog = page.getByRole('dialog');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Отменить счёт' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText('Не оплачивайте его, выставьте новый')).toBeVisible();
  await expect(page.getByRole('img', { name: 'QR-код для оплаты счёта' })).toHaveCount(0);
  expect(await cabinet.db.invoice.findUnique({ where: { id } })).toMatchObject({ state: 'CANCELLED' });
});

test('a statement pays what matches and lists the rest, the same file twice changes nothing', async ({
  page,
  cabinet,
}) => {
  const right = await issue(page, cabinet, '990');
  const short = await issue(page, cabinet, '1 200');
  const twice = payment(right);
  const file = windows1251([
    twice,
    { ...twice, number: '1' },
    payment(short, { amount: '1199.99' }),
    payment(short, { purpose: 'Оплата по счету № 26-999999', amount: '7.00' }),
  ]);
  await upload(page, file);
  await expect(page).toHaveURL(STATEMENT);
  const rows = (name: string) => page.getByRole('table', { name }).getByRole('row');
  // the first row is the head
  await expect(rows('Зачислены')).toHaveCount(2);
  await expect(rows('Сомнительные').nth(1)).toContainText('Сумма меньше счёта на 0,01');
  await expect(rows('Без счёта').nth(1)).toContainText('Счёта № 26-999999 нет');
  await expect(rows('Уже были')).toHaveCount(2);
  await expectAccessible(page);
  await expectNoSideways(page);
  expect(await creditsOf(cabinet, right.id)).toBe(1);
  expect(await creditsOf(cabinet, short.id)).toBe(0);

  await upload(page, file);
  await expect(page).toHaveURL(/\?again=1$/);
  await expect(page.getByText('ничего не изменилось')).toBeVisible();
  expect(await creditsOf(cabinet, right.id)).toBe(1);

  await page.goto(`/finance/invoices/${right.id}`);
  await expect(page.getByText('Деньги зачислены на лицевой счёт')).toBeVisible();
  await page.goto(`/finance/invoices/${short.id}`);
  await expect(page.getByText('пришёл, но не зачислен')).toBeVisible();
  await expectAccessible(page);
  await page.goto('/finance/bank');
  await expect(page.getByRole('table', { name: 'Загруженные выписки' })).toContainText('зачислено 1');
  await expectAccessible(page);
  await expectNoSideways(page);
});

test('the sample of the sandbox is a statement that is taken in', async ({ page, cabinet }) => {
  await issue(page, cabinet, '777');
  const sample = await page.request.get('/finance/bank/sample');
  expect(sample.headers()['content-disposition']).toContain('filename="kl_to_1c.txt"');
  await upload(page, Buffer.from(await sample.body()));
  await expect(page).toHaveURL(STATEMENT);
  await expect(page.getByRole('table', { name: 'Зачислены' })).toBeVisible();
});

test('a file that is no statement, or whose totals do not agree, is refused in words', async ({
  page,
  cabinet,
}) => {
  const count = () => cabinet.db.bankStatement.count({ where: { organizationId: cabinet.organizationId } });
  const invoice = await issue(page, cabinet, '321');
  const before = await count();
  const wrong = statementText([payment(invoice)], { came: '322.00' });
  const foreign = statementText([payment(invoice)], { account: '40702810900000000001' });
  for (const [text, words] of [
    ['Номер;Сумма\r\n1;321', 'Это не выписка в формате 1С'],
    [wrong, 'не сходится с платежами'],
    [foreign, 'Это выписка по другому счёту'],
  ] as const) {
    await upload(page, Buffer.from(text));
    await expect(page.getByRole('main').getByRole('alert')).toContainText(words);
    await expect(page).toHaveURL(/\/finance\/bank$/);
  }
  await expectAccessible(page);
  expect(await count()).toBe(before);
  expect(await creditsOf(cabinet, invoice.id)).toBe(0);
});

test('what is foreign or unknown is not found, its file neither', async ({ page, cabinet }) => {
  const createdAt = new Date();
  const { id: organizationId } = await cabinet.db.organization.create({
    data: { name: 'ИП Чужой', kind: 'SOLE_PROPRIETOR', inn: '500100732259', createdAt },
  });
  const act = await cabinet.db.act.create({
    data: {
      organizationId,
      year: 2019,
      number: randomInt(2 ** 31),
      month: new Date('2019-01-01'),
      issuedOn: new Date('2019-01-31'),
      amountKopecks: 100,
      seller: {},
      buyer: {},
      createdAt,
    },
  });
  for (const address of [
    `/finance/acts/${act.id}/pdf`,
    `/finance/invoices/${randomUUID()}`,
    `/finance/invoices/${randomUUID()}/pdf`,
    '/finance/invoices/x',
    '/finance/invoices/x/pdf',
    `/finance/bank/${randomUUID()}`,
    '/finance/bank/x',
  ]) {
    expect((await page.request.get(address)).status(), address).toBe(404);
  }
});

test('an act is listed by its month and saved as PDF', async ({ page, cabinet }) => {
  const { id } = await issue(page, cabinet, '500');
  const { organizationId, seller, buyer } = await cabinet.db.invoice.findUniqueOrThrow({ where: { id } });
  const number = randomInt(1, 999_999);
  // A month of long ago, which no other run of this test has taken.
  const year = randomInt(1950, 1990);
  await cabinet.db.act.create({
    data: {
      organizationId,
      year,
      number,
      month: new Date(`${year}-02-01`),
      issuedOn: new Date(`${year}-02-28`),
      amountKopecks: 12_345,
      seller: seller ?? {},
      buyer: buyer ?? {},
      createdAt: new Date(),
    },
  });
  await page.goto('/finance/acts');
  const row = page
    .getByRole('table', { name: 'Акты' })
    .getByRole('row')
    .filter({ hasText: `28.02.${year}` });
  await expect(row).toContainText('123,45');
  await expectAccessible(page);
  await expectNoSideways(page);
  const saved = page.waitForEvent('download');
  await row.getByRole('link', { name: /^Скачать PDF: Акт № \d\d-\d{6}$/ }).click();
  const download = await saved;
  expect(download.suggestedFilename()).toMatch(/^Акт № \d\d-\d{6} от 28\.02\.\d{4}\.pdf$/);
  expect((await readFile(await download.path())).subarray(0, 5).toString()).toBe('%PDF-');
});

test('a statement from another site’s page, or of nobody, is not taken', async ({ page, browser }) => {
  await page.goto('/finance/bank');
  const address = '/finance/bank/upload?fileName=a.txt';
  const origin = new URL(page.url()).origin;
  const data = statementText([]);
  const foreign = await page.request.post(address, { data, headers: { origin: 'https://evil.test' } });
  expect(await foreign.json()).toMatchObject({ ok: false, code: 'ORIGIN' });
  const nobody = await browser.newContext();
  const answer = await nobody.request.post(origin + address, { data, headers: { origin } });
  expect(await answer.json()).toMatchObject({ ok: false, code: 'SIGNED_OUT' });
  expect((await nobody.request.get(`${origin}/finance/bank/sample`)).status()).toBe(401);
  await nobody.close();
});

test.describe('a cashier', () => {
  test.use({ person: 'cashier' });

  test('sees neither invoices nor statements nor files', async ({ page }) => {
    for (const address of ['/finance/invoices', '/finance/invoices/new', '/finance/acts']) {
      await page.goto(address);
      await expect(page.getByText('У вашей роли нет доступа к этому разделу'), address).toBeVisible();
    }
    await page.goto('/finance/bank');
    await expect(page.getByText('Выписки банка загружают сотрудники продавца')).toBeVisible();
    expect((await page.request.get('/finance/bank/sample')).status()).toBe(404);
    const { origin } = new URL(page.url());
    const answer = await page.request.post('/finance/bank/upload?fileName=a.txt', {
      data: statementText([]),
      headers: { origin },
    });
    expect(await answer.json()).toMatchObject({ ok: false, code: 'FORBIDDEN' });
  });
});
