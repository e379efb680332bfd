import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Context } from '@/lib/access/context';
import { useDatabase } from '@/lib/testing/database';
import {
  anIccid,
  type Chain,
  contextOf,
  createCard,
  createChain,
  installCabinetModule,
  jobContextOf,
  queuedTasks,
} from '@/lib/testing/factories';
import type { SimCardState, SuspendReason } from '../model';
import { activateSimCards } from './activate';
import { receiveCards } from './receive-cards';
import { recordOperatorResult } from './record-operator-result';
import { switchOffAll } from './switch-off-all';
import { switchOffUnpaid } from './switch-off-unpaid';
import { switchOnPaid } from './switch-on-paid';

const database = useDatabase();

const cardOf = (id: string) => database().simCard.findUniqueOrThrow({ where: { id } });

async function openOperation(cardId: string): Promise<string> {
  const row = await database().simOperation.findFirstOrThrow({
    where: { simCardId: cardId, state: { in: ['QUEUED', 'IN_PROGRESS'] } },
  });
  return row.id;
}

async function record(ctx: Context, cardId: string, outcome: 'COMPLETED' | 'REJECTED'): Promise<void> {
  await recordOperatorResult(ctx, { operationId: await openOperation(cardId), outcome });
}

/** An active card with a paid subscription. */
async function activeCard(): Promise<{ chain: Chain; ctx: Context; cardId: string }> {
  const chain = await createChain(database(), 100_000);
  await installCabinetModule(database(), chain);
  const card = await createCard(database(), chain);
  const result = await activateSimCards(contextOf(database(), chain, 'OWNER'), {
    requestId: randomUUID(),
    cardIds: [card.id],
    period: 'M1',
    expectedTotal: 19_000,
  });
  if (!result.ok) throw new Error(result.code);
  const ctx = jobContextOf(database(), chain);
  await record(ctx, card.id, 'COMPLETED');
  return { chain, ctx, cardId: card.id };
}

const setSubscription = (cardId: string, state: 'ACTIVE' | 'EXPIRED') =>
  database().subscription.updateMany({ where: { simCardId: cardId }, data: { state } });

describe('the subscription of a card is over', () => {
  it.each<[string | undefined, SimCardState, SuspendReason | null]>([
    ['UNPAID', 'SUSPENDED', 'PAYMENT'],
    [undefined, 'SUSPENDED', 'PAYMENT'],
    ['STOPPED', 'INACTIVE', null],
  ])('%s: the card becomes %s at the operator', async (reason, state, suspendReason) => {
    const { ctx, cardId } = await activeCard();
    await setSubscription(cardId, 'EXPIRED');
    expect(await switchOffUnpaid(ctx, { simCardId: cardId, reason })).toEqual({
      ok: true,
      value: 'SWITCHED_OFF',
    });
    expect(await cardOf(cardId)).toMatchObject({ state: 'DEACTIVATING' });
    expect(await switchOffUnpaid(ctx, { simCardId: cardId, reason })).toEqual({ ok: true, value: 'LATER' });
    await record(ctx, cardId, 'COMPLETED');
    expect(await cardOf(cardId)).toMatchObject({ state, suspendReason });
    expect(await switchOffUnpaid(ctx, { simCardId: cardId, reason })).toEqual({ ok: true, value: 'NOTHING' });
  });

  it('does nothing while another subscription pays', async () => {
    const { ctx, cardId } = await activeCard();
    expect(await switchOffUnpaid(ctx, { simCardId: cardId })).toEqual({ ok: true, value: 'NOTHING' });
    expect(await cardOf(cardId)).toMatchObject({ state: 'ACTIVE' });
  });

  it('an operator that refuses is asked again', async () => {
    const { ctx, cardId } = await activeCard();
    await setSubscription(cardId, 'EXPIRED');
    await switchOffUnpaid(ctx, { simCardId: cardId });
    await record(ctx, cardId, 'REJECTED');
    expect(await cardOf(cardId)).toMatchObject({ state: 'ACTIVE', suspendReason: 'PAYMENT' });
    const again = (await queuedTasks(database())).filter(
      ({ task, payload }) => task === 'sim-cards.subscription-ended' && payload['simCardId'] === cardId,
    );
    expect(again).toHaveLength(1);
  });

  it('a payment brings it back by itself', async () => {
    const { ctx, cardId } = await activeCard();
    await setSubscription(cardId, 'EXPIRED');
    await switchOffUnpaid(ctx, { simCardId: cardId });
    await setSubscription(cardId, 'ACTIVE');
    expect(await switchOnPaid(ctx, { simCardId: cardId })).toEqual({ ok: true, value: 'LATER' });
    await record(ctx, cardId, 'COMPLETED');
    expect(await switchOnPaid(ctx, { simCardId: cardId })).toEqual({ ok: true, value: 'SWITCHED_ON' });
    await record(ctx, cardId, 'REJECTED');
    expect(await cardOf(cardId)).toMatchObject({ state: 'SUSPENDED', suspendReason: 'PAYMENT' });
    await switchOnPaid(ctx, { simCardId: cardId });
    await record(ctx, cardId, 'COMPLETED');
    expect(await cardOf(cardId)).toMatchObject({ state: 'ACTIVE', suspendReason: null });
  });

  it('what was paid before the operator obeyed is not switched off', async () => {
    const { ctx, cardId } = await activeCard();
    await database().simCard.update({ where: { id: cardId }, data: { suspendReason: 'PAYMENT' } });
    expect(await switchOnPaid(ctx, { simCardId: cardId })).toEqual({ ok: true, value: 'NOTHING' });
    expect(await cardOf(cardId)).toMatchObject({ state: 'ACTIVE', suspendReason: null });
  });
});

