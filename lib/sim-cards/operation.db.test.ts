import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Context } from '@/lib/access/context';
import { walletBalance } from '@/lib/billing/queries';
import { fixedClock } from '@/lib/core/clock';
import { simOperator } from '@/lib/platform/ports';
import { useDatabase } from '@/lib/testing/database';
import {
  contextOf,
  createCard,
  createChain,
  installCabinetModule,
  jobContextOf,
  queuedTasks,
  TEST_NOW,
} from '@/lib/testing/factories';
import { startOperator } from '@/sandbox/operator';
import { closeAll, eventually, listener, opened, program, send, tempDir } from '@/sandbox/testing';
import { activateSimCards } from './commands/activate';
import { carryOutOperation } from './commands/carry-out-operation';
import { deactivateSimCards } from './commands/deactivate';
import { recordOperatorResult } from './commands/record-operator-result';
import { resumeOperations } from './jobs';
import type { SimOperator } from './operator.port';
import { acceptOperatorEvent } from './operator-events';
import { simCardAttention, simCardDetail } from './queries';

const database = useDatabase();
afterEach(closeAll);
afterEach(() => vi.unstubAllEnvs());

const later = (ctx: Context, minutes: number): Context => ({
  ...ctx,
  clock: fixedClock(new Date(new Date(TEST_NOW).getTime() + minutes * 60_000).toISOString()),
});

function connectTo(url: string): void {
  vi.stubEnv('OPERATOR_MTS_URL', url);
  vi.stubEnv('OPERATOR_MTS_KEY', 'key');
  vi.stubEnv('OPERATOR_MTS_WEBHOOK_SECRET', 'secret');
}

async function sandbox(answerMs = 5) {
  const running = await startOperator({
    slug: 'mts',
    port: 0,
    dataDir: tempDir(),
    apiKey: 'key',
    webhookSecret: 'secret',
    iccidPrefix: '8970101',
    answerMs,
    shipMs: 1000,
    lateMs: 60_000,
    retryMs: 10,
  });
  opened.push(running.close);
  connectTo(running.url);
  return operatorAt(running.url);
}

function operatorAt(url: string) {
  return {
    url,
    mode: (mode: string) => send('POST', `${url}/sandbox/mode`, { mode }),
    service: async (iccid: string) =>
      (await send('GET', `${url}/sandbox/services/${iccid}`)) as { state: string; changes: number },
    effects: async () =>
      ((await send('GET', `${url}/sandbox/log`)) as { effect: boolean; method: string }[]).filter(
        (entry) => entry.effect && entry.method === 'PATCH',
      ).length,
  };
}

async function activating(state: 'READY' | 'INACTIVE' = 'READY') {
  const chain = await createChain(database(), 100_000);
  await installCabinetModule(database(), chain);
  const owner = contextOf(database(), chain, 'OWNER');
  const card = await createCard(database(), chain, { state });
  const request = {
    requestId: randomUUID(),
    cardIds: [card.id],
    period: 'M1' as const,
    expectedTotal: 19_000,
  };
  const result = await activateSimCards(owner, request);
  if (!result.ok) throw new Error(result.code);
  const [operationId = ''] = result.value.operationIds;
  const job = jobContextOf(database(), chain);
  const row = () => database().simOperation.findUniqueOrThrow({ where: { id: operationId } });
  return {
    chain,
    owner,
    card,
    job,
    operationId,
    row,
    step: (ctx: Context = job) => carryOutOperation(ctx, { operationId }),
    state: async () => (await database().simCard.findUniqueOrThrow({ where: { id: card.id } })).state,
    history: async () => {
      const detail = await simCardDetail(owner, card.id);
      return (detail?.history ?? []).map((each) => `${each.fromState} → ${each.toState}`).reverse();
    },
  };
}

const isOf = (task: { payload: Record<string, unknown> }, operationId: string) =>
  task.payload['operationId'] === operationId;

