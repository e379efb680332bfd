import { type Cabinet, expect, expectAccessible, expectNoSideways, test } from './fixtures';
import { instance } from './instance';

test.describe.configure({ mode: 'serial' });
// The frame of a letter runs nothing, not even what a test would look at it with.
test.use({ expectedErrors: ['Blocked script execution'] });

const storeOf = async ({ db, organizationId }: Cabinet) =>
  db.store.findFirstOrThrow({ where: { organizationId, name: 'Сокольники' } });

test('three edits of one setting are merged; its new address waits for its owner, who presses a button', async ({
  page,
  context,
  cabinet,
}) => {
  const { id } = await storeOf(cabinet);
  const address = `merge-${cabinet.suffix}@company.ru`;
  const slow = await context.newPage();
  for (const each of [page, slow]) await each.goto(`/receipts/stores/${id}`);

  const save = async (mode: RegExp) => {
    await page.getByRole('radio', { name: mode }).check();
    await page.getByRole('button', { name: 'Сохранить' }).click();
    await expect(page.getByText('Сохранено').first()).toBeVisible();
  };
  await save(/^Только бумажный/);
  await slow.getByRole('radio', { name: 'Свой адрес' }).check();
  await slow.getByLabel('Адрес', { exact: true }).fill(address);
  await slow.getByRole('button', { name: 'Сохранить' }).click();

  const merge = slow.getByRole('region', { name: 'Два варианта настройки' });
  const chosen = (field: string) =>
    merge.getByRole('radiogroup', { name: field }).getByRole('radio', { checked: true });
  await expect(chosen('Что делать с чеком')).toHaveAccessibleName(/^Только бумажный.*Сохранено:/);
  await expect(chosen('Адрес по умолчанию')).toHaveAccessibleName(new RegExp(`^${address}.*Ваш вариант`));
  await expectAccessible(slow);
  await expectNoSideways(slow);

  await save(/^Бумажный и электронный/);
  await merge.getByRole('button', { name: 'Сохранить выбранное' }).click();
  await expect(chosen('Что делать с чеком')).toHaveAccessibleName(/^Бумажный и электронный.*Сохранено:/);
  await expect(chosen('Адрес по умолчанию')).toHaveAccessibleName(new RegExp(`^${address}.*Ваш вариант`));
  await merge.getByRole('button', { name: 'Сохранить выбранное' }).click();
  await expect(merge).toBeHidden();
  expect(await cabinet.db.receiptSetting.findFirst({ where: { storeId: id } })).toMatchObject({
    printMode: 'BOTH',
    defaultEmail: address,
  });
  await slow.close();

  await page.goto(`/receipts/stores/${id}`);
  const notice = page.getByText(`Адрес ${address} сохранён, но пока не действует`);
  await expect(notice).toBeVisible();
  await expectAccessible(page);
  await expectNoSideways(page);
  const inbox = `${instance.appUrl}/api/sandbox/inbox?to=${encodeURIComponent(address)}`;
  await expect
    .poll(async () => ((await (await fetch(inbox)).json()) as unknown[]).length, { timeout: 20_000 })
    .toBe(1);
  await page.goto(`/sandbox/inbox?to=${encodeURIComponent(address)}`);
  await page.getByRole('link', { name: /Подтвердите адрес/ }).click();
  const link = page.frameLocator('iframe[title="Письмо"]').getByRole('link', { name: 'Подтвердить адрес' });
  const href = (await link.getAttribute('href')) ?? '';
  await context.clearCookies();
  await page.goto(href);
  await expect(page.getByText(address)).toBeVisible();
  await expectAccessible(page);
  await expectNoSideways(page);
  const where = { organizationId: cabinet.organizationId, address };
  expect((await cabinet.db.receiptAddress.findFirst({ where }))?.confirmedAt).toBeNull();
  await page.getByRole('button', { name: 'Подтвердить адрес' }).click();
  await expect(page.getByText('Адрес подтверждён')).toBeVisible();
  await context.addCookies(await cabinet.cookies('owner'));
  await page.goto(`/receipts/stores/${id}`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(notice).toHaveCount(0);
});

test('a setting of a store is applied to all its registers: seen first, then done', async ({
  page,
  cabinet,
}) => {
  const { id } = await storeOf(cabinet);
  const [terminal] = await cabinet.db.terminal.findMany({ where: { storeId: id }, orderBy: { name: 'asc' } });
  const name = terminal?.name ?? '';
  await page.goto(`/receipts/terminals?q=${encodeURIComponent(name)}`);
  const start = page.getByRole('button', { name: 'Выбрать', exact: true });
  if (await start.isVisible()) await start.click();
  await page.getByRole('checkbox', { name: `Выбрать кассу ${name}` }).check();
  await page.getByRole('link', { name: /Настроить чеки/ }).click();
  await page.getByRole('radio', { name: /^Только бумажный/ }).check();
  await page.getByRole('button', { name: 'Показать, что изменится' }).click();
  await expect(page.getByRole('table', { name: 'Что изменится' }).getByText(name)).toBeVisible();
  await expectAccessible(page);
  await expectNoSideways(page);
  await page.getByRole('button', { name: /^Применить:/ }).click();
  await expect(page.getByRole('table', { name: 'Что получилось' }).getByText('Изменено')).toBeVisible();

  await page.goto(`/receipts/stores/${id}`);
  await page.getByRole('link', { name: 'Применить ко всем…' }).click();
  await page.getByRole('checkbox', { name: /^Адрес по умолчанию/ }).uncheck();
  await expect(page.getByRole('table', { name: 'Что изменится' }).getByText(name)).toBeVisible();
  await expectAccessible(page);
  await expectNoSideways(page);
  await page.getByRole('button', { name: /^Применить:/ }).click();
  await expect(page.getByText(/^Применено:/)).toBeVisible();
  expect(
    await cabinet.db.receiptSetting.count({
      where: { terminal: { storeId: id }, printMode: { not: null } },
    }),
  ).toBe(0);
});

test.describe('a cashier', () => {
  test.use({ person: 'cashier' });

  test('sees in the checklist whom to ask for what', async ({ page, cabinet }) => {
    const terminal = await cabinet.db.terminal.findFirstOrThrow({
      where: { organizationId: cabinet.organizationId, name: 'Выпечка' },
    });
    await page.goto(`/receipts/terminals/${terminal.id}`);
    const list = page.getByRole('list', { name: 'Готовность кассы' });
    await expect(list.getByText(/Попросите владельца или администратора магазина/).first()).toBeVisible();
    await expect(list.getByRole('button')).toHaveCount(0);
    await expectAccessible(page);
    await expectNoSideways(page);
  });
});
