import { afterEach, describe, expect, it } from 'vitest';
import type { Context } from '@/lib/access/context';
import type { Role } from '@/lib/access/permission.rule';
import { walletBalance } from '@/lib/billing/queries';
import { realNow } from '@/lib/platform/clock';
import { activateSimCards } from '@/lib/sim-cards/commands/activate';
import { quoteActivation } from '@/lib/sim-cards/commands/quote-activation';
import { cartLine, chainWithModule, paidOrder, type wantedCards } from '@/lib/testing/card-orders';
import { useDatabase } from '@/lib/testing/database';
import { contextOf, createCard, type Chain, withCheckDigit } from '@/lib/testing/factories';
import { closeAll, connectedOperator, inTheEnd } from '@/sandbox/testing';
import { refundReturnedOrder } from './commands/refund-returned';
import { resendReturnedOrder } from './commands/resend-returned';
import { cardOrderAttention, cardOrderDetail } from './queries';

const database = useDatabase();
afterEach(closeAll);

/** Long enough for a state to be met on its way even on a busy machine. */
const UNHURRIED_MS = 400;

async function ordered(
  delivery: 'whole' | 'split' | 'short' | 'returned' | 'held',
  change: (chain: Chain) => Parameters<typeof wantedCards>[1] = () => ({}),
  shipMs = 20,
) {
  const operator = await connectedOperator('mts', { answerMs: 5, shipMs });
  await operator.shipping({ delivery });
  const chain = await chainWithModule(database());
  const order = await paidOrder(database(), chain, change(chain));
  const until = (state: string) =>
    inTheEnd(async () => {
      await order.step();
      expect((await row(order.orderId)).state).toBe(state);
    });
  return { ...order, chain, operator, until };
}

const row = (id: string) => database().cardOrder.findUniqueOrThrow({ where: { id } });
const cardsOf = (orderId: string) =>
  database().simCard.findMany({
    where: { orderId },
    orderBy: { id: 'asc' },
    select: { storeId: true, terminalId: true, label: true, state: true },
  });

describe('on delivery', () => {
  it('cards over stores and terminals are listed, named and bound as ordered, and activated in one go', async () => {
    const { orderId, owner, chain, until } = await ordered('whole', (chain) => ({
      expectedTotal: 146_000,
      lines: [
        cartLine(chain, { terminalId: chain.terminalIds[1], name: 'Прилавок слева' }),
        cartLine(chain, { storeId: chain.storeIds[1], terminalId: chain.terminalIds[2] }),
        cartLine(chain, { storeId: chain.storeIds[1], name: 'Запас', quantity: 2 }),
      ],
    }));
    await until('DELIVERED');
    const ready = { state: 'READY' };
    expect(await cardsOf(orderId)).toEqual([
      { ...ready, storeId: chain.storeIds[0], terminalId: chain.terminalIds[1], label: 'Прилавок слева' },
      { ...ready, storeId: chain.storeIds[1], terminalId: chain.terminalIds[2], label: null },
      { ...ready, storeId: chain.storeIds[1], terminalId: null, label: 'Запас 1' },
      { ...ready, storeId: chain.storeIds[1], terminalId: null, label: 'Запас 2' },
    ]);
    const detail = await cardOrderDetail(owner, orderId);
    expect(detail?.lines.map((line) => line.received)).toEqual([1, 1, 2]);
    const cardIds = [...(detail?.readyCardIds ?? [])];
    const quote = await quoteActivation(owner, { cardIds });
    const offer = quote.ok ? quote.value.offers.find((each) => each.period === 'M1') : undefined;
    const activated = await activateSimCards(owner, {
      requestId: orderId,
      cardIds,
      period: 'M1',
      expectedTotal: offer?.total ?? 0,
    });
    expect(activated).toMatchObject({ ok: true, value: { charged: offer?.total } });
    expect(await cardOrderDetail(owner, orderId)).toMatchObject({ readyCards: 0, readyCardIds: [] });
  });

  it('a terminal that has a card by then keeps it: the new one stays in the store', async () => {
    const { orderId, chain, until } = await ordered('whole', (chain) => ({
      expectedTotal: 59_000,
      lines: [cartLine(chain, { terminalId: chain.terminalIds[0], name: 'Новая' })],
    }));
    await createCard(database(), chain);
    await until('DELIVERED');
    expect(await cardsOf(orderId)).toEqual([
      { state: 'READY', storeId: chain.storeIds[0], terminalId: null, label: 'Новая' },
    ]);
  });

  it('a card that was added by its number before it was delivered is one of the order', async () => {
    const { orderId, chain, owner, operator, step } = await ordered(
      'whole',
      (chain) => ({ lines: [cartLine(chain, { name: 'Запас', quantity: 3 })] }),
      UNHURRIED_MS,
    );
    await inTheEnd(async () => {
      await step();
      expect((await row(orderId)).state).toBe('SHIPPED');
    });
    const at = realNow();
    await inTheEnd(async () => {
      const known = (await (await fetch(`${operator.url}/sandbox/cards`)).json()) as { iccid: string }[];
      expect(known.length).toBeGreaterThan(0);
      await database().simCard.create({
        data: {
          organizationId: chain.organizationId,
          storeId: chain.storeIds[0],
          terminalId: chain.terminalIds[0],
          operatorSlug: 'mts',
          iccid: withCheckDigit(known[0]?.iccid ?? ''),
          label: 'Уже своя',
          state: 'READY',
          stateChangedAt: at,
          createdAt: at,
        },
      });
    });
    await inTheEnd(async () => {
      await step();
      expect((await row(orderId)).state).toBe('DELIVERED');
    });
    expect(await cardOrderDetail(owner, orderId)).toMatchObject({ received: 3, readyCards: 3 });
    const cards = await cardsOf(orderId);
    expect(cards.map((card) => [card.label, card.terminalId]).sort()).toEqual([
      ['Запас 2', null],
      ['Запас 3', null],
      ['Уже своя', chain.terminalIds[0]],
    ]);
  });
});

