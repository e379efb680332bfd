import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Context } from '@/lib/access/context';
import type { Role } from '@/lib/access/permission.rule';
import { walletBalance } from '@/lib/billing/queries';
import { cartLine, chainWithModule, orderedCards, wantedCards } from '@/lib/testing/card-orders';
import { useDatabase } from '@/lib/testing/database';
import { type Chain, contextOf, createChain, queuedTasks } from '@/lib/testing/factories';
import { cancelCardOrder } from './commands/cancel-order';
import { createCardOrder } from './commands/create-order';
import { payCardOrder } from './commands/pay-order';
import { cardOffers, cardOrderDetail, listCardOrders } from './queries';
import { cardOrderFilter } from './schema';

const database = useDatabase();

const orderRow = (id: string) => database().cardOrder.findUniqueOrThrow({ where: { id } });

describe('ordering', () => {
  it('fixes price and address, gives numbers from 1, the same request once', async () => {
    const chain = await chainWithModule(database());
    const owner = contextOf(database(), chain, 'OWNER');
    const input = wantedCards(chain);
    const [first, second] = await Promise.all([createCardOrder(owner, input), createCardOrder(owner, input)]);
    expect(first).toMatchObject({ ok: true, value: { number: 1 } });
    expect(second).toEqual(first);
    const numbers = await Promise.all([1, 2, 3].map(() => createCardOrder(owner, wantedCards(chain))));
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
      steps: [{ kind: 'CREATED' }],
      lines: [{ storeName: 'Центр', terminal: null, quantity: 3, received: 0 }],
    });
    expect(await cardOffers(owner)).toEqual([
      { slug: 'mts', name: 'МТС', unitPrice: 29_000 },
      { slug: 'megafon', name: 'МегаФон', unitPrice: 25_000 },
    ]);
  });

  const refused: [string, (chain: Chain) => Parameters<typeof wantedCards>[1], string][] = [
    ['an operator without connection', () => ({ operatorSlug: 'beeline' }), 'OPERATOR_NOT_INTEGRATED'],
    ['another sum than the form said', () => ({ expectedTotal: 116_999 }), 'QUOTE_CHANGED'],
    [
      'an unknown store',
      (chain) => ({ lines: [cartLine(chain, { storeId: randomUUID(), quantity: 3 })] }),
      'STORE_NOT_FOUND',
    ],
    [
      'an unknown terminal',
      (chain) => ({ lines: [cartLine(chain, { terminalId: randomUUID() })] }),
      'TERMINAL_NOT_FOUND',
    ],
    [
      'a terminal of another store',
      (chain) => ({ lines: [cartLine(chain, { terminalId: chain.terminalIds[2] })] }),
      'TERMINAL_NOT_FOUND',
    ],
  ];
  it.each(refused)('%s is refused', async (_, change, code) => {
    const chain = await chainWithModule(database());
    const result = await createCardOrder(
      contextOf(database(), chain, 'OWNER'),
      wantedCards(chain, change(chain)),
    );
    expect(result).toMatchObject({ ok: false, code });
    expect(await database().cardOrder.count({ where: { organizationId: chain.organizationId } })).toBe(0);
  });

  it('needs the module', async () => {
    const chain = await createChain(database(), 500_000);
    expect(await createCardOrder(contextOf(database(), chain, 'OWNER'), wantedCards(chain))).toMatchObject({
      code: 'MODULE_NOT_INSTALLED',
    });
  });
});

