import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Context } from '@/lib/access/context';
import { realNow } from '@/lib/platform/clock';
import { useDatabase } from '@/lib/testing/database';
import {
  anIccid,
  type Chain,
  contextOf,
  createCard,
  createChain,
  installCabinetModule,
  jobContextOf,
} from '@/lib/testing/factories';
import { endOperation } from '@/lib/testing/sim-cards';
import type { SimCardState, SuspendReason } from '../model';
import { activateSimCards } from './activate';
import { liftSuspension } from './lift-suspension';
import { receiveCards } from './receive-cards';
import { settleCard } from './settle-card';
import { suspendCard } from './suspend-card';
import { switchOffAll } from './switch-off-all';
import { switchOffUnpaid } from './switch-off-unpaid';
import { switchOnPaid } from './switch-on-paid';

const database = useDatabase();

const cardOf = (id: string) => database().simCard.findUniqueOrThrow({ where: { id } });

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
  await endOperation(ctx, card.id, 'COMPLETED');
  return { chain, ctx, cardId: card.id };
}

/** When the card is to be settled next: what the worker has been asked for. */
async function settlingOf(cardId: string): Promise<'NOW' | 'LATER' | null> {
  const [job] = await database().$queryRaw<{ later: boolean }[]>`
    SELECT run_at > now() + interval '59 minutes' AS later
    FROM graphile_worker.jobs WHERE key = ${`sim-settle:${cardId}`}`;
  if (!job) return null;
  return job.later ? 'LATER' : 'NOW';
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
    expect(await switchOffUnpaid(ctx, { simCardId: cardId, reason })).toMatchObject({ ok: true });
    await endOperation(ctx, cardId, 'COMPLETED');
    expect(await cardOf(cardId)).toMatchObject({ state, suspendReason });
    expect(await switchOffUnpaid(ctx, { simCardId: cardId, reason })).toEqual({ ok: true, value: 'NOTHING' });
  });

  it('does nothing while another subscription pays', async () => {
    const { ctx, cardId } = await activeCard();
    expect(await switchOffUnpaid(ctx, { simCardId: cardId })).toEqual({ ok: true, value: 'NOTHING' });
    expect(await cardOf(cardId)).toMatchObject({ state: 'ACTIVE' });
  });

  it('an operator that refuses is asked again in an hour', async () => {
    const { ctx, cardId } = await activeCard();
    await setSubscription(cardId, 'EXPIRED');
    await switchOffUnpaid(ctx, { simCardId: cardId });
    await endOperation(ctx, cardId, 'REJECTED');
    expect(await cardOf(cardId)).toMatchObject({ state: 'ACTIVE', suspendReason: 'PAYMENT' });
    expect(await settlingOf(cardId)).toBe('LATER');
    await settleCard(ctx, { simCardId: cardId });
    await endOperation(ctx, cardId, 'COMPLETED');
    expect(await cardOf(cardId)).toMatchObject({ state: 'SUSPENDED', suspendReason: 'PAYMENT' });
  });

  it('a stopped subscription that the operator does not obey is tried again too', async () => {
    const { ctx, cardId } = await activeCard();
    await setSubscription(cardId, 'EXPIRED');
    await switchOffUnpaid(ctx, { simCardId: cardId, reason: 'STOPPED' });
    await endOperation(ctx, cardId, 'REJECTED');
    expect(await cardOf(cardId)).toMatchObject({ state: 'ACTIVE', intendedState: 'INACTIVE' });
    await settleCard(ctx, { simCardId: cardId });
    await endOperation(ctx, cardId, 'COMPLETED');
    expect(await cardOf(cardId)).toMatchObject({ state: 'INACTIVE', suspendReason: null });
  });

  it('a payment brings it back by itself', async () => {
    const { ctx, cardId } = await activeCard();
    await setSubscription(cardId, 'EXPIRED');
    await switchOffUnpaid(ctx, { simCardId: cardId });
    await setSubscription(cardId, 'ACTIVE');
    expect(await switchOnPaid(ctx, { simCardId: cardId })).toEqual({ ok: true, value: 'LATER' });
    await endOperation(ctx, cardId, 'COMPLETED');
    expect(await cardOf(cardId)).toMatchObject({ state: 'SUSPENDED', suspendReason: null });
    expect(await settlingOf(cardId)).toBe('NOW');
    await settleCard(ctx, { simCardId: cardId });
    await endOperation(ctx, cardId, 'REJECTED');
    expect(await cardOf(cardId)).toMatchObject({ state: 'SUSPENDED', intendedState: 'ACTIVE' });
    expect(await settlingOf(cardId)).toBe('LATER');
    await settleCard(ctx, { simCardId: cardId });
    await endOperation(ctx, cardId, 'COMPLETED');
    expect(await cardOf(cardId)).toMatchObject({ state: 'ACTIVE', suspendReason: null });
  });

  it('what was paid before the operator obeyed is not switched off', async () => {
    const { ctx, cardId } = await activeCard();
    await database().simCard.update({
      where: { id: cardId },
      data: { suspendReason: 'PAYMENT', holds: ['PAYMENT'] },
    });
    expect(await switchOnPaid(ctx, { simCardId: cardId })).toEqual({ ok: true, value: 'NOTHING' });
    expect(await cardOf(cardId)).toMatchObject({ state: 'ACTIVE', suspendReason: null });
    expect(await settleCard(ctx, { simCardId: cardId })).toEqual({ ok: true, value: { operationId: null } });
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
      await endOperation(ctx, id, 'COMPLETED');
      expect(await cardOf(id)).toMatchObject({ state: 'INACTIVE', suspendReason: null });
    }
    expect(await cardOf(foreign.id)).toMatchObject({ state: 'ACTIVE' });

    await endOperation(ctx, third.id, 'COMPLETED');
    expect(await cardOf(third.id)).toMatchObject({ state: 'ACTIVE', intendedState: 'INACTIVE' });
    await settleCard(ctx, { simCardId: third.id });
    expect(await cardOf(third.id)).toMatchObject({ state: 'DEACTIVATING' });
    expect(await switchOffAll(ctx)).toEqual({ ok: true, value: { switchedOff: 0 } });
  });
});

