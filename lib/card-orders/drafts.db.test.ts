import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Context } from '@/lib/access/context';
import type { Role } from '@/lib/access/permission.rule';
import { realNow } from '@/lib/platform/clock';
import { cartLine, chainWithModule, orderedCards, wantedCards } from '@/lib/testing/card-orders';
import { useDatabase } from '@/lib/testing/database';
import { type Chain, contextOf, jobContextOf, queuedTasks } from '@/lib/testing/factories';
import { cancelCardOrder } from './commands/cancel-order';
import { createCardOrder } from './commands/create-order';
import { expireCardOrder } from './commands/expire-order';
import { payCardOrder } from './commands/pay-order';
import { removeDeliveryAddress } from './commands/remove-address';
import { saveDeliveryAddress } from './commands/save-address';
import { saveCardOrderDraft } from './commands/save-draft';
import { expireOrders } from './jobs';
import { cardOrderDetail, cartOf, savedAddresses } from './queries';

const database = useDatabase();
const orderRow = (id: string) => database().cardOrder.findUniqueOrThrow({ where: { id } });

const draft = (chain: Chain, requestId = randomUUID()) => {
  const { operatorSlug, period } = wantedCards(chain);
  const blank = { recipient: '', phone: '', postalCode: '', city: '', addressLine: '' };
  return { requestId, operatorSlug, period, lines: [cartLine(chain, { quantity: 5 })], ...blank };
};

async function saved(ctx: Context, input: Parameters<typeof saveCardOrderDraft>[1]): Promise<string> {
  const result = await saveCardOrderDraft(ctx, input);
  if (!result.ok) throw new Error(result.code);
  return result.value.orderId;
}

const MONTH_LATER = '2026-12-20T09:00:00.000Z';

