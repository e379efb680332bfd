import { afterEach, expect, test } from 'vitest';
import { startTerminals } from './terminals';
import {
  closeAll,
  eventually,
  listener,
  opened,
  program,
  send,
  tempDir,
  type Given,
  type Received,
} from './testing';

afterEach(closeAll);

const SERIAL = '00307401000001';
const settings = { deviceToken: 'device-secret', posVersion: '8.4.2', ofdMode: 'ONLINE' };
const config = (etag: string, desired: string) => ({
  status: 200,
  headers: { ETag: `"${etag}"` },
  body: { etag, modules: [{ slug: 'email-receipts', desired }], receipts: { printMode: 'ASK' } },
});

async function world() {
  const state = {
    config: config('one', 'INSTALLED'),
    failure: undefined as Given | undefined,
    pairing: { status: 201 } as Given,
  };
  const cabinet = await listener(({ path, headers }: Received): Given => {
    if (state.failure) return state.failure;
    if (path.endsWith('/pair')) return state.pairing;
    if (path.endsWith('/heartbeat'))
      return { status: 200, body: { serverTime: '2026-12-01T00:00:00.000Z', configEtag: '' } };
    if (path.endsWith('/applied')) return { status: 204 };
    return headers.get('if-none-match') === state.config.headers.ETag ? { status: 304 } : state.config;
  });
  const options = { port: 0, dataDir: tempDir(), cabinetUrl: cabinet.url, pollMs: 20, heartbeatMs: 60_000 };
  const running = await startTerminals(options);
  opened.push(running.close);
  const { url } = running;
  const of = (end: string) => cabinet.received.filter(({ path }) => path === `/api/device/v1/${end}`);
  return {
    state,
    cabinet,
    of,
    url,
    put: (more: object = {}, serial = SERIAL) =>
      send('PUT', `${url}/fleet/${serial}`, { ...settings, ...more }),
    patch: (more: object) => send('PATCH', `${url}/fleet/${SERIAL}`, more),
    pair: (more: object = {}) =>
      send('POST', `${url}/fleet/${SERIAL}/pair`, { code: 'ABCD2345', imei: '356938035643809', ...more }),
    fleet: () => send('GET', `${url}/fleet`),
    applied: () => of('applied').map(({ body }) => JSON.parse(body) as unknown),
  };
}

test('a terminal says how it is, pulls its configuration, applies and reports it once', async () => {
  const { put, patch, fleet, of, applied, state } = await world();
  await put({ battery: 80 });
  await eventually(() => {
    expect(of('config').length).toBeGreaterThan(3);
  });
  expect(applied()).toEqual([
    { etag: 'one', modules: [{ slug: 'email-receipts', state: 'INSTALLED', error: null }] },
  ]);
  expect(of('heartbeat')).toHaveLength(1);
  expect(JSON.parse(of('heartbeat')[0]?.body ?? '')).toMatchObject({ battery: 80, installed: [] });
  expect(of('config').every(({ headers }) => headers.get('authorization') === 'Bearer device-secret')).toBe(
    true,
  );

  await patch({ paper: 'LOW' });
  await eventually(() => {
    expect(of('heartbeat')).toHaveLength(2);
  });
  expect(JSON.parse(of('heartbeat')[1]?.body ?? '')).toMatchObject({
    paper: 'LOW',
    installed: [{ slug: 'email-receipts', version: '1.0.0' }],
  });

  state.config = config('two', 'REMOVED');
  await eventually(() => {
    expect(applied()).toHaveLength(2);
  });
  await patch({ failingModules: ['email-receipts'] });
  state.config = config('three', 'INSTALLED');
  await eventually(() => {
    expect(applied()[2]).toMatchObject({ modules: [{ state: 'FAILED' }] });
  });
  const shown = await fleet();
  expect(shown).toMatchObject([{ serial: SERIAL, installed: [], receipts: { printMode: 'ASK' } }]);
  expect(JSON.stringify(shown)).not.toContain('device-secret');
});

