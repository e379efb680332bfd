import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Role } from '@/lib/access/permission.rule';
import { walletBalance } from '@/lib/billing/queries';
import { useDatabase } from '@/lib/testing/database';
import {
  type Chain,
  contextOf,
  createCard,
  createChain,
  installCabinetModule,
  queuedTasks,
  TEST_NOW,
} from '@/lib/testing/factories';
import { createCards } from '@/lib/testing/sim-bulk';
import { activateSimCardsInput } from '../schema';
import { activateSimCards } from './activate';
import { deactivateSimCards } from './deactivate';
import { quoteActivation } from './quote-activation';

const database = useDatabase();

async function chainWithModule(walletKopecks = 10_000_00): Promise<Chain> {
  const chain = await createChain(database(), walletKopecks);
  await installCabinetModule(database(), chain);
  return chain;
}

const asked = (cardIds: string[], change: Partial<Parameters<typeof activateSimCards>[1]> = {}) => ({
  requestId: randomUUID(),
  cardIds,
  period: 'M1' as const,
  expectedTotal: 19_000 * cardIds.length,
  ...change,
});

it('an order of a thousand cards is activated in one request; one that is not ours stops them all', async () => {
  const chain = await chainWithModule(1_000 * 19_000);
  const ctx = contextOf(database(), chain, 'OWNER');
  const ids = (await createCards(database(), chain, 1_000)).map(({ id }) => id);
  const foreign = await createCard(database(), await chainWithModule());
  const many = activateSimCardsInput.parse(asked(ids));
  expect(await quoteActivation(ctx, { cardIds: ids })).toMatchObject({ ok: true });
  expect(await activateSimCards(ctx, { ...many, cardIds: [...ids.slice(1), foreign.id] })).toEqual({
    ok: false,
    code: 'NOT_FOUND',
  });
  expect(await activateSimCards(ctx, many)).toMatchObject({ ok: true, value: { charged: 19_000_000 } });
  expect(await walletBalance(ctx)).toBe(0);
  expect(await database().simOperation.count({ where: { requestId: many.requestId } })).toBe(1_000);
  expect(activateSimCardsInput.safeParse(asked([...ids, foreign.id])).success).toBe(false);
});

const stateOf = async (id: string) => (await database().simCard.findUniqueOrThrow({ where: { id } })).state;

describe('activating', () => {
  it('pays, moves the card, opens the operation and hands it to the worker, all at once', async () => {
    const chain = await chainWithModule(700_000);
    const ctx = contextOf(database(), chain, 'OWNER');
    const cards = [await createCard(database(), chain), await createCard(database(), chain)];
    const ids = cards.map((card) => card.id);

    const result = await activateSimCards(ctx, asked(ids, { period: 'M12', expectedTotal: 412_000 }));

    expect(result).toMatchObject({ ok: true, value: { charged: 412_000 } });
    expect(await walletBalance(ctx)).toBe(288_000);
    expect(await Promise.all(ids.map(stateOf))).toEqual(['ACTIVATING', 'ACTIVATING']);
    const operations = await database().simOperation.findMany({ where: { simCardId: { in: ids } } });
    expect(
      operations.map(({ state, previousState, actorName }) => ({ state, previousState, actorName })),
    ).toEqual(
      Array.from({ length: 2 }, () => ({ state: 'QUEUED', previousState: 'READY', actorName: 'Тест OWNER' })),
    );
    for (const { operatorSlug, dueAt } of operations) {
      expect({ operatorSlug, dueAt }).toEqual({ operatorSlug: 'mts', dueAt: new Date(TEST_NOW) });
    }
    expect(await queuedTasks(database())).toContainEqual({
      task: 'sim-cards.dispatch',
      payload: { operatorSlug: 'mts' },
    });
    const history = await database().simCardEvent.findMany({ where: { simCardId: { in: ids } } });
    expect(history.map(({ fromState, toState }) => `${fromState} → ${toState}`)).toEqual([
      'READY → ACTIVATING',
      'READY → ACTIVATING',
    ]);
    const audit = await database().auditEntry.findMany({
      where: { organizationId: chain.organizationId, action: 'simCards.activate' },
    });
    expect(audit).toHaveLength(2);
    const subscriptions = await database().subscription.findMany({ where: { simCardId: { in: ids } } });
    expect(
      subscriptions.map(({ period, periodEnd }) => [period, periodEnd.toISOString().slice(0, 10)]),
    ).toEqual([
      ['M12', '2027-11-20'],
      ['M12', '2027-11-20'],
    ]);
  });

  it('the same request again, also at the same moment, is one operation and one charge', async () => {
    const chain = await chainWithModule();
    const ctx = contextOf(database(), chain, 'OWNER');
    const card = await createCard(database(), chain);
    const input = asked([card.id]);
    const [first, second] = await Promise.all([activateSimCards(ctx, input), activateSimCards(ctx, input)]);
    const third = await activateSimCards(ctx, input);
    const operations = await database().simOperation.findMany({ where: { simCardId: card.id } });
    expect(operations).toHaveLength(1);
    for (const result of [first, second, third]) {
      expect(result).toMatchObject({ ok: true, value: { operationIds: [operations[0]?.id] } });
    }
    expect(await walletBalance(ctx)).toBe(10_000_00 - 19_000);
  });

  it('the database itself holds one open operation per card', async () => {
    const chain = await chainWithModule();
    const card = await createCard(database(), chain);
    await activateSimCards(contextOf(database(), chain, 'OWNER'), asked([card.id]));
    const { id: _, ...open } = await database().simOperation.findFirstOrThrow({
      where: { simCardId: card.id },
    });
    await expect(
      database().simOperation.create({ data: { ...open, requestId: randomUUID() } }),
    ).rejects.toThrow('sim_operation_open_key');
  });

  it('of two different requests at once one wins, the other is told so', async () => {
    const chain = await chainWithModule();
    const ctx = contextOf(database(), chain, 'OWNER');
    const card = await createCard(database(), chain);
    const results = await Promise.all([1, 2, 3].map(() => activateSimCards(ctx, asked([card.id]))));
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    for (const result of results) {
      if (!result.ok) expect(result.code).toBe('CARD_OPERATION_IN_PROGRESS');
    }
    expect(await walletBalance(ctx)).toBe(10_000_00 - 19_000);
  });

  it('a card that is paid already costs nothing', async () => {
    const chain = await chainWithModule();
    const ctx = contextOf(database(), chain, 'OWNER');
    const card = await createCard(database(), chain);
    expect((await activateSimCards(ctx, asked([card.id]))).ok).toBe(true);
    await database().simOperation.updateMany({ where: { simCardId: card.id }, data: { state: 'FAILED' } });
    await database().simCard.update({ where: { id: card.id }, data: { state: 'READY' } });

    const quote = await quoteActivation(ctx, { cardIds: [card.id] });
    expect(quote).toMatchObject({ ok: true, value: { toPay: 0, balance: 10_000_00 - 19_000 } });
    expect(await activateSimCards(ctx, asked([card.id], { expectedTotal: 0 }))).toMatchObject({
      ok: true,
      value: { charged: 0 },
    });
    expect(await walletBalance(ctx)).toBe(10_000_00 - 19_000);
  });
});