describe('in parcels', () => {
  it('two: each is followed, what came first is listed at once', async () => {
    const { orderId, owner, step } = await ordered(
      'split',
      (chain) => ({ lines: [cartLine(chain, { name: 'Касса', quantity: 3 })] }),
      250,
    );
    const seen = new Set<string>();
    await inTheEnd(async () => {
      await step();
      const detail = await cardOrderDetail(owner, orderId);
      seen.add(`${detail?.state ?? ''} ${String(detail?.received)}`);
      expect(detail?.state).toBe('DELIVERED');
    });
    expect([...seen]).toEqual(expect.arrayContaining(['SHIPPED 2', 'DELIVERED 3']));
    const detail = await cardOrderDetail(owner, orderId);
    expect(detail?.parcels.map(({ state, quantity }) => [state, quantity])).toEqual([
      ['DELIVERED', 2],
      ['DELIVERED', 1],
    ]);
    expect(new Set(detail?.parcels.map((parcel) => parcel.trackingNumber)).size).toBe(2);
    expect(detail?.parcels[0]?.trackingUrl).toMatch(/^http:\/\/127\.0\.0\.1/);
    expect((await cardsOf(orderId)).map((card) => card.label)).toEqual(['Касса 1', 'Касса 2', 'Касса 3']);
    expect(await walletBalance(owner)).toBe(383_000);
  });

  it('short: what came is listed, the rest is paid back once', async () => {
    const { orderId, owner, step, until } = await ordered('short');
    await until('PARTIAL');
    await step();
    expect(await row(orderId)).toMatchObject({
      paymentState: 'PARTLY_REFUNDED',
      refundedKopecks: 29_000n,
      reason: 'На складе кончились карты',
    });
    expect(await cardOrderDetail(owner, orderId)).toMatchObject({ received: 2, readyCards: 2 });
    expect(await walletBalance(owner)).toBe(383_000 + 29_000);
  });

  it('held: it says so, and goes on', async () => {
    const { orderId, owner, step, until } = await ordered('held', undefined, UNHURRIED_MS);
    await inTheEnd(async () => {
      await step();
      expect(await cardOrderDetail(owner, orderId)).toMatchObject({
        held: true,
        reason: 'Ждём поставку карт на склад',
      });
    });
    await until('DELIVERED');
    expect(await cardOrderDetail(owner, orderId)).toMatchObject({ held: false, reason: null });
  });
});

