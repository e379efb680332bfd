import { randomInt } from 'node:crypto';
import { anIccid } from '@/lib/testing/factories';
import { type NewCard, newCard } from './cards';
import { type Cabinet, expect, expectAccessible, expectNoSideways, test } from './fixtures';
import { instance } from './instance';

/** Makes a card what it is at the operator, behind the cabinet's back. */
async function atOperator(iccid: string, truth: object): Promise<void> {
  const answer = await fetch(`${instance.sandbox['operator-mts']}/sandbox/cards/${iccid}`, {
    method: 'POST',
    body: JSON.stringify(truth),
  });
  expect(answer.ok).toBe(true);
}

const grouped = (iccid: string) => iccid.replace(/(.{4})/g, '$1 ').trim();
const unique = (word: string) => `${word} ${String(Date.now())}`;

/** A terminal of the first store with a device of its own. */
async function newTerminal(cabinet: Cabinet, name: string) {
  const store = await cabinet.db.store.findFirstOrThrow({
    where: { organizationId: cabinet.organizationId },
    orderBy: { name: 'asc' },
  });
  const digits = `86${String(randomInt(10 ** 12)).padStart(12, '0')}`;
  return cabinet.db.terminal.create({
    data: {
      organizationId: cabinet.organizationId,
      storeId: store.id,
      name,
      model: 'Эвотор 7.3',
      serialNumber: `008${digits.slice(-11)}`,
      imei: withLuhn(digits),
      lastSeenAt: new Date(),
      createdAt: new Date(),
    },
  });
}

function withLuhn(body: string): string {
  const sum = [...body].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return body + String((10 - (sum % 10)) % 10);
}

