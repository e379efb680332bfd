import { createHmac, randomUUID } from 'node:crypto';
import { createServer } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { startOperator, type OperatorConfig } from '@/sandbox/operator';
import {
  closeAll,
  eventually,
  listener,
  opened,
  program,
  send,
  tempDir,
  type Received,
} from '@/sandbox/testing';
import { tmf640Operator } from './tmf640';

afterEach(closeAll);

const ICCID = '8970101123456789019';
const SECRET = 'whsec-one';
const KEY = 'operator-key';

const adapterAt = (baseUrl: string, timeoutMs = 2000) =>
  tmf640Operator({ baseUrl, apiKey: KEY, webhookSecret: SECRET, timeoutMs });

async function sandbox(settings: Partial<OperatorConfig> = {}) {
  const running = await startOperator({
    slug: 'mts',
    port: 0,
    dataDir: tempDir(),
    apiKey: KEY,
    webhookSecret: SECRET,
    iccidPrefix: '8970101',
    answerMs: 30,
    shipMs: 30,
    lateMs: 60_000,
    retryMs: 10,
    ...settings,
  });
  opened.push(running.close);
  const { url } = running;
  return {
    url,
    operator: adapterAt(url),
    mode: (mode: string) => send('POST', `${url}/sandbox/mode`, { mode }),
    service: (iccid = ICCID) => send('GET', `${url}/sandbox/services/${iccid}`),
    log: () => send('GET', `${url}/sandbox/log`),
  };
}

const activation = () => ({ operationId: randomUUID(), iccid: ICCID, action: 'ACTIVATE' as const });
const eventOf = ({ headers, body }: Received, nowMs = Date.now()) =>
  adapterAt('http://unused').readEvent(headers, body, nowMs);

const reference = (reply: { kind: string; reference?: string }) => {
  expect(reply.kind).toBe('accepted');
  return reply.reference ?? '';
};

describe('activation at the operator', () => {
  test('is accepted, then reported by both events', async () => {
    const { url, operator, service } = await sandbox({ answerMs: 100 });
    const cabinet = await listener();
    expect(await operator.subscribe(`${cabinet.url}/hook`)).toBe(true);
    expect(await operator.subscribe(`${cabinet.url}/hook`)).toBe(true);

    const wanted = activation();
    const accepted = reference(await operator.request(wanted));
    expect((await operator.check(accepted)).kind).toBe('accepted');
    await eventually(() => {
      expect(cabinet.received).toHaveLength(2);
    });

    expect(cabinet.received.map((each) => eventOf(each))).toEqual([
      {
        eventId: expect.any(String) as string,
        operationId: wanted.operationId,
        reference: accepted,
        iccid: ICCID,
        outcome: 'COMPLETED',
        reason: null,
      },
      {
        eventId: expect.any(String) as string,
        operationId: wanted.operationId,
        reference: null,
        iccid: ICCID,
        outcome: 'COMPLETED',
        reason: null,
      },
    ]);
    expect(await operator.check(accepted)).toEqual({ kind: 'completed' });
    expect(await service()).toMatchObject({ state: 'active', changes: 1 });
    expect(await operator.request(activation())).toEqual({ kind: 'completed' });
    expect(await adapterAt(`${url}/`).request({ ...activation(), action: 'DEACTIVATE' })).toMatchObject({
      kind: 'accepted',
    });
  });

  test('the same key many times acts once and is answered the same', async () => {
    const { operator, service, log } = await sandbox();
    const wanted = activation();
    const replies = await Promise.all(Array.from({ length: 10 }, () => operator.request(wanted)));
    const accepted = reference(replies[0] ?? { kind: 'none' });
    expect(new Set(replies.map((each) => JSON.stringify(each))).size).toBe(1);
    await eventually(async () => {
      expect(await operator.check(accepted)).toEqual({ kind: 'completed' });
    });
    expect(await operator.request(wanted)).toEqual({ kind: 'accepted', reference: accepted });
    expect(await service()).toMatchObject({ changes: 1 });

    const entries = (await log()) as { key: string; effect: boolean; duplicate: boolean }[];
    const ours = entries.filter(({ key }) => key === wanted.operationId);
    expect(ours.filter(({ effect }) => effect)).toHaveLength(1);
    expect(ours.filter(({ duplicate }) => duplicate)).toHaveLength(10);
    expect(await operator.request({ ...wanted, action: 'DEACTIVATE' })).toMatchObject({ kind: 'rejected' });
  });

  test('a card of another operator and a refusal come back in words', async () => {
    const { operator, mode, service } = await sandbox();
    expect(await operator.request({ ...activation(), iccid: '8970102123456789018' })).toEqual({
      kind: 'rejected',
      reason: 'Карта с таким номером не найдена',
    });

    const cabinet = await listener();
    await operator.subscribe(cabinet.url);
    await mode('reject');
    const accepted = reference(await operator.request(activation()));
    await eventually(() => {
      expect(cabinet.received).toHaveLength(1);
    });
    const reason = 'Номер заблокирован оператором: нет данных о владельце';
    expect(await operator.check(accepted)).toEqual({ kind: 'rejected', reason });
    expect(cabinet.received.map((each) => eventOf(each))).toMatchObject([{ outcome: 'REJECTED', reason }]);
    expect(await service()).toMatchObject({ state: 'inactive', changes: 0 });
  });
});