describe('a parcel that came back', () => {
  const elsewhere = {
    recipient: 'Пётр Крылов',
    phone: '+79160000001',
    postalCode: '620014',
    city: 'Екатеринбург',
    addressLine: 'ул. Малышева, 51',
  };

  it('is paid back without its delivery, once', async () => {
    const { orderId, owner, until } = await ordered('returned');
    await until('RETURNED');
    expect(await row(orderId)).toMatchObject({ paymentState: 'PAID' });
    expect(await cardOrderAttention(owner)).toMatchObject([
      { href: `/orders/${orderId}`, actionLabel: 'Решить' },
    ]);
    const results = await Promise.all([
      refundReturnedOrder(owner, { orderId }),
      refundReturnedOrder(owner, { orderId }),
    ]);
    expect(results).toEqual([
      { ok: true, value: { state: 'CANCELLED' } },
      { ok: true, value: { state: 'CANCELLED' } },
    ]);
    expect(await row(orderId)).toMatchObject({ paymentState: 'PARTLY_REFUNDED', refundedKopecks: 87_000n });
    expect(await walletBalance(owner)).toBe(383_000 + 87_000);
    expect(await resendReturnedOrder(owner, { orderId, ...elsewhere })).toMatchObject({
      code: 'ORDER_NOT_RETURNED',
    });
    expect(await cardOrderAttention(owner)).toEqual([]);
  });

  it('is sent anew once, to another place, as an order of its own at the operator', async () => {
    const { orderId, owner, operator, until } = await ordered('returned');
    await until('RETURNED');
    const results = await Promise.all([
      resendReturnedOrder(owner, { orderId, ...elsewhere }),
      resendReturnedOrder(owner, { orderId, ...elsewhere }),
    ]);
    expect(results.every((result) => result.ok)).toBe(true);
    await until('DELIVERED');
    const detail = await cardOrderDetail(owner, orderId);
    expect(detail).toMatchObject({ ...elsewhere, received: 3 });
    expect(detail?.parcels.map((parcel) => parcel.state)).toEqual(['RETURNED', 'DELIVERED']);
    expect(detail?.steps.map((step) => step.kind)).toEqual(
      expect.arrayContaining(['RETURNED', 'RESENT', 'DELIVERED']),
    );
    const placed = (await operator.log()).filter((entry) => entry.effect && entry.method === 'POST');
    expect(placed.map((entry) => entry.key)).toEqual([orderId, `${orderId}-2`]);
    expect(await walletBalance(owner)).toBe(383_000);
  });

  it('a second time is only paid back', async () => {
    const { orderId, owner, until } = await ordered('returned');
    await until('RETURNED');
    await database().cardOrder.update({ where: { id: orderId }, data: { shipment: 2 } });
    expect(await cardOrderDetail(owner, orderId)).toMatchObject({ resendable: false });
    expect(await resendReturnedOrder(owner, { orderId, ...elsewhere })).toMatchObject({
      code: 'ORDER_RESENT_ALREADY',
    });
  });

  const decisions = {
    refund: (ctx: Context, orderId: string) => refundReturnedOrder(ctx, { orderId }),
    resend: (ctx: Context, orderId: string) => resendReturnedOrder(ctx, { orderId, ...elsewhere }),
  };
  const roles: [Role, boolean][] = [
    ['OWNER', true],
    ['ADMIN', true],
    ['ACCOUNTANT', false],
    ['CASHIER', false],
  ];
  it.each(
    roles.flatMap(([role, may]) => (['refund', 'resend'] as const).map((verb) => [role, verb, may] as const)),
  )('%s × %s: %s', async (role, verb, may) => {
    const { orderId, chain, until } = await ordered('returned');
    await until('RETURNED');
    const other = await chainWithModule(database());
    const foreign = await decisions[verb](contextOf(database(), other, 'OWNER'), orderId);
    expect(foreign).toMatchObject({ code: 'NOT_FOUND' });
    const result = await decisions[verb](contextOf(database(), chain, role), orderId);
    expect(result).toMatchObject(may ? { ok: true } : { code: 'FORBIDDEN' });
  });
});
