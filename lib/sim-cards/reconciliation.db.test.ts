import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fixedClock } from '@/lib/core/clock';
import { simOperator } from '@/lib/platform/ports';
import { useDatabase } from '@/lib/testing/database';
import { anIccid, contextOf, createCard, createChain, jobContextOf, TEST_NOW } from '@/lib/testing/factories';
import { activatingCard, emptyQueues, endOperation } from '@/lib/testing/sim-cards';
import { closeAll, connectedOperator, send } from '@/sandbox/testing';
import { deactivateSimCards } from './commands/deactivate';
import { reconcileCard } from './commands/reconcile-card';
import { suspendCard } from './commands/suspend-card';
import type { SimOperator } from './operator.port';
import { simCardDetail } from './queries';
import { reconcileOperator } from './reconciliation';

const database = useDatabase();
afterEach(closeAll);
beforeEach(async () => {
  await emptyQueues(database());
  await database().operatorReconciliation.deleteMany();
});

type Truth = 'ready' | 'active' | 'inactive' | 'terminated';

function port(): SimOperator {
  const operator = simOperator('mts');
  if (!operator) throw new Error('mts is integrated');
  return operator;
}

async function sandbox() {
  const operator = await connectedOperator('mts', { answerMs: 5, shipMs: 1000 });
  const truth = (iccid: string, state: Truth, more: object = {}) =>
    send('POST', `${operator.url}/sandbox/cards/${iccid}`, { state, ...more });
  return { ...operator, truth };
}

/** A paid card that is on, here and there. */
async function workingCard() {
  const it = await activatingCard(database());
  await endOperation(it.job, it.card.id, 'COMPLETED');
  const row = () => database().simCard.findUniqueOrThrow({ where: { id: it.card.id } });
  const compare = (operator: SimOperator = port()) =>
    reconcileCard(it.job, { simCardId: it.card.id }, operator);
  const history = async () => {
    const detail = await simCardDetail(it.owner, it.card.id);
    return (detail?.history ?? []).map(
      ({ toState, actorName, reason }) => `${toState} · ${actorName} · ${reason ?? ''}`,
    );
  };
  return { ...it, row, compare, history };
}

const repaired = { ok: true, value: 'REPAIRED' };
const agrees = { ok: true, value: 'AGREES' };

