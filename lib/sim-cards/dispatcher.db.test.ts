import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fixedClock } from '@/lib/core/clock';
import { realNow } from '@/lib/platform/clock';
import { simOperator } from '@/lib/platform/ports';
import { useDatabase } from '@/lib/testing/database';
import { createCard, queuedTasks, TEST_NOW } from '@/lib/testing/factories';
import { activatingCard, emptyQueues } from '@/lib/testing/sim-cards';
import { closeAll, connectedOperator, inTheEnd } from '@/sandbox/testing';
import { activateSimCards } from './commands/activate';
import { holdOperator } from './dispatch.store';
import { dispatchOperations, type DispatchWork } from './dispatcher';
import { takeDueOperations } from './operation.store';
import type { SimOperator } from './operator.port';
import { watchOperations } from './watchdog';

const database = useDatabase();
afterEach(closeAll);
beforeEach(() => emptyQueues(database()));

const now = new Date(TEST_NOW);
const sandbox = () => connectedOperator('mts', { answerMs: 5, shipMs: 1000 });

function port(): SimOperator {
  const operator = simOperator('mts');
  if (!operator) throw new Error('mts is integrated');
  return operator;
}

/** An operator that carries out at once, counting its calls. */
function counting(inner: SimOperator | null = null, pause: () => Promise<void> = () => Promise.resolve()) {
  const calls: string[] = [];
  let running = 0;
  let most = 0;
  const operator: SimOperator = {
    ...(inner ?? port()),
    request: async (operation) => {
      calls.push(operation.operationId);
      running += 1;
      most = Math.max(most, running);
      await pause();
      running -= 1;
      return inner ? inner.request(operation) : { kind: 'completed' };
    },
  };
  return { operator, calls, most: () => most };
}

const run = (work: Partial<DispatchWork> = {}) =>
  dispatchOperations({
    db: database(),
    clock: fixedClock(TEST_NOW),
    operatorSlug: 'mts',
    operator: port(),
    concurrency: 4,
    ...work,
  });

/** As many cards of one organization, their activations asked for and paid. */
async function manyCards(count: number) {
  const first = await activatingCard(database(), 'READY', count * 19_000 + 19_000);
  const cards = await Promise.all(
    Array.from({ length: count - 1 }, () => createCard(database(), first.chain)),
  );
  if (cards.length > 0) {
    const asked = await activateSimCards(first.owner, {
      requestId: randomUUID(),
      cardIds: cards.map(({ id }) => id),
      period: 'M1',
      expectedTotal: cards.length * 19_000,
    });
    if (!asked.ok) throw new Error(asked.code);
  }
  const ids = [first.card.id, ...cards.map(({ id }) => id)];
  return {
    ...first,
    ids,
    active: () => database().simCard.count({ where: { id: { in: ids }, state: 'ACTIVE' } }),
  };
}

const laterRuns = async () =>
  (
    await database().$queryRaw<{ key: string }[]>`
    SELECT key FROM graphile_worker.jobs WHERE key = 'sim-dispatch:mts:later' AND run_at > now()`
  ).length;