describe('an operator that answers', () => {
  it('accepts, confirms when asked, and the card is active', async () => {
    const operator = await sandbox();
    const it = await activating();
    await it.step();
    expect(await it.row()).toMatchObject({ state: 'IN_PROGRESS', reference: expect.any(String) as string });
    expect((await queuedTasks(database())).filter((task) => isOf(task, it.operationId))).toHaveLength(1);
    await eventually(async () => {
      await it.step();
      expect(await it.state()).toBe('ACTIVE');
    });
    expect(await it.row()).toMatchObject({ state: 'COMPLETED', finishedAt: new Date(TEST_NOW) });
    expect(await it.history()).toEqual(['READY → ACTIVATING', 'ACTIVATING → ACTIVE']);
    expect(await operator.service(it.card.iccid)).toMatchObject({ state: 'active', changes: 1 });
    expect(await it.step()).toEqual({ ok: true, value: 'COMPLETED' });
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
    await eventually(async () => {
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
    await eventually(async () => {
      await it.step(later(it.job, 24 * 60));
      expect(await it.state()).toBe('ACTIVE');
    });
    expect(await it.row()).toMatchObject({ state: 'COMPLETED', unreachableAt: null });
    expect(await operator.effects()).toBe(1);
  });

  it('goes down after accepting: no time-out while it cannot be asked', async () => {
    const operator = await sandbox(60_000);
    const it = await activating();
    await it.step();
    await operator.mode('down');
    await it.step(later(it.job, 30));
    expect(await it.row()).toMatchObject({ state: 'IN_PROGRESS' });
    expect(await it.state()).toBe('ACTIVATING');
  });

  it('is killed with its answer on the way: one effect, one result', async () => {
    const operator = await sandbox();
    await operator.mode('flaky');
    const it = await activating();
    await eventually(async () => {
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
    connectTo(first.url);
    const it = await activating();
    await it.step();
    await first.stop();
    await it.step();
    expect(await it.row()).toMatchObject({ state: 'IN_PROGRESS', unreachableAt: expect.any(Date) as Date });

    const second = await program('operator', env);
    connectTo(second.url);
    await eventually(async () => {
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
    await it.step(later(it.job, 9));
    expect(await it.state()).toBe('ACTIVATING');
    await it.step(later(it.job, 10));
    expect(await it.row()).toMatchObject({ state: 'TIMED_OUT', reason: 'Оператор не ответил за 10 минут' });
    expect(await it.state()).toBe('READY');

    await operator.mode('normal');
    await eventually(async () => {
      await it.step(later(it.job, 20));
      expect(await it.state()).toBe('ACTIVE');
    });
    expect(await it.history()).toEqual(['READY → ACTIVATING', 'ACTIVATING → READY', 'READY → ACTIVE']);
    const detail = await simCardDetail(it.owner, it.card.id);
    expect(detail?.history[0]?.reason).toBe('Оператор подтвердил позже срока');
    await recordOperatorResult(it.job, { operationId: it.operationId, outcome: 'COMPLETED' });
    expect(await it.history()).toHaveLength(3);
    expect(await operator.service(it.card.iccid)).toMatchObject({ changes: 1 });
  });

  it('a late success while a retry runs is not lost, whatever comes of the retry', async () => {
    const operator = await sandbox();
    await operator.mode('silent');
    const it = await activating();
    await it.step();
    await it.step(later(it.job, 10));
    const retry = await activateSimCards(later(it.owner, 11), {
      requestId: randomUUID(),
      cardIds: [it.card.id],
      period: 'M1',
      expectedTotal: 0,
    });
    expect(retry.ok).toBe(true);
    await recordOperatorResult(later(it.job, 12), { operationId: it.operationId, outcome: 'COMPLETED' });
    expect(await it.state()).toBe('ACTIVATING');
    const [operationId = ''] = retry.ok ? retry.value.operationIds : [];
    await recordOperatorResult(later(it.job, 13), {
      operationId,
      outcome: 'REJECTED',
      reason: 'Уже включена',
    });
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
    await recordOperatorResult(it.job, { operationId: offId, outcome: 'COMPLETED' });
    await recordOperatorResult(it.job, { operationId: it.operationId, outcome: 'COMPLETED' });
    expect(await it.state()).toBe('INACTIVE');
  });
});

describe('a worker that dies', () => {
  it('between the call and its record: the step is taken again, the operator acts once', async () => {
    const operator = await sandbox();
    const it = await activating();
    const port = simOperator('mts');
    if (!port) throw new Error('mts is integrated');
    const dying: SimOperator = {
      ...port,
      request: async (operation) => {
        await port.request(operation);
        throw new Error('killed');
      },
    };
    await expect(carryOutOperation(it.job, { operationId: it.operationId }, () => dying)).rejects.toThrow(
      'killed',
    );
    expect(await it.row()).toMatchObject({ state: 'QUEUED' });
    await eventually(async () => {
      await it.step();
      expect(await it.state()).toBe('ACTIVE');
    });
    expect(await operator.effects()).toBe(1);
  });

  it('holds its job: another worker takes the operation over', async () => {
    await sandbox();
    const it = await activating();
    const own = async () => (await queuedTasks(database())).filter((task) => isOf(task, it.operationId));
    await resumeOperations();
    expect(await own()).toHaveLength(1);
    await database().$executeRaw`
      UPDATE graphile_worker._private_jobs SET locked_at = now(), locked_by = 'dead' WHERE key = ${`sim-operation:${it.operationId}`}`;
    await resumeOperations();
    expect(await own()).toHaveLength(1);
    await resumeOperations(0);
    expect(await own()).toHaveLength(2);
    await database().$executeRaw`DELETE FROM graphile_worker._private_jobs`;
    expect(await resumeOperations()).toBeGreaterThan(0);
    expect(await own()).toHaveLength(1);
  });
});

describe('events of an operator', () => {
  async function withEvents(mode: string) {
    const operator = await sandbox();
    const inbox = await listener();
    await simOperator('mts')?.subscribe(inbox.url);
    await operator.mode(mode);
    const it = await activating();
    return { ...it, operator, inbox };
  }

  const deliver = ({ headers, body }: { headers: Headers; body: string }, slug = 'mts') =>
    acceptOperatorEvent(slug, { headers, rawBody: body, nowMs: Date.now() });

  it.each([
    ['normal', 2],
    ['duplicate-callback', 4],
    ['out-of-order', 3],
  ])('%s: one result however many messages', async (mode, messages) => {
    const it = await withEvents(mode);
    await it.step();
    await eventually(() => expect(it.inbox.received).toHaveLength(messages));
    for (const message of [...it.inbox.received, ...it.inbox.received]) {
      expect(await deliver(message)).toBe('TAKEN');
    }
    expect(await it.state()).toBe('ACTIVE');
    expect(await it.history()).toEqual(['READY → ACTIVATING', 'ACTIVATING → ACTIVE']);
    expect(await it.row()).toMatchObject({ state: 'COMPLETED' });
  });

  it('the result arrives before the request has returned', async () => {
    const it = await withEvents('normal');
    const port = simOperator('mts');
    if (!port) throw new Error('mts is integrated');
    const slow: SimOperator = {
      ...port,
      request: async (operation) => {
        const reply = await port.request(operation);
        await eventually(() => expect(it.inbox.received).toHaveLength(2));
        for (const message of it.inbox.received) await deliver(message);
        return reply;
      },
    };
    await carryOutOperation(it.job, { operationId: it.operationId }, () => slow);
    expect(await it.state()).toBe('ACTIVE');
    expect(await it.row()).toMatchObject({ state: 'COMPLETED' });
  });

  it('a forged, an old and a foreign message change nothing', async () => {
    const it = await withEvents('normal');
    await it.step();
    await eventually(() => expect(it.inbox.received).toHaveLength(2));
    const [message] = it.inbox.received;
    if (!message) throw new Error('no message');
    const forged = { ...message, body: message.body.replace('Completed', 'InError') };
    expect(await deliver(forged)).toBe('REFUSED');
    expect(
      await acceptOperatorEvent('mts', {
        headers: message.headers,
        rawBody: message.body,
        nowMs: Date.now() + 301_000,
      }),
    ).toBe('REFUSED');
    expect(await deliver(message, 'beeline')).toBe('UNKNOWN_OPERATOR');
    vi.stubEnv('OPERATOR_MEGAFON_URL', it.operator.url);
    vi.stubEnv('OPERATOR_MEGAFON_KEY', 'key');
    vi.stubEnv('OPERATOR_MEGAFON_WEBHOOK_SECRET', 'secret');
    expect(await deliver(message, 'megafon')).toBe('TAKEN');
    expect(await it.state()).toBe('ACTIVATING');
  });
});
