import { fillWallet } from './cards';
import { expect, expectAccessible, expectNoSideways, test } from './fixtures';
import { soundTerminal } from './terminal';

test('a plan with mixed reasons, what is missing bought and installed in order, each terminal with its result', async ({
  page,
  cabinet,
}) => {
  await fillWallet(cabinet.db, cabinet.organizationId, 500_000);
  const mark = String(Date.now());
  const terminal = (name: string, change = {}) =>
    soundTerminal(cabinet.db, cabinet.organizationId, `${name} ${mark}`, change);
  const fit = await terminal('Годная касса');
  const old = await terminal('Старая касса', { posVersion: '8.1.0' });
  const busy = await terminal('Касса секций');
  await cabinet.db.installation.create({
    data: {
      organizationId: cabinet.organizationId,
      terminalId: busy.id,
      moduleSlug: 'sections-departments',
      state: 'INSTALLED',
      requestedAt: new Date(),
      appliedAt: new Date(),
    },
  });

  await page.goto('/modules');
  await page.getByRole('link', { name: 'Отправка чеков на e-mail' }).click();
  await page.getByRole('link', { name: 'Установить на кассы' }).click();
  for (const { name } of [fit, old, busy]) await page.getByRole('checkbox', { name }).check();
  await expectAccessible(page);
  await page.getByRole('button', { name: /Показать план для 3\s?касс/ }).click();

  const plan = page.getByRole('list', { name: 'План установки' });
  const group = (text: string | RegExp) => plan.getByRole('listitem').filter({ hasText: text }).first();
  await expect(group('Сначала нужно другое')).toContainText('Сначала нужен модуль «Обновления под закон».');
  await expect(group('нужна EvotorPOS не старше')).toContainText('Установить нельзя');
  await expect(group('не работает на одной кассе с «Секции и отделы»')).toContainText('Установить нельзя');
  await expect(page.getByRole('button', { name: 'Устанавливать некуда' })).toBeDisabled();

  await page.getByRole('checkbox', { name: 'Установить недостающее' }).check();
  await page.getByRole('checkbox', { name: 'Оплатить недостающее' }).check();
  await expect(
    group('Сначала установится «Обновления под закон», потом «Отправка чеков на e-mail»'),
  ).toContainText(/1\s?касса/);
  await page.getByRole('radio', { name: /раз в 3 месяца/ }).check();
  await expect(page.getByText(/1\s?касса по 1\s690\s₽/)).toBeVisible();
  await expect(page.getByText('комплект «Закон: базовый»')).toBeVisible();
  await expectAccessible(page);
  await expectNoSideways(page);
  await page.getByRole('button', { name: /Оплатить 1\s690\s₽ и установить на 1\s?кассу/ }).click();

  await expect(page).toHaveURL(/\/modules\/runs\//);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Установка «Отправка чеков на e-mail»');
  const result = page.getByRole('list', { name: 'По кассам' });
  const line = (text: string | RegExp) => result.getByRole('listitem').filter({ hasText: text }).first();
  await expect(line(/^\s*Установлено/)).toContainText(/1\s?касса/, { timeout: 30_000 });
  await expect(line('EvotorPOS')).toContainText('Не установлено: нельзя');
  await line('Секции и отделы').locator('summary').click();
  await expect(line('Секции и отделы').getByRole('link', { name: busy.name })).toBeVisible();
  await expectAccessible(page);
  await expectNoSideways(page);
  await expect(page.getByRole('link', { name: 'Скачать, что не вышло' })).toBeVisible();
  await page.getByRole('link', { name: /Повторить для 2\s?касс/ }).click();
  await expect(page.getByRole('checkbox', { name: old.name })).toBeChecked();
  await expect(page.getByRole('checkbox', { name: fit.name })).not.toBeChecked();

  await page.goto(`/terminals/${fit.id}`);
  await expect(page.getByText(/Оплачен до/)).toBeVisible();
});
