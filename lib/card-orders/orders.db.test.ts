import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Context } from '@/lib/access/context';
import type { Role } from '@/lib/access/permission.rule';
import { walletBalance } from '@/lib/billing/queries';
import { listSimCards } from '@/lib/sim-cards/queries';
import { simCardFilter } from '@/lib/sim-cards/schema';
import { useDatabase } from '@/lib/testing/database';
import {
  type Chain,
  contextOf,
  createChain,
  installCabinetModule,
  jobContextOf,
  queuedTasks,
} from '@/lib/testing/factories';
import { startOperator } from '@/sandbox/operator';
import { closeAll, eventually, opened, send, tempDir } from '@/sandbox/testing';
import { cancelCardOrder } from './commands/cancel-order';
import { createCardOrder } from './commands/create-order';
import { fulfilCardOrder } from './commands/fulfil-order';
import { payCardOrder } from './commands/pay-order';
import { resumeOrders } from './jobs';
import { cardOffers, cardOrderDetail, listCardOrders } from './queries';
import { cardOrderFilter } from './schema';

const database = useDatabase();
afterEach(closeAll);
afterEach(() => vi.unstubAllEnvs());

async function sandbox(shipMs = 5) {
  const running = await startOperator({
    slug: 'mts',
    port: 0,
    dataDir: tempDir(),
    apiKey: 'key',
    webhookSecret: 'secret',
    iccidPrefix: '8970101',
    answerMs: 5,
    shipMs,
    lateMs: 60_000,
    retryMs: 10,
  });
  opened.push(running.close);
  vi.stubEnv('OPERATOR_MTS_URL', running.url);
  vi.stubEnv('OPERATOR_MTS_KEY', 'key');
  vi.stubEnv('OPERATOR_MTS_WEBHOOK_SECRET', 'secret');
  return { mode: (mode: string) => send('POST', `${running.url}/sandbox/mode`, { mode }) };
}

async function chainWithModule(walletKopecks = 500_000): Promise<Chain> {
  const chain = await createChain(database(), walletKopecks);
  await installCabinetModule(database(), chain);
  return chain;
}

const wanted = (chain: Chain, change: Partial<Parameters<typeof createCardOrder>[1]> = {}) => ({
  requestId: randomUUID(),
  operatorSlug: 'mts',
  quantity: 3,
  storeId: chain.storeIds[0],
  recipient: 'Анна Ильина',
  phone: '+79160000000',
  postalCode: '101000',
  city: 'Москва',
  addressLine: 'ул. Мясницкая, 1',
  expectedTotal: 117_000,
  ...change,
});

async function ordered(chain: Chain): Promise<string> {
  const result = await createCardOrder(contextOf(database(), chain, 'OWNER'), wanted(chain));
  if (!result.ok) throw new Error(result.code);
  return result.value.orderId;
}

async function paid(
  chain: Chain,
): Promise<{ orderId: string; step: () => Promise<unknown>; owner: Context }> {
  const orderId = await ordered(chain);
  const owner = contextOf(database(), chain, 'OWNER');
  const result = await payCardOrder(owner, { orderId });
  if (!result.ok) throw new Error(result.code);
  const job = jobContextOf(database(), chain);
  return { orderId, owner, step: () => fulfilCardOrder(job, { orderId, attempt: 0 }) };
}

const orderRow = (id: string) => database().cardOrder.findUniqueOrThrow({ where: { id } });

describe('ordering', () => {
  it('fixes price and address, gives numbers from 1, the same request once', async () => {
    const chain = await chainWithModule();
    const owner = contextOf(database(), chain, 'OWNER');
    const input = wanted(chain);
    const [first, second] = await Promise.all([createCardOrder(owner, input), createCardOrder(owner, input)]);
    expect(first).toMatchObject({ ok: true, value: { number: 1 } });
    expect(second).toEqual(first);
    const numbers = await Promise.all([1, 2, 3].map(() => createCardOrder(owner, wanted(chain))));
    expect(numbers.map((each) => each.ok && each.value.number).sort()).toEqual([2, 3, 4]);
    const id = first.ok ? first.value.orderId : '';
    expect(await cardOrderDetail(owner, id)).toMatchObject({
      state: 'AWAITING_PAYMENT',
      paymentState: 'UNPAID',
      quantity: 3,
      unitPrice: 29_000,
      delivery: 30_000,
      total: 117_000,
      city: 'Москва',
      quoteExpired: false,
      steps: [{ state: 'AWAITING_PAYMENT' }],
    });
    expect(await cardOffers(owner)).toEqual([
      { slug: 'mts', name: 'МТС', unitPrice: 29_000 },
      { slug: 'megafon', name: 'МегаФон', unitPrice: 25_000 },
    ]);
  });

  it.each([
    ['an operator without connection', { operatorSlug: 'beeline' }, 'OPERATOR_NOT_INTEGRATED'],
    ['another sum than the form said', { expectedTotal: 116_999 }, 'QUOTE_CHANGED'],
    ['an unknown store', { storeId: randomUUID() }, 'STORE_NOT_FOUND'],
  ])('%s is refused', async (_, change, code) => {
    const chain = await chainWithModule();
    const result = await createCardOrder(contextOf(database(), chain, 'OWNER'), wanted(chain, change));
    expect(result).toMatchObject({ ok: false, code });
    expect(await database().cardOrder.count({ where: { organizationId: chain.organizationId } })).toBe(0);
  });

  it('needs the module', async () => {
    const chain = await createChain(database(), 500_000);
    expect(await createCardOrder(contextOf(database(), chain, 'OWNER'), wanted(chain))).toMatchObject({
      code: 'MODULE_NOT_INSTALLED',
    });
  });
});

