import { randomInt } from 'node:crypto';
import { type Cabinet, expect, expectAccessible, expectNoSideways, test } from './fixtures';

const digits = (count: number) => String(randomInt(10 ** (count - 1), 10 ** count));
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** Terminals of a store that are heard and well. */
async function newTerminals(cabinet: Cabinet, storeName: string, names: readonly string[]) {
  const { organizationId, db } = cabinet;
  const store = await db.store.findFirstOrThrow({ where: { organizationId, name: storeName } });
  return db.terminal.createManyAndReturn({
    data: names.map((name) => ({
      organizationId,
      storeId: store.id,
      name,
      model: '7.3',
      posVersion: '8.4.2',
      serialNumber: `007${digits(11)}`,
      lastSeenAt: new Date(Date.now() + 3_600_000),
      createdAt: new Date(),
    })),
  });
}

test('two registers are chosen, moved with a preview, and their history says so; the end of a drive is on the first page', async ({
  page,
  cabinet,
}) => {
  const mark = digits(6);
  const [first] = await newTerminals(cabinet, 'Центральный', [`Переезд ${mark} А`, `Переезд ${mark} Б`]);
  if (!first) throw new Error('no terminal');
  await page.goto(`/terminals?q=${mark}`);
  const select = page.getByRole('button', { name: 'Выбрать', exact: true });
  if (await select.isVisible()) await select.click();
  await page.getByRole('checkbox', { name: `Выбрать кассу «Переезд ${mark} А»` }).check();
  await page.getByRole('checkbox', { name: `Выбрать кассу «Переезд ${mark} Б»` }).check();
  const bar = page.getByRole('region', { name: 'Действия с выбранным' });
  await expect(bar.getByRole('status')).toHaveText('Выбрано 2 из 2');
  await expectAccessible(page);

  // What is chosen stays chosen on other pages of the list.
  await page.goto('/terminals');
  await expect(bar.getByRole('status')).toContainText('Выбрано 2 из');
  await expect(bar.getByRole('link', { name: 'Настроить чеки' })).toHaveAttribute(
    'href',
    /^\/receipts\/apply\?terminals=[\da-f-]{36},[\da-f-]{36}$/,
  );
  await bar.getByRole('link', { name: /Переместить 2\s?кассы/ }).click();

  await expect(page.getByRole('heading', { level: 1, name: /Переместить 2\s?кассы/ })).toBeVisible();
  await page.getByLabel('В какой магазин').selectOption({ label: 'Уральский' });
  const preview = page.getByRole('table', { name: 'Что изменится' });
  await expect(preview.getByText('Екатеринбург, UTC+5').first()).toBeVisible();
  await expect(
    page.getByText('Больше не увидят: Илья Громов, администратор; Олег Пак, кассир'),
  ).toBeVisible();
  await expectAccessible(page);
  await expectNoSideways(page);
  await page.getByRole('button', { name: /Переместить 2\s?кассы в «Уральский»/ }).click();
  await expect(page.getByText(/В магазин «Уральский» перемещено: 2\s?кассы/)).toBeVisible();
  await expect(page).toHaveURL(/\/terminals\?store=/);
  await expect(bar).toHaveCount(0);

  await page.goto(`/terminals/${first.id}`);
  const history = page.getByRole('list', { name: 'История терминала' });
  await expect(history.getByText('Касса перемещена')).toBeVisible();
  await expect(history.getByText('Центральный')).toBeVisible();
  await expect(page.getByText(/данные на .*\(UTC\+5\)/)).toBeVisible();

  await page.getByRole('button', { name: 'Изменить', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Данные кассы' });
  await dialog.getByLabel(/Номер ФН/).fill('1234');
  await dialog.getByLabel(/ФН действует до/).fill(inDays(10));
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Сохранить данные' }).click();
  await expect(dialog.getByText('Номер ФН — 16 цифр')).toBeVisible();
  await dialog.getByLabel(/Номер ФН/).fill(`9960 4403 ${digits(4)} ${digits(4)}`);
  await dialog.getByRole('button', { name: 'Сохранить данные' }).click();
  await expect(page.getByText(`Данные кассы «Переезд ${mark} А» сохранены`)).toBeVisible();
  await expect(page.getByRole('heading', { level: 2, name: 'Что требует внимания' })).toBeVisible();
  await expect(page.getByText(/Срок ФН истекает/)).toBeVisible();
  await expect(history.getByText('Изменение данных кассы')).toBeVisible();
  await expectAccessible(page);
  await expectNoSideways(page);

  await page.goto('/');
  await expect(page.getByText(new RegExp(`Касса «Переезд ${mark} А»: срок ФН истекает`))).toBeVisible();
  await page.goto(`/terminals?q=${mark}&drive=SOON`);
  await expect(page.getByRole('link', { name: `Переезд ${mark} А` })).toBeVisible();
  await expect(page.getByRole('link', { name: `Переезд ${mark} Б` })).toHaveCount(0);
  await cabinet.db.terminal.deleteMany({ where: { name: { startsWith: `Переезд ${mark}` } } });
});

test('a store is opened, changed, and not removed while registers stand in it', async ({ page, cabinet }) => {
  const name = `Рынок ${digits(6)}`;
  await page.goto('/stores');
  await page.getByRole('link', { name: 'Добавить магазин' }).click();
  await page.getByLabel('Название магазина').fill(name);
  await page.getByLabel('Адрес').fill('Омск, проспект Мира, 1');
  await page.getByLabel('Часовой пояс').selectOption('Asia/Omsk');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Добавить магазин' }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await page.getByRole('button', { name: 'Изменить' }).click();
  const dialog = page.getByRole('dialog', { name: 'Данные магазина' });
  await dialog.getByLabel('Адрес').fill('Омск, проспект Мира, 2');
  await dialog.getByRole('button', { name: 'Сохранить магазин' }).click();
  await expect(page.getByRole('main').getByText('Омск, проспект Мира, 2')).toBeVisible();

  const [terminal] = await newTerminals(cabinet, name, [`Касса ${name}`]);
  await page.getByRole('button', { name: 'Удалить магазин' }).click();
  const removal = page.getByRole('dialog', { name: `Удалить магазин «${name}»` });
  await removal.getByRole('button', { name: 'Удалить магазин' }).click();
  await expect(removal.getByText(/В магазине 1\s?касса\. Сначала переместите/)).toBeVisible();
  await expectAccessible(page);
  await cabinet.db.terminal.deleteMany({ where: { id: terminal?.id ?? '' } });
});

test('what the filter finds is one file', async ({ page }) => {
  await page.goto('/terminals?health=OFFLINE');
  await page.getByRole('button', { name: 'Выгрузить' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Excel' }).click();
  expect((await download).suggestedFilename()).toMatch(/^Кассы .*\.xlsx$/);
});