describe('what the network does is never a failure of the operation', () => {
  test.each(['error-500', 'down'])('%s', async (mode) => {
    const { operator, mode: set } = await sandbox();
    const accepted = reference(await operator.request(activation()));
    await set(mode);
    const wanted = { ...activation(), action: 'DEACTIVATE' as const };
    expect(await operator.request(wanted)).toMatchObject({ kind: 'unavailable' });
    expect(await operator.check(accepted)).toMatchObject({ kind: 'unavailable' });
    expect(await operator.subscribe('http://127.0.0.1:1/hook')).toBe(false);
    await set('normal');
    expect((await operator.request(wanted)).kind).toBe('accepted');
  });

  test('an answer that never comes, is refused for pace, or cannot be read', async () => {
    const answers = [429, 503, 401, 404, 200, 202, 302];
    for (const status of answers) {
      const strange = await listener(() => ({ status, body: status === 404 ? undefined : ['?'] }));
      expect(await adapterAt(strange.url).request(activation())).toMatchObject({ kind: 'unavailable' });
    }
    const mute = createServer();
    await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
    opened.push(() => mute.close());
    const address = mute.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    expect(await adapterAt(`http://127.0.0.1:${String(port)}`, 50).request(activation())).toEqual({
      kind: 'unavailable',
      detail: 'нет ответа за 50 мс',
    });
  });

  test('a wrong key is our trouble, not a refusal of the card', async () => {
    const { url } = await sandbox();
    const stranger = tmf640Operator({ baseUrl: url, apiKey: 'wrong', webhookSecret: SECRET });
    expect(await stranger.request(activation())).toEqual({ kind: 'unavailable', detail: 'HTTP 401' });
  });

  test('flaky: repeated with the same key until answered, it acts once', async () => {
    const { operator, mode, service } = await sandbox();
    await mode('flaky');
    const wanted = activation();
    const kinds: string[] = [];
    do kinds.push((await operator.request(wanted)).kind);
    while (kinds.at(-1) === 'unavailable' && kinds.length < 10);
    expect(kinds).toEqual(['unavailable', 'unavailable', 'accepted']);
    await eventually(async () => {
      expect(await service()).toMatchObject({ state: 'active', changes: 1 });
    });
  });

  test('silent holds the operation until the operator is normal again', async () => {
    const { operator, mode } = await sandbox();
    const cabinet = await listener();
    await operator.subscribe(cabinet.url);
    await mode('silent');
    const held = reference(await operator.request(activation()));
    await mode('normal');
    const next = await operator.request({ ...activation(), iccid: '8970101000000000019' });
    await eventually(async () => {
      expect(await operator.check(reference(next))).toEqual({ kind: 'completed' });
    });
    expect(await operator.check(held)).toEqual({ kind: 'completed' });
    await eventually(() => {
      expect(cabinet.received).toHaveLength(4);
    });
  });
});