describe('refusals write nothing', () => {
  it.each([
    ['another sum than the screen said', { expectedTotal: 18_000 }, 100_000, 'QUOTE_CHANGED'],
    ['too little money', {}, 18_999, 'INSUFFICIENT_FUNDS'],
  ] as const)('%s', async (_, change, wallet, code) => {
    const chain = await chainWithModule(wallet);
    const ctx = contextOf(database(), chain, 'OWNER');
    const card = await createCard(database(), chain);
    expect(await activateSimCards(ctx, asked([card.id], change))).toMatchObject({ ok: false, code });
    expect(await stateOf(card.id)).toBe('READY');
    expect(await walletBalance(ctx)).toBe(wallet);
    expect(await database().simOperation.count({ where: { simCardId: card.id } })).toBe(0);
    expect(await database().subscription.count({ where: { simCardId: card.id } })).toBe(0);
  });

  it('says how much is missing', async () => {
    const chain = await chainWithModule(18_999);
    const card = await createCard(database(), chain);
    const result = await activateSimCards(contextOf(database(), chain, 'OWNER'), asked([card.id]));
    expect(result).toMatchObject({ details: { missing: '0,01\u00a0₽' } });
  });

  it('one unfit card among fit ones stops all', async () => {
    const chain = await chainWithModule();
    const ctx = contextOf(database(), chain, 'OWNER');
    const ready = await createCard(database(), chain);
    const active = await createCard(database(), chain, { state: 'ACTIVE' });
    const foreign = await createCard(database(), chain, { operatorSlug: 'beeline' });
    expect(await activateSimCards(ctx, asked([ready.id, active.id]))).toMatchObject({ code: 'CARD_STATE' });
    expect(await activateSimCards(ctx, asked([ready.id, foreign.id]))).toMatchObject({
      code: 'OPERATOR_NOT_INTEGRATED',
    });
    expect(await stateOf(ready.id)).toBe('READY');
  });

  it('without the module nothing is switched', async () => {
    const chain = await createChain(database(), 100_000);
    const ctx = contextOf(database(), chain, 'OWNER');
    const ready = await createCard(database(), chain);
    const active = await createCard(database(), chain, { state: 'ACTIVE' });
    const off = { requestId: randomUUID(), cardIds: [active.id], stopRenewal: false };
    for (const result of [
      await activateSimCards(ctx, asked([ready.id])),
      await deactivateSimCards(ctx, off),
      await quoteActivation(ctx, { cardIds: [ready.id] }),
    ]) {
      expect(result).toMatchObject({ ok: false, code: 'MODULE_NOT_INSTALLED' });
    }
    expect(await stateOf(ready.id)).toBe('READY');
    expect(await stateOf(active.id)).toBe('ACTIVE');
  });
});

