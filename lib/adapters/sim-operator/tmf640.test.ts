import { createHmac, randomUUID } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import { closeAll, eventually, listener, startedOperator, type Received } from '@/sandbox/testing';
import { tmf640Operator } from './tmf640';

afterEach(closeAll);

const ICCID = '8970101123456789019';
const SECRET = 'secret';

const adapterAt = (baseUrl: string, webhookSecret = SECRET) =>
  tmf640Operator({ baseUrl, apiKey: 'key', webhookSecret, timeoutMs: 2000 });
const activation = () => ({ operationId: randomUUID(), iccid: ICCID, action: 'ACTIVATE' as const });
const eventOf = ({ headers, body }: Received, nowMs = Date.now()) =>
  adapterAt('http://unused').readEvent(headers, body, nowMs);

async function subscribed(answerMs = 30, status: () => number = () => 204) {
  const outside = await startedOperator({ answerMs });
  const cabinet = await listener(() => ({ status: status() }));
  const operator = adapterAt(outside.url);
  expect(await operator.subscribe(`${cabinet.url}/hook`)).toBe(true);
  expect(await operator.subscribe(`${cabinet.url}/hook`)).toBe(true);
  const received = (count: number) =>
    eventually(() => {
      expect(cabinet.received).toHaveLength(count);
    });
  return { ...outside, operator, cabinet, received };
}

test('a result is reported by both events', async () => {
  const { operator, cabinet, received } = await subscribed();
  const wanted = activation();
  const accepted = await operator.request(wanted);
  await received(2);
  const event = { eventId: expect.any(String) as string, operationId: wanted.operationId, iccid: ICCID };
  expect(cabinet.received.map((each) => eventOf(each))).toEqual([
    {
      ...event,
      reference: accepted.kind === 'accepted' ? accepted.reference : '',
      outcome: 'COMPLETED',
      reason: null,
      cardState: null,
    },
    { ...event, reference: null, outcome: 'COMPLETED', reason: null, cardState: 'ACTIVE' },
  ]);
});

test('a refusal is reported with its reason', async () => {
  const { operator, cabinet, mode, received } = await subscribed();
  await mode('reject');
  await operator.request(activation());
  await received(1);
  expect(cabinet.received.map((each) => eventOf(each))).toMatchObject([
    { outcome: 'REJECTED', reason: 'Номер заблокирован оператором: нет данных о владельце' },
  ]);
});

test('nobody is subscribed at an operator that is down', async () => {
  const { operator, mode } = await subscribed();
  await mode('down');
  expect(await operator.subscribe('http://127.0.0.1:1/hook')).toBe(false);
});

test.each([
  ['duplicate-callback', ['COMPLETED', 'COMPLETED', 'COMPLETED', 'COMPLETED'], 2],
  ['out-of-order', ['COMPLETED', 'COMPLETED', 'IN_PROGRESS'], 3],
])('events in the mode %s', async (name, outcomes, different) => {
  const { operator, cabinet, mode, received } = await subscribed();
  await mode(name);
  await operator.request(activation());
  await received(outcomes.length);
  const events = cabinet.received.map((each) => eventOf(each));
  expect(events.map((each) => each?.outcome)).toEqual(outcomes);
  expect(new Set(events.map((each) => each?.eventId)).size).toBe(different);
});

test('events are repeated until taken, with a fresh signature', async () => {
  let refusals = 3;
  const { operator, cabinet, received } = await subscribed(30, () => (refusals-- > 0 ? 503 : 204));
  await operator.request(activation());
  await received(5);
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
  adapterAt('http://unused', webhookSecret).readEvent(
    new Headers(signature === null ? {} : { 'X-Signature': signature }),
    text,
    nowMs,
  );

test('events are believed with a right signature only', () => {
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

test('events are believed with either secret during a rotation', () => {
  expect(read(signed(body, 'old'), body, 'new, old')).not.toBeNull();
  expect(read(signed(body, 'new'), body, 'new, old')).not.toBeNull();
  const both = `${signed(body, 'other')},${signed(body).split(',')[1] ?? ''}`;
  expect(read(both)).not.toBeNull();
});

test('events of a wrong shape are nothing, and an unasked change settles nothing', () => {
  for (const text of ['', 'null', '{}', '{"eventId":"e","event":{"monitor":{"id":"m","state":"?"}}}']) {
    expect(read(signed(text), text)).toBeNull();
  }
  const unasked = JSON.stringify({ eventId: 'e2', event: { service: { id: ICCID, state: 'inactive' } } });
  expect(read(signed(unasked), unasked)).toMatchObject({ operationId: null, outcome: 'IN_PROGRESS' });
});

test.each([
  ['active', 'COMPLETED', 'ACTIVE'],
  ['inactive', 'COMPLETED', 'INACTIVE'],
  ['reserved', 'IN_PROGRESS', 'READY'],
  ['unheard', 'IN_PROGRESS', null],
])('a card that has become %s says so', (state, outcome, cardState) => {
  const event = JSON.stringify({
    eventId: 'e3',
    correlationId: 'op1',
    event: { service: { id: ICCID, state } },
  });
  expect(read(signed(event), event)).toMatchObject({ operationId: 'op1', outcome, cardState });
});
