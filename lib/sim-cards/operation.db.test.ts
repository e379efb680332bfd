import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { walletBalance } from '@/lib/billing/queries';
import { useDatabase } from '@/lib/testing/database';
import { contextOf, TEST_NOW } from '@/lib/testing/factories';
import { activatingCard, minutesLater } from '@/lib/testing/sim-cards';
import {
  closeAll,
  connectedOperator,
  connectOperator,
  inTheEnd,
  program,
  send,
  tempDir,
} from '@/sandbox/testing';
import { activateSimCards } from './commands/activate';
import { deactivateSimCards } from './commands/deactivate';
import { recordOperatorResults } from './commands/record-operator-results';
import { settleCard } from './commands/settle-card';
import { simCardAttention, simCardDetail } from './queries';

const database = useDatabase();
afterEach(closeAll);

const sandbox = (answerMs = 5) => connectedOperator('mts', { answerMs, shipMs: 1000 });
const activating = (state?: 'READY' | 'INACTIVE') => activatingCard(database(), state);

describe('an operator that answers', () => {
  it('accepts, confirms when asked, and the card is active', async () => {
    const operator = await sandbox();
    const it = await activating();
    await it.step();
    expect(await it.row()).toMatchObject({ state: 'IN_PROGRESS', reference: expect.any(String) as string });
    expect((await it.row()).dueAt?.getTime()).toBe(new Date(TEST_NOW).getTime() + 2_000);
    await inTheEnd(async () => {
      await it.step();
      expect(await it.state()).toBe('ACTIVE');
    });
    expect(await it.row()).toMatchObject({ state: 'COMPLETED', finishedAt: new Date(TEST_NOW) });
    expect(await it.history()).toEqual(['READY → ACTIVATING', 'ACTIVATING → ACTIVE']);
    expect(await operator.service(it.card.iccid)).toMatchObject({ state: 'active', changes: 1 });
    expect((await it.row()).dueAt).toBeNull();
    expect(await it.step()).toBe('COMPLETED');
  });

  it('says at once that the card is on already', async () => {
    const operator = await sandbox();
    const it = await activating();
    await send('POST', `${operator.url}/sandbox/services`, [{ iccid: it.card.iccid, state: 'active' }]);
    await it.step();
    expect(await it.state()).toBe('ACTIVE');
  });

  it('refuses: the reason is kept, the card is where it was, the money stays on its subscription', async () => {
    const operator = await sandbox();
    await operator.mode('reject');
    const it = await activating('INACTIVE');
    await it.step();
    await inTheEnd(async () => {
      await it.step();
      expect(await it.state()).toBe('INACTIVE');
    });
    expect(await it.row()).toMatchObject({
      state: 'FAILED',
      reason: 'Номер заблокирован оператором: нет данных о владельце',
    });
    expect(await walletBalance(it.owner)).toBe(81_000);
    expect(await simCardAttention(it.owner)).toEqual([
      {
        id: it.card.id,
        tone: 'failed',
        text: `Смарт-карта …${it.card.iccid.slice(-4)} не активирована: номер заблокирован оператором: нет данных о владельце`,
        href: `/sim-cards/${it.card.id}`,
        actionLabel: 'Повторить',
      },
    ]);

    await operator.mode('normal');
    const again = await activateSimCards(it.owner, {
      requestId: randomUUID(),
      cardIds: [it.card.id],
      period: 'M1',
      expectedTotal: 0,
    });
    expect(again).toMatchObject({ ok: true, value: { charged: 0 } });
    expect(await walletBalance(it.owner)).toBe(81_000);
  });
});

