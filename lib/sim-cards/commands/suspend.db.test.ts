import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Context } from '@/lib/access/context';
import { useDatabase } from '@/lib/testing/database';
import {
  contextOf,
  createCard,
  createChain,
  installCabinetModule,
  jobContextOf,
} from '@/lib/testing/factories';
import { endOperation } from '@/lib/testing/sim-cards';
import type { SimCardState, SuspendReason } from '../model';
import { simCardDetail } from '../queries';
import { activateSimCards } from './activate';
import { deactivateSimCards } from './deactivate';
import { liftSuspension } from './lift-suspension';
import { settleCard } from './settle-card';
import { suspendCard } from './suspend-card';
import { switchOffUnpaid } from './switch-off-unpaid';
import { switchOnPaid } from './switch-on-paid';

const database = useDatabase();

/** A card with a paid subscription, its activation under way. */
async function paidCard() {
  const chain = await createChain(database(), 100_000);
  await installCabinetModule(database(), chain);
  const card = await createCard(database(), chain);
  const owner = contextOf(database(), chain, 'OWNER');
  const activate = (expectedTotal: number) =>
    activateSimCards(owner, { requestId: randomUUID(), cardIds: [card.id], period: 'M1', expectedTotal });
  const result = await activate(19_000);
  if (!result.ok) throw new Error(result.code);
  const ctx = jobContextOf(database(), chain);
  return { chain, owner, ctx, cardId: card.id, activate, ...handlesOf(ctx, card.id) };
}

async function activeCard() {
  const it = await paidCard();
  await it.ends('COMPLETED');
  return it;
}

const handlesOf = (ctx: Context, simCardId: string) => ({
  suspend: (reason: SuspendReason) => suspendCard(ctx, { simCardId, reason }),
  lift: (reason: SuspendReason) => liftSuspension(ctx, { simCardId, reason }),
  settle: () => settleCard(ctx, { simCardId }),
  ends: (outcome: 'COMPLETED' | 'REJECTED') => endOperation(ctx, simCardId, outcome),
  is: async (state: SimCardState, holds: SuspendReason[]) => {
    const card = await database().simCard.findUniqueOrThrow({ where: { id: simCardId } });
    expect({ state: card.state, holds: card.holds, shown: card.suspendReason }).toEqual({
      state,
      holds,
      shown: holds[0] ?? null,
    });
  },
});

