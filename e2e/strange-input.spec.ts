import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { allPages } from '@/lib/testing/access/endpoints';
import { actions, pages, routes } from '@/lib/testing/access/table';
import { builtActions, call, callAction, filled, inParallel, MISSING_ID } from './access/calls';
import { cookieOf, cookieOfNew } from './access/people';
import { inputOf } from './access/things';
import { expect, test } from './fixtures';
import { instance, instanceFile } from './instance';

const secret = instance.env['AUTH_SECRET'] ?? '';

test('who asks too often is told when to come again, in words and in headers', async ({ cabinet }) => {
  test.setTimeout(120_000);
  const own = (await cabinet.freshCookies('cashier')).map(({ name, value }) => `${name}=${value}`).join('; ');
  const statuses = new Set<number>();
  await inParallel(
    Array.from({ length: 140 }, (_, i) => i),
    async () => {
      const { status, headers, body } = await call(`/finance/invoices/${MISSING_ID}/pdf`, { cookie: own });
      statuses.add(status);
      if (status !== 429) return;
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
      expect(body).toContain('Слишком много запросов подряд. Повторите через');
    },
  );
  expect([...statuses].sort()).toEqual([404, 429]);
  const action = builtActions().get('sim-cards/card.setLabel');
  if (!action) throw new Error('no action');
  const codes = new Set<string | undefined>();
  const input = { simCardId: MISSING_ID, label: '' };
  await inParallel(
    Array.from({ length: 320 }, (_, i) => i),
    async () => {
      codes.add((await callAction(action, input, { cookie: own })).result?.code);
    },
  );
  expect([...codes].sort()).toEqual(['FORBIDDEN', 'TOO_MANY_REQUESTS']);
  const page = await call('/too-often?wait=7');
  expect([page.status, page.headers.get('retry-after')]).toEqual([429, '7']);
  expect((await call('/stores', { cookie: await cookieOf(cabinet) })).status, 'others are served').toBe(200);
});

