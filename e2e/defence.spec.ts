import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { encode } from 'next-auth/jwt';
import { builtActions, call, callAction, MISSING_ID } from './access/calls';
import { cookieOf, cookieOfNew } from './access/people';
import { rawCall } from './access/raw';
import { expect, test } from './fixtures';
import { instance } from './instance';

const MEGABYTE = 1024 * 1024;
const secret = instance.env['AUTH_SECRET'] ?? '';

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

test('who asks for what belongs to others stands in the journal: by a page, by a file, by a store', async ({
  cabinet,
  browser,
}) => {
  const { db, organizationId } = cabinet;
  const others = { where: { organizationId: { not: organizationId } }, select: { id: true } } as const;
  const terminal = await db.terminal.findFirstOrThrow(others);
  const store = await db.store.findFirstOrThrow(others);
  const [seen, unseen] = await db.store.findMany({ where: { organizationId }, take: 2 });
  if (!seen || !unseen) throw new Error('too few stores');
  const owner = await cookieOfNew(browser, cabinet, 'OWNER');
  const admin = await cookieOfNew(browser, cabinet, 'ADMIN', [seen.id]);
  const tries: readonly (readonly [
    address: string,
    cookie: string,
    status: number,
    tried: string,
    how: string,
  ])[] = [
    [`/terminals/${terminal.id}`, owner, 404, terminal.id, 'access.openPage'],
    [`/terminals/${MISSING_ID}`, owner, 404, MISSING_ID, 'access.openPage'],
    [`/finance/invoices/${MISSING_ID}/pdf`, owner, 404, MISSING_ID, 'access.download'],
    [`/terminals?store=${store.id}`, owner, 200, store.id, 'access.openPage'],
    [`/terminals/export?store=${store.id}`, owner, 200, store.id, 'access.download'],
    [`/terminals?store=${unseen.id}`, admin, 200, unseen.id, 'access.openPage'],
  ];
  const written = () =>
    db.auditEntry.findMany({
      where: { organizationId, action: 'access.missing', actorName: 'Проба новых' },
      orderBy: { id: 'asc' },
      select: { id: true, ip: true, after: true },
    });
  const before = (await written()).length;
  for (const [address, cookie, status] of tries) {
    expect((await call(address, { cookie })).status, address).toBe(status);
  }
  const entries = (await written()).slice(before);
  expect(entries.map(({ after }) => after)).toEqual(
    tries.map(([, , , tried, asked]) => ({ asked, tried: [tried] })),
  );
  expect(entries.every(({ ip }) => ip !== null && ip !== '')).toBe(true);
  for (const address of ['/terminals/junk', `/terminals?store=${unseen.id}`])
    await call(address, { cookie: owner });
  expect(await written()).toHaveLength(before + tries.length);
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