describe('a reason that holds a card', () => {
  it('switches it off, and back on by itself when it is gone', async () => {
    const it = await activeCard();
    expect(await it.suspend('LIMIT')).toEqual({
      ok: true,
      value: { operationId: expect.any(String) as string },
    });
    await it.is('DEACTIVATING', ['LIMIT']);
    expect(await it.suspend('LIMIT')).toEqual({ ok: true, value: { operationId: null } });
    await it.ends('COMPLETED');
    await it.is('SUSPENDED', ['LIMIT']);
    expect(await it.lift('LIMIT')).toEqual({
      ok: true,
      value: { operationId: expect.any(String) as string },
    });
    await it.is('ACTIVATING', []);
    await it.ends('COMPLETED');
    await it.is('ACTIVE', []);
    const detail = await simCardDetail(it.owner, it.cardId);
    expect(detail?.history.map(({ toState, reason }) => `${toState}: ${reason ?? ''}`).slice(0, 4)).toEqual([
      'ACTIVE: ',
      'ACTIVATING: Причина приостановки ушла',
      'SUSPENDED: ',
      'DEACTIVATING: Исчерпан лимит трафика',
    ]);
  });

  it('of two, the last one to go brings it back', async () => {
    const it = await activeCard();
    await it.suspend('LIMIT');
    await it.ends('COMPLETED');
    await it.suspend('IMEI');
    await it.is('SUSPENDED', ['IMEI', 'LIMIT']);
    await it.lift('LIMIT');
    await it.is('SUSPENDED', ['IMEI']);
    await it.lift('IMEI');
    await it.is('ACTIVATING', []);
  });

  it('a card that was not paid meanwhile stays off for that, and comes back with the payment', async () => {
    const it = await activeCard();
    await it.suspend('LIMIT');
    await it.ends('COMPLETED');
    const setState = (state: 'ACTIVE' | 'EXPIRED') =>
      database().subscription.updateMany({ where: { simCardId: it.cardId }, data: { state } });
    await setState('EXPIRED');
    await switchOffUnpaid(it.ctx, { simCardId: it.cardId });
    await it.is('SUSPENDED', ['LIMIT', 'PAYMENT']);
    await it.lift('LIMIT');
    await it.is('SUSPENDED', ['PAYMENT']);
    await setState('ACTIVE');
    await switchOnPaid(it.ctx, { simCardId: it.cardId });
    await it.is('ACTIVATING', []);
  });

  it('the subscription ends while the card is held: lifting shows what is left', async () => {
    const it = await activeCard();
    await it.suspend('IMEI');
    await it.ends('COMPLETED');
    await database().subscription.updateMany({ where: { simCardId: it.cardId }, data: { state: 'EXPIRED' } });
    expect(await it.lift('IMEI')).toEqual({ ok: true, value: { operationId: null } });
    await it.is('SUSPENDED', ['PAYMENT']);
  });

  it('a person cannot switch on what is held, and can what is only unpaid', async () => {
    const it = await activeCard();
    await it.suspend('IMEI');
    await it.ends('COMPLETED');
    expect(await it.activate(0)).toMatchObject({ ok: false, code: 'CARD_HELD' });
    await it.is('SUSPENDED', ['IMEI']);
  });

  it('waits for an activation under way, then switches the card off', async () => {
    const it = await paidCard();
    expect(await it.suspend('IMEI')).toEqual({ ok: true, value: { operationId: null } });
    await it.is('ACTIVATING', ['IMEI']);
    await it.ends('COMPLETED');
    await it.is('ACTIVE', ['IMEI']);
    await it.settle();
    await it.ends('COMPLETED');
    await it.is('SUSPENDED', ['IMEI']);
  });

  it('gone before the operator obeyed: the card comes back after all', async () => {
    const it = await activeCard();
    await it.suspend('LIMIT');
    await it.lift('LIMIT');
    await it.is('DEACTIVATING', []);
    await it.ends('COMPLETED');
    await it.is('SUSPENDED', []);
    await it.settle();
    await it.is('ACTIVATING', []);
  });

  it('gone after the operator did not obey: nothing is left to do', async () => {
    const it = await activeCard();
    await it.suspend('LIMIT');
    await it.ends('REJECTED');
    await it.is('ACTIVE', ['LIMIT']);
    await it.lift('LIMIT');
    expect(await it.settle()).toEqual({ ok: true, value: { operationId: null } });
    await it.is('ACTIVE', []);
  });

  it('a card that people have switched off stays off when the reason goes', async () => {
    const it = await activeCard();
    await deactivateSimCards(it.owner, { requestId: randomUUID(), cardIds: [it.cardId], stopRenewal: false });
    await it.ends('COMPLETED');
    await it.suspend('IMEI');
    await it.is('INACTIVE', ['IMEI']);
    expect(await it.activate(0)).toMatchObject({ ok: false, code: 'CARD_HELD' });
    await it.lift('IMEI');
    await it.is('INACTIVE', []);
  });
});

it('foreign and unknown cards are not found, a cashier may not, a closed card cannot be held', async () => {
  const it = await activeCard();
  const other = await activeCard();
  for (const command of [suspendCard, liftSuspension]) {
    const input = { simCardId: other.cardId, reason: 'LIMIT' as const };
    expect(await command(it.ctx, input)).toMatchObject({ ok: false, code: 'NOT_FOUND' });
    expect(await command(it.ctx, { ...input, simCardId: randomUUID() })).toMatchObject({ code: 'NOT_FOUND' });
    const cashier = contextOf(database(), it.chain, 'CASHIER');
    expect(await command(cashier, { ...input, simCardId: it.cardId })).toMatchObject({ code: 'FORBIDDEN' });
  }
  await database().simCard.update({ where: { id: it.cardId }, data: { state: 'TERMINATED' } });
  expect(await it.suspend('LIMIT')).toMatchObject({ ok: false, code: 'CARD_STATE' });
});
