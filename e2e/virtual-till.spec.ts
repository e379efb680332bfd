import type { Page } from '@playwright/test';
import { type Cabinet, expect, expectAccessible, expectNoSideways, test } from './fixtures';
import { instance } from './instance';

const soon = { timeout: 30_000 };

const inbox = async (to: string): Promise<{ text: string }[]> => {
  const response = await fetch(`${instance.appUrl}/api/sandbox/inbox?to=${encodeURIComponent(to)}`);
  return (await response.json()) as { text: string }[];
};

/** On a phone goods, receipt and tape stand on pages of their own. */
async function show(page: Page, view: 'Товары' | 'Чек' | 'Лента') {
  const pages = page.getByRole('navigation', { name: 'Разделы кассы' });
  if (await pages.isVisible()) await pages.getByRole('button', { name: new RegExp(`^${view}`) }).click();
}

async function ring(page: Page, ...names: string[]) {
  await show(page, 'Товары');
  const goods = page.getByRole('region', { name: 'Товары' });
  for (const name of names) await goods.getByRole('button', { name: new RegExp(`^${name}`) }).click();
}

async function openPayment(page: Page) {
  await page
    .getByRole('button', { name: /^(К оплате|Вернуть) \d/ })
    .filter({ visible: true })
    .click();
  return page.getByRole('dialog');
}

/** Pays by card; the last press makes the receipt. */
async function pay(page: Page, contact = '', answer?: 'Напечатать' | 'Отправить' | 'И то и другое') {
  const dialog = await openPayment(page);
  if (contact) await dialog.getByLabel(/Почта или телефон/).fill(contact);
  if (answer) await dialog.getByText(answer, { exact: true }).click();
  await dialog.getByRole('button', { name: /^(Пробить чек|Вернуть)/ }).click();
  await expect(dialog).toHaveCount(0);
}