describe('a draft', () => {
  it('is kept, changed, ordered at the price of that moment, and is one order all the way', async () => {
    const chain = await chainWithModule(database());
    const owner = contextOf(database(), chain, 'OWNER');
    const input = draft(chain);
    const [first, second] = await Promise.all([
      saveCardOrderDraft(owner, input),
      saveCardOrderDraft(owner, input),
    ]);
    expect(second).toEqual(first);
    const id = await saved(owner, { ...input, city: 'Москва', lines: [cartLine(chain, { name: 'Запас' })] });
    expect(await cartOf(owner, id)).toMatchObject({
      requestId: input.requestId,
      city: 'Москва',
      lines: [{ name: 'Запас', quantity: 1 }],
    });
    expect(await payCardOrder(owner, { orderId: id })).toMatchObject({ code: 'ORDER_STATE' });
    const ordered = await createCardOrder(owner, wantedCards(chain, { requestId: input.requestId }));
    expect(ordered).toEqual({ ok: true, value: { orderId: id, number: 1 } });
    expect(await cardOrderDetail(owner, id)).toMatchObject({
      state: 'AWAITING_PAYMENT',
      quantity: 3,
      total: 117_000,
      lines: [{ name: null, quantity: 3 }],
    });
    expect(await saveCardOrderDraft(owner, input)).toMatchObject({ code: 'ORDER_STATE' });
    expect((await cartOf(owner, id))?.requestId).toBeNull();
    expect(await payCardOrder(owner, { orderId: id })).toMatchObject({ ok: true });
  });

  it('is deleted by its owner, or by itself after 30 days without a change', async () => {
    const chain = await chainWithModule(database());
    const owner = contextOf(database(), chain, 'OWNER');
    const gone = await saved(owner, draft(chain));
    expect(await cancelCardOrder(owner, { orderId: gone })).toEqual({
      ok: true,
      value: { state: 'CANCELLED' },
    });
    const kept = draft(chain);
    const id = await saved(owner, kept);
    const halfway = contextOf(database(), chain, 'OWNER', '2026-12-10T09:00:00.000Z');
    await saved(halfway, kept);
    const job = jobContextOf(database(), chain, MONTH_LATER);
    expect(await expireCardOrder(job, { orderId: id })).toEqual({ ok: true, value: 'DRAFT' });
    const later = jobContextOf(database(), chain, '2027-01-09T09:00:00.000Z');
    expect(await expireCardOrder(later, { orderId: id })).toEqual({ ok: true, value: 'CANCELLED' });
    expect((await orderRow(id)).reason).toBe('Черновик не меняли 30 дней');
  });

  it('with a foreign store or terminal is refused', async () => {
    const chain = await chainWithModule(database());
    const other = await chainWithModule(database());
    const owner = contextOf(database(), chain, 'OWNER');
    expect(await saveCardOrderDraft(owner, { ...draft(chain), lines: draft(other).lines })).toMatchObject({
      code: 'STORE_NOT_FOUND',
    });
    const lines = [cartLine(chain, { terminalId: other.terminalIds[0] })];
    expect(await saveCardOrderDraft(owner, { ...draft(chain), lines })).toMatchObject({
      code: 'TERMINAL_NOT_FOUND',
    });
    const admin = contextOf(database(), chain, 'ADMIN');
    const second = [cartLine(chain, { storeId: chain.storeIds[1] })];
    expect(await saveCardOrderDraft(admin, { ...draft(chain), lines: second })).toMatchObject({
      code: 'STORE_NOT_FOUND',
    });
    const owners = { ...draft(chain), lines: second };
    await saved(owner, owners);
    expect(await saveCardOrderDraft(admin, draft(chain, owners.requestId))).toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});

describe('an unpaid order', () => {
  it('is closed when its price is over, and can be repeated', async () => {
    const chain = await chainWithModule(database());
    const owner = contextOf(database(), chain, 'OWNER');
    const orderId = await orderedCards(database(), chain);
    await database().cardOrder.update({ where: { id: orderId }, data: { quoteExpiresAt: new Date(0) } });
    expect(await expireOrders()).toBeGreaterThan(0);
    const tasks = (await queuedTasks(database())).filter(({ payload }) => payload['orderId'] === orderId);
    expect(tasks.map(({ task }) => task)).toEqual(['card-orders.expire-order']);
    const job = jobContextOf(database(), chain);
    expect(await expireCardOrder(job, { orderId })).toEqual({ ok: true, value: 'CANCELLED' });
    expect(await expireCardOrder(job, { orderId })).toEqual({ ok: true, value: 'CANCELLED' });
    expect(await orderRow(orderId)).toMatchObject({
      paymentState: 'UNPAID',
      reason: 'Цена действовала 30 дней, заказ не оплачен',
    });
    expect(await cartOf(owner, orderId)).toMatchObject({ requestId: null, lines: [{ quantity: 3 }] });
  });

  it('that was paid in time is left alone', async () => {
    const chain = await chainWithModule(database());
    const orderId = await orderedCards(database(), chain);
    await payCardOrder(contextOf(database(), chain, 'OWNER'), { orderId });
    const job = jobContextOf(database(), chain, MONTH_LATER);
    expect(await expireCardOrder(job, { orderId })).toEqual({ ok: true, value: 'PAID' });
  });
});

describe('the address book', () => {
  const place = {
    recipient: 'Анна Ильина',
    phone: '+79160000000',
    postalCode: '101000',
    city: 'Москва',
    addressLine: 'ул. Мясницкая, 1',
  };

  it('keeps an address once; an order has its own copy', async () => {
    const chain = await chainWithModule(database());
    const owner = contextOf(database(), chain, 'OWNER');
    const orderId = await orderedCards(database(), chain, { saveAddress: true });
    await orderedCards(database(), chain, { saveAddress: true });
    const [address, ...others] = await savedAddresses(owner);
    expect(address).toMatchObject(place);
    expect(others).toEqual([]);
    const addressId = address?.id ?? '';
    const moved = { ...place, addressLine: 'ул. Мясницкая, 2' };
    expect(await saveDeliveryAddress(owner, { addressId, ...moved })).toEqual({
      ok: true,
      value: { addressId },
    });
    expect(await cardOrderDetail(owner, orderId)).toMatchObject(place);
    expect(await savedAddresses(owner)).toEqual([{ id: addressId, ...moved }]);
    expect(await removeDeliveryAddress(owner, { addressId })).toMatchObject({ ok: true });
    expect(await removeDeliveryAddress(owner, { addressId })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await cardOrderDetail(owner, orderId)).toMatchObject(place);
  });

  it('made the same as another is that other; two at once are one', async () => {
    const chain = await chainWithModule(database());
    const owner = contextOf(database(), chain, 'OWNER');
    const add = (change = {}) => saveDeliveryAddress(owner, { addressId: null, ...place, ...change });
    const [one, again] = await Promise.all([add(), add()]);
    expect(one.ok && again.ok && one.value.addressId === again.value.addressId).toBe(true);
    const other = await add({ city: 'Тверь' });
    const addressId = other.ok ? other.value.addressId : '';
    expect(await saveDeliveryAddress(owner, { addressId, ...place })).toEqual(one);
    expect(await savedAddresses(owner)).toHaveLength(1);
  });

  it('takes 200 and no more', async () => {
    const chain = await chainWithModule(database());
    const owner = contextOf(database(), chain, 'OWNER');
    const at = realNow();
    await database().deliveryAddress.createMany({
      data: Array.from({ length: 200 }, (_, index) => ({
        ...place,
        organizationId: chain.organizationId,
        addressLine: `Дом ${String(index)}`,
        createdAt: at,
        usedAt: at,
      })),
    });
    expect(await saveDeliveryAddress(owner, { addressId: null, ...place })).toMatchObject({
      code: 'ADDRESS_BOOK_FULL',
    });
    expect(await createCardOrder(owner, wantedCards(chain, { saveAddress: true }))).toMatchObject({
      code: 'ADDRESS_BOOK_FULL',
    });
    expect(await createCardOrder(owner, wantedCards(chain))).toMatchObject({ ok: true });
  });

  it('of another organization is not found', async () => {
    const chain = await chainWithModule(database());
    const other = await chainWithModule(database());
    const made = await saveDeliveryAddress(contextOf(database(), chain, 'OWNER'), {
      addressId: null,
      ...place,
    });
    const addressId = made.ok ? made.value.addressId : '';
    const foreigner = contextOf(database(), other, 'OWNER');
    expect(await saveDeliveryAddress(foreigner, { addressId, ...place })).toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await removeDeliveryAddress(foreigner, { addressId })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await savedAddresses(foreigner)).toEqual([]);
  });

  const commands = {
    draft: (ctx: Context, chain: Chain) => saveCardOrderDraft(ctx, draft(chain)),
    save: (ctx: Context) => saveDeliveryAddress(ctx, { addressId: null, ...place }),
    remove: async (ctx: Context, chain: Chain) => {
      const made = await saveDeliveryAddress(contextOf(database(), chain, 'OWNER'), {
        addressId: null,
        ...place,
      });
      return removeDeliveryAddress(ctx, { addressId: made.ok ? made.value.addressId : '' });
    },
  };
  const roles: [Role, boolean][] = [
    ['OWNER', true],
    ['ADMIN', true],
    ['ACCOUNTANT', false],
    ['CASHIER', false],
  ];
  it.each(
    roles.flatMap(([role, may]) =>
      (['draft', 'save', 'remove'] as const).map((verb) => [role, verb, may] as const),
    ),
  )('%s × %s: %s', async (role, verb, may) => {
    const chain = await chainWithModule(database());
    const result = await commands[verb](contextOf(database(), chain, role), chain);
    expect(result).toMatchObject(may ? { ok: true } : { code: 'FORBIDDEN' });
  });
});