describe('carrying out what is due', () => {
  it('every operation once, never more calls at a time than allowed', async () => {
    await sandbox();
    const it = await manyCards(30);
    const { operator, calls, most } = counting();
    await run({ operator });
    expect(await it.active()).toBe(30);
    expect(new Set(calls).size).toBe(30);
    expect(calls).toHaveLength(30);
    expect(most()).toBe(4);
    expect(
      await database().simOperation.count({
        where: { OR: [{ dueAt: { not: null } }, { leasedBy: { not: null } }] },
      }),
    ).toBe(0);
  });

  it('of two runs at once one has the operator, and nothing is asked twice', async () => {
    await sandbox();
    const it = await manyCards(20);
    const { operator, calls, most } = counting();
    await Promise.all([run({ operator }), run({ operator }), run({ operator })]);
    expect(await it.active()).toBe(20);
    expect(calls).toHaveLength(20);
    expect(most()).toBeLessThanOrEqual(4);
    expect(await laterRuns()).toBe(1);
  });

  it('takes up what is asked for while it runs', async () => {
    await sandbox();
    const first = await manyCards(1);
    let second: Awaited<ReturnType<typeof manyCards>> | undefined;
    const { operator, calls } = counting(null, async () => {
      second ??= await manyCards(3);
    });
    await run({ operator, concurrency: 1 });
    expect(await first.active()).toBe(1);
    expect(await second?.active()).toBe(3);
    expect(calls).toHaveLength(4);
  });

  it('what is accepted is asked about later, at its time', async () => {
    await sandbox();
    const it = await manyCards(3);
    await run();
    expect(await it.active()).toBe(0);
    expect(await laterRuns()).toBe(1);
    let afterMs = 0;
    await inTheEnd(async () => {
      afterMs += 40_000;
      await run({ clock: fixedClock(new Date(now.getTime() + afterMs).toISOString()) });
      expect(await it.active()).toBe(3);
    });
  });

  it('an operator that answers nothing is left alone for a while', async () => {
    const operator = await sandbox();
    await operator.mode('down');
    await manyCards(40);
    const silent = counting(port());
    await run({ operator: silent.operator });
    expect(silent.calls.length).toBeLessThan(16);
    expect(await laterRuns()).toBe(1);
    expect(await database().simOperation.count({ where: { leasedBy: { not: null } } })).toBe(0);
  });

  it('an adapter that breaks is an operator that cannot be reached', async () => {
    await sandbox();
    const it = await manyCards(2);
    await run({ operator: { ...port(), request: () => Promise.reject(new Error('broken')) } });
    expect(await it.row()).toMatchObject({ state: 'QUEUED', unreachableAt: now, leasedBy: null });
  });

  it('an operator that is no longer connected keeps its operations waiting', async () => {
    await sandbox();
    const it = await manyCards(1);
    await run({ operator: null });
    expect(await it.row()).toMatchObject({ state: 'QUEUED', unreachableAt: now });
  });

  it('asked to stop it finishes what it has begun and gives back the rest', async () => {
    await sandbox();
    const it = await manyCards(10);
    const stopping = new AbortController();
    const { operator, calls } = counting(null, async () => {
      stopping.abort();
      await Promise.resolve();
    });
    await run({ operator, concurrency: 2, stopping: stopping.signal });
    expect(calls.length).toBeLessThanOrEqual(2);
    expect(await it.active()).toBe(calls.length);
    expect(await database().simOperation.count({ where: { dueAt: now, leasedBy: null } })).toBe(
      10 - calls.length,
    );
  });
});

describe('a worker that dies', () => {
  it('between the call and its record: the next run asks again at once, the operator acts once', async () => {
    const operator = await sandbox();
    const it = await manyCards(5);
    const holder = randomUUID();
    const [taken] = await takeDueOperations(database(), {
      operatorSlug: 'mts',
      holder,
      limit: 5,
      now,
      leaseMs: 60_000,
    });
    if (!taken) throw new Error('nothing is due');
    await port().request({ operationId: taken.id, iccid: taken.iccid, action: taken.action });
    expect(await it.active()).toBe(0);

    let afterMs = 0;
    await inTheEnd(async () => {
      await run({ clock: fixedClock(new Date(now.getTime() + afterMs).toISOString()) });
      afterMs += 40_000;
      expect(await it.active()).toBe(5);
    });
    expect(await operator.effects()).toBe(5);
  });

  it('while it has the operator: the others wait until its hold ends', async () => {
    await sandbox();
    const it = await manyCards(2);
    expect(await holdOperator(database(), 'mts', randomUUID())).toBe(true);
    const { operator, calls } = counting();
    await run({ operator });
    expect(calls).toHaveLength(0);
    expect(await laterRuns()).toBe(1);
    await database().operatorDispatch.updateMany({ data: { heldUntil: new Date(realNow().getTime() - 1) } });
    await run({ operator });
    expect(await it.active()).toBe(2);
  });
});

describe('the watchdog', () => {
  it('puts an open operation without a queue into its own and wakes the operator', async () => {
    await sandbox();
    const it = await manyCards(1);
    await database().simOperation.updateMany({ data: { dueAt: null, operatorSlug: null } });
    await database().$executeRaw`DELETE FROM graphile_worker._private_jobs`;
    expect(await watchOperations(database(), now)).toBe(1);
    expect(await it.row()).toMatchObject({ dueAt: now, operatorSlug: 'mts' });
    expect((await queuedTasks(database())).map(({ task }) => task)).toContain('sim-cards.dispatch');
    expect(await watchOperations(database(), now)).toBe(0);
  });

  it('leaves alone what has its time', async () => {
    await sandbox();
    await manyCards(1);
    await run();
    await database().$executeRaw`DELETE FROM graphile_worker._private_jobs`;
    await watchOperations(database(), now);
    expect(await queuedTasks(database())).toEqual([]);
  });
});
