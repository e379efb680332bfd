import { randomUUID } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import type { FulfilmentReply } from '@/lib/card-orders/fulfilment.port';
import { closeAll, eventually, listener, send, startedOperator, tempDir } from '@/sandbox/testing';
import { tmf622Fulfilment } from './tmf622';
import { readProductOrder } from './tmf622-order';

afterEach(closeAll);

async function sandbox(shipMs: number, dataDir = tempDir()) {
  const operator = await startedOperator({ slug: 'megafon', dataDir, shipMs });
  return {
    ...operator,
    fulfilment: tmf622Fulfilment({
      baseUrl: operator.url,
      apiKey: 'key',
      webhookSecret: 'old, secret',
      timeoutMs: 2000,
    }),
  };
}

const order = (quantity = 2) => ({
  key: randomUUID(),
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
  expect(last.parcels).toEqual([
    {
      reference: '1',
      state: 'DELIVERED',
      quantity: 3,
      trackingNumber: expect.stringMatching(/^RU\d{12}$/) as string,
      trackingUrl: expect.stringContaining('/sandbox/parcels/RU') as string,
    },
  ]);
  const way = await fetch(last.parcels[0]?.trackingUrl ?? '');
  expect(await way.text()).toContain('вручено');
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

test.each([
  ['normal', 3],
  ['duplicate-callback', 6],
  ['out-of-order', 6],
])('%s: what moves an order is told, signed, and names it', async (mode, messages) => {
  const { fulfilment, mode: set } = await sandbox(10);
  await set(mode);
  const inbox = await listener();
  expect(await fulfilment.subscribe(inbox.url)).toBe(true);
  expect(await fulfilment.subscribe(inbox.url)).toBe(true);
  const wanted = order(1);
  const { reference } = placed(await fulfilment.place(wanted));
  await eventually(() => {
    expect(inbox.received).toHaveLength(messages);
  });
  expect(placed(await fulfilment.read(reference)).state).toBe('DELIVERED');
  for (const { headers, body } of inbox.received) {
    expect(fulfilment.readEvent(headers, body, Date.now())).toEqual({ key: wanted.key });
    expect(fulfilment.readEvent(headers, `${body} `, Date.now())).toBeNull();
    expect(fulfilment.readEvent(new Headers(), body, Date.now())).toBeNull();
    expect(fulfilment.readEvent(headers, body, Date.now() + 400_000)).toBeNull();
    expect(body).not.toMatch(/Анна|7916|Мясницкая/);
  }
});

test('without a secret nothing is asked for and nothing is believed', async () => {
  const { url, log } = await sandbox(60_000);
  const fulfilment = tmf622Fulfilment({ baseUrl: url, apiKey: 'key', webhookSecret: '' });
  expect(await fulfilment.subscribe('http://127.0.0.1:1/x')).toBe(false);
  expect(await log()).toEqual([]);
  expect(fulfilment.readEvent(new Headers(), '{}', Date.now())).toBeNull();
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

test('lost answers are made good by placing the orders again: each is one order', async () => {
  const { fulfilment, mode, log } = await sandbox(60_000);
  await mode('flaky');
  const orders = Array.from({ length: 12 }, () => order());
  for (const wanted of orders) {
    await eventually(async () => {
      expect(await fulfilment.place(wanted)).toMatchObject({ kind: 'order', state: 'ACCEPTED' });
    });
  }
  const entries = await log();
  const effects = entries.filter(({ effect }) => effect).map(({ key }) => key);
  expect(effects).toEqual(orders.map(({ key }) => key));
  expect(entries.some(({ effect, status }) => effect && status === null)).toBe(true);
  expect(entries.some(({ status }) => status === 503)).toBe(true);
});

test('two parcels: the cards of each with its delivery', async () => {
  const { fulfilment, shipping } = await sandbox(150);
  await shipping({ delivery: 'split' });
  const { reference } = placed(await fulfilment.place(order(3)));
  const seen = new Set<string>();
  await eventually(async () => {
    const { state, parcels, cards } = placed(await fulfilment.read(reference));
    seen.add(`${state} ${parcels.map((parcel) => parcel.state).join(' ')} ${String(cards.length)}`);
    expect(state).toBe('DELIVERED');
  });
  expect([...seen]).toEqual([
    expect.stringMatching(/^ACCEPTED/) as string,
    'PACKING  0',
    'SHIPPED SHIPPED SHIPPED 0',
    'SHIPPED DELIVERED SHIPPED 2',
    'DELIVERED DELIVERED DELIVERED 3',
  ]);
});

test.each([
  ['short', 'PARTIAL', 1, 'На складе кончились карты'],
  ['returned', 'RETURNED', 0, 'Получателя не нашли по адресу, отправление вернулось на склад'],
] as const)('%s ends as %s', async (delivery, state, cards, note) => {
  const { fulfilment, shipping } = await sandbox(10);
  await shipping({ delivery });
  const wanted = order(2);
  const { reference } = placed(await fulfilment.place(wanted));
  await eventually(async () => {
    expect(placed(await fulfilment.read(reference))).toMatchObject({ state, note });
  });
  expect(placed(await fulfilment.read(reference)).cards).toHaveLength(cards);
  const again = placed(await fulfilment.place({ ...wanted, key: `${wanted.key}-2` }));
  expect(again.reference).not.toBe(reference);
});

test('a cancellation that is considered is CANCELLING until it is decided', async () => {
  const { fulfilment, shipping } = await sandbox(60);
  await shipping({ cancellation: 'considered' });
  const { reference } = placed(await fulfilment.place(order()));
  expect(await fulfilment.cancel(reference)).toMatchObject({ kind: 'order', state: 'CANCELLING' });
  expect(await fulfilment.cancel(reference)).toMatchObject({ kind: 'order', state: 'CANCELLING' });
  await eventually(async () => {
    expect(placed(await fulfilment.read(reference)).state).toBe('CANCELLED');
  });

  await shipping({ cancellation: 'refused' });
  const kept = placed(await fulfilment.place(order()));
  expect(await fulfilment.cancel(kept.reference)).toMatchObject({ state: 'CANCELLING' });
  await eventually(async () => {
    expect(placed(await fulfilment.read(kept.reference))).toMatchObject({
      state: 'ACCEPTED',
      note: 'Заказ уже собран',
    });
  });
});

const parcel = (state: string, change = {}) => ({
  name: 'parcel',
  value: { id: state, state, quantity: 1, trackingNumber: 'RU1', ...change },
});
const card = (from: string | null) => ({
  resourceCharacteristic: [
    { name: 'iccid', value: `8970102${from ?? ''}` },
    { name: 'msisdn', value: '+79160000000' },
    ...(from === null ? [] : [{ name: 'parcel', value: from }]),
  ],
});
const body = (state: string, parcels: unknown[] = [], cards: unknown[] = [], milestones: string[] = []) => ({
  id: 'o1',
  state,
  productOrderMilestone: milestones.map((name) => ({ name })),
  productOrderItem: [
    { id: '1', quantity: 2, product: { productCharacteristic: parcels, realizingResource: cards } },
  ],
});

test.each([
  ['acknowledged', body('acknowledged'), 'ACCEPTED', 0],
  ['pending', body('pending'), 'ACCEPTED', 0],
  ['held', body('held'), 'HELD', 0],
  ['inProgress', body('inProgress'), 'PACKING', 0],
  ['inProgress with its milestone', body('inProgress', [], [], ['shipped']), 'SHIPPED', 0],
  ['assessingCancellation', body('assessingCancellation'), 'CANCELLING', 0],
  ['pendingCancellation', body('pendingCancellation'), 'CANCELLING', 0],
  ['cancelled', body('cancelled'), 'CANCELLED', 0],
  ['rejected', body('rejected'), 'FAILED', 0],
  ['failed', body('failed'), 'FAILED', 0],
  ['failed after a part came', body('failed', [parcel('delivered')], [card('delivered')]), 'PARTIAL', 1],
  ['failed after it came back', body('failed', [parcel('returned')]), 'RETURNED', 0],
  ['completed', body('completed', [], [card(null)]), 'DELIVERED', 1],
  ['partial', body('partial', [parcel('delivered')], [card('delivered')]), 'PARTIAL', 1],
  [
    'partial and the rest on its way',
    body('partial', [parcel('delivered'), parcel('shipped')], [card('delivered'), card('shipped')]),
    'SHIPPED',
    1,
  ],
  [
    'partial and the rest came back',
    body('partial', [parcel('delivered'), parcel('returned')], [card('delivered'), card('returned')]),
    'RETURNED',
    1,
  ],
  [
    'inProgress with a part that came',
    body('inProgress', [parcel('delivered')], [card('delivered')]),
    'SHIPPED',
    1,
  ],
  [
    'held with a parcel that came back',
    body('held', [parcel('returned')], [card('returned')]),
    'RETURNED',
    0,
  ],
])('%s is %s', (_, order, state, cards) => {
  const reply = readProductOrder(order);
  expect([reply?.state, reply?.cards.length]).toEqual([state, cards]);
});

test.each([
  ['https://track.example/RU1', 'https://track.example/RU1'],
  ['http://127.0.0.1:3999/RU1', 'http://127.0.0.1:3999/RU1'],
  ['http://track.example/RU1', null],
  ['javascript:alert(1)', null],
  ['/RU1', null],
  [`https://track.example/${'1'.repeat(500)}`, null],
])('a person is sent to «%s»: %s', (trackingUrl, expected) => {
  const reply = readProductOrder(body('inProgress', [parcel('shipped', { trackingUrl })]));
  expect(reply?.parcels[0]?.trackingUrl).toBe(expected);
});

test('one number for the whole order is one parcel', () => {
  const number = [{ name: 'trackingNumber', value: 'RU7' }];
  expect(readProductOrder(body('inProgress', number))).toMatchObject({
    state: 'SHIPPED',
    parcels: [{ reference: 'RU7', state: 'SHIPPED', quantity: 2, trackingNumber: 'RU7', trackingUrl: null }],
  });
  expect(readProductOrder(body('completed', number))?.parcels).toMatchObject([{ state: 'DELIVERED' }]);
});

test('an unknown state is not guessed, unknown fields are ignored', async () => {
  let state = 'somethingNew';
  const strange = await listener(() => ({ status: 200, body: { id: 'o1', state, extra: {} } }));
  const fulfilment = tmf622Fulfilment({ baseUrl: strange.url, apiKey: 'key', webhookSecret: '' });
  expect(await fulfilment.read('o1')).toMatchObject({ kind: 'unavailable' });
  state = 'pending';
  expect(await fulfilment.read('o1')).toMatchObject({ kind: 'order', state: 'ACCEPTED', cards: [] });
});