test.describe('adding a card by its number', () => {
  test('not a number, could not be added, added, already yours', async ({ page }) => {
    const iccid = anIccid();
    await atOperator(iccid, { state: 'ready' });
    await page.goto('/sim-cards');
    await page.getByRole('link', { name: 'Добавить', exact: true }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Добавить смарт-карту' })).toBeVisible();
    await expectAccessible(page);
    await expectNoSideways(page);
    const number = page.getByLabel('Номер смарт-карты');
    const add = page.getByRole('button', { name: 'Добавить карту' });
    for (const [typed, answer] of [
      ['8970 1011 Ж', /на 9-м месте стоит «Ж»/],
      ['8970101123456789', /а здесь 16/],
      ['8970101123456789018', /Контрольная цифра не сходится/],
      [anIccid(), /добавить не удалось/],
    ] as const) {
      await number.fill(typed);
      await add.click();
      await expect(page.getByText(answer)).toBeVisible();
    }
    await number.fill(`${grouped(iccid).replaceAll('0', 'О')} F`);
    await add.click();
    await expect(page.getByText('Карта добавлена')).toBeVisible();
    await number.fill(iccid);
    await add.click();
    await expect(page.getByText('Эта карта уже в вашем кабинете')).toBeVisible();
    await page.getByRole('link', { name: 'Открыть карту' }).click();
    await expect(page.getByText('Готова к активации').first()).toBeVisible();
    await expect(page.getByRole('list', { name: 'История карты' })).toContainText('Добавлена по номеру');
  });

  test('a list: every line has its answer, what is left stays in the field', async ({ page }) => {
    const free = [anIccid(), anIccid()];
    for (const iccid of free) await atOperator(iccid, { state: 'ready' });
    const unknown = anIccid();
    await page.goto('/sim-cards/add?by=list');
    await page.getByLabel('Номера карт').fill([free[0], 'не карта', unknown, free[1]].join('\n'));
    await page.getByRole('button', { name: 'Добавить карты' }).click();
    await expect(page.getByText(/Добавлено 2\s?карты из 4/)).toBeVisible();
    const table = page.getByRole('table', { name: 'Что стало с каждой строкой' });
    await expect(table.getByText('Добавлена', { exact: true })).toHaveCount(2);
    await expect(table.getByText('Не номер карты', { exact: true })).toBeVisible();
    await expect(table.getByText('Не добавлена', { exact: true })).toBeVisible();
    await expect(page.getByLabel('Номера карт')).toHaveValue(`не карта\n${unknown}`);
    await expectAccessible(page);
    await expectNoSideways(page);
  });
});

test('label, terminal and notes are changed on the page and stay in its history', async ({
  page,
  cabinet,
}) => {
  const terminal = await newTerminal(cabinet, unique('Касса'));
  const standing = await newCard(cabinet, 'mts', 'прежняя');
  await cabinet.db.simCard.update({
    where: { id: standing.id },
    data: { terminalId: terminal.id, storeId: terminal.storeId },
  });
  const card = await newCard(cabinet, 'mts', 'новая');
  await page.goto(`/sim-cards/${card.id}`);
  const history = page.getByRole('list', { name: 'История карты' });

  await page.getByRole('button', { name: 'Изменить метку' }).click();
  await page.getByRole('dialog').getByLabel('Метка').fill('<b>летняя</b> веранда');
  await page.getByRole('dialog').getByRole('button', { name: 'Сохранить метку' }).click();
  await expect(history).toContainText('Метка «новая» изменена на «<b>летняя</b> веранда»');

  await page.getByRole('button', { name: 'Привязать к кассе' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Касса', { exact: true }).selectOption(terminal.id);
  const confirm = dialog.getByRole('button', { name: 'Привязать карту' });
  await expect(confirm).toBeDisabled();
  await expectAccessible(page);
  await dialog.getByRole('checkbox', { name: `Поставить вместо карты …${standing.tail}` }).check();
  await confirm.click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole('link', { name: terminal.name })).toBeVisible();
  await expect(history).toContainText(`Привязана к кассе «${terminal.name}»`);
  const left = await cabinet.db.simCard.findUniqueOrThrow({ where: { id: standing.id } });
  expect(left.terminalId).toBeNull();

  const note = page.getByLabel('Новая заметка');
  await note.fill('Пластик в сейфе');
  await page.reload();
  await expect(note).toHaveValue('Пластик в сейфе');
  await page.getByRole('button', { name: 'Добавить заметку' }).click();
  const notes = page.getByRole('list', { name: 'Заметки' });
  await expect(notes).toContainText('Пластик в сейфе');
  await expect(note).toHaveValue('');
  await expectAccessible(page);
  await expectNoSideways(page);
  await notes.getByRole('button', { name: 'Удалить' }).click();
  await expect(notes).toHaveCount(0);
});

test('traffic comes from the operator; over its limit the card is warned of, in the list and at home too', async ({
  page,
  cabinet,
}) => {
  const card = await newCard(cabinet, 'mts', unique('трафик'));
  await cabinet.db.simCard.update({ where: { id: card.id }, data: { state: 'ACTIVE' } });
  const today = new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Moscow' }).format(new Date());
  await atOperator(card.iccid, { state: 'active', usage: { [today]: 60_000_000 } });
  await page.goto(`/sim-cards/${card.id}`);
  await expect(page.getByText('Оператор ещё не сообщил о трафике')).toBeVisible();
  await page.getByRole('button', { name: 'Обновить' }).click();
  await expect(page.locator('figcaption').getByText(/Трафик по дням/)).toBeVisible();
  await page.getByText('Таблица по дням').click();
  const days = page.getByRole('table', { name: /Трафик по дням/ }).last();
  await expect(days.getByRole('row').filter({ hasText: /60\sМБ/ })).toHaveCount(1);

  await page.getByRole('button', { name: 'Изменить лимит трафика' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: /Свой/ }).check();
  await dialog.getByRole('button', { name: 'Сохранить лимит' }).click();
  await expect(dialog.getByText('Введите число мегабайт')).toBeVisible();
  await dialog.getByLabel('Мегабайт в месяц').fill('50');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Сохранить лимит' }).click();
  await expect(page.getByText(/Трафик больше лимита: \d+\sМБ из\s50\sМБ/)).toBeVisible();
  await expectAccessible(page);
  await expectNoSideways(page);

  await page.goto('/sim-cards?watch=OVER');
  const list = page.getByRole('table', { name: 'Смарт-карты' });
  await expect(list.locator(`a[href*="${card.id}"]`)).toHaveCount(1);
});

async function lockedAway(cabinet: Cabinet): Promise<{ card: NewCard; own: Terminal; other: Terminal }> {
  const own = await newTerminal(cabinet, unique('Своя касса'));
  const other = await newTerminal(cabinet, unique('Чужая касса'));
  const card = await newCard(cabinet, 'mts', unique('устройство'));
  await cabinet.db.simCard.update({
    where: { id: card.id },
    data: { terminalId: own.id, storeId: own.storeId, state: 'ACTIVE' },
  });
  await atOperator(card.iccid, { state: 'active', imei: other.imei });
  return { card, own, other };
}
type Terminal = Awaited<ReturnType<typeof newTerminal>>;

test('a card in another till: said, bound where it stands, locked to it', async ({ page, cabinet }) => {
  const { card, other } = await lockedAway(cabinet);
  await page.goto(`/sim-cards/${card.id}`);
  await page.getByRole('button', { name: 'Обновить' }).click();
  await expect(page.getByText(`Карта стоит в кассе «${other.name}»`)).toBeVisible();
  await page.getByRole('button', { name: `Привязать к кассе «${other.name}»` }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Перенести карту' }).click();
  await expect(page.getByText(`Карта стоит в кассе «${other.name}»`)).toHaveCount(0);

  await page.getByRole('button', { name: 'Заблокировать за кассой' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText(other.imei ?? '')).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Заблокировать карту' }).click();
  await expect(page.getByText(/Работает только в/)).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('list', { name: 'История карты' })).toContainText(
    'Заблокирована за устройством',
  );
});

test('closing for good takes two steps and the last four digits', async ({ page, cabinet }) => {
  const card = await newCard(cabinet, 'mts', unique('закрытие'));
  await cabinet.db.simCard.update({ where: { id: card.id }, data: { state: 'INACTIVE' } });
  await atOperator(card.iccid, { state: 'inactive' });
  await page.goto(`/sim-cards/${card.id}`);
  await page.getByRole('button', { name: 'Закрыть навсегда' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Продолжить' }).click();
  const digits = dialog.getByLabel(/Последние четыре цифры/);
  await digits.fill(card.tail === '0000' ? '1111' : '0000');
  await dialog.getByRole('button', { name: 'Закрыть карту навсегда' }).click();
  await expect(dialog.getByText(/не совпадают/)).toBeVisible();
  await expectAccessible(page);
  await digits.fill(card.tail);
  await dialog.getByRole('button', { name: 'Закрыть карту навсегда' }).click();
  await expect(page.getByRole('main').getByText('Закрыта', { exact: true }).first()).toBeVisible({
    timeout: 30_000,
  });
  await expect(page.getByRole('button', { name: /Активировать|Закрыть/ })).toHaveCount(0);
});

test('the limit of all cards and the hours of a store', async ({ page, cabinet }) => {
  await page.goto('/sim-cards/limits');
  await page.getByLabel('Мегабайт в месяц на одну карту').fill('900');
  await page.getByRole('radio', { name: /Отключать, когда магазин закрыт/ }).check();
  await page.getByRole('button', { name: 'Сохранить лимит' }).click();
  await expect(page.getByText('Лимит сохранён')).toBeVisible();
  await expectAccessible(page);
  await expectNoSideways(page);
  const { organizationId } = cabinet;
  expect(await cabinet.db.simCardPolicy.findUnique({ where: { organizationId } })).toMatchObject({
    dataLimitMb: 900,
    whenOver: 'SUSPEND',
  });
  await page.getByRole('link', { name: /часы магазина Прибалтийский/ }).click();
  await page.getByRole('radio', { name: 'Каждый день в одно время' }).check();
  await page.getByLabel('Открывается').fill('10:00');
  await page.getByLabel('Закрывается').fill('20:30');
  await page.getByRole('button', { name: 'Сохранить часы' }).click();
  await expect(page.getByText(/с\s10:00 до\s20:30/)).toBeVisible();
  await expectAccessible(page);
  await expectNoSideways(page);
});

test.describe('a cashier', () => {
  test.use({ person: 'cashier' });

  test('reads the card and changes nothing', async ({ page, cabinet }) => {
    const card = await cabinet.db.simCard.findFirstOrThrow({
      where: {
        organizationId: cabinet.organizationId,
        state: 'ACTIVE',
        store: { name: 'Центральный' },
        operatorSlug: 'mts',
      },
    });
    await page.goto(`/sim-cards/${card.id}`);
    await expect(page.getByRole('heading', { name: 'Трафик', exact: true })).toBeVisible();
    await expect(
      page
        .getByRole('main')
        .getByRole('button', { name: /метку|кассе|Лимит|Обновить|Заблокировать|заметку|Закрыть/ }),
    ).toHaveCount(0);
    await page.goto('/sim-cards/add');
    await expect(page.getByLabel('Номер смарт-карты')).toHaveCount(0);
    await page.goto('/sim-cards/limits');
    await expect(page.getByRole('button', { name: 'Сохранить лимит' })).toHaveCount(0);
  });
});
