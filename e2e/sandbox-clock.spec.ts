import { expect, expectNoSideways, test } from './fixtures';
import { instance } from './instance';

// One clock for all: it is previewed here and moved by a second; whole months are moved in tests of the command.
const move = (body: unknown) =>
  fetch(`${instance.appUrl}/api/sandbox/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

test('the panel says before the press what a week, a month and a year will bring', async ({ page }) => {
  await page.goto('/sandbox');
  const ways = page.getByRole('navigation', { name: 'На сколько перевести часы' });
  await expect(page.getByRole('heading', { name: /^Что произойдёт за 31 день, до/ })).toBeVisible();
  await expect(page.getByRole('table', { name: 'Что произойдёт за 31 день' })).toBeVisible();
  await expectNoSideways(page);
  for (const [tab, period] of [
    ['День', '1 день'],
    ['Неделя', '7 дней'],
    ['3 месяца', '3 месяца'],
    ['Год', 'год'],
  ] as const) {
    await ways.getByRole('link', { name: tab, exact: true }).click();
    await expect(page.getByRole('heading', { name: `Что произойдёт за ${period}, до` })).toBeVisible();
    await expect(page.getByRole('button', { name: `Перевести часы на ${period}` })).toBeVisible();
  }
  await expect(page.getByText(/^Спишется .* на счёте останется/)).toBeVisible();
  await expectNoSideways(page);
});

test.describe('the press', () => {
  // The other screen size may be moving it just now: then the panel says so, and one presses again.
  test.use({ expectedErrors: ['Failed to load resource'] });

  test('moves the clock as far as the button says, and the page tells what has happened', async ({
    page,
  }) => {
    const wanted: unknown[] = [];
    await page.route('**/api/sandbox/clock', async (route) => {
      wanted.push(route.request().postDataJSON());
      await route.continue({ postData: '{"advance":"PT1S"}' });
    });
    await page.goto('/sandbox?ahead=P7D');
    await expect(async () => {
      await page.getByRole('button', { name: 'Перевести часы на 7 дней' }).click();
      await expect(page.getByText(/^Часы переведены: было/)).toBeVisible({ timeout: 15_000 });
    }).toPass({ timeout: 45_000 });
    await expect(page).toHaveURL(/ahead=P7D&since=20\d\d-/);
    expect(wanted[0]).toEqual({ advance: 'P7D' });
  });
});

test('what has happened is told in words', async ({ page }) => {
  await page.goto('/sandbox?ahead=P7D&since=2020-01-01T00:00:00.000Z');
  await expect(page.getByText(/^Часы переведены: было 01\.01\.2020/)).toBeVisible();
  await page.goto('/sandbox?ahead=P999Y&since=nonsense');
  await expect(page.getByRole('heading', { name: /^Что произойдёт за 31 день/ })).toBeVisible();
  await expect(page.getByText('Часы переведены')).toHaveCount(0);
});

test.describe('without the right to see money', () => {
  test.use({ person: 'cashier' });

  test('the panel says who sees it', async ({ page }) => {
    await page.goto('/sandbox');
    await expect(page.getByText('Деньги организации видят владелец и бухгалтер.')).toBeVisible();
    await expect(page.getByText('На счёте останется')).toHaveCount(0);
  });
});

test('over HTTP a second passes, and what is no step forward is refused in words', async () => {
  for (const [advance, code] of [
    ['вчера', 'NOT_A_DURATION'],
    ['-P1D', 'NOT_FORWARD'],
    ['P0D', 'NOT_FORWARD'],
    ['P4Y', 'TOO_FAR'],
  ]) {
    const response = await move({ advance });
    expect(response.status).toBe(422);
    const problem = (await response.json()) as { code: string; detail: string };
    expect(problem.code).toBe(code);
    expect(problem.detail).toMatch(/[а-я]/);
  }
  expect((await move({ advance: 'PT1S', more: 1 })).status).toBe(422);
  // The other screen size may be moving it just now.
  await expect.poll(async () => (await move({ advance: 'PT1S' })).status, { timeout: 30_000 }).toBe(200);
});