describe('the module is removed from under a suspended card', () => {
  it('it no longer comes back by itself', async () => {
    const { chain, ctx, cardId } = await activeCard();
    await suspendCard(ctx, { simCardId: cardId, reason: 'LIMIT' });
    await endOperation(ctx, cardId, 'COMPLETED');
    await database().installation.deleteMany({ where: { organizationId: chain.organizationId } });
    expect(await switchOffAll(ctx)).toEqual({ ok: true, value: { switchedOff: 0 } });
    expect(await cardOf(cardId)).toMatchObject({ state: 'INACTIVE', suspendReason: 'LIMIT' });
    await liftSuspension(ctx, { simCardId: cardId, reason: 'LIMIT' });
    expect(await cardOf(cardId)).toMatchObject({ state: 'INACTIVE', suspendReason: null });
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
        quoteExpiresAt: realNow(),
        createdAt: realNow(),
      },
    });
    const ctx = jobContextOf(database(), chain);
    const iccids = [anIccid(), anIccid()];
    const input = {
      orderId: order.id,
      operatorSlug: 'mts',
      cards: iccids.map((iccid, index) => ({
        iccid,
        msisdn: `+7910000000${index}`,
        storeId: chain.storeIds[0],
        terminalId: index === 0 ? chain.terminalIds[0] : null,
        label: index === 0 ? 'Прилавок' : null,
      })),
    };
    expect(await receiveCards(ctx, input)).toEqual({ ok: true, value: { iccids } });
    expect(await receiveCards(ctx, input)).toEqual({ ok: true, value: { iccids: [] } });
    const cards = await database().simCard.findMany({ where: { orderId: order.id }, orderBy: { id: 'asc' } });
    expect(cards.map(({ iccid, state, terminalId, label }) => [iccid, state, terminalId, label])).toEqual([
      [iccids[0], 'READY', chain.terminalIds[0], 'Прилавок'],
      [iccids[1], 'READY', null, null],
    ]);
    const cashier = contextOf(database(), chain, 'CASHIER');
    expect(await receiveCards(cashier, input)).toMatchObject({ ok: false, code: 'FORBIDDEN' });
  });
});