describe('paying', () => {
  it('twice at once is once', async () => {
    const chain = await chainWithModule();
    const orderId = await ordered(chain);
    const owner = contextOf(database(), chain, 'OWNER');
    const results = await Promise.all([payCardOrder(owner, { orderId }), payCardOrder(owner, { orderId })]);
    expect(results.every((result) => result.ok)).toBe(true);
    expect(await walletBalance(owner)).toBe(383_000);
    expect(await orderRow(orderId)).toMatchObject({ state: 'PAID', paymentState: 'PAID' });
    const tasks = (await queuedTasks(database())).filter(({ payload }) => payload['orderId'] === orderId);
    expect(tasks.map(({ task }) => task)).toEqual(['card-orders.fulfil']);
  });

  it('refuses without money, after 30 days, and what was cancelled', async () => {
    const chain = await chainWithModule(116_900);
    const owner = contextOf(database(), chain, 'OWNER');
    const orderId = await ordered(chain);
    expect(await payCardOrder(owner, { orderId })).toMatchObject({
      code: 'INSUFFICIENT_FUNDS',
      details: { missing: '1\u00a0₽' },
    });
    expect(await orderRow(orderId)).toMatchObject({ state: 'AWAITING_PAYMENT', paymentState: 'UNPAID' });
    const late = contextOf(database(), chain, 'OWNER', '2026-12-20T09:00:00.000Z');
    expect(await payCardOrder(late, { orderId })).toMatchObject({ code: 'QUOTE_EXPIRED' });
    expect(await cancelCardOrder(owner, { orderId })).toEqual({ ok: true, value: { state: 'CANCELLED' } });
    expect(await payCardOrder(owner, { orderId })).toMatchObject({ code: 'ORDER_STATE' });
    expect(await walletBalance(owner)).toBe(116_900);
  });
});

describe('at the operator', () => {
  it('goes its way and its cards are in the list, ready, in the store', async () => {
    await sandbox();
    const chain = await chainWithModule();
    const { orderId, owner, step } = await paid(chain);
    await eventually(async () => {
      await step();
      expect((await orderRow(orderId)).state).toBe('DELIVERED');
    });
    await step();
    const detail = await cardOrderDetail(owner, orderId);
    expect(detail).toMatchObject({
      receivedCards: 3,
      trackingNumber: expect.stringMatching(/^RU/) as string,
    });
    expect(detail?.steps.at(-1)?.state).toBe('DELIVERED');
    const cards = await listSimCards(
      contextOf(database(), chain, 'ADMIN'),
      simCardFilter({ state: 'READY' }),
    );
    expect(cards.total).toBe(3);
  });

  it('down: the order waits, says so, and goes on when the operator is back', async () => {
    const operator = await sandbox();
    await operator.mode('down');
    const chain = await chainWithModule();
    const { orderId, owner, step } = await paid(chain);
    await step();
    await step();
    expect(await cardOrderDetail(owner, orderId)).toMatchObject({ state: 'PAID', unreachable: true });
    await operator.mode('normal');
    await eventually(async () => {
      await step();
      expect((await orderRow(orderId)).state).toBe('DELIVERED');
    });
    expect(await cardOrderDetail(owner, orderId)).toMatchObject({ unreachable: false, receivedCards: 3 });
  });

  it('an answer lost on the way and steps side by side make one order and one set of cards', async () => {
    const operator = await sandbox();
    await operator.mode('flaky');
    const chain = await chainWithModule();
    const { orderId, owner, step } = await paid(chain);
    await eventually(async () => {
      await Promise.all([step(), step()]);
      expect((await orderRow(orderId)).state).toBe('DELIVERED');
    });
    expect(await cardOrderDetail(owner, orderId)).toMatchObject({ receivedCards: 3 });
  });

  it('fails: the money is back', async () => {
    const operator = await sandbox();
    await operator.mode('reject');
    const chain = await chainWithModule();
    const { orderId, owner, step } = await paid(chain);
    await eventually(async () => {
      await step();
      expect((await orderRow(orderId)).state).toBe('FAILED');
    });
    expect(await orderRow(orderId)).toMatchObject({
      paymentState: 'REFUNDED',
      reason: expect.any(String) as string,
    });
    expect(await walletBalance(owner)).toBe(500_000);
  });

  it('a job that was lost is given anew', async () => {
    const chain = await chainWithModule();
    const { orderId } = await paid(chain);
    await database().$executeRaw`DELETE FROM graphile_worker._private_jobs`;
    await resumeOrders();
    await resumeOrders();
    const tasks = (await queuedTasks(database())).filter(({ payload }) => payload['orderId'] === orderId);
    expect(tasks).toHaveLength(1);
  });
});

