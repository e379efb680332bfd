import { expect, expectAccessible, test } from './fixtures';

test.describe.configure({ mode: 'serial' });

test('a value of the organization is inherited, its origin is said, a store’s own wins and is given back', async ({
  page,
  cabinet,
}) => {
  const store = await cabinet.db.store.findFirstOrThrow({
    where: { organizationId: cabinet.organizationId, receiptSettings: { none: {} } },
    orderBy: { name: 'asc' },
  });
  await page.goto(`/receipts/stores/${store.id}`);
  await page.getByRole('radio', { name: /^Только бумажный/ }).check();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Сохранить' }).click();
  await expect(page.getByText('Сохранено')).toBeVisible();
  const terminal = await cabinet.db.terminal.findFirstOrThrow({
    where: { storeId: store.id, receiptSettings: { none: {} } },
  });
  await page.goto(`/receipts/terminals/${terminal.id}`);
  await expect(page.getByText(`из магазина «${store.name}»`).first()).toBeVisible();
  await page.goto(`/receipts/stores/${store.id}`);
  await page.getByRole('button', { name: /Вернуть/ }).click();
  await expect
    .poll(() =>
      cabinet.db.receiptSetting.count({
        where: { storeId: store.id, OR: [{ printMode: { not: null } }, { defaultEmail: { not: null } }] },
      }),
    )
    .toBe(0);
});

test('a wrong address is an error on its field; a slip in it is a hint to press', async ({ page }) => {
  await page.goto('/receipts/organization');
  await page.getByRole('radio', { name: /Свой адрес/ }).check();
  const field = page.getByLabel('Адрес', { exact: true });
  await field.fill('не адрес');
  await page.getByRole('button', { name: 'Сохранить' }).click();
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await field.fill('cheki@gmail.con');
  await page.getByRole('button', { name: 'cheki@gmail.com' }).click();
  await expect(field).toHaveValue('cheki@gmail.com');
  await field.fill('чеки@кириллица.рф');
  await expect(field).toHaveValue('чеки@кириллица.рф');
});

test('electronic only with a default address: the legal warning and the tape reminder', async ({ page }) => {
  await page.goto('/receipts/organization');
  const law = page.getByRole('link', { name: /54-ФЗ/ });
  const tape = page.getByText('Чековая лента всё равно нужна', { exact: true });
  await page.getByRole('radio', { name: /^Бумажный и электронный/ }).check();
  await expect(law).toHaveCount(0);
  await expect(tape).toHaveCount(0);
  await page.getByRole('radio', { name: /^Только электронный/ }).check();
  await page.getByRole('radio', { name: /Свой адрес/ }).check();
  await page.getByLabel('Адрес', { exact: true }).fill('cheki@company.ru');
  await expect(law).toHaveAttribute('href', /^https:/);
  await expect(page.getByRole('link', { name: /14\.5 КоАП/ })).toBeVisible();
  await expect(tape).toBeVisible();
});

test('the checklist of a register with version 8.4.1: all but the default address', async ({
  page,
  cabinet,
}) => {
  const terminal = await cabinet.db.terminal.findFirstOrThrow({
    where: { organizationId: cabinet.organizationId, posVersion: '8.4.1' },
  });
  await page.goto(`/receipts/terminals/${terminal.id}`);
  const list = page.getByRole('list', { name: 'Готовность кассы' });
  await expect(list.getByText(/8\.4\.1/).first()).toBeVisible();
  await expect(list.getByText(/8\.4\.2/).first()).toBeVisible();
});