describe('one card', () => {
  it('switched off behind our back: the history says so, and it is switched on again', async () => {
    const operator = await sandbox();
    const it = await workingCard();
    await operator.truth(it.card.iccid, 'inactive');
    expect(await it.compare()).toEqual(repaired);
    expect(await it.row()).toMatchObject({ state: 'ACTIVATING' });
    expect((await it.history()).slice(0, 2)).toEqual([
      'ACTIVATING · Кабинет · Карта должна работать, включаем снова',
      'SUSPENDED · Оператор МТС · Сверка: оператор сообщил, что карта отключена',
    ]);
    expect(await it.compare()).toEqual(agrees);
    await endOperation(it.job, it.card.id, 'COMPLETED');
    expect(await it.row()).toMatchObject({ state: 'ACTIVE', holds: [] });
  });

  it('works though a person has switched it off: it goes off again', async () => {
    const operator = await sandbox();
    const it = await workingCard();
    const cardIds = [it.card.id];
    await deactivateSimCards(it.owner, { requestId: randomUUID(), cardIds, stopRenewal: false });
    await endOperation(it.job, it.card.id, 'COMPLETED');
    await operator.truth(it.card.iccid, 'active');
    expect(await it.compare()).toEqual(repaired);
    expect((await it.history()).slice(0, 2)).toEqual([
      'DEACTIVATING · Кабинет · Карта не должна работать, отключаем снова',
      'ACTIVE · Оператор МТС · Сверка: оператор сообщил, что карта включена',
    ]);
    await endOperation(it.job, it.card.id, 'COMPLETED');
    expect(await it.row()).toMatchObject({ state: 'INACTIVE' });
  });

  it('suspended and on at the operator: off again, still held', async () => {
    const operator = await sandbox();
    const it = await workingCard();
    await suspendCard(it.job, { simCardId: it.card.id, reason: 'LIMIT' });
    await endOperation(it.job, it.card.id, 'COMPLETED');
    await operator.truth(it.card.iccid, 'active');
    expect(await it.compare()).toEqual(repaired);
    await endOperation(it.job, it.card.id, 'COMPLETED');
    expect(await it.row()).toMatchObject({ state: 'SUSPENDED', holds: ['LIMIT'] });
  });

  it('an activation that nobody waited for any more has succeeded: it is on', async () => {
    const operator = await sandbox();
    const it = await activatingCard(database());
    await database().simOperation.updateMany({
      where: { id: it.operationId },
      data: { state: 'TIMED_OUT', dueAt: null },
    });
    await database().simCard.update({ where: { id: it.card.id }, data: { state: 'READY' } });
    await operator.truth(it.card.iccid, 'active');
    expect(await reconcileCard(it.job, { simCardId: it.card.id }, port())).toEqual(repaired);
    expect(await it.state()).toBe('ACTIVE');
  });

  it('a switching off that nobody waited for any more has succeeded: it stays off', async () => {
    const operator = await sandbox();
    const it = await workingCard();
    const cardIds = [it.card.id];
    await deactivateSimCards(it.owner, { requestId: randomUUID(), cardIds, stopRenewal: false });
    await database().simOperation.updateMany({
      where: { simCardId: it.card.id, action: 'DEACTIVATE' },
      data: { state: 'IN_PROGRESS' },
    });
    await endOperation(it.job, it.card.id, 'TIMED_OUT');
    expect(await it.row()).toMatchObject({ state: 'ACTIVE' });
    await operator.truth(it.card.iccid, 'inactive');
    expect(await it.compare()).toEqual(repaired);
    expect(await it.row()).toMatchObject({ state: 'INACTIVE', intendedState: 'INACTIVE' });
    expect((await it.history())[0]).toBe(
      'INACTIVE · Оператор МТС · Сверка: оператор сообщил, что карта отключена',
    );
  });

  it('closed by the operator: closed here, its renewal stopped', async () => {
    const operator = await sandbox();
    const it = await workingCard();
    await operator.truth(it.card.iccid, 'terminated');
    expect(await it.compare()).toEqual(repaired);
    expect(await it.row()).toMatchObject({ state: 'TERMINATED' });
    const subscription = await database().subscription.findFirstOrThrow({ where: { simCardId: it.card.id } });
    expect(subscription.cancelAtPeriodEnd).toBe(true);
    expect((await it.history())[0]).toBe(
      'TERMINATED · Оператор МТС · Сверка: оператор сообщил, что карта закрыта',
    );
  });

  it('both sides agree, the operator is silent, or knows no such card: nothing changes', async () => {
    const operator = await sandbox();
    const it = await workingCard();
    expect(await it.compare()).toEqual({ ok: true, value: 'UNKNOWN_TO_OPERATOR' });
    await operator.truth(it.card.iccid, 'active');
    expect(await it.compare()).toEqual(agrees);
    await operator.mode('down');
    expect(await it.compare()).toEqual({ ok: true, value: 'UNAVAILABLE' });
    expect(await it.history()).toHaveLength(2);
  });

  it('what changed while the operator was asked is left to the next comparison', async () => {
    const operator = await sandbox();
    const it = await workingCard();
    await operator.truth(it.card.iccid, 'inactive');
    const slow: SimOperator = {
      ...port(),
      inspect: async (iccid) => {
        const answer = await port().inspect(iccid);
        const cardIds = [it.card.id];
        await deactivateSimCards(it.owner, { requestId: randomUUID(), cardIds, stopRenewal: false });
        return answer;
      },
    };
    expect(await it.compare(slow)).toEqual(agrees);
    expect(await it.row()).toMatchObject({ state: 'DEACTIVATING' });
  });

  it('a foreign card is not found, a cashier may not', async () => {
    await sandbox();
    const it = await workingCard();
    const other = await workingCard();
    expect(await reconcileCard(it.job, { simCardId: other.card.id }, port())).toMatchObject({
      code: 'NOT_FOUND',
    });
    const cashier = contextOf(database(), it.chain, 'CASHIER');
    expect(await reconcileCard(cashier, { simCardId: it.card.id }, port())).toMatchObject({
      code: 'FORBIDDEN',
    });
  });
});