describe('an operator that is down', () => {
  it('the operation waits, says so, and is finished when the operator is back', async () => {
    const operator = await sandbox();
    await operator.mode('down');
    const it = await activating();
    for (let i = 0; i < 3; i += 1) await it.step();
    expect(await it.row()).toMatchObject({ state: 'QUEUED', unreachableAt: new Date(TEST_NOW), attempts: 2 });
    expect(await it.state()).toBe('ACTIVATING');
    expect((await simCardAttention(it.owner))[0]?.text).toContain('оператор МТС не отвечает');

    await operator.mode('normal');
    await inTheEnd(async () => {
      await it.step(minutesLater(it.job, 23 * 60));
      expect(await it.state()).toBe('ACTIVE');
    });
    expect(await it.row()).toMatchObject({ state: 'COMPLETED', unreachableAt: null });
    expect(await operator.effects()).toBe(1);
  });

  it('is not back within a day: the operation is given up with its reason, a late success is not lost', async () => {
    const operator = await sandbox();
    await operator.mode('down');
    const it = await activating();
    await it.step();
    await it.step(minutesLater(it.job, 24 * 60 - 1));
    expect(await it.state()).toBe('ACTIVATING');
    await it.step(minutesLater(it.job, 24 * 60));
    expect(await it.row()).toMatchObject({
      state: 'INTERRUPTED',
      reason: 'Связи с оператором не было сутки, операция прервана',
      dueAt: null,
    });
    expect(await it.state()).toBe('READY');
    expect((await simCardAttention(it.owner))[0]).toMatchObject({ tone: 'failed', actionLabel: 'Повторить' });
    await it.result(minutesLater(it.job, 25 * 60), 'COMPLETED');
    expect(await it.state()).toBe('ACTIVE');
  });

  it('goes down after accepting: no time-out while it cannot be asked', async () => {
    const operator = await sandbox(60_000);
    const it = await activating();
    await it.step();
    await operator.mode('down');
    await it.step(minutesLater(it.job, 30));
    expect(await it.row()).toMatchObject({ state: 'IN_PROGRESS' });
    expect(await it.state()).toBe('ACTIVATING');
  });

  it('is killed with its answer on the way: one effect, one result', async () => {
    const operator = await sandbox();
    await operator.mode('flaky');
    const it = await activating();
    await inTheEnd(async () => {
      await it.step();
      expect(await it.state()).toBe('ACTIVE');
    });
    expect(await operator.effects()).toBe(1);
    expect(await operator.service(it.card.iccid)).toMatchObject({ changes: 1 });
  });

  it('runs as a process of its own, is killed and started again', async () => {
    const env = {
      SLUG: 'mts',
      SANDBOX_DATA: tempDir(),
      API_KEY: 'key',
      WEBHOOK_SECRET: 'secret',
      ICCID_PREFIX: '8970101',
      ANSWER_MS: '20',
    };
    const first = await program('operator', env);
    connectOperator('mts', first.url);
    const it = await activating();
    await it.step();
    await first.stop();
    await it.step();
    expect(await it.row()).toMatchObject({ state: 'IN_PROGRESS', unreachableAt: expect.any(Date) as Date });

    const second = await program('operator', env);
    connectOperator('mts', second.url);
    await inTheEnd(async () => {
      await it.step();
      expect(await it.state()).toBe('ACTIVE');
    });
  });
});

