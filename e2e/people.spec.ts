import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { type Cabinet, expect, expectAccessible, expectNoSideways, test } from './fixtures';
import { instance } from './instance';

test.describe.configure({ mode: 'serial' });

interface Letter {
  readonly subject: string;
  readonly text: string;
}

/** The link of the latest letter to an address, once it has come. */
async function linkFor(email: string, subject: RegExp): Promise<string> {
  let link = '';
  await expect(async () => {
    const response = await fetch(`${instance.appUrl}/api/sandbox/inbox?to=${encodeURIComponent(email)}`);
    const [latest] = (await response.json()) as Letter[];
    expect(latest?.subject ?? '').toMatch(subject);
    link = /\/invitation\/[\w-]+/.exec(latest?.text ?? '')?.[0] ?? '';
  }).toPass({ timeout: 40_000 });
  return link;
}

const row = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name });

async function openAction(page: Page, name: string, action: string) {
  const item = page.getByRole('menuitem', { name: action });
  // A page that is still scrolling closes its menus.
  await expect(async () => {
    await page.getByRole('button', { name: `Действия: ${name}` }).click();
    await expect(item).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await item.click();
}

const storesOf = (cabinet: Cabinet) =>
  cabinet.db.store.findMany({
    where: { organizationId: cabinet.organizationId },
    orderBy: { name: 'asc' },
    select: { id: true, name: true },
  });

test('invited by letter, joined as a cashier, raised, and removed: open tabs follow at the next request', async ({
  page,
  cabinet,
  browser,
}) => {
  test.setTimeout(120_000);
  const email = `nina-${randomBytes(4).toString('hex')}@kassa.test`;
  const [first] = await storesOf(cabinet);
  await page.goto('/staff');
  await page.getByRole('button', { name: 'Пригласить' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('E-mail').fill('не адрес');
  await dialog.getByRole('button', { name: 'Пригласить' }).click();
  await expect(dialog.getByText('Введите адрес вида name@company.ru')).toBeVisible();
  await expect(dialog.getByText('Отметьте хотя бы один магазин')).toBeVisible();
  await dialog.getByLabel('E-mail').fill(email);
  await dialog.getByLabel(first?.name ?? '', { exact: true }).check();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Пригласить' }).click();
  await expect(page.getByText(`Приглашение уйдёт на ${email}`)).toBeVisible();
  const firstLink = await linkFor(email, /Приглашение/);
  await page.getByRole('button', { name: `Отправить ещё раз: ${email}` }).click();
  await expect(page.getByText('Прежняя ссылка больше не действует')).toBeVisible();

  const context = await browser.newContext({ baseURL: instance.appUrl });
  const tab = await context.newPage();
  let link = firstLink;
  await expect(async () => {
    link = await linkFor(email, /Приглашение/);
    expect(link).not.toBe(firstLink);
  }).toPass({ timeout: 40_000 });
  await tab.goto(firstLink);
  await expect(tab.getByRole('heading', { level: 1, name: 'Ссылка не подходит' })).toBeVisible();
  await tab.goto(link);
  await expect(tab.getByText('Кассир', { exact: true })).toBeVisible();
  await expectAccessible(tab);
  await expectNoSideways(tab);
  await tab.getByLabel('Как вас зовут').fill('Нина Новая');
  await tab.getByLabel('Придумайте пароль').fill('длинный новый пароль');
  await tab.getByRole('button', { name: 'Принять приглашение' }).click();
  await expect(tab.getByRole('heading', { level: 1, name: 'Главная' })).toBeVisible();
  await tab.goto('/terminals');
  await expect(tab.getByRole('link', { name: 'Добавить кассу' })).toHaveCount(0);
  await tab.goto('/audit');
  await expect(tab.getByText('У вашей роли нет доступа к этому разделу')).toBeVisible();

  await page.goto('/staff');
  await expect(row(page, 'Нина Новая')).toContainText('Кассир');
  await openAction(page, 'Нина Новая', 'Изменить права');
  await page.getByRole('dialog').getByLabel('Роль').selectOption('ADMIN');
  await page.getByRole('dialog').getByRole('button', { name: 'Сохранить права' }).click();
  await expect(page.getByText('Нина Новая: администратор')).toBeVisible();
  await tab.reload();
  await expect(tab.getByRole('heading', { level: 1, name: 'Журнал' })).toBeVisible();
  await expect(tab.getByText('У вашей роли нет доступа к этому разделу')).toHaveCount(0);

  await tab.goto('/terminals');
  await expect(tab.getByRole('heading', { level: 1, name: /Терминалы/ })).toBeVisible();
  await page.reload();
  await openAction(page, 'Нина Новая', 'Убрать доступ');
  await page.getByRole('dialog').getByRole('button', { name: 'Убрать доступ' }).click();
  await expect(page.getByText('Нина Новая: доступ убран')).toBeVisible();
  await tab.reload();
  await expect(tab).toHaveURL(/\/sign-in\?next=/);
  await tab.goto(link);
  await expect(tab.getByRole('heading', { level: 1, name: 'Приглашение уже принято' })).toBeVisible();
  await context.close();

  await page.goto('/audit?group=people');
  for (const title of ['Приглашение сотрудника', 'Приглашение принято', 'Изменение прав сотрудника']) {
    await expect(page.getByRole('row').filter({ hasText: title }).first()).toBeVisible();
  }
  await expect(row(page, 'Изменение прав').first()).toContainText('кассир');
  await expect(row(page, 'Изменение прав').first()).toContainText('администратор');
});

test('the last owner is told why they stay', async ({ page, cabinet }) => {
  // Other tests of this worker may have brought owners of their own.
  await cabinet.db.membership.deleteMany({
    where: {
      organizationId: cabinet.organizationId,
      role: 'OWNER',
      user: { email: { not: cabinet.email('owner') } },
    },
  });
  await page.goto('/staff');
  await openAction(page, 'Марина Соколова', 'Покинуть организацию');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Покинуть организацию' }).click();
  await expect(dialog.getByText('Это последний владелец')).toBeVisible();
});

test.describe('looking at the cabinet as another role', () => {
  test('shows its stores and sections, refuses every action in words, and ends with one press', async ({
    browser,
    cabinet,
  }) => {
    const context = await browser.newContext({ baseURL: instance.appUrl });
    await context.addCookies(await cabinet.freshCookies('owner'));
    const page = await context.newPage();
    const stores = await storesOf(cabinet);
    const [mine, other] = stores;
    await page.goto('/staff');
    await page.getByRole('button', { name: 'Посмотреть как…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Роль').selectOption('ADMIN');
    await dialog.getByLabel(mine?.name ?? '', { exact: true }).check();
    await dialog.getByRole('button', { name: 'Посмотреть', exact: true }).click();
    await expect(page.getByText('Вы смотрите кабинет как администратор')).toBeVisible();
    await expectAccessible(page);
    await page.goto('/stores');
    const main = page.getByRole('main');
    await expect(main.getByText(mine?.name ?? '').first()).toBeVisible();
    await expect(main.getByText(other?.name ?? '', { exact: true })).toHaveCount(0);
    await page.goto('/finance');
    await expect(page.getByText('У вашей роли нет доступа к этому разделу')).toBeVisible();
    expect((await page.request.get(`/stores/${other?.id ?? ''}`)).status()).toBe(404);
    await page.goto(`/stores/${mine?.id ?? ''}`);
    const before = await cabinet.db.store.findUniqueOrThrow({ where: { id: mine?.id ?? '' } });
    await page.getByRole('radio', { name: 'Круглосуточно' }).check();
    await page.getByRole('button', { name: 'Сохранить часы' }).click();
    await expect(page.getByText('Вы смотрите кабинет как другая роль').first()).toBeVisible();
    expect(await cabinet.db.store.findUniqueOrThrow({ where: { id: before.id } })).toEqual(before);
    await page.getByRole('button', { name: 'Вернуться' }).click();
    await expect(page.getByRole('heading', { level: 1, name: /Сотрудники/ })).toBeVisible();
    await expect(page.getByText('Вы смотрите кабинет как')).toHaveCount(0);
    await context.close();
  });
});

test.describe('an administrator', () => {
  test.use({ person: 'admin' });

  test('keeps the chosen store in every link, and another’s is an empty one', async ({ page, cabinet }) => {
    const own = await cabinet.db.membershipStore.findFirstOrThrow({
      where: { membership: { user: { email: cabinet.email('admin') } } },
      include: { store: true },
      orderBy: { store: { name: 'asc' } },
    });
    await page.goto('/terminals');
    await page.getByLabel('Магазин', { exact: true }).selectOption({ label: own.store.name });
    await expect(page).toHaveURL(new RegExp(`store=${own.storeId}`));
    await expect(page.getByLabel('Магазин', { exact: true })).toHaveValue(own.storeId);
    await page.getByRole('link', { name: 'Смарт-карты' }).first().click();
    await expect(page).toHaveURL(new RegExp(`/sim-cards\\?.*store=${own.storeId}`));
    await expect(page.getByLabel('Магазин', { exact: true })).toHaveValue(own.storeId);
    const other = await cabinet.db.store.findFirstOrThrow({
      where: {
        organizationId: cabinet.organizationId,
        memberships: { none: { membership: { user: { email: cabinet.email('admin') } } } },
      },
    });
    await page.goto(`/terminals?store=${other.id}`);
    await expect(page.getByRole('main').locator('a[href^="/terminals/0"]')).toHaveCount(0);
  });
});

test('the journal is filtered in the address and what is seen is saved as a file', async ({
  page,
  cabinet,
}) => {
  await page.goto('/audit');
  await page.getByLabel('Раздел', { exact: true }).selectOption({ label: 'Смарт-карты' });
  await expect(page).toHaveURL(/group=simCards/);
  await page.getByLabel('Кто', { exact: true }).selectOption({ label: 'Кабинет (сам)' });
  await expect(page).toHaveURL(/who=JOB/);
  const seen = await cabinet.db.auditEntry.count({
    where: {
      organizationId: cabinet.organizationId,
      actorKind: 'JOB',
      action: { startsWith: 'simCards.' },
    },
  });
  await expect(page.getByRole('table', { name: 'Журнал действий' }).getByRole('row')).toHaveCount(
    Math.min(seen, 50) + 1,
  );
  await page.getByRole('button', { name: 'Выгрузить' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'CSV' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^Журнал на .*\.csv$/);
  const lines = readFileSync(await file.path(), 'utf8')
    .trim()
    .split('\r\n');
  expect(lines.length).toBeGreaterThanOrEqual(Math.min(seen, 50) + 1);
  await expectNoSideways(page);
});