describe('cancelling', () => {
  it.each([
    ['before the operator has it', 0],
    ['while the operator packs it', 1],
  ])('%s gives the money back once', async (_, steps) => {
    await sandbox(60_000);
    const chain = await chainWithModule();
    const { orderId, owner, step } = await paid(chain);
    for (let index = 0; index < steps; index += 1) await step();
    expect(await cancelCardOrder(owner, { orderId })).toMatchObject({ ok: true });
    expect(await cancelCardOrder(owner, { orderId })).toMatchObject({ ok: true });
    expect(await cardOrderDetail(owner, orderId)).toMatchObject({ cancelling: true });
    for (let index = 0; index < 3; index += 1) await step();
    expect(await orderRow(orderId)).toMatchObject({
      state: 'CANCELLED',
      paymentState: 'REFUNDED',
      cancelRequestedAt: null,
    });
    expect(await walletBalance(owner)).toBe(500_000);
  });

  it('is too late once it is shipped: said at once, or by the operator', async () => {
    const operator = await sandbox(5);
    const chain = await chainWithModule();
    const { orderId, owner, step } = await paid(chain);
    await step();
    await operator.mode('normal');
    await eventually(async () => {
      await step();
      expect(['SHIPPED', 'DELIVERED']).toContain((await orderRow(orderId)).state);
    });
    expect(await cancelCardOrder(owner, { orderId })).toMatchObject({ code: 'ORDER_NOT_CANCELLABLE' });

    await database().cardOrder.update({
      where: { id: orderId },
      data: { state: 'PACKING', cancelRequestedAt: new Date() },
    });
    await eventually(async () => {
      await step();
      expect((await orderRow(orderId)).cancelRequestedAt).toBeNull();
    });
    expect((await orderRow(orderId)).reason).toContain('Отменить не удалось: Заказ уже передан в доставку');
    expect(await walletBalance(owner)).toBe(383_000);
  });
});

describe('who may', () => {
  const commands = {
    create: (ctx: Context, chain: Chain) => createCardOrder(ctx, wanted(chain)),
    pay: async (ctx: Context, chain: Chain) => payCardOrder(ctx, { orderId: await ordered(chain) }),
    cancel: async (ctx: Context, chain: Chain) => cancelCardOrder(ctx, { orderId: await ordered(chain) }),
  };
  const allowed: Role[] = ['OWNER', 'ADMIN'];
  const table = (['OWNER', 'ADMIN', 'ACCOUNTANT', 'CASHIER'] as const).flatMap((role) =>
    (['create', 'pay', 'cancel'] as const).map((verb) => [role, verb] as const),
  );

  it.each(table)('%s × %s', async (role, verb) => {
    const chain = await chainWithModule();
    const result = await commands[verb](contextOf(database(), chain, role), chain);
    if (allowed.includes(role)) expect(result.ok).toBe(true);
    else expect(result).toMatchObject({ ok: false, code: 'FORBIDDEN' });
  });

  it('foreign orders and stores are not found', async () => {
    const chain = await chainWithModule();
    const other = await chainWithModule();
    const orderId = await ordered(chain);
    const elsewhere = await createCardOrder(
      contextOf(database(), chain, 'OWNER'),
      wanted(chain, { storeId: chain.storeIds[1] }),
    );
    const elsewhereId = elsewhere.ok ? elsewhere.value.orderId : '';
    const foreigner = contextOf(database(), other, 'OWNER');
    const admin = contextOf(database(), chain, 'ADMIN');
    for (const [ctx, id] of [
      [foreigner, orderId],
      [admin, elsewhereId],
    ] as const) {
      expect(await payCardOrder(ctx, { orderId: id })).toMatchObject({ code: 'NOT_FOUND' });
      expect(await cancelCardOrder(ctx, { orderId: id })).toMatchObject({ code: 'NOT_FOUND' });
      expect(await cardOrderDetail(ctx, id)).toBeNull();
    }
    expect(await createCardOrder(foreigner, wanted(chain))).toMatchObject({ code: 'STORE_NOT_FOUND' });
    expect(await createCardOrder(admin, wanted(chain, { storeId: chain.storeIds[1] }))).toMatchObject({
      code: 'STORE_NOT_FOUND',
    });
    const seen = await listCardOrders(admin, cardOrderFilter({}));
    expect(seen.rows.map((row) => row.id)).toEqual([orderId]);
    expect((await listCardOrders(foreigner, cardOrderFilter({}))).total).toBe(0);
  });
});