describe('an operator that is silent', () => {
  it('after ten minutes the card is where it was; a retry is free; a late success counts once', async () => {
    const operator = await sandbox();
    await operator.mode('silent');
    const it = await activating();
    await it.step();
    await it.step(minutesLater(it.job, 9));
    expect(await it.state()).toBe('ACTIVATING');
    await it.step(minutesLater(it.job, 10));
    expect(await it.row()).toMatchObject({ state: 'TIMED_OUT', reason: 'Оператор не ответил за 10 минут' });
    expect(await it.state()).toBe('READY');

    await operator.mode('normal');
    await inTheEnd(async () => {
      await it.step(minutesLater(it.job, 20));
      expect(await it.state()).toBe('ACTIVE');
    });
    expect(await it.history()).toEqual(['READY → ACTIVATING', 'ACTIVATING → READY', 'READY → ACTIVE']);
    const detail = await simCardDetail(it.owner, it.card.id);
    expect(detail?.history[0]?.reason).toBe('Оператор подтвердил позже срока');
    await it.result(it.job, 'COMPLETED');
    expect(await it.history()).toHaveLength(3);
    expect(await operator.service(it.card.iccid)).toMatchObject({ changes: 1 });
  });

  it('a late success of a card that is not paid for any more: on, and switched off again', async () => {
    await sandbox();
    const it = await activating();
    await it.result(it.job, 'INTERRUPTED');
    expect(await it.state()).toBe('READY');
    await database().subscription.updateMany({
      where: { simCardId: it.card.id },
      data: { state: 'EXPIRED' },
    });
    await it.result(it.job, 'COMPLETED');
    expect(await it.state()).toBe('ACTIVE');
    await settleCard(it.job, { simCardId: it.card.id });
    expect(await it.history()).toEqual([
      'READY → ACTIVATING',
      'ACTIVATING → READY',
      'READY → ACTIVE',
      'ACTIVE → DEACTIVATING',
    ]);
  });

  it('a late success while a retry runs is not lost, whatever comes of the retry', async () => {
    const operator = await sandbox();
    await operator.mode('silent');
    const it = await activating();
    await it.step();
    await it.step(minutesLater(it.job, 10));
    const retry = await activateSimCards(minutesLater(it.owner, 11), {
      requestId: randomUUID(),
      cardIds: [it.card.id],
      period: 'M1',
      expectedTotal: 0,
    });
    expect(retry.ok).toBe(true);
    await it.result(minutesLater(it.job, 12), 'COMPLETED');
    expect(await it.state()).toBe('ACTIVATING');
    const [operationId = ''] = retry.ok ? retry.value.operationIds : [];
    await recordOperatorResults(minutesLater(it.job, 13), [
      { operationId, outcome: 'REJECTED', reason: 'Уже включена' },
    ]);
    expect(await it.state()).toBe('ACTIVE');
  });

  it('a late success of an operation that was overtaken changes nothing', async () => {
    await sandbox();
    const it = await activating();
    await it.step();
    const db = database();
    await db.simOperation.update({ where: { id: it.operationId }, data: { state: 'TIMED_OUT' } });
    await db.simCard.update({ where: { id: it.card.id }, data: { state: 'ACTIVE' } });
    const off = await deactivateSimCards(it.owner, {
      requestId: randomUUID(),
      cardIds: [it.card.id],
      stopRenewal: false,
    });
    const [offId = ''] = off.ok ? off.value.operationIds : [];
    await recordOperatorResults(it.job, [{ operationId: offId, outcome: 'COMPLETED' }]);
    await it.result(it.job, 'COMPLETED');
    expect(await it.state()).toBe('INACTIVE');
  });
});

describe('results of operators', () => {
  it('foreign and unknown operations are passed over, a cashier may not record any', async () => {
    await sandbox();
    const it = await activating();
    const other = await activating();
    const results = [it.operationId, randomUUID()].map((operationId) => ({
      operationId,
      outcome: 'COMPLETED' as const,
    }));
    expect(await recordOperatorResults(other.job, results)).toEqual({ ok: true, value: new Map() });
    const cashier = contextOf(database(), it.chain, 'CASHIER');
    expect(await recordOperatorResults(cashier, results)).toMatchObject({ ok: false, code: 'FORBIDDEN' });
    expect(await it.state()).toBe('ACTIVATING');
    expect(await recordOperatorResults(it.job, results)).toEqual({
      ok: true,
      value: new Map([[it.operationId, 'COMPLETED']]),
    });
  });

  it('of one card and one transaction, a late result and the one after it', async () => {
    await sandbox();
    const it = await activating();
    const db = database();
    await db.simOperation.update({ where: { id: it.operationId }, data: { state: 'TIMED_OUT' } });
    await db.simCard.update({ where: { id: it.card.id }, data: { state: 'READY' } });
    const retry = await activateSimCards(it.owner, {
      requestId: randomUUID(),
      cardIds: [it.card.id],
      period: 'M1',
      expectedTotal: 0,
    });
    const [operationId = ''] = retry.ok ? retry.value.operationIds : [];
    await recordOperatorResults(it.job, [
      { operationId, outcome: 'REJECTED', reason: 'Уже включена' },
      { operationId: it.operationId, outcome: 'COMPLETED' },
    ]);
    expect(await it.state()).toBe('ACTIVE');
    expect(await it.row()).toMatchObject({ state: 'COMPLETED' });
  });
});