describe('the module is removed', () => {
  it('every active card is switched off, a card on its way is taken up later', async () => {
    const { chain, ctx, cardId } = await activeCard();
    const second = await createCard(database(), chain, { state: 'ACTIVE', terminalId: chain.terminalIds[2] });
    const foreign = await createCard(database(), chain, { state: 'ACTIVE', operatorSlug: 'beeline' });
    expect(await switchOffAll(ctx)).toEqual({ ok: true, value: { switchedOff: 0 } });

    const third = await createCard(database(), chain);
    await activateSimCards(contextOf(database(), chain, 'OWNER'), {
      requestId: randomUUID(),
      cardIds: [third.id],
      period: 'M1',
      expectedTotal: 19_000,
    });
    await database().installation.deleteMany({ where: { organizationId: chain.organizationId } });
    expect(await switchOffAll(ctx)).toEqual({ ok: true, value: { switchedOff: 2 } });
    for (const id of [cardId, second.id]) {
      await record(ctx, id, 'COMPLETED');
      expect(await cardOf(id)).toMatchObject({ state: 'INACTIVE', suspendReason: null });
    }
    expect(await cardOf(foreign.id)).toMatchObject({ state: 'ACTIVE' });

    await record(ctx, third.id, 'COMPLETED');
    expect(await switchOffAll(ctx)).toEqual({ ok: true, value: { switchedOff: 1 } });
  });
});

describe('receiving cards', () => {
  it('adds them once, ready, in the store of the order', async () => {
    const chain = await createChain(database());
    const order = await database().cardOrder.create({
      data: {
        organizationId: chain.organizationId,
        storeId: chain.storeIds[0],
        number: 1,
        requestId: randomUUID(),
        operatorSlug: 'mts',
        state: 'SHIPPED',
        paymentState: 'PAID',
        quantity: 2,
        unitPriceKopecks: 29_000,
        deliveryKopecks: 30_000,
        totalKopecks: 88_000,
        recipient: 'Анна',
        phone: '+79160000000',
        postalCode: '101000',
        city: 'Москва',
        addressLine: 'Мясницкая, 1',
        quoteExpiresAt: new Date(),
        createdAt: new Date(),
      },
    });
    const ctx = jobContextOf(database(), chain);
    const iccids = [anIccid(), anIccid()];
    const input = {
      orderId: order.id,
      operatorSlug: 'mts',
      storeId: chain.storeIds[0],
      cards: iccids.map((iccid, index) => ({ iccid, msisdn: `+7910000000${index}` })),
    };
    expect(await receiveCards(ctx, input)).toEqual({ ok: true, value: { received: 2 } });
    expect(await receiveCards(ctx, input)).toEqual({ ok: true, value: { received: 0 } });
    const cards = await database().simCard.findMany({ where: { orderId: order.id } });
    expect(cards.map(({ iccid, state, storeId }) => ({ iccid, state, storeId }))).toEqual(
      iccids.map((iccid) => ({ iccid, state: 'READY', storeId: chain.storeIds[0] })),
    );
    const cashier = contextOf(database(), chain, 'CASHIER');
    expect(await receiveCards(cashier, input)).toMatchObject({ ok: false, code: 'FORBIDDEN' });
  });
});