async function inSettings(page: Page, act: (dialog: ReturnType<Page['getByRole']>) => Promise<void>) {
  await page.getByRole('button', { name: 'Касса', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Касса' });
  await act(dialog);
  await dialog.getByRole('button', { name: 'Закрыть', exact: true }).click();
  await expect(dialog).toHaveCount(0);
}

const flip = (page: Page, name: string) => page.locator('label', { hasText: name }).click();
const condition = (page: Page) => page.getByRole('list', { name: 'Состояние кассы' });
const tape = (page: Page) => page.getByRole('list', { name: 'Чеки на ленте' });

async function askForCode(page: Page, name: string) {
  await page.goto('/terminals/add');
  await page.getByLabel('Название кассы').fill(name);
  await page.getByRole('button', { name: 'Получить код' }).click();
  await expect(page.getByRole('heading', { level: 1, name: `Подключение: ${name}` })).toBeVisible();
}

const found = ({ db, organizationId }: Cabinet, name: string) =>
  db.terminal.findFirstOrThrow({ where: { organizationId, name } });

/** What is paid for and wished for on «Прилавок 1» is so on this terminal: the till has to put the modules in. */
async function wishModules({ db, organizationId }: Cabinet, terminalId: string) {
  const like = await db.terminal.findFirstOrThrow({ where: { organizationId, name: 'Прилавок 1' } });
  const paid = await db.subscription.findMany({ where: { terminalId: like.id, state: 'ACTIVE' } });
  for (const { id: _, ...each } of paid) await db.subscription.create({ data: { ...each, terminalId } });
  for (const moduleSlug of ['law-updates', 'email-receipts']) {
    const requestedAt = new Date();
    await db.installation.create({
      data: { organizationId, terminalId, moduleSlug, state: 'REQUESTED', requestedAt },
    });
  }
}

/** What the till asks servers for, beside the parts of its own page: by the names of the Device API, else by address. */
function askedOf(page: Page): ReadonlySet<string> {
  const asked = new Set<string>();
  page.on('request', (request) => {
    const { pathname, searchParams } = new URL(request.url());
    const isPage = pathname === '/till' || pathname.startsWith('/_next/static/') || searchParams.has('_rsc');
    if (['fetch', 'xhr'].includes(request.resourceType()) && !isPage)
      asked.add(pathname.replace('/api/device/v1/', ''));
  });
  return asked;
}

test('joins by a code, puts its modules in, sells, and the letter is in the buyer’s box', async ({
  page,
  context,
  cabinet,
}) => {
  test.slow();
  const name = `Касса в браузере ${String(Date.now())}`;
  await askForCode(page, name);
  const opened = context.waitForEvent('page');
  await page.getByRole('link', { name: 'Ввести код на виртуальной кассе' }).click();
  const till = await opened;
  await expect(till.getByLabel('Код подключения')).not.toHaveValue('');
  await expectAccessible(till);
  await expectNoSideways(till);
  await till.getByRole('button', { name: 'Подключить кассу' }).click();
  await expect(till.getByRole('heading', { level: 1, name })).toBeVisible();
  await expect(till).toHaveURL(/\/till$/);
  await expect(condition(till)).toContainText('На связи');
  await expect(page.getByText('Касса подключена', { exact: true })).toBeVisible(soon);
  const terminal = await found(cabinet, name);

  // Nothing is installed: paper, whatever the buyer asks for.
  const buyer = `till-${terminal.serialNumber}@mail.ru`;
  await ring(till, 'Хлеб', 'Капучино');
  const dialog = await openPayment(till);
  await dialog.getByText('Наличными', { exact: true }).click();
  await dialog.getByLabel('Получено от покупателя').fill('100');
  await expect(dialog.getByText(/Не хватает 209,90/)).toBeVisible();
  await dialog.getByRole('button', { name: /^500/ }).click();
  await expect(dialog.getByText(/Сдача 190,10/)).toBeVisible();
  await dialog.getByLabel(/Почта или телефон/).fill('не почта');
  await dialog.getByRole('button', { name: /^Пробить чек/ }).click();
  await expect(dialog.getByLabel(/Почта или телефон/)).toHaveAttribute('aria-invalid', 'true');
  await dialog.getByLabel(/Почта или телефон/).fill(buyer);
  await expect(dialog.getByText('Касса напечатает чек.', { exact: true })).toBeVisible();
  await expectAccessible(till);
  await dialog.getByRole('button', { name: /^Пробить чек/ }).click();
  const code = /t=\d{8}T\d{4}&s=309\.90&fn=\d{16}&i=1&fp=\d+&n=1/;
  await expect(tape(till).getByRole('img', { name: code })).toBeVisible();
  await expect(tape(till).getByText('Передан в кабинет')).toBeVisible(soon);
  await expectAccessible(till);
  await expectNoSideways(till);

  // No room for the modules, then room.
  await inSettings(till, async (settings) => {
    await settings.locator('label', { hasText: 'Модули не ставятся' }).click();
    await wishModules(cabinet, terminal.id);
    await expect(settings.getByText('Не хватает места в памяти кассы').first()).toBeVisible(soon);
    await expectAccessible(till);
    await settings.locator('label', { hasText: 'Модули не ставятся' }).click();
  });
  const states = () =>
    cabinet.db.installation
      .findMany({ where: { terminalId: terminal.id } })
      .then((rows) => [...new Set(rows.map(({ state }) => state))]);
  await expect.poll(states, soon).toEqual(['FAILED']);
  await cabinet.db.installation.updateMany({
    where: { terminalId: terminal.id },
    data: { state: 'REQUESTED', error: null, requestedAt: new Date() },
  });
  await expect.poll(states, soon).toEqual(['INSTALLED']);

  // With the modules the buyer has it by letter, and the tape is spared.
  await inSettings(till, (settings) =>
    expect(settings.getByText('Спрашивать при продаже')).toBeVisible(soon),
  );
  await ring(till, 'Круассан');
  await pay(till, buyer, 'Отправить');
  await expect(
    till.getByRole('article', { name: `Чек 2: не напечатан, электронный на ${buyer}` }),
  ).toBeVisible();
  await expect.poll(async () => (await inbox(buyer)).length, soon).toBe(1);
  expect((await inbox(buyer))[0]?.text).toContain('Круассан');
  await page.goto(`/receipts/journal?q=${encodeURIComponent(buyer)}`);
  await expect(page.getByRole('table', { name: 'Чеки' }).getByText('Доставлен', { exact: true })).toBeVisible(
    soon,
  );

  // The network goes while the buyer is there: the letter comes when it is back.
  await flip(till, 'Нет сети');
  await ring(till, 'Молоко');
  await pay(till, buyer, 'Отправить');
  await expect(
    till.getByRole('article', { name: `Чек 3: не напечатан, электронный на ${buyer}` }),
  ).toBeVisible();
  await expect(condition(till)).toContainText('В очереди 1');
  expect(await inbox(buyer)).toHaveLength(1);
  await flip(till, 'Нет сети');
  await expect.poll(async () => (await inbox(buyer)).length, soon).toBe(2);
  expect((await inbox(buyer)).filter(({ text }) => text.includes('Молоко'))).toHaveLength(1);

  // Without ОФД it is paper again at once, and the cabinet has nobody to write to.
  await inSettings(till, (settings) => settings.locator('label', { hasText: 'Автономный режим' }).click());
  await ring(till, 'Пакет');
  await pay(till, buyer);
  await expect(till.getByRole('article', { name: 'Чек 4: напечатан' })).toBeVisible();
  const reported = () =>
    cabinet.db.receipt.findFirst({
      where: { terminalId: terminal.id, documentNumber: 4 },
      select: { status: true, letters: true },
    });
  await expect.poll(reported, soon).toEqual({ status: 'PRINTED', letters: [] });
  expect(await inbox(buyer)).toHaveLength(2);
});

test('without a network it sells, survives a reload, and reports everything once when it is back', async ({
  page,
  context,
  cabinet,
}) => {
  test.slow();
  const name = `Касса без сети ${String(Date.now())}`;
  await askForCode(page, name);
  const shown = page.getByText('Код подключения', { exact: true }).locator('xpath=following-sibling::p[1]');
  const [code = ''] = /[0-9A-Z]{4}\s*[0-9A-Z]{4}/.exec((await shown.textContent()) ?? '') ?? [];
  await page.goto('/till');
  const asked = askedOf(page);
  await page.getByLabel('Код подключения').fill(code.toLowerCase());
  await page.getByRole('button', { name: 'Подключить кассу' }).click();
  await expect(condition(page)).toContainText('На связи');
  const terminal = await found(cabinet, name);
  const known = () =>
    cabinet.db.receipt
      .findMany({ where: { terminalId: terminal.id }, orderBy: { documentNumber: 'asc' } })
      .then((rows) => rows.map(({ documentNumber, operation }) => `${documentNumber} ${operation}`));

  await flip(page, 'Нет сети');
  await ring(page, 'Молоко');
  await pay(page);
  await ring(page, 'Батон', 'Батон');
  await pay(page);
  await expect(condition(page)).toContainText('В очереди 2');
  await page.reload();
  await expect(condition(page)).toContainText('В очереди 2');
  await expectAccessible(page);
  await expectNoSideways(page);

  // The same when it is the browser that has no network.
  await context.setOffline(true);
  await flip(page, 'Нет сети');
  await ring(page, 'Вода');
  await pay(page);
  await expect(condition(page)).toContainText('В очереди 3');
  await expect(condition(page)).toContainText('Нет сети');
  expect(await known()).toEqual([]);

  await context.setOffline(false);
  await expect(condition(page)).not.toContainText('чек', soon);
  expect(await known()).toEqual(['1 SALE', '2 SALE', '3 SALE']);

  await show(page, 'Лента');
  await page.getByRole('button', { name: 'Вернуть по чеку 2' }).click();
  await pay(page);
  await expect(tape(page).getByRole('img', { name: /s=129\.00&.*&i=4&.*&n=2$/ })).toBeVisible();
  await expect.poll(known, soon).toEqual(['1 SALE', '2 SALE', '3 SALE', '4 REFUND']);
  expect([...asked].sort()).toEqual(['applied', 'config', 'heartbeat', 'pair', 'receipts']);
});

test.describe('a browser without a network', () => {
  test.use({ expectedErrors: ['ERR_INTERNET_DISCONNECTED'] });

  test('opens the till all the same, once it has been there', async ({ page, context }) => {
    await page.goto('/till');
    await expect(page.getByLabel('Код подключения')).toBeVisible();
    await expect.poll(() => page.evaluate(() => caches.match('/till').then(Boolean)), soon).toBe(true);
    await context.setOffline(true);
    await page.reload();
    await expect(page.getByLabel('Код подключения')).toBeVisible();
  });
});

test('the panel and the page of a terminal lead to the till', async ({ page }) => {
  await page.goto('/sandbox');
  await expect(page.getByRole('link', { name: 'Открыть виртуальную кассу' })).toHaveAttribute(
    'href',
    '/till',
  );
  await page.goto('/terminals?q=Прилавок 1');
  await page.getByRole('link', { name: 'Прилавок 1', exact: true }).click();
  await expect(page.getByRole('link', { name: 'Открыть виртуальную кассу' })).toHaveAttribute(
    'href',
    /^\/till#serial=\d{14}&name=/,
  );
});