describe('deactivating', () => {
  it.each([
    [true, 'the renewal is stopped'],
    [false, 'payment goes on'],
  ])('stopRenewal %s: %s', async (stopRenewal) => {
    const chain = await chainWithModule();
    const ctx = contextOf(database(), chain, 'ADMIN');
    const card = await createCard(database(), chain);
    await activateSimCards(ctx, asked([card.id]));
    await database().simOperation.updateMany({ where: { simCardId: card.id }, data: { state: 'COMPLETED' } });
    await database().simCard.update({ where: { id: card.id }, data: { state: 'ACTIVE' } });

    const input = { requestId: randomUUID(), cardIds: [card.id], stopRenewal };
    const first = await deactivateSimCards(ctx, input);
    expect(first.ok).toBe(true);
    expect(await deactivateSimCards(ctx, input)).toEqual(first);
    expect(await stateOf(card.id)).toBe('DEACTIVATING');
    const subscription = await database().subscription.findFirstOrThrow({ where: { simCardId: card.id } });
    expect(subscription.cancelAtPeriodEnd).toBe(stopRenewal);
    expect(subscription.stoppedByRemoval).toBe(false);
  });
});

describe('who may', () => {
  const commands = {
    activate: (ctx: Parameters<typeof activateSimCards>[0], id: string) => activateSimCards(ctx, asked([id])),
    quote: (ctx: Parameters<typeof activateSimCards>[0], id: string) =>
      quoteActivation(ctx, { cardIds: [id] }),
    deactivate: (ctx: Parameters<typeof activateSimCards>[0], id: string) =>
      deactivateSimCards(ctx, { requestId: randomUUID(), cardIds: [id], stopRenewal: false }),
  };
  const allowed: Role[] = ['OWNER', 'ADMIN'];
  const table = (['OWNER', 'ADMIN', 'ACCOUNTANT', 'CASHIER'] as const).flatMap((role) =>
    (['activate', 'quote', 'deactivate'] as const).map((verb) => [role, verb] as const),
  );

  it.each(table)('%s × %s', async (role, verb) => {
    const chain = await chainWithModule();
    const state = verb === 'deactivate' ? 'ACTIVE' : 'READY';
    const card = await createCard(database(), chain, { state });
    const result = await commands[verb](contextOf(database(), chain, role), card.id);
    if (allowed.includes(role)) expect(result.ok).toBe(true);
    else {
      expect(result).toMatchObject({ ok: false, code: 'FORBIDDEN' });
      expect(await stateOf(card.id)).toBe(state);
    }
  });

  it.each(['activate', 'quote', 'deactivate'] as const)(
    '%s: a foreign card, a card of a foreign store and an unknown one are not found',
    async (verb) => {
      const chain = await chainWithModule();
      const other = await chainWithModule();
      const state = verb === 'deactivate' ? 'ACTIVE' : 'READY';
      const foreign = await createCard(database(), other, { state });
      const elsewhere = await createCard(database(), chain, { state, terminalId: chain.terminalIds[2] });
      const owner = contextOf(database(), chain, 'OWNER');
      const admin = contextOf(database(), chain, 'ADMIN');
      for (const [ctx, id] of [
        [owner, foreign.id],
        [admin, elsewhere.id],
        [owner, randomUUID()],
      ] as const) {
        expect(await commands[verb](ctx, id)).toEqual({ ok: false, code: 'NOT_FOUND' });
      }
      expect(await stateOf(foreign.id)).toBe(state);
      expect(await stateOf(elsewhere.id)).toBe(state);
    },
  );

  it('the account is shown to those who may see it', async () => {
    const chain = await chainWithModule();
    const card = await createCard(database(), chain);
    const quote = await quoteActivation(contextOf(database(), chain, 'ADMIN'), { cardIds: [card.id] });
    expect(quote).toMatchObject({ ok: true, value: { balance: null, toPay: 1 } });
    expect(quote.ok && quote.value.offers.map(({ period, total }) => [period, total])).toEqual([
      ['M1', 19_000],
      ['M3', 55_000],
      ['M12', 206_000],
    ]);
    expect(
      quote.ok && quote.value.offers.map(({ nextChargeOn, savingPerYear }) => [nextChargeOn, savingPerYear]),
    ).toEqual([
      ['2026-12-20', 0],
      ['2027-02-20', 8_000],
      ['2027-11-20', 22_000],
    ]);
  });
});
