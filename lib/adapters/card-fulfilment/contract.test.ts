import { randomUUID } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import type { FulfilmentReply } from '@/lib/card-orders/fulfilment.port';
import { startOperator } from '@/sandbox/operator';
import { closeAll, eventually, listener, opened, send, tempDir } from '@/sandbox/testing';
import { tmf622Fulfilment } from './tmf622';

afterEach(closeAll);

async function sandbox(shipMs: number, dataDir = tempDir()) {
  const running = await startOperator({
    slug: 'megafon',
    port: 0,
    dataDir,
    apiKey: 'key',
    webhookSecret: 'secret',
    iccidPrefix: '8970102',
    answerMs: 10,
    shipMs,
    lateMs: 1000,
    retryMs: 10,
  });
  opened.push(running.close);
  return {
    ...running,
    fulfilment: tmf622Fulfilment({ baseUrl: running.url, apiKey: 'key', timeoutMs: 2000 }),
    mode: (mode: string) => send('POST', `${running.url}/sandbox/mode`, { mode }),
  };
}

const order = (quantity = 2) => ({
  orderId: randomUUID(),
  quantity,
  recipient: 'Пекарня «Колос», Анна Ильина',
  phone: '+79160000000',
  postalCode: '101000',
  city: 'Москва',
  addressLine: 'ул. Мясницкая, д. 1',
});

const placed = (reply: FulfilmentReply) => {
  if (reply.kind !== 'order') throw new Error(JSON.stringify(reply));
  return reply;
};

const passesLuhn = (digits: string) =>
  [...digits].reverse().reduce((sum, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2);
    return sum + (value > 9 ? value - 9 : value);
  }, 0) %
    10 ===
  0;

test('an order goes its whole way and brings new cards', async () => {
  const { fulfilment, url } = await sandbox(150);
  const { reference, state } = placed(await fulfilment.place(order(3)));
  const states: string[] = [state];
  let last = placed(await fulfilment.read(reference));
  await eventually(async () => {
    last = placed(await fulfilment.read(reference));
    if (states.at(-1) !== last.state) states.push(last.state);
    expect(last.state).toBe('DELIVERED');
  });
  expect(states).toEqual(['ACCEPTED', 'PACKING', 'SHIPPED', 'DELIVERED']);
  expect(last.trackingNumber).toMatch(/^RU\d{12}$/);
  expect(last.cards).toHaveLength(3);
  expect(new Set(last.cards.flatMap(({ iccid, msisdn }) => [iccid, msisdn])).size).toBe(6);
  for (const { iccid, msisdn } of last.cards) {
    expect(iccid).toMatch(/^8970102\d{12}$/);
    expect(passesLuhn(iccid)).toBe(true);
    expect(msisdn).toMatch(/^\+79\d{9}$/);
    expect(await send('GET', `${url}/sandbox/services/${iccid}`)).toMatchObject({ state: 'ready' });
  }
  expect(await fulfilment.cancel(reference)).toEqual({
    kind: 'rejected',
    reason: 'Заказ уже передан в доставку, отменить его нельзя',
  });
});

test('the same order placed again is the order that exists, and can be cancelled once or twice', async () => {
  const { fulfilment } = await sandbox(60_000);
  const wanted = order();
  const first = placed(await fulfilment.place(wanted));
  expect(await fulfilment.place(wanted)).toEqual(first);
  expect(await fulfilment.place({ ...wanted, quantity: 5 })).toMatchObject({ kind: 'rejected' });
  expect(await fulfilment.cancel(first.reference)).toMatchObject({ kind: 'order', state: 'CANCELLED' });
  expect(await fulfilment.cancel(first.reference)).toMatchObject({ kind: 'order', state: 'CANCELLED' });
  expect(await fulfilment.read(randomUUID())).toEqual({ kind: 'rejected', reason: 'Заказ не найден' });
  expect(await fulfilment.place(order(0))).toMatchObject({ kind: 'rejected' });
});

test('a held order goes on, also after a restart; one that fails says so', async () => {
  const dataDir = tempDir();
  const before = await sandbox(20, dataDir);
  await before.mode('silent');
  const { reference } = placed(await before.fulfilment.place(order(1)));
  await before.close();

  const { fulfilment, mode } = await sandbox(20, dataDir);
  expect(placed(await fulfilment.read(reference)).state).toBe('ACCEPTED');
  await mode('normal');
  await eventually(async () => {
    expect(placed(await fulfilment.read(reference)).state).toBe('DELIVERED');
  });
  await mode('reject');
  const failing = placed(await fulfilment.place(order(1)));
  await eventually(async () => {
    expect(placed(await fulfilment.read(failing.reference))).toMatchObject({ state: 'FAILED', cards: [] });
  });
});

test.each(['error-500', 'down'])('%s says nothing about the order', async (mode) => {
  const { fulfilment, mode: set } = await sandbox(60_000);
  await set(mode);
  expect(await fulfilment.place(order())).toMatchObject({ kind: 'unavailable' });
  expect(await fulfilment.read('x')).toMatchObject({ kind: 'unavailable' });
  expect(await fulfilment.cancel('x')).toMatchObject({ kind: 'unavailable' });
});

test('a lost answer is made good by placing the order again', async () => {
  const { fulfilment, mode, url } = await sandbox(60_000);
  await mode('flaky');
  const wanted = order();
  expect(await fulfilment.place(wanted)).toMatchObject({ kind: 'unavailable' });
  expect(await fulfilment.place(wanted)).toMatchObject({ kind: 'unavailable' });
  expect(await fulfilment.place(wanted)).toMatchObject({ kind: 'order', state: 'ACCEPTED' });
  const log = (await send('GET', `${url}/sandbox/log`)) as { key: string; effect: boolean; status: number }[];
  expect(log.map(({ effect, status }) => [effect, status])).toEqual([
    [false, 503],
    [true, null],
    [false, 201],
  ]);
});

test('an unknown state is not guessed, unknown fields are ignored', async () => {
  let state = 'somethingNew';
  const strange = await listener(() => ({ status: 200, body: { id: 'o1', state, extra: {} } }));
  const fulfilment = tmf622Fulfilment({ baseUrl: strange.url, apiKey: 'key' });
  expect(await fulfilment.read('o1')).toMatchObject({ kind: 'unavailable' });
  state = 'held';
  expect(await fulfilment.read('o1')).toMatchObject({ kind: 'order', state: 'ACCEPTED', cards: [] });
});