describe('paying', () => {
  it('twice at once is once', async () => {
    const chain = await chainWithModule(database());
    const orderId = await orderedCards(database(), chain);
    const owner = contextOf(database(), chain, 'OWNER');
    const results = await Promise.all([payCardOrder(owner, { orderId }), payCardOrder(owner, { orderId })]);
    expect(results.every((result) => result.ok)).toBe(true);
    expect(await walletBalance(owner)).toBe(383_000);
    expect(await orderRow(orderId)).toMatchObject({ state: 'PAID', paymentState: 'PAID' });
    const tasks = (await queuedTasks(database())).filter(({ payload }) => payload['orderId'] === orderId);
    expect(tasks.map(({ task }) => task)).toEqual(['card-orders.fulfil']);
  });

  it('refuses without money, after 30 days, and what was cancelled', async () => {
    const chain = await chainWithModule(database(), 116_900);
    const owner = contextOf(database(), chain, 'OWNER');
    const orderId = await orderedCards(database(), chain);
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

describe('the price', () => {
  it('is that of the order, whatever the catalogue says by now', async () => {
    const chain = await chainWithModule(database());
    const owner = contextOf(database(), chain, 'OWNER');
    const orderId = await orderedCards(database(), chain);
    const mts = { where: { slug: 'mts' } };
    await database().operator.update({ ...mts, data: { cardPriceKopecks: 99_900 } });
    try {
      expect(await createCardOrder(owner, wantedCards(chain))).toMatchObject({
        code: 'QUOTE_CHANGED',
        details: { total: '3\u00a0297\u00a0₽' },
      });
      const lastDay = contextOf(database(), chain, 'OWNER', '2026-12-20T08:59:59.999Z');
      expect(await payCardOrder(lastDay, { orderId })).toMatchObject({ ok: true });
    } finally {
      await database().operator.update({ ...mts, data: { cardPriceKopecks: 29_000 } });
    }
    expect(await walletBalance(owner)).toBe(383_000);
  });
});

describe('the same order', () => {
  it('within minutes is asked about, once, and is no matter later', async () => {
    const chain = await chainWithModule(database());
    const owner = contextOf(database(), chain, 'OWNER');
    const wanted = () => wantedCards(chain, { evenIfSame: false });
    const [first, second] = await Promise.all([
      createCardOrder(owner, wanted()),
      createCardOrder(owner, wanted()),
    ]);
    expect([first, second].filter((each) => each.ok)).toHaveLength(1);
    expect([first, second].find((each) => !each.ok)).toMatchObject({
      code: 'SAME_ORDER',
      details: { number: 1, ago: '1\u00a0с назад' },
    });
    const soon = contextOf(database(), chain, 'OWNER', '2026-11-20T09:09:59.000Z');
    expect(await createCardOrder(soon, wanted())).toMatchObject({ code: 'SAME_ORDER' });
    const other = { ...wanted(), postalCode: '101001' };
    expect(await createCardOrder(soon, other)).toMatchObject({ ok: true });
    expect(await createCardOrder(soon, { ...wanted(), evenIfSame: true })).toMatchObject({ ok: true });
    const later = contextOf(database(), chain, 'OWNER', '2026-11-20T09:20:00.000Z');
    expect(await createCardOrder(later, wanted())).toMatchObject({ ok: true });
  });

  it('that was cancelled is no matter', async () => {
    const chain = await chainWithModule(database());
    const owner = contextOf(database(), chain, 'OWNER');
    const orderId = await orderedCards(database(), chain);
    await cancelCardOrder(owner, { orderId });
    expect(await createCardOrder(owner, wantedCards(chain, { evenIfSame: false }))).toMatchObject({
      ok: true,
    });
  });
});

describe('who may', () => {
  const commands = {
    create: (ctx: Context, chain: Chain) => createCardOrder(ctx, wantedCards(chain)),
    pay: async (ctx: Context, chain: Chain) =>
      payCardOrder(ctx, { orderId: await orderedCards(database(), chain) }),
    cancel: async (ctx: Context, chain: Chain) =>
      cancelCardOrder(ctx, { orderId: await orderedCards(database(), chain) }),
  };
  const allowed: Role[] = ['OWNER', 'ADMIN'];
  const table = (['OWNER', 'ADMIN', 'ACCOUNTANT', 'CASHIER'] as const).flatMap((role) =>
    (['create', 'pay', 'cancel'] as const).map((verb) => [role, verb] as const),
  );

  it.each(table)('%s × %s', async (role, verb) => {
    const chain = await chainWithModule(database());
    const result = await commands[verb](contextOf(database(), chain, role), chain);
    if (allowed.includes(role)) expect(result.ok).toBe(true);
    else expect(result).toMatchObject({ ok: false, code: 'FORBIDDEN' });
  });

  it('foreign orders and stores are not found', async () => {
    const chain = await chainWithModule(database());
    const other = await chainWithModule(database());
    const orderId = await orderedCards(database(), chain);
    const elsewhere = await createCardOrder(
      contextOf(database(), chain, 'OWNER'),
      wantedCards(chain, { lines: [cartLine(chain, { storeId: chain.storeIds[1], quantity: 3 })] }),
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
    expect(await createCardOrder(foreigner, wantedCards(chain))).toMatchObject({ code: 'STORE_NOT_FOUND' });
    expect(
      await createCardOrder(
        admin,
        wantedCards(chain, { lines: [cartLine(chain, { storeId: chain.storeIds[1], quantity: 3 })] }),
      ),
    ).toMatchObject({
      code: 'STORE_NOT_FOUND',
    });
    const both = await createCardOrder(
      contextOf(database(), chain, 'OWNER'),
      wantedCards(chain, {
        lines: [cartLine(chain), cartLine(chain, { storeId: chain.storeIds[1], quantity: 2 })],
      }),
    );
    const bothId = both.ok ? both.value.orderId : '';
    expect(await cardOrderDetail(admin, bothId)).toBeNull();
    expect(await cancelCardOrder(admin, { orderId: bothId })).toMatchObject({ code: 'NOT_FOUND' });
    expect(
      await createCardOrder(admin, wantedCards(chain, { requestId: (await orderRow(bothId)).requestId })),
    ).toMatchObject({ code: 'NOT_FOUND' });
    const ofSecond = await listCardOrders(
      contextOf(database(), chain, 'OWNER'),
      cardOrderFilter({ store: chain.storeIds[1] }),
    );
    expect(ofSecond.rows.map((row) => row.id)).toEqual([bothId, elsewhereId]);
    expect(ofSecond.rows[0]?.storeNames).toEqual(['Центр', 'Камчатка']);
    const seen = await listCardOrders(admin, cardOrderFilter({}));
    expect(seen.rows.map((row) => row.id)).toEqual([orderId]);
    expect((await listCardOrders(foreigner, cardOrderFilter({}))).total).toBe(0);
    const { number } = await orderRow(orderId);
    const byNumber = (ctx: Context) => listCardOrders(ctx, cardOrderFilter({ q: `№ ${String(number)}` }));
    expect((await byNumber(admin)).rows.map((row) => row.id)).toEqual([orderId]);
    expect((await byNumber(foreigner)).total).toBe(0);
  });
});
