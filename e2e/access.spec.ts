import { randomUUID } from 'node:crypto';
import { newCard } from './cards';
import { expect, type Person, test } from './fixtures';

const sections = [
  '/',
  '/terminals',
  '/sim-cards',
  '/orders',
  '/modules',
  '/subscriptions',
  '/receipts',
  '/finance',
  '/stores',
  '/staff',
  '/audit',
  '/settings',
];

const closedTo: Record<Person, readonly string[]> = {
  owner: [],
  admin: ['/finance', '/staff'],
  accountant: ['/staff', '/audit'],
  cashier: ['/orders', '/subscriptions', '/finance', '/staff', '/audit'],
};

for (const person of ['owner', 'admin', 'accountant', 'cashier'] as const) {
  test.describe(person, () => {
    test.use({ person });

    test('opens the sections of the role and is told whom to ask in the others', async ({ page }) => {
      for (const section of sections) {
        await page.goto(section);
        const refusal = page.getByText('У вашей роли нет доступа к этому разделу');
        if (closedTo[person].includes(section)) await expect(refusal, section).toBeVisible();
        else {
          await expect(page.getByRole('heading', { level: 1 }), section).toBeVisible();
          await expect(refusal, section).toHaveCount(0);
        }
      }
    });
  });
}

test.describe('no one', () => {
  test.use({ person: null });

  test('is led to the sign-in page and comes back after signing in', async ({ page, cabinet }) => {
    for (const section of sections) {
      await page.goto(section);
      await expect(page).toHaveURL(new RegExp('/sign-in\\?next='));
    }
    await page.goto('/sim-cards?state=ACTIVE');
    await page.getByLabel('E-mail').fill(cabinet.email('owner'));
    await page.getByLabel('Пароль').fill('kassa-demo');
    await page.getByRole('button', { name: 'Войти', exact: true }).click();
    await expect(page).toHaveURL(/\/sim-cards\?state=ACTIVE/);
  });

  test.describe('with a wrong password', () => {
    test.use({ expectedErrors: ['401'] });

    test('is told so in the same words for a known and an unknown address', async ({ page, cabinet }) => {
      for (const address of [cabinet.email('owner'), 'nobody@kassa.test']) {
        await page.goto('/sign-in');
        await page.getByLabel('E-mail').fill(address);
        await page.getByLabel('Пароль').fill('wrong password');
        await page.getByRole('button', { name: 'Войти', exact: true }).click();
        await expect(page.getByText('Адрес или пароль не подходят')).toBeVisible();
      }
    });
  });

  test('a bad address and an empty password are said on their fields', async ({ page }) => {
    await page.goto('/sign-in');
    await page.getByRole('button', { name: 'Войти', exact: true }).click();
    await expect(page.getByText('Введите адрес вида name@company.ru')).toBeVisible();
    await page.getByLabel('E-mail').fill('owner@kassa.test');
    await page.getByRole('button', { name: 'Войти', exact: true }).click();
    await expect(page.getByText('Введите пароль')).toBeVisible();
  });

  test('one press on a demo account opens the cabinet', async ({ page }) => {
    await page.goto('/sign-in');
    await page.getByRole('button', { name: 'Войти как owner@second.test' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Главная' })).toBeVisible();
  });
});

test('a foreign organization’s and an unknown id give the same not-found page', async ({ page, cabinet }) => {
  const foreign = await cabinet.db.simCard.findFirstOrThrow({
    where: { organizationId: { not: cabinet.organizationId } },
    select: { id: true, organizationId: true, iccid: true },
  });
  const where = { organizationId: foreign.organizationId };
  const pick = { where, select: { id: true } };
  const terminal = await cabinet.db.terminal.findFirstOrThrow(pick);
  const order = await cabinet.db.cardOrder.findFirst(pick);
  const subscription = await cabinet.db.subscription.findFirstOrThrow(pick);
  const store = await cabinet.db.store.findFirstOrThrow(pick);
  const addresses: [string, string][] = [
    ['/sim-cards', foreign.id],
    ['/terminals', terminal.id],
    ['/orders', order?.id ?? foreign.id],
    ['/subscriptions', subscription.id],
    ['/stores', store.id],
    ['/receipts/terminals', terminal.id],
  ];
  for (const [section, id] of addresses) {
    for (const tried of [id, '01900000-0000-7000-8000-000000000000', 'не-номер']) {
      const response = await page.request.get(`${section}/${tried}`);
      expect(response.status(), `${section}/${tried}`).toBe(404);
      const html = await response.text();
      expect(html).toContain('Такой страницы нет');
      expect(html).not.toContain(foreign.iccid);
    }
  }
});

test('a foreign card put into a request of one’s own is as good as missing, and stands in the audit', async ({
  page,
  cabinet,
}) => {
  const own = await newCard(cabinet, 'mts', 'своя');
  const foreign = await cabinet.db.simCard.findFirstOrThrow({
    where: { organizationId: { not: cabinet.organizationId } },
    select: { id: true, label: true },
  });
  const answers: string[] = [];
  const tried = [foreign.id, randomUUID()];
  for (const id of tried) {
    let swapped = 0;
    await page.route('**/sim-cards/**', async (route) => {
      const body = route.request().postData();
      if (route.request().method() !== 'POST' || !body?.includes(own.id)) return route.fallback();
      swapped += 1;
      return route.continue({ postData: body.replaceAll(own.id, id) });
    });
    await page.goto(`/sim-cards/${own.id}`);
    await page.getByRole('button', { name: 'Изменить метку' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Метка').fill('не моя');
    await dialog.getByRole('button', { name: 'Сохранить метку' }).click();
    const refusal = dialog.getByRole('alert');
    await expect(refusal).toContainText('Не найдено');
    answers.push(await refusal.innerText());
    expect(swapped).toBe(1);
    await page.unroute('**/sim-cards/**');
  }
  expect(answers[0]).toBe(answers[1]);
  expect(await cabinet.db.simCard.findUniqueOrThrow({ where: { id: foreign.id } })).toMatchObject({
    label: foreign.label,
  });
  await page.goto('/audit');
  for (const id of tried) {
    const row = page.getByRole('row').filter({ hasText: id }).filter({ hasText: 'Метка смарт-карты' });
    await expect(row).toContainText('Запрос к тому, чего нет или что принадлежит другим');
  }
});

test.describe('administrator of two stores', () => {
  test.use({ person: 'admin' });

  test('sees only the own stores in lists, and a card of another store is not found', async ({
    page,
    cabinet,
  }) => {
    const own = await cabinet.db.membershipStore.findMany({
      where: { membership: { organizationId: cabinet.organizationId, role: 'ADMIN' } },
      include: { store: true },
    });
    const other = await cabinet.db.store.findFirstOrThrow({
      where: { organizationId: cabinet.organizationId, id: { notIn: own.map((row) => row.storeId) } },
    });
    await page.goto('/stores');
    const main = page.getByRole('main');
    for (const { store } of own) await expect(main.getByText(store.name).first()).toBeVisible();
    await expect(main.getByText(other.name, { exact: true })).toHaveCount(0);
    const card = await cabinet.db.simCard.findFirstOrThrow({
      where: { organizationId: cabinet.organizationId, storeId: { notIn: own.map((row) => row.storeId) } },
    });
    expect((await page.request.get(`/sim-cards/${card.id}`)).status()).toBe(404);
    expect((await page.request.get(`/stores/${other.id}`)).status()).toBe(404);
  });
});

test('an ended session opens nothing at the next request', async ({ cabinet, browser }) => {
  const context = await browser.newContext();
  await context.addCookies(await cabinet.freshCookies('cashier'));
  const cookie = (await context.cookies()).find(({ name }) => name === 'kassa-session');
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' });
  const tab = await context.newPage();
  await tab.goto('/terminals');
  await expect(tab.getByRole('heading', { level: 1, name: 'Терминалы' })).toBeVisible();
  const session = await cabinet.db.session.findFirstOrThrow({
    where: { user: { email: cabinet.email('cashier') } },
    orderBy: { createdAt: 'desc' },
  });
  await cabinet.db.session.update({ where: { id: session.id }, data: { revokedAt: new Date() } });
  await tab.goto('/terminals');
  await expect(tab).toHaveURL(/\/sign-in/);
  await context.close();
});
