import { Secret, TOTP } from 'otpauth';
import { seal } from '@/lib/access/secrets';
import { anAddress, anInvitation, anOwner, leave, linkIn, PASSWORD, signIn, SOON } from './access/own';
import { expect, expectAccessible, expectNoSideways, test } from './fixtures';
import { instance } from './instance';

const SECURITY = '/settings/security';

test.use({ person: null });

test('a new organization: registration, letter, first store and the code for a till', async ({ page }) => {
  const email = anAddress('new');
  await page.goto('/sign-in');
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Зарегистрировать организацию' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Регистрация организации' })).toBeVisible();
  await page.getByLabel('ИНН').fill('7707083894');
  await page.getByLabel('E-mail').fill('оwner@kassa.test');
  await page.getByRole('button', { name: 'Зарегистрировать', exact: true }).click();
  await expect(page.getByText('В ИНН 10 цифр')).toBeVisible();
  await expect(page.getByText('это буква другой раскладки')).toBeVisible();
  await expect(page.getByLabel('ИНН')).toHaveValue('7707083894');
  await expectAccessible(page);
  await expectNoSideways(page);

  await page.getByLabel('ИНН').fill('7707083893');
  await page.getByLabel('КПП').fill('770701001');
  await page.getByLabel('ОГРН или ОГРНИП').fill('1027700132195');
  await page.getByLabel('Название').fill('ООО «Новый хлеб»');
  await page.getByLabel('Имя и фамилия').fill('Анна Новикова');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Пароль').fill('password1');
  await page.getByRole('button', { name: 'Зарегистрировать', exact: true }).click();
  await expect(page.getByText('есть в списках, по которым подбирают')).toBeVisible();
  await page.getByLabel('Пароль').fill(PASSWORD);
  await page.getByRole('button', { name: 'Зарегистрировать', exact: true }).click();
  await expect(page.getByText('Письмо отправлено')).toBeVisible();

  const link = await linkIn(email, 'Подтвердите адрес');
  await page.goto(link);
  await page.reload();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Подтвердить адрес' }).click();
  await expect(page.getByText('Адрес подтверждён')).toBeVisible();
  await signIn(page, email, PASSWORD);
  await expect(page.getByRole('heading', { level: 1, name: 'Главная' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Добавить магазин' }).click();
  await page.getByLabel('Название').fill('Первый');
  await page.getByLabel('Адрес').fill('Тверь, Советская, 1');
  await page.getByRole('button', { name: 'Добавить магазин' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Первый' })).toBeVisible();

  for (const section of ['/finance', '/terminals', '/sim-cards', '/orders', '/modules', '/receipts']) {
    await page.goto(section);
    await expect(page.getByRole('heading', { level: 1 }), section).toBeVisible();
  }
  await page.goto('/');
  await page.getByRole('link', { name: 'Добавить кассу' }).click();
  await page.getByLabel('Название кассы').fill('Прилавок');
  await page.getByRole('button', { name: 'Получить код' }).click();
  await expect(page.getByText('Код подключения', { exact: true })).toBeVisible();

  await page.goto(link);
  await expect(page.getByText('Адрес уже подтверждён')).toBeVisible();
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('the sign-in form says what is wrong and opens the page one came from', async ({ page, cabinet }) => {
    await page.goto('/terminals?health=OK');
    await signIn(page, cabinet.email('cashier'), 'не тот');
    await expect(page.getByText('Адрес или пароль не подходят')).toBeVisible();
    await expect(page.getByLabel('E-mail')).toHaveValue(cabinet.email('cashier'));
    await signIn(page, cabinet.email('cashier'), 'kassa-demo');
    await expect(page).toHaveURL(/\/terminals\?health=OK$/);
    await expect(page.getByRole('heading', { level: 1, name: 'Терминалы' })).toBeVisible();
  });

  test('leaving ends the session, also for a cookie that was kept', async ({ page, cabinet }) => {
    await leave(page, cabinet);
  });

  test('an invitation is taken up: what is wrong is said, then the cabinet opens', async ({
    page,
    cabinet,
  }) => {
    await page.goto(await anInvitation(cabinet));
    await page.getByLabel('Как вас зовут').fill('Нина Новая');
    await page.getByLabel('Придумайте пароль').fill('коротко');
    await page.getByRole('button', { name: 'Принять приглашение' }).click();
    await expect(page.getByText('Пароль короче восьми знаков')).toBeVisible();
    await expect(page.getByLabel('Как вас зовут')).toHaveValue('Нина Новая');
    await page.getByLabel('Придумайте пароль').fill(PASSWORD);
    await page.getByRole('button', { name: 'Принять приглашение' }).click();
    await expect(page).toHaveURL(`${instance.appUrl}/`);
    await expect(page.getByRole('heading', { level: 1, name: 'Главная' })).toBeVisible();
  });

  test('an invitation is taken up with the password of before, and with the code where one is set', async ({
    page,
    cabinet,
  }) => {
    const { id, email } = await anOwner(cabinet);
    const secret = new Secret({ size: 20 }).base32;
    await cabinet.db.membership.deleteMany({ where: { userId: id } });
    await cabinet.db.user.update({
      where: { id },
      data: { totpSecret: seal(secret, id), totpSince: new Date() },
    });
    await page.goto(await anInvitation(cabinet, email));
    await page.getByLabel('Пароль').fill('не тот пароль');
    await page.getByRole('button', { name: 'Принять приглашение' }).click();
    await expect(page.getByText('с которым вы входили в кабинет раньше')).toBeVisible();
    await page.getByLabel('Пароль').fill(PASSWORD);
    await page.getByRole('button', { name: 'Принять приглашение' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Код для входа' })).toBeVisible();
    await page.getByLabel('Код').fill(new TOTP({ secret: Secret.fromBase32(secret) }).generate());
    await page.getByRole('button', { name: 'Войти' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Главная' })).toBeVisible();
  });

  test('a way back to another site leads home', async ({ page, cabinet }) => {
    await page.goto(`/sign-in?next=${encodeURIComponent('/.//evil.example')}`);
    await signIn(page, cabinet.email('cashier'), 'kassa-demo');
    await expect(page).toHaveURL(`${instance.appUrl}/`);
  });
});

test('leaving ends the session and leaves the whole document', async ({ page, cabinet }) => {
  await leave(page, cabinet);
});

test('the second step: on with a picture, in with a recovery code and with a code, off', async ({
  page,
  cabinet,
}) => {
  const { email } = await anOwner(cabinet);
  await page.goto(`/sign-in?next=${SECURITY}`);
  await signIn(page, email, PASSWORD);
  await page.getByRole('button', { name: 'Включить вход с кодом' }).click();
  const dialog = page.getByRole('dialog', { name: 'Вход с кодом' });
  await expect(dialog.getByRole('img', { name: 'QR-код для приложения' })).toBeVisible();
  await expectAccessible(page);
  const secret = (await dialog.getByText(/^[A-Z2-7]{32}$/).innerText()).trim();
  const codeAt = (ms: number) => new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: ms });
  await dialog.getByLabel('Код из приложения').fill(codeAt(Date.now()));
  await dialog.getByRole('button', { name: 'Включить', exact: true }).click();
  const codes = page.getByRole('list', { name: 'Запасные коды' }).getByRole('listitem');
  await expect(codes).toHaveCount(10);
  await expectAccessible(page);
  await expectNoSideways(page);
  const recovery = await codes.first().innerText();

  await page.context().clearCookies();
  await page.goto(`/sign-in?next=${SECURITY}`);
  await signIn(page, email, PASSWORD);
  await expect(page.getByRole('heading', { level: 1, name: 'Код для входа' })).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel('Код').fill('000000');
  await page.getByRole('button', { name: 'Войти' }).click();
  await expect(page.getByText('Код не подходит')).toBeVisible();
  await page.getByLabel('Код').fill(recovery);
  await page.getByRole('button', { name: 'Войти' }).click();
  await expect(page.getByText('Запасных кодов осталось: 9')).toBeVisible();

  await page.context().clearCookies();
  await page.goto(`/sign-in?next=${SECURITY}`);
  await signIn(page, email, PASSWORD);
  await page.getByLabel('Код').fill(recovery);
  await page.getByRole('button', { name: 'Войти' }).click();
  await expect(page.getByText('Код не подходит')).toBeVisible();
  // The step of the code that turned it on is used: the next one is taken already.
  await page.getByLabel('Код').fill(codeAt(Date.now() + 30_000));
  await page.getByRole('button', { name: 'Войти' }).click();
  await page.getByRole('button', { name: 'Выключить вход с кодом' }).click();
  await expect(page.getByRole('button', { name: 'Включить вход с кодом' })).toBeVisible();
});

test('a new password by letter ends what was open, and its link is good once', async ({
  page,
  cabinet,
  browser,
}) => {
  const { email } = await anOwner(cabinet);
  const elsewhere = await browser.newContext({ baseURL: instance.appUrl });
  const tab = await elsewhere.newPage();
  await tab.goto('/sign-in?next=/stores');
  await signIn(tab, email, PASSWORD);
  await expect(tab.getByRole('heading', { level: 1, name: 'Магазины' })).toBeVisible();

  await page.goto('/sign-in');
  await page.getByRole('link', { name: 'Забыли пароль?' }).click();
  await expectAccessible(page);
  await page.getByLabel('E-mail').fill(email);
  await page.getByRole('button', { name: 'Получить письмо' }).click();
  await expect(page.getByText('Письмо отправлено')).toBeVisible();
  const link = await linkIn(email, 'Новый пароль');
  await page.goto(link);
  await expectAccessible(page);
  await page.getByLabel('Новый пароль').fill('12345678');
  await page.getByRole('button', { name: 'Сохранить пароль' }).click();
  await expect(page.getByText('есть в списках, по которым подбирают')).toBeVisible();
  const password = `${PASSWORD} и ёж`;
  await page.getByLabel('Новый пароль').fill(password);
  await page.getByRole('button', { name: 'Сохранить пароль' }).click();
  await expect(page.getByText('Пароль сохранён')).toBeVisible();
  await tab.goto('/stores');
  await expect(tab).toHaveURL(/\/sign-in/);
  await elsewhere.close();
  await signIn(page, email, password);
  await expect(page.getByRole('heading', { level: 1, name: 'Главная' })).toBeVisible();
  await page.goto(link);
  await expect(page.getByText('Ссылка уже использована')).toBeVisible();
});

test('money waits for the password when it was given long ago, and what was typed stays', async ({
  page,
  cabinet,
}) => {
  const { id, email } = await anOwner(cabinet);
  await page.goto('/sign-in?next=/finance/top-up');
  await signIn(page, email, PASSWORD);
  await page.getByLabel('Сумма').fill('777');
  const payments = () => cabinet.db.payment.count({ where: { organizationId: cabinet.organizationId } });
  const before = await payments();
  const past = new Date(Date.now() - 16 * 60_000);
  await cabinet.db.session.updateMany({ where: { userId: id }, data: { confirmedAt: past } });
  await page.getByRole('button', { name: 'Перейти к оплате' }).click();
  const dialog = page.getByRole('dialog', { name: 'Подтвердите, что это вы' });
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Не сейчас' }).click();
  await expect(page.getByText('Действие не выполнено')).toBeVisible();
  await expect(page.getByLabel('Сумма')).toHaveValue('777');
  expect(await payments()).toBe(before);

  await page.getByRole('button', { name: 'Перейти к оплате' }).click();
  await dialog.getByLabel('Ваш пароль').fill('не тот');
  await dialog.getByRole('button', { name: 'Подтвердить' }).click();
  await expect(dialog.getByText('Пароль не подходит')).toBeVisible();
  await dialog.getByLabel('Ваш пароль').fill(PASSWORD);
  await dialog.getByRole('button', { name: 'Подтвердить' }).click();
  await expect(page.getByRole('button', { name: 'Отказаться' })).toBeVisible(SOON);
  expect(await payments()).toBe(before + 1);
  await page.getByRole('button', { name: 'Отказаться' }).click();
});

test('a session that has ended under a form: after signing in again what was typed is there, but for passwords', async ({
  page,
  cabinet,
}) => {
  const { id, email } = await anOwner(cabinet);
  const end = () =>
    cabinet.db.session.updateMany({
      where: { userId: id, revokedAt: null },
      data: { revokedAt: new Date(), endReason: 'ENDED' },
    });
  await page.goto('/sign-in?next=/finance/top-up');
  await signIn(page, email, PASSWORD);
  await page.getByLabel('Сумма').fill('777');
  await end();
  await page.getByRole('button', { name: 'Перейти к оплате' }).click();
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await signIn(page, email, PASSWORD);
  await expect(page).toHaveURL(/\/finance\/top-up/);
  await expect(page.getByLabel('Сумма')).toHaveValue('777');

  await page.goto(SECURITY);
  await page.getByLabel('Пароль сейчас').fill(PASSWORD);
  await page.getByLabel('Новый пароль').fill('четыре слова подряд сразу');
  await end();
  await page.getByRole('button', { name: 'Сменить пароль' }).click();
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  const stored = await page.evaluate(() =>
    [sessionStorage, localStorage]
      .flatMap((kept) => Object.keys(kept).map((key) => kept.getItem(key)))
      .join('\n'),
  );
  expect(stored).not.toContain(PASSWORD);
  expect(stored).not.toContain('четыре слова');
  await signIn(page, email, PASSWORD);
  await expect(page).toHaveURL(new RegExp(SECURITY));
  await expect(page.getByLabel('Новый пароль')).toHaveValue('');
});

test('a session is ended from another one', async ({ page, cabinet, browser }) => {
  const { email } = await anOwner(cabinet);
  const elsewhere = await browser.newContext({ baseURL: instance.appUrl });
  const tab = await elsewhere.newPage();
  await tab.goto('/sign-in?next=/stores');
  await signIn(tab, email, PASSWORD);
  await expect(tab.getByRole('heading', { level: 1, name: 'Магазины' })).toBeVisible();
  await page.goto(`/sign-in?next=${SECURITY}`);
  await signIn(page, email, PASSWORD);
  const sessions = page.getByRole('list', { name: 'Входы' }).getByRole('listitem');
  await expect(sessions).toHaveCount(2);
  await expect(sessions.first()).toContainText('этот вход');
  await sessions.nth(1).getByRole('button', { name: 'Завершить' }).click();
  await expect(sessions).toHaveCount(1);
  await tab.goto('/stores');
  await expect(tab).toHaveURL(/\/sign-in\?next=%2Fstores/);
  await elsewhere.close();
});
