import { randomInt } from 'node:crypto';
import type { Page } from '@playwright/test';
import { expect, expectAccessible, expectNoSideways, test } from './fixtures';
import { instance } from './instance';

test.describe.configure({ mode: 'serial' });

const serial = () => `008${String(randomInt(10 ** 11)).padStart(11, '0')}`;

/** What a person does at the till: types the code. */
async function typeAtTill(serialNumber: string, code: string, more: object = {}) {
  const answer = await fetch(`${instance.sandbox.terminals}/fleet/${serialNumber}/pair`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code, imei: '356938035643809', posVersion: '8.4.2', ...more }),
  });
  return { status: answer.status, body: (await answer.json()) as { terminalId?: string; code?: string } };
}

const setTill = (serialNumber: string, change: object) =>
  fetch(`${instance.sandbox.terminals}/fleet/${serialNumber}`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(change),
  });

/** As people read it off the screen: with the gap between the groups. */
async function shownCode(page: Page): Promise<string> {
  const shown = page.getByText('Код подключения', { exact: true }).locator('xpath=following-sibling::p[1]');
  await expect(shown).toHaveText(/^[0-9A-HJKMNP-TV-Z]{4}\s*[0-9A-HJKMNP-TV-Z]{4}/);
  const [code] = /^[0-9A-Z]{4}\s*[0-9A-Z]{4}/.exec((await shown.textContent()) ?? '') ?? [''];
  return `${code.slice(0, 4)} ${code.slice(-4)}`.toLowerCase();
}

async function askForCode(page: Page, name: string): Promise<string> {
  await page.goto('/terminals');
  await page.getByRole('link', { name: 'Добавить кассу' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Добавить кассу' })).toBeVisible();
  await page.getByLabel('Название кассы').fill(name);
  await page.getByRole('button', { name: 'Получить код' }).click();
  await expect(page.getByRole('heading', { level: 1, name: `Подключение: ${name}` })).toBeVisible();
  return shownCode(page);
}

const till = { serialNumber: serial(), name: `Касса у окна ${String(Date.now())}` };

test('a code is shown with its picture, typed at the till, and the page says that the register is connected', async ({
  page,
}) => {
  await page.goto('/terminals/add');
  await page.getByRole('button', { name: 'Получить код' }).click();
  await expect(page.getByText('Введите название кассы')).toBeVisible();
  await expectAccessible(page);
  await expectNoSideways(page);

  const code = await askForCode(page, till.name);
  await expect(page.getByRole('img', { name: 'QR-код для подключения кассы' })).toBeVisible();
  await expect(page.getByText(/Действует до \d\d:\d\d/)).toBeVisible();
  await expectAccessible(page);
  await expectNoSideways(page);
  await page.reload();
  expect(await shownCode(page)).toBe(code);

  const wrong = await typeAtTill(till.serialNumber, 'ZZZZ ZZZZ');
  expect([wrong.status, wrong.body.code]).toEqual([404, 'PAIRING_CODE_INVALID']);
  const paired = await typeAtTill(till.serialNumber, code);
  expect(paired.status).toBe(201);
  await expect(page.getByText('Касса подключена', { exact: true })).toBeVisible({ timeout: 20_000 });
  await expect(page.getByText(till.serialNumber)).toBeVisible();
  await expectAccessible(page);
  expect((await typeAtTill(serial(), code)).status).toBe(404);

  await page.getByRole('link', { name: 'Открыть кассу' }).click();
  await expect(page).toHaveURL(new RegExp(`/terminals/${paired.body.terminalId ?? '-'}`));
  await expect(page.getByRole('heading', { level: 1, name: till.name })).toBeVisible();
  await expect(page.getByText('Работает', { exact: true }).first()).toBeVisible({ timeout: 20_000 });
  await expectAccessible(page);
  await expectNoSideways(page);
});

test('a clock that is three days behind is said on the page of the register and in the list', async ({
  page,
}) => {
  await setTill(till.serialNumber, { clockSkewSeconds: -3 * 86_400 });
  const words = /часы кассы отстают на 3\s?дня/;
  await expect(async () => {
    await page.goto(`/terminals?q=${till.serialNumber}`);
    await expect(page.getByRole('main').getByText(words).first()).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 20_000 });
  await page.getByRole('link', { name: till.name }).click();
  await expect(page.getByText(words).first()).toBeVisible();
  await expect(page.getByText('Проверьте на кассе дату, время и часовой пояс').first()).toBeVisible();
  await setTill(till.serialNumber, { clockSkewSeconds: 0 });
  await expect(async () => {
    await page.reload();
    await expect(page.getByText(words)).toHaveCount(0, { timeout: 1_000 });
  }).toPass({ timeout: 20_000 });
});

test('disconnected, the register is refused at once; connected anew, it is the same register', async ({
  page,
}) => {
  await page.goto(`/terminals?q=${till.serialNumber}`);
  await page.getByRole('link', { name: till.name }).click();
  await expect(page.getByText(/Касса подключена: /)).toBeVisible();
  await page.getByRole('button', { name: 'Отвязать кассу' }).click();
  await expectAccessible(page);
  await page.getByRole('dialog').getByRole('button', { name: 'Отвязать кассу' }).click();
  await expect(page.getByText(/Касса не подключена: кабинет не принимает/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Отвязать кассу' })).toHaveCount(0);
  await setTill(till.serialNumber, { battery: 55 });
  await expect
    .poll(async () => {
      const fleet = (await (await fetch(`${instance.sandbox.terminals}/fleet`)).json()) as {
        serial: string;
        stopped: boolean;
      }[];
      return fleet.find((each) => each.serial === till.serialNumber)?.stopped;
    })
    .toBe(true);

  const address = new URL(page.url()).pathname;
  await page.getByRole('button', { name: 'Подключить кассу' }).click();
  await expect(page.getByRole('heading', { level: 1, name: `Подключение: ${till.name}` })).toBeVisible();
  const code = await shownCode(page);
  const other = await typeAtTill(serial(), code);
  expect([other.status, other.body.code]).toEqual([409, 'TERMINAL_OTHER']);
  expect((await typeAtTill(till.serialNumber, code)).status).toBe(201);
  await page.getByRole('link', { name: 'Открыть кассу' }).click({ timeout: 20_000 });
  await expect(page).toHaveURL(new RegExp(`${address}(\\?|$)`));
});

test('a code that has expired offers a new one', async ({ page, cabinet }) => {
  await askForCode(page, 'Касса опоздавшая');
  const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
  await cabinet.db.pairingCode.update({ where: { id }, data: { expiresAt: new Date(0) } });
  await expect(page.getByText('Код истёк', { exact: true })).toBeVisible({ timeout: 20_000 });
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Получить новый код' }).click();
  await expect(page).not.toHaveURL(new RegExp(id));
  await shownCode(page);
});

test.describe('a cashier', () => {
  test.use({ person: 'cashier' });

  test('connects no register', async ({ page }) => {
    await page.goto('/terminals');
    await expect(page.getByRole('heading', { level: 1, name: 'Терминалы' })).toBeVisible();
    await expect(page.getByRole('link', { name: 'Добавить кассу' })).toHaveCount(0);
    await page.getByRole('main').locator('a[href^="/terminals/"]').first().click();
    await expect(page.getByRole('heading', { level: 2, name: 'Подключение к кабинету' })).toBeVisible();
    await expect(page.getByRole('button', { name: /Отвязать|Подключить/ })).toHaveCount(0);
    await page.goto('/terminals/add');
    await expect(page.getByLabel('Название кассы')).toHaveCount(0);
  });
});