describe('events', () => {
  test.each([
    ['duplicate-callback', ['COMPLETED', 'COMPLETED', 'COMPLETED', 'COMPLETED'], 2],
    ['out-of-order', ['COMPLETED', 'COMPLETED', 'IN_PROGRESS'], 3],
  ])('%s', async (mode, outcomes, different) => {
    const { operator, mode: set } = await sandbox();
    const cabinet = await listener();
    await operator.subscribe(cabinet.url);
    await set(mode);
    await operator.request(activation());
    await eventually(() => {
      expect(cabinet.received).toHaveLength(outcomes.length);
    });
    const events = cabinet.received.map((each) => eventOf(each));
    expect(events.map((each) => each?.outcome)).toEqual(outcomes);
    expect(new Set(events.map((each) => each?.eventId)).size).toBe(different);
  });

  test('are repeated until taken, with a fresh signature', async () => {
    const { operator } = await sandbox();
    let refusals = 3;
    const cabinet = await listener(() => ({ status: refusals-- > 0 ? 503 : 204 }));
    await operator.subscribe(cabinet.url);
    await operator.request(activation());
    await eventually(() => {
      expect(cabinet.received).toHaveLength(5);
    });
    expect(new Set(cabinet.received.slice(0, 4).map(({ body }) => body)).size).toBe(1);
    expect(cabinet.received.every((each) => eventOf(each))).toBe(true);
  });

  const nowMs = Date.UTC(2026, 10, 21);
  const body = JSON.stringify({
    eventId: 'e1',
    correlationId: 'op1',
    more: true,
    event: { monitor: { id: 'm1', state: 'Completed', sourceHref: `/service/${ICCID}` } },
  });
  const signed = (text: string, secret = SECRET, atMs = nowMs) => {
    const time = String(atMs / 1000);
    return `t=${time},v1=${createHmac('sha256', secret).update(`${time}.${text}`).digest('hex')}`;
  };
  const read = (signature: string | null, text = body, webhookSecret = SECRET) =>
    tmf640Operator({ baseUrl: 'http://unused', apiKey: KEY, webhookSecret }).readEvent(
      new Headers(signature === null ? {} : { 'X-Signature': signature }),
      text,
      nowMs,
    );

  test('are believed with a right signature only', () => {
    expect(read(signed(body))).toMatchObject({ operationId: 'op1', reference: 'm1', iccid: ICCID });
    expect(read(signed(body, SECRET, nowMs - 300_000))).not.toBeNull();
    expect(read(signed(body, SECRET, nowMs - 301_000))).toBeNull();
    expect(read(signed(body, SECRET, nowMs + 301_000))).toBeNull();
    expect(read(null)).toBeNull();
    expect(read('')).toBeNull();
    expect(read(signed(body).slice(0, -1))).toBeNull();
    expect(read(signed(body, 'other'))).toBeNull();
    expect(read(signed(body), `${body} `)).toBeNull();
    expect(read(signed(body), JSON.stringify(JSON.parse(body), null, 1))).toBeNull();
    expect(read(signed(body, ''), body, '')).toBeNull();
  });

  test('are believed with either secret during a rotation', () => {
    expect(read(signed(body, 'old'), body, 'new, old')).not.toBeNull();
    expect(read(signed(body, 'new'), body, 'new, old')).not.toBeNull();
    const both = `${signed(body, 'other')},${signed(body).split(',')[1] ?? ''}`;
    expect(read(both)).not.toBeNull();
  });

  test('of a wrong shape are nothing, and an unasked change settles nothing', () => {
    for (const text of ['', 'null', '{}', '{"eventId":"e","event":{"monitor":{"id":"m","state":"?"}}}']) {
      expect(read(signed(text), text)).toBeNull();
    }
    const unasked = JSON.stringify({ eventId: 'e2', event: { service: { id: ICCID, state: 'inactive' } } });
    expect(read(signed(unasked), unasked)).toMatchObject({ operationId: null, outcome: 'IN_PROGRESS' });
  });
});

test('as a process it keeps an accepted operation over a restart and ends cleanly', async () => {
  const cabinet = await listener();
  const env = {
    SLUG: 'mts',
    SANDBOX_DATA: tempDir(),
    API_KEY: KEY,
    WEBHOOK_SECRET: SECRET,
    ICCID_PREFIX: '8970101',
    ANSWER_MS: '400',
  };
  const first = await program('operator', env);
  expect((await fetch(`${first.url}/health`)).status).toBe(200);
  await adapterAt(first.url).subscribe(cabinet.url);
  const wanted = activation();
  const accepted = reference(await adapterAt(first.url).request(wanted));
  expect(await first.stop()).toBe(0);
  expect(cabinet.received).toHaveLength(0);

  const second = await program('operator', env);
  const operator = adapterAt(second.url);
  expect(await operator.request(wanted)).toEqual({ kind: 'accepted', reference: accepted });
  await eventually(() => {
    expect(cabinet.received).toHaveLength(2);
  });
  expect(await operator.check(accepted)).toEqual({ kind: 'completed' });
  expect(second.output()).toBe(`ready ${second.url}\n`);
}, 20_000);
