import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { encode } from 'next-auth/jwt';
import { allPages } from '@/lib/testing/access/endpoints';
import { actions, pages } from '@/lib/testing/access/table';
import { builtActions, call, callAction, filled, inParallel, MISSING_ID } from './access/calls';
import { rawCall } from './access/raw';
import { inputOf } from './access/things';
import { type Cabinet, expect, test } from './fixtures';
import { instance, instanceFile } from './instance';

const MEGABYTE = 1024 * 1024;
const secret = instance.env['AUTH_SECRET'] ?? '';

async function cookieOf(cabinet: Cabinet, person: 'owner' | 'cashier' = 'owner'): Promise<string> {
  const cookies = await cabinet.cookies(person);
  return cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
}

test('every kind of answer carries the headers that browsers are to obey', async ({ cabinet }) => {
  const cookie = await cookieOf(cabinet);
  const html = (await call('/sim-cards', { cookie })).body;
  const script = /\/_next\/static\/[^"]+\.js/.exec(html)?.[0] ?? '';
  expect(script).not.toBe('');
  for (const address of ['/sim-cards', '/sign-in', '/nowhere', '/api/health', '/finance/export', script]) {
    const { headers } = await call(address, { cookie });
    expect(headers.get('x-content-type-options'), address).toBe('nosniff');
    expect(headers.get('x-powered-by'), address).toBeNull();
    expect(headers.get('content-security-policy'), address).toContain("frame-ancestors 'none'");
    expect(headers.get('access-control-allow-origin'), address).toBeNull();
    if (address !== script) expect(headers.get('cache-control'), address).toContain('no-store');
  }
  const device = await call('/api/device/v1/config');
  expect(device.headers.get('x-content-type-options')).toBe('nosniff');
  expect(device.headers.get('cache-control')).toBe('no-store');
  for (const map of [
    `${script}.map`,
    '/_next/server/app/page.js',
    '/.git/config',
    '/package.json',
    '/.env',
  ]) {
    expect((await call(map)).status, map).toBe(404);
  }
  expect((await call(script)).body).not.toContain('sourceMappingURL');
});

test('a policy has a fresh nonce, no unsafe script and no foreign source', async ({ cabinet }) => {
  const cookie = await cookieOf(cabinet);
  const policies = new Set<string>();
  for (let i = 0; i < 3; i += 1) {
    const policy = (await call('/', { cookie })).headers.get('content-security-policy') ?? '';
    policies.add(policy);
    const scripts = policy.split('; ').find((part) => part.startsWith('script-src')) ?? '';
    expect(scripts).toMatch(/^script-src 'nonce-[\w+/=]+' 'strict-dynamic'$/);
    for (const part of ["object-src 'none'", "base-uri 'none'", "form-action 'self'"]) {
      expect(policy).toContain(part);
    }
    expect(policy).not.toMatch(/https?:|\*/);
  }
  expect(policies.size).toBe(3);
});

test('what is told to come from elsewhere is not believed', async ({ cabinet }) => {
  for (const method of ['TRACE', 'TRACK']) {
    const answer = await rawCall('/sign-in', { method, headers: { 'x-canary': 'canary-of-trace' } });
    expect(answer.status, method).toBeGreaterThanOrEqual(400);
    expect(answer.body).not.toContain('canary-of-trace');
  }
  const evil = { host: 'evil.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' };
  const sentAway = await rawCall('/sim-cards', { headers: evil });
  expect(`${String(sentAway.headers['location'])} ${sentAway.body}`).not.toContain('evil.example');
  for (const value of [
    'middleware',
    'src/middleware',
    'proxy:proxy:proxy:proxy:proxy',
    'middleware:middleware',
  ]) {
    const { status, headers } = await call('/sim-cards', { headers: { 'x-middleware-subrequest': value } });
    expect(status, value).toBe(307);
    expect(headers.get('content-security-policy'), value).not.toBeNull();
  }
  const probe = await call('/sign-in', {
    method: 'POST',
    headers: {
      'next-action': 'x',
      origin: instance.appUrl,
      'content-type': 'multipart/form-data; boundary=b',
    },
    body: '--b\r\ncontent-disposition: form-data; name="1"\r\n\r\n{}\r\n--b\r\ncontent-disposition: form-data; name="0"\r\n\r\n["$1:aa:aa"]\r\n--b--\r\n',
  });
  expect(probe.status).toBeGreaterThanOrEqual(400);
  expect(probe.body).not.toContain('digest');
  const card = await cabinet.db.simCard.findFirstOrThrow({
    where: { organizationId: cabinet.organizationId },
  });
  for (const headers of [
    { rsc: '1' },
    { rsc: '1', 'next-router-prefetch': '1' },
    { rsc: '1', 'next-router-prefetch': '1', 'next-router-segment-prefetch': '/_tree' },
  ]) {
    for (const address of ['/sim-cards', '/sim-cards?_rsc=1', `/sim-cards/${card.id}`, '/sim-cards.rsc']) {
      const { body } = await call(address, { headers });
      expect(body, address).not.toContain(card.iccid);
      expect(body, address).not.toContain('Северный хлеб');
    }
  }
});

test('a cookie that we have not made opens nothing', async ({ cabinet }) => {
  const cookies = await cabinet.freshCookies('cashier');
  const good = cookies.find(({ name }) => name === 'kassa-session')?.value ?? '';
  const session = await cabinet.db.session.findFirstOrThrow({
    where: { user: { email: cabinet.email('cashier') } },
    orderBy: { createdAt: 'desc' },
  });
  const { userId: sub, id: sid } = session;
  const plain = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const middle = Math.floor(good.length / 2);
  const forged: readonly (readonly [string, string])[] = [
    ['пустой', ''],
    ['один знак другой', good.slice(0, middle) + (good[middle] === 'A' ? 'B' : 'A') + good.slice(middle + 1)],
    ['короче', good.slice(0, -1)],
    ['без подписи', `${plain({ alg: 'none', typ: 'JWT' })}.${plain({ sub, sid })}.`],
    ['подписан иначе', `${plain({ alg: 'HS256', typ: 'JWT' })}.${plain({ sub, sid })}.${'a'.repeat(43)}`],
    ['другим ключом', await encode({ token: { sub, sid }, secret: 'another secret of thirty-two bytes' })],
    ['с солью другого назначения', await encode({ token: { sub, sid }, secret, salt: 'reset' })],
    ['истёкший', await encode({ token: { sub, sid }, secret, maxAge: -60 })],
    ['о сеансе, которого нет', await encode({ token: { sub, sid: randomUUID() }, secret })],
    ['с адресом вместо номера', await encode({ token: { sub, sid: "' OR 1=1 --" }, secret })],
  ];
  expect((await call('/terminals', { cookie: `kassa-session=${good}` })).status).toBe(200);
  for (const [name, value] of forged) {
    const { status, headers } = await call('/terminals', { cookie: `kassa-session=${value}` });
    expect([status, headers.get('location')], name).toEqual([307, '/sign-in?next=%2Fterminals']);
  }
  await cabinet.db.session.delete({ where: { id: sid } });
  expect((await call('/terminals', { cookie: `kassa-session=${good}` })).status, 'удалённый сеанс').toBe(307);
});

test('the way back after signing in leads nowhere else', async ({ cabinet }) => {
  const cookie = await cookieOf(cabinet);
  const away = [
    '//evil.example',
    'https:evil.example',
    '/\\evil.example',
    '/%5cevil.example',
    'javascript:alert(1)',
  ];
  for (const next of [
    ...away,
    '/\t/evil.example',
    '/\n/evil.example',
    '/.//evil.example',
    'https://evil.example',
  ]) {
    const { status, headers } = await call(`/sign-in?next=${encodeURIComponent(next)}`, { cookie });
    expect(status, next).toBe(307);
    const leads = new URL(headers.get('location') ?? '', instance.appUrl);
    expect(leads.origin, next).toBe(instance.appUrl);
  }
});

test('what is too large is refused, and the next request is answered as ever', async ({ cabinet }) => {
  const cookie = await cookieOf(cabinet);
  const action = builtActions().get('sim-cards/card.setLabel');
  if (!action) throw new Error('no action');
  const large: readonly (readonly [string, unknown])[] = [
    ['1,2 МБ', { simCardId: MISSING_ID, label: 'x'.repeat(1.2 * MEGABYTE) }],
    ['10 МБ', { simCardId: MISSING_ID, label: 'x'.repeat(10 * MEGABYTE) }],
    ['100 000 полей', Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [`f${i}`, i]))],
  ];
  for (const [name, input] of large) {
    const { status, result } = await callAction(action, input, { cookie });
    expect(status >= 400 || result?.ok === false, name).toBe(true);
  }
  const deep = '['.repeat(10_000) + ']'.repeat(10_000);
  const nested = await call('/sim-cards', {
    method: 'POST',
    cookie,
    headers: { 'next-action': action.id, origin: instance.appUrl, 'content-type': 'text/plain' },
    body: deep,
  });
  expect(nested.body).not.toContain('node_modules');

  const token = randomBytes(32).toString('base64url');
  const deviceTokenHash = createHash('sha256').update(token).digest('hex');
  const terminal = await cabinet.db.terminal.findFirstOrThrow({
    where: { organizationId: cabinet.organizationId },
  });
  await cabinet.db.terminal.update({ where: { id: terminal.id }, data: { deviceTokenHash } });
  const post = (address: string, body: string, headers: Readonly<Record<string, string>>) =>
    call(address, { method: 'POST', headers, body });
  const asDevice = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const beat = '/api/device/v1/heartbeat';
  expect((await post(beat, `{"posVersion":"${'8'.repeat(1.2 * MEGABYTE)}"}`, asDevice)).status).toBe(413);
  expect((await post(beat, deep, asDevice)).status).toBeGreaterThanOrEqual(400);
  const told = await post(beat, '{}', asDevice);
  expect(told.headers.get('ratelimit-policy')).toBe('"device";q=240;w=60');
  expect(told.headers.get('ratelimit')).toMatch(/^"device";r=2\d\d;t=\d+$/);

  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const password = await post('/api/auth/callback/credentials', `password=${'x'.repeat(MEGABYTE)}`, form);
  expect(password.status).toBe(413);
  expect((await post('/api/webhooks/payments', 'x'.repeat(MEGABYTE), form)).status).toBe(413);
  expect((await call('/api/health')).status).toBe(200);
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

test('no search parameter and no part of an address makes a page fail', async ({ cabinet }) => {
  test.setTimeout(180_000);
  const cookie = await cookieOf(cabinet);
  const names = parameterNames();
  expect(names.length).toBeGreaterThan(10);
  const queries = fc.array(fc.tuple(fc.constantFrom(...names), strangeText), { minLength: 1, maxLength: 6 });
  const encoded = (text: string) =>
    encodeURIComponent(text.replace(/[\ud800-\udfff]/gu, '')).replaceAll('.', '%2e');
  const addresses = Object.entries(pages).flatMap(([page, { id }], at) => [
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
