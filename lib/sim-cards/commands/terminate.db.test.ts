import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Context } from '@/lib/access/context';
import { useDatabase } from '@/lib/testing/database';
import {
  type Chain,
  contextOf,
  createCard,
  createChain,
  installCabinetModule,
  jobContextOf,
} from '@/lib/testing/factories';
import { endOperation, minutesLater } from '@/lib/testing/sim-cards';
import { activateSimCards } from './activate';
import { askTermination } from './ask-termination';
import { deactivateSimCards } from './deactivate';
import { liftSuspension } from './lift-suspension';
import { suspendCard } from './suspend-card';
import { terminateSimCard } from './terminate';
import { withdrawTermination } from './withdraw-termination';

const database = useDatabase();

async function chainWithModule(): Promise<Chain> {
  const chain = await createChain(database(), 100_000);
  await installCabinetModule(database(), chain);
  return chain;
}

async function offCard(state: 'INACTIVE' | 'READY' | 'ACTIVE' = 'INACTIVE') {
  const chain = await chainWithModule();
  const card = await createCard(database(), chain, { state });
  const owner = contextOf(database(), chain, 'OWNER');
  const input = { requestId: randomUUID(), simCardId: card.id, lastDigits: card.iccid.slice(-4) };
  return {
    chain,
    owner,
    job: jobContextOf(database(), chain),
    card,
    input,
    ask: (ctx: Context = owner) => askTermination(ctx, { simCardId: card.id }),
    confirm: (ctx: Context = owner, change: Partial<typeof input> = {}) =>
      terminateSimCard(ctx, { ...input, ...change }),
    row: () => database().simCard.findUniqueOrThrow({ where: { id: card.id } }),
  };
}

describe('closing a card for good', () => {
  it('asked and confirmed: the operator closes it, and nothing brings it back', async () => {
    const it = await offCard();
    expect(await it.ask()).toEqual({ ok: true, value: { confirmBy: new Date('2026-11-20T09:15:00Z') } });
    const first = await it.confirm();
    expect(first).toMatchObject({ ok: true, value: { operationId: expect.any(String) as string } });
    expect(await it.confirm()).toEqual(first);
    expect(await it.row()).toMatchObject({ state: 'INACTIVE', terminationAskedAt: null });
    await endOperation(it.job, it.card.id, 'COMPLETED');
    expect(await it.row()).toMatchObject({ state: 'TERMINATED' });

    const cardIds = [it.card.id];
    expect(
      await activateSimCards(it.owner, {
        requestId: randomUUID(),
        cardIds,
        period: 'M1',
        expectedTotal: 19_000,
      }),
    ).toMatchObject({ ok: false, code: 'CARD_STATE' });
    await expect(
      database().simCard.update({ where: { id: it.card.id }, data: { state: 'ACTIVE' } }),
    ).rejects.toThrow('closed for good');
  });

  it('refused by the operator: the card is where it was, both steps begin anew', async () => {
    const it = await offCard();
    await it.ask();
    await it.confirm();
    await endOperation(it.job, it.card.id, 'REJECTED', 'Номер нельзя закрыть');
    expect(await it.row()).toMatchObject({ state: 'INACTIVE' });
    expect(await it.confirm(it.owner, { requestId: randomUUID() })).toMatchObject({
      code: 'TERMINATION_NOT_ASKED',
    });
  });

  it('its renewal is stopped, a suspended card is closed too', async () => {
    const it = await offCard('READY');
    await activateSimCards(it.owner, {
      requestId: randomUUID(),
      cardIds: [it.card.id],
      period: 'M1',
      expectedTotal: 19_000,
    });
    await endOperation(it.job, it.card.id, 'COMPLETED');
    await suspendCard(it.job, { simCardId: it.card.id, reason: 'LIMIT' });
    await endOperation(it.job, it.card.id, 'COMPLETED');
    await it.ask();
    expect((await it.confirm()).ok).toBe(true);
    await liftSuspension(it.job, { simCardId: it.card.id, reason: 'LIMIT' });
    expect(await it.row()).toMatchObject({ state: 'SUSPENDED' });
    await endOperation(it.job, it.card.id, 'COMPLETED');
    expect(await it.row()).toMatchObject({ state: 'TERMINATED', suspendReason: null });
    const subscription = await database().subscription.findFirstOrThrow({ where: { simCardId: it.card.id } });
    expect(subscription.cancelAtPeriodEnd).toBe(true);
  });

  it('needs both steps, in time, for the card that is meant', async () => {
    const it = await offCard();
    expect(await it.confirm()).toMatchObject({ code: 'TERMINATION_NOT_ASKED' });
    await it.ask();
    const lastDigits = String((Number(it.input.lastDigits) + 1) % 10_000).padStart(4, '0');
    expect(await it.confirm(it.owner, { lastDigits })).toMatchObject({ code: 'LAST_DIGITS_WRONG' });
    expect(await it.confirm(minutesLater(it.owner, 15))).toMatchObject({ code: 'TERMINATION_EXPIRED' });
    await withdrawTermination(it.owner, { simCardId: it.card.id });
    expect(await it.confirm()).toMatchObject({ code: 'TERMINATION_NOT_ASKED' });
    expect(await database().simOperation.count({ where: { simCardId: it.card.id } })).toBe(0);
  });

  it('a step taken elsewhere in between ends the first one', async () => {
    const it = await offCard();
    await it.ask();
    const cardIds = [it.card.id];
    await activateSimCards(it.owner, {
      requestId: randomUUID(),
      cardIds,
      period: 'M1',
      expectedTotal: 19_000,
    });
    await endOperation(it.job, it.card.id, 'COMPLETED');
    await deactivateSimCards(it.owner, { requestId: randomUUID(), cardIds, stopRenewal: false });
    await endOperation(it.job, it.card.id, 'COMPLETED');
    expect(await it.confirm()).toMatchObject({ code: 'TERMINATION_NOT_ASKED' });
  });

  it('only a card that is off', async () => {
    const it = await offCard('ACTIVE');
    expect(await it.ask()).toMatchObject({ ok: false, code: 'CARD_STATE' });
  });
});

describe('who may', () => {
  const verbs = { ask: askTermination, confirm: terminateSimCard, withdraw: withdrawTermination } as const;
  const names = ['ask', 'confirm', 'withdraw'] as const;
  const roles = ['OWNER', 'ADMIN', 'ACCOUNTANT', 'CASHIER'] as const;

  it.each(roles.flatMap((role) => names.map((name) => [role, name] as const)))(
    '%s × %s',
    async (role, name) => {
      const it = await offCard();
      if (name !== 'ask') await it.ask();
      const result = await verbs[name](contextOf(database(), it.chain, role), it.input);
      if (role === 'OWNER') expect(result.ok).toBe(true);
      else expect(result).toMatchObject({ ok: false, code: 'FORBIDDEN' });
    },
  );

  it.each(names)('%s: a foreign and an unknown card are not found', async (name) => {
    const it = await offCard();
    const other = await offCard();
    await other.ask();
    for (const simCardId of [other.card.id, randomUUID()]) {
      expect(await verbs[name](it.owner, { ...other.input, simCardId })).toMatchObject({ code: 'NOT_FOUND' });
    }
  });

  it('without the module nothing is closed', async () => {
    const chain = await createChain(database());
    const card = await createCard(database(), chain, { state: 'INACTIVE' });
    const owner = contextOf(database(), chain, 'OWNER');
    expect(await askTermination(owner, { simCardId: card.id })).toMatchObject({
      code: 'MODULE_NOT_INSTALLED',
    });
  });
});
