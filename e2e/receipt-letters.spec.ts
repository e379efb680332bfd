import { createHash, randomBytes } from 'node:crypto';
import { type Cabinet, expect, expectAccessible, expectNoSideways, test } from './fixtures';
import { instance } from './instance';

test.describe.configure({ mode: 'serial' });

interface Letter {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly headers: Record<string, string>;
  readonly copies: number;
}

const inbox = async (to: string): Promise<Letter[]> => {
  const response = await fetch(`${instance.appUrl}/api/sandbox/inbox?to=${encodeURIComponent(to)}`);
  expect(response.status).toBe(200);
  return (await response.json()) as Letter[];
};

let documentNumber = 100_000;

/** What a terminal of the cabinet reports, with a token of its own. */
async function till(cabinet: Cabinet) {
  const terminal = await cabinet.db.terminal.findFirstOrThrow({
    where: { organizationId: cabinet.organizationId, name: 'Прилавок 1' },
  });
  const token = randomBytes(32).toString('base64url');
  await cabinet.db.terminal.update({
    where: { id: terminal.id },
    data: { deviceTokenHash: createHash('sha256').update(token).digest('hex') },
  });
  return async (buyerContact: string, itemName = 'Хлеб «Бородинский»') => {
    documentNumber += 1;
    const receipt = {
      fiscalDrive: terminal.fiscalDrive,
      documentNumber,
      issuedAt: new Date().toISOString(),
      fiscalSign: String(2_000_000_000 + documentNumber),
      operation: 'SALE',
      items: [{ name: itemName, quantity: 1, price: 12_990, sum: 12_990, vat: '10' }],
      total: 12_990,
      payment: 'CARD',
      buyerContact,
      printed: false,
      electronic: true,
    };
    const response = await fetch(`${instance.appUrl}/api/device/v1/receipts`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ receipts: [receipt] }),
    });
    expect(response.status).toBe(200);
    const { results } = (await response.json()) as { results: { result: string }[] };
    expect(results.map(({ result }) => result)).toEqual(['accepted']);
    return documentNumber;
  };
}

test('a receipt of a terminal is found in the buyer’s box and in the journal', async ({ page, cabinet }) => {
  const buyer = `buyer-${cabinet.suffix}@mail.ru`;
  const sell = await till(cabinet);
  const number = await sell(buyer, 'Сыр <b>Российский</b>');
  await expect.poll(async () => (await inbox(buyer)).length, { timeout: 20_000 }).toBe(1);
  const [letter] = await inbox(buyer);
  expect(letter?.copies).toBe(1);
  expect(letter?.text).toContain('Сыр <b>Российский</b>');
  expect(letter?.html).toContain('Сыр &lt;b&gt;Российский&lt;/b&gt;');
  expect(letter?.html).toContain('data:image/png;base64,');
  expect(letter?.text).toMatch(new RegExp(`t=\\d{8}T\\d{4}&s=129\\.90&fn=\\d{16}&i=${number}&fp=\\d+&n=1`));

  await page.goto(`/receipts/journal?q=${encodeURIComponent(buyer)}`);
  await expect(page.getByRole('table', { name: 'Чеки' }).getByText('Доставлен', { exact: true })).toBeVisible(
    {
      timeout: 20_000,
    },
  );
  await expectAccessible(page);
  await expectNoSideways(page);
  await page.getByRole('link', { name: new RegExp(buyer) }).click();
  await expect(page.getByRole('heading', { level: 1, name: `Чек ${number}` })).toBeVisible();
  await expect(page.getByText('Сыр <b>Российский</b>')).toBeVisible();
  await expect(page.getByRole('img', { name: /Код для проверки чека/ })).toBeVisible();
  await expectAccessible(page);
  await expectNoSideways(page);
});

test('a letter that came back says why; the address is corrected and it goes again', async ({
  page,
  cabinet,
}) => {
  const sell = await till(cabinet);
  const wrong = `bounce-${cabinet.suffix}@mail.ru`;
  const right = `right-${cabinet.suffix}@mail.ru`;
  await sell(wrong);
  await page.goto(`/receipts/journal?q=${encodeURIComponent(wrong)}`);
  const table = page.getByRole('table', { name: 'Чеки' });
  await expect(table.getByText('Не доставлен')).toBeVisible({ timeout: 40_000 });
  await expect(table.getByText('такого адреса нет')).toBeVisible();
  await page.getByRole('link', { name: new RegExp(wrong) }).click();
  await page.getByRole('button', { name: 'Отправить ещё раз' }).click();
  const dialog = page.getByRole('dialog', { name: 'Отправить чек ещё раз' });
  await expect(dialog.getByLabel('Адрес')).toHaveValue(wrong);
  await dialog.getByLabel('Адрес').fill('не адрес');
  await dialog.getByRole('button', { name: 'Отправить чек' }).click();
  await expect(dialog.getByLabel('Адрес')).toHaveAttribute('aria-invalid', 'true');
  await dialog.getByLabel('Адрес').fill(right);
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Отправить чек' }).click();
  await expect(dialog).toBeHidden();
  await expect.poll(async () => (await inbox(right)).length, { timeout: 20_000 }).toBe(1);
  await expect(page.getByRole('list', { name: 'Письма' }).getByText(`Доставлено: ${right}`)).toBeVisible({
    timeout: 20_000,
  });
  await expect(page.getByRole('list', { name: 'Письма' }).getByText(`Вернулось: ${wrong}`)).toBeVisible();
});

test.describe('a cashier', () => {
  test.use({ person: 'cashier' });

  test('sees what became of receipts, not the addresses', async ({ page, cabinet }) => {
    const sell = await till(cabinet);
    const number = await sell(`secret-${cabinet.suffix}@mail.ru`);
    await page.goto(`/receipts/journal?q=${number}`);
    await page.getByRole('link', { name: new RegExp(`чек ${number}`) }).click();
    await expect(page.getByRole('heading', { level: 1, name: `Чек ${number}` })).toBeVisible();
    expect(await page.content()).not.toContain(`secret-${cabinet.suffix}`);
    await expect(page.getByRole('button', { name: 'Отправить ещё раз' })).toHaveCount(0);
    const file = await page.request.get('/receipts/journal/export');
    expect(file.status()).toBe(404);
  });
});

test.describe('a letter in its frame', () => {
  // The frame of a letter runs nothing, not even what a test would look at it with.
  test.use({ expectedErrors: ['Blocked script execution'] });

  test('the inbox of the sandbox shows the letter as a mail program would', async ({ page, cabinet }) => {
    const buyer = `inbox-${cabinet.suffix}@mail.ru`;
    const sell = await till(cabinet);
    await sell(buyer);
    await expect.poll(async () => (await inbox(buyer)).length, { timeout: 20_000 }).toBe(1);
    await page.goto(`/sandbox/inbox?to=${encodeURIComponent(buyer)}`);
    await expectAccessible(page);
    await expectNoSideways(page);
    await page.getByRole('link', { name: /Кассовый чек/ }).click();
    const letter = page.frameLocator('iframe[title="Письмо"]');
    await expect(letter.getByRole('heading', { name: 'Кассовый чек' })).toBeVisible();
    await expect(letter.getByText('Хлеб «Бородинский»')).toBeVisible();
    await expect(letter.getByRole('img', { name: /Код для проверки чека/ })).toBeVisible();
    await expectNoSideways(page);
  });
});