test('a refused token stops it until it is registered again; failures do not', async () => {
  const { put, fleet, of, state, cabinet } = await world();
  state.failure = { status: 503 };
  await put();
  await eventually(() => {
    expect(cabinet.received.length).toBeGreaterThan(1);
  });
  expect(await fleet()).toMatchObject([{ stopped: false, lastError: '/heartbeat: HTTP 503' }]);
  state.failure = { status: 401 };
  await eventually(async () => {
    expect(await fleet()).toMatchObject([{ stopped: true }]);
  });
  state.failure = undefined;
  await put();
  await eventually(() => {
    expect(of('applied')).toHaveLength(1);
  });
});

test('a silent terminal says nothing while another one works', async () => {
  const { put, cabinet, of } = await world();
  await put({ silent: true, deviceToken: 'mute' });
  await put({}, 'OTHER-1');
  await eventually(() => {
    expect(of('applied')).toHaveLength(1);
  });
  expect(cabinet.received.some(({ headers }) => headers.get('authorization') === 'Bearer mute')).toBe(false);
});

test('a code that is typed in is exchanged for a token, which it works with from then on', async () => {
  const { pair, of, applied, state, fleet } = await world();
  state.pairing = { status: 201, body: { terminalId: 'id-1', deviceToken: 'fresh-secret' } };
  expect(await pair({ posVersion: '8.10.0' })).toMatchObject({ terminalId: 'id-1', serial: SERIAL });
  expect(JSON.parse(of('pair')[0]?.body ?? '')).toEqual({
    code: 'ABCD2345',
    serialNumber: SERIAL,
    imei: '356938035643809',
    model: 'Эвотор 7.3',
    posVersion: '8.10.0',
  });
  await eventually(() => {
    expect(applied()).toHaveLength(1);
  });
  expect(of('config')[0]?.headers.get('authorization')).toBe('Bearer fresh-secret');
  expect(JSON.stringify(await fleet())).not.toContain('fresh-secret');
});

test('a code that is refused changes nothing and is told', async () => {
  const { url, state, fleet, of } = await world();
  const problem = { status: 404, code: 'PAIRING_CODE_INVALID', detail: 'Код не подходит' };
  state.pairing = { status: 404, body: problem };
  const body = JSON.stringify({ code: 'ZZZZZZZZ' });
  const answer = await fetch(`${url}/fleet/${SERIAL}/pair`, { method: 'POST', body });
  expect([answer.status, await answer.json()]).toEqual([404, problem]);
  expect(await fleet()).toEqual([]);
  expect(of('heartbeat')).toHaveLength(0);
});

test('a clock that is set wrong is told by what the cabinet says the time is', async () => {
  const { put, patch, of } = await world();
  const beat = (index: number) => JSON.parse(of('heartbeat')[index]?.body ?? '') as { now: string | null };
  await put();
  await eventually(() => {
    expect(of('config').length).toBeGreaterThan(0);
  });
  expect(beat(0).now).toBeNull();
  await patch({ clockSkewSeconds: -3 * 86_400 });
  await eventually(() => {
    expect(of('heartbeat')).toHaveLength(2);
  });
  expect(beat(1).now?.slice(0, 10)).toBe('2026-11-28');
});

test('as a process it keeps its fleet', async () => {
  const { received, url } = await listener(() => ({ status: 500 }));
  const env = { SANDBOX_DATA: tempDir(), CABINET_URL: url, POLL_MS: '20' };
  const first = await program('terminals', env);
  await send('PUT', `${first.url}/fleet/${SERIAL}`, settings);
  expect(await first.stop()).toBe(0);
  const before = received.length;
  const second = await program('terminals', env);
  await eventually(() => {
    expect(received.length).toBeGreaterThan(before);
  });
  expect(await send('GET', `${second.url}/fleet`)).toMatchObject([{ serial: SERIAL, posVersion: '8.4.2' }]);
  expect(second.output()).toBe(`ready ${second.url}\n`);
}, 20_000);