describe('all cards of an operator', () => {
  const compareAll = (afterMinutes = 0, operator: SimOperator = port()) =>
    reconcileOperator({
      db: database(),
      clock: fixedClock(new Date(new Date(TEST_NOW).getTime() + afterMinutes * 60_000).toISOString()),
      operatorSlug: 'mts',
      operator,
    });

  it('of thousands those that differ are found and repaired, once an hour', async () => {
    const operator = await sandbox();
    const it = await workingCard();
    await operator.truth(it.card.iccid, 'inactive', { lastTrafficAt: '2026-11-20T08:00:00.000Z' });
    const chain = await createChain(database());
    const numbers = Array.from({ length: 2000 }, () => anIccid());
    const at = new Date(TEST_NOW);
    await database().simCard.createMany({
      data: numbers.map((iccid) => ({
        organizationId: chain.organizationId,
        operatorSlug: 'mts',
        iccid,
        state: 'INACTIVE' as const,
        stateChangedAt: at,
        createdAt: at,
      })),
    });
    const active = new Set(numbers.slice(0, 40));
    await send(
      'POST',
      `${operator.url}/sandbox/services`,
      numbers.map((iccid) => ({ iccid, state: active.has(iccid) ? 'active' : 'inactive' })),
    );

    expect(await compareAll()).toEqual({ cursor: null, seen: 2001, differed: 41, repaired: 41, unknown: 0 });
    expect(await it.row()).toMatchObject({
      state: 'ACTIVATING',
      lastTrafficAt: new Date('2026-11-20T08:00:00.000Z'),
    });
    const { organizationId } = chain;
    expect(await database().simCard.count({ where: { organizationId, state: 'DEACTIVATING' } })).toBe(40);
    expect(await compareAll(59)).toBeNull();
    expect(await compareAll(60)).toMatchObject({ seen: 2001, differed: 0 });
  });

  it('breaks off when the operator does, and goes on where it stopped', async () => {
    const operator = await sandbox();
    const chain = await createChain(database());
    const card = await createCard(database(), chain, { state: 'INACTIVE' });
    await operator.truth(card.iccid, 'active');
    let pages = 0;
    const twoPages: SimOperator = {
      ...port(),
      list: async (after) => {
        if (after === null) return { kind: 'page', cards: [], next: 'second' };
        pages += 1;
        if (pages === 1) return { kind: 'unavailable', detail: 'нет связи' };
        return port().list(null);
      },
    };
    expect(await compareAll(0, twoPages)).toMatchObject({ cursor: 'second', seen: 0 });
    expect(await compareAll(4, twoPages)).toBeNull();
    expect(await compareAll(5, twoPages)).toMatchObject({ cursor: null, seen: 1, differed: 1, repaired: 1 });
    const row = await database().operatorReconciliation.findUniqueOrThrow({ where: { operatorSlug: 'mts' } });
    expect(row).toMatchObject({ cursor: null, finishedAt: expect.any(Date) as Date });
    expect(await reconcileCard(jobContextOf(database(), chain), { simCardId: card.id }, port())).toEqual(
      agrees,
    );
  });

  it('two workers at once: one of them compares', async () => {
    await sandbox();
    const results = await Promise.all([compareAll(), compareAll(), compareAll()]);
    expect(results.filter((each) => each !== null)).toHaveLength(1);
  });
});