/** Names of search parameters anywhere in the code. */
function parameterNames(): string[] {
  const found = new Set(['store', 'q']);
  for (const folder of ['app', 'lib', 'components']) {
    for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      if (!/\.tsx?$/.test(file) || file.includes('generated')) continue;
      const source = readFileSync(path.join(folder, file), 'utf8');
      for (const [, name = ''] of source.matchAll(/(?:params|query|filter)\[?(?:\.get\()?\['(\w+)'/g))
        found.add(name);
      for (const [, name = ''] of source.matchAll(/params\['(\w+)'\]/g)) found.add(name);
    }
  }
  return [...found];
}

const strangeText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(
    '\0',
    '\u202e\u2066',
    '__proto__',
    'constructor',
    "' OR 1=1 --",
    '%',
    '\\',
    '-1',
    '1e308',
    'NaN',
    '9'.repeat(1000),
    '0001-01-01',
    '2026-02-31',
    '9999-12',
    MISSING_ID,
    '<script>alert(1)</script>',
    '[object Object]',
    '\ud800',
  ),
);

test('no search parameter and no part of an address makes a page or a file fail', async ({
  cabinet,
  browser,
}) => {
  test.setTimeout(180_000);
  const cookie = await cookieOfNew(browser, cabinet, 'OWNER');
  const names = parameterNames();
  expect(names.length).toBeGreaterThan(10);
  const queries = fc.array(fc.tuple(fc.constantFrom(...names), strangeText), { minLength: 1, maxLength: 6 });
  const encoded = (text: string) =>
    encodeURIComponent(text.replace(/[\ud800-\udfff]/gu, '')).replaceAll('.', '%2e');
  const files = Object.entries(routes).flatMap(([key, row]) =>
    row.as === 'FILE' ? [[key.replace('GET ', ''), row] as const] : [],
  );
  expect(files.length).toBeGreaterThan(5);
  const addresses = [...Object.entries(pages), ...files].flatMap(([page, { id }], at) => [
    ...fc
      .sample(queries, { numRuns: 6, seed: at })
      .map(
        (query) =>
          `${filled(page, MISSING_ID)}?${query.map((pair) => pair.map(encoded).join('=')).join('&')}`,
      ),
    ...(id
      ? fc.sample(strangeText, { numRuns: 3, seed: at }).map((text) => filled(page, encoded(text) || 'x'))
      : []),
  ]);
  // A store that is none, for every file: nobody's list of rows.
  addresses.push(
    ...files.map(([file]) => `${filled(file, MISSING_ID)}?store=${encodeURIComponent("' OR 1=1 --")}`),
  );
  const failed: string[] = [];
  await inParallel(addresses, async (address) => {
    const { status, body } = await call(address, { cookie });
    if (status >= 500 || body.includes('node_modules')) failed.push(`${status} ${address}`);
  });
  expect(failed).toEqual([]);
  expect(allPages(process.cwd()).length).toBe(Object.keys(pages).length);
});

test('no secret and no personal datum reaches a log', async ({ cabinet }) => {
  const mark = randomBytes(6).toString('hex');
  const canaries = {
    password: `Пароль-${mark}`,
    email: `canary.${mark}@private.example`,
    token: `tok-${mark}-${'z'.repeat(30)}`,
    iccid: '8970101777700012345',
    card: '4111111111111111',
    phone: '+79161234567',
  };
  const everything = Object.entries(canaries)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');
  const cookie = await cookieOf(cabinet);
  const session = /kassa-session=([^;]+)/.exec(cookie)?.[1] ?? '';
  const csrf = await call('/api/auth/csrf');
  const { csrfToken } = JSON.parse(csrf.body) as { csrfToken: string };
  const form = new URLSearchParams({
    csrfToken,
    email: canaries.email,
    password: canaries.password,
    json: 'true',
  });
  await call('/api/auth/callback/credentials', {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      cookie: (csrf.headers.get('set-cookie') ?? '').split(';')[0] ?? '',
    },
    body: form.toString(),
  });
  await inParallel(Object.keys(actions), async (key) => {
    const built = builtActions().get(key);
    if (!built) return;
    const input = JSON.stringify(await inputOf(key, {}));
    const spoiled = input.replaceAll('пример', everything).replaceAll('8970101000000000019', canaries.iccid);
    await callAction(built, JSON.parse(spoiled), { cookie });
  });
  const headers = { authorization: `Bearer ${canaries.token}`, 'content-type': 'application/json' };
  const body = JSON.stringify(canaries);
  for (const address of [
    '/api/device/v1/heartbeat',
    '/api/device/v1/pair',
    '/api/webhooks/payments',
    '/api/webhooks/mail',
    '/api/webhooks/operators/mts',
    '/api/webhooks/operators/megafon/orders',
  ]) {
    await call(address, { method: 'POST', headers, body });
    await call(address, { method: 'POST', headers, body: `${body}{` });
  }
  await inParallel(Object.keys(pages), async (page) => {
    const query = new URLSearchParams({ ...canaries, q: everything, store: canaries.iccid });
    await call(`${filled(page, encodeURIComponent(canaries.email))}?${query.toString()}`, { cookie });
  });

  const refused = builtActions().get('sim-cards.terminateSimCard');
  const cashier = await cabinet.db.user.findUniqueOrThrow({ where: { email: cabinet.email('cashier') } });
  if (refused) {
    const input = await inputOf('sim-cards.terminateSimCard', {});
    await callAction(refused, input, { cookie: await cookieOf(cabinet, 'cashier') });
  }

  const logs = path.join(path.dirname(instanceFile), 'logs');
  const told = readFileSync(path.join(logs, 'web.log'), 'utf8').split('\n');
  const ofCashier = told.filter((line) => line.includes('"access refused"') && line.includes(cashier.id));
  expect(ofCashier.length, 'a refused access stands in the log').toBeGreaterThan(0);
  const names = readdirSync(logs).filter((name) => /^(web|worker)[^/]*\.log/.test(name));
  expect(names.length).toBeGreaterThanOrEqual(2);
  for (const name of names) {
    const text = readFileSync(path.join(logs, name), 'utf8');
    for (const value of [...Object.values(canaries), session, secret, cabinet.email('owner')]) {
      expect(text.includes(value), `${name} holds ${value.slice(0, 12)}…`).toBe(false);
    }
    expect(text, name).not.toMatch(/\beyJ[\w-]{20,}/);
  }
});
