import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { walletBalance } from '@/lib/billing/queries';
import { useDatabase } from '@/lib/testing/database';
import { queuedTasks } from '@/lib/testing/factories';
import {
  answerAll,
  bulkCabinet,
  createCards,
  drafted,
  expectExactlyOnce,
  numbers,
  outcome,
  runToTheEnd,
  started,
} from '@/lib/testing/sim-bulk';
import { advanceBulk, OPEN_LIMIT } from './commands/advance-bulk';
import { confirmBulk } from './commands/confirm-bulk';
import { continueBulk } from './commands/continue-bulk';
import { pauseBulk } from './commands/pause-bulk';
import { retryBulk } from './commands/retry-bulk';
import { stopBulk } from './commands/stop-bulk';
import { resumeBulks } from './run';

const database = useDatabase();

const cabinet = (walletKopecks?: number) => bulkCabinet(database(), walletKopecks);

describe('carrying out', () => {
  it('200 cards, 7 unfit: 193 done, the 7 with reasons, the repeat takes only them', async () => {
    const { chain, owner, job } = await cabinet();
    const fit = await createCards(database(), chain, 193);
    const on = await createCards(database(), chain, 4, { state: 'ACTIVE' });
    const foreign = await createCards(database(), chain, 3, { operatorSlug: 'beeline' });
    const bulkId = await started(owner, numbers([...fit, ...on, ...foreign]));

    await runToTheEnd(job, bulkId);

    expect(await outcome(owner, bulkId)).toMatchObject({
      state: 'FINISHED',
      counts: { DONE: 193, REFUSED: 7 },
      charged: 193 * 19_000,
      maxCharge: 193 * 19_000,
      reasons: [
        { code: 'CARD_STATE', count: 4 },
        { code: 'OPERATOR_NOT_INTEGRATED', count: 3 },
      ],
      repeatable: 7,
    });
    expect(
      await database().simCard.count({ where: { organizationId: chain.organizationId, state: 'ACTIVE' } }),
    ).toBe(197);
    await expectExactlyOnce(owner, bulkId);

    await database().simCard.updateMany({
      where: { id: { in: on.map(({ id }) => id) } },
      data: { state: 'INACTIVE' },
    });
    const requestId = randomUUID();
    const again = await retryBulk(owner, { requestId, bulkId });
    if (!again.ok) throw new Error(again.code);
    expect(await retryBulk(owner, { requestId, bulkId })).toEqual(again);
    const second = await outcome(owner, again.value.bulkId);
    expect(second).toMatchObject({
      total: 7,
      origin: 'RETRY',
      retryOfId: bulkId,
      counts: { WAITING: 4, REFUSED: 3 },
    });
  });

  it('what the operator refuses is named with its words and is paid: a repeat charges nothing more', async () => {
    const { chain, owner, job } = await cabinet();
    const cards = await createCards(database(), chain, 10);
    const broken = new Set(cards.slice(0, 3).map(({ id }) => id));
    const bulkId = await started(owner, numbers(cards));
    await runToTheEnd(job, bulkId, (id) => (broken.has(id) ? 'REJECTED' : 'COMPLETED'));
    const first = await outcome(owner, bulkId);
    expect(first).toMatchObject({ counts: { DONE: 7, FAILED: 3 }, repeatable: 3, state: 'FINISHED' });
    const failed = await database().simBulkItem.findMany({ where: { bulkId, state: 'FAILED' } });
    expect(failed.map(({ reason }) => reason)).toEqual(
      Array.from({ length: 3 }, () => 'Карта заблокирована'),
    );

    const again = await retryBulk(owner, { requestId: randomUUID(), bulkId });
    if (!again.ok) throw new Error(again.code);
    const second = again.value.bulkId;
    const confirmed = await confirmBulk(owner, {
      bulkId: second,
      period: null,
      expectedTotal: 0,
      stopRenewal: false,
    });
    expect(confirmed.ok).toBe(true);
    await runToTheEnd(job, second);
    expect(await outcome(owner, second)).toMatchObject({
      counts: { DONE: 3 },
      charged: 0,
      state: 'FINISHED',
    });
    expect(await walletBalance(owner)).toBe(100_000_000 - 10 * 19_000);
  });

  it(`never has more than ${OPEN_LIMIT} operations under way, ends, and asks for nothing twice`, async () => {
    const { chain, owner, job } = await cabinet();
    const bulkId = await started(owner, numbers(await createCards(database(), chain, 1_000)));
    let most = 0;
    for (let goesOn = true; goesOn;) {
      const steps = await Promise.all([1, 2, 3].map(() => advanceBulk(job, { bulkId })));
      goesOn = steps.some((step) => step.ok && step.value.goesOn);
      const { counts } = await outcome(owner, bulkId);
      most = Math.max(most, counts['RUNNING'] ?? 0);
      if (counts['RUNNING'] === OPEN_LIMIT || !counts['WAITING']) await answerAll(job, bulkId);
    }
    expect(most).toBe(OPEN_LIMIT);
    expect(await outcome(owner, bulkId)).toMatchObject({ state: 'FINISHED', counts: { DONE: 1_000 } });
    await expectExactlyOnce(owner, bulkId);
  });

  it('a step that dies leaves nothing behind, and the next one takes it up', async () => {
    const { chain, owner, job } = await cabinet();
    const bulkId = await started(owner, numbers(await createCards(database(), chain, 20)));
    const killed = database().$transaction(async (db) => {
      await advanceBulk({ ...job, db }, { bulkId });
      throw new Error('killed');
    });
    await expect(killed).rejects.toThrow('killed');
    expect(await outcome(owner, bulkId)).toMatchObject({ counts: { WAITING: 20 }, charged: 0 });
    await runToTheEnd(job, bulkId);
    expect(await outcome(owner, bulkId)).toMatchObject({ counts: { DONE: 20 }, charged: 20 * 19_000 });
    await expectExactlyOnce(owner, bulkId);
  });

  it('a bulk without a task is found and carried on; a late success is taken over', async () => {
    const { chain, owner, job } = await cabinet();
    const bulkId = await started(owner, numbers(await createCards(database(), chain, 2)));
    await advanceBulk(job, { bulkId });
    await database().$executeRaw`DELETE FROM graphile_worker._private_jobs`;
    await resumeBulks(database(), owner.clock.now());
    expect(await queuedTasks(database())).toContainEqual(
      expect.objectContaining({
        task: 'sim-cards.bulk',
        payload: { bulkId, organizationId: chain.organizationId },
      }),
    );
    await answerAll(job, bulkId, () => 'INTERRUPTED');
    await advanceBulk(job, { bulkId });
    expect(await outcome(owner, bulkId)).toMatchObject({ state: 'FINISHED', counts: { FAILED: 2 } });
    await database().simOperation.updateMany({ where: { requestId: bulkId }, data: { state: 'COMPLETED' } });
    await resumeBulks(database(), owner.clock.now());
    expect(await outcome(owner, bulkId)).toMatchObject({ counts: { DONE: 2 }, reasons: [], repeatable: 0 });
  });

  it('a card that has changed since the check is left out with its reason and not paid', async () => {
    const { chain, owner, job } = await cabinet();
    const cards = await createCards(database(), chain, 3);
    const bulkId = await started(owner, numbers(cards));
    await database().simCard.update({ where: { id: cards[0]?.id ?? '' }, data: { state: 'ACTIVE' } });
    await runToTheEnd(job, bulkId);
    expect(await outcome(owner, bulkId)).toMatchObject({
      counts: { DONE: 2, REFUSED: 1 },
      charged: 2 * 19_000,
      maxCharge: 3 * 19_000,
    });
  });

  it.each([false, true])('switching off, renewal stopped: %s', async (stopRenewal) => {
    const { chain, owner, job } = await cabinet();
    const cards = await createCards(database(), chain, 3);
    await runToTheEnd(job, await started(owner, numbers(cards)));
    const bulkId = await drafted(owner, numbers(cards), 'DEACTIVATE');
    expect(await confirmBulk(owner, { bulkId, period: null, expectedTotal: 0, stopRenewal })).toMatchObject({
      ok: true,
    });
    await runToTheEnd(job, bulkId);
    const where = { id: { in: cards.map(({ id }) => id) } };
    expect(await database().simCard.findMany({ where, select: { state: true } })).toEqual(
      cards.map(() => ({ state: 'INACTIVE' })),
    );
    const subscriptions = await database().subscription.findMany({ where: { simCard: where } });
    expect(subscriptions.map(({ cancelAtPeriodEnd }) => cancelAtPeriodEnd)).toEqual(
      cards.map(() => stopRenewal),
    );
  });
});

describe('a pause and a stop', () => {
  it('nothing is begun in a pause; going on takes the rest; the same twice is the same', async () => {
    const { chain, owner, job } = await cabinet();
    const bulkId = await started(owner, numbers(await createCards(database(), chain, 300)));
    await advanceBulk(job, { bulkId });
    expect(await pauseBulk(owner, { bulkId })).toEqual({ ok: true, value: { bulkId } });
    expect(await pauseBulk(owner, { bulkId })).toMatchObject({ ok: true });
    await advanceBulk(job, { bulkId });
    await answerAll(job, bulkId);
    await advanceBulk(job, { bulkId });
    expect(await outcome(owner, bulkId)).toMatchObject({
      state: 'PAUSED',
      counts: { DONE: 200, WAITING: 100 },
      charged: 200 * 19_000,
      pauseReason: null,
      finishedAt: null,
    });
    expect(await continueBulk(owner, { bulkId })).toMatchObject({ ok: true });
    await runToTheEnd(job, bulkId);
    expect(await outcome(owner, bulkId)).toMatchObject({ state: 'FINISHED', counts: { DONE: 300 } });
    expect(await pauseBulk(owner, { bulkId })).toMatchObject({ code: 'BULK_STATE' });
  });

  it('after a stop the rest is left alone and not charged, what is under way ends', async () => {
    const { chain, owner, job } = await cabinet();
    const cards = await createCards(database(), chain, 300);
    const bulkId = await started(owner, numbers(cards));
    await advanceBulk(job, { bulkId });
    expect(await stopBulk(owner, { bulkId })).toEqual({ ok: true, value: { left: 100 } });
    expect(await stopBulk(owner, { bulkId })).toEqual({ ok: true, value: { left: 0 } });
    expect(await outcome(owner, bulkId)).toMatchObject({ state: 'STOPPED', finishedAt: null });
    await runToTheEnd(job, bulkId);
    expect(await outcome(owner, bulkId)).toMatchObject({
      state: 'STOPPED',
      counts: { DONE: 200, LEFT: 100 },
      charged: 200 * 19_000,
      repeatable: 100,
      finishedAt: owner.clock.now(),
    });
    expect(await walletBalance(owner)).toBe(100_000_000 - 200 * 19_000);
    expect(await continueBulk(owner, { bulkId })).toMatchObject({ code: 'BULK_STATE' });
  });

  it('a list that was not started is put aside and cannot be started', async () => {
    const { chain, owner } = await cabinet();
    const bulkId = await drafted(owner, numbers(await createCards(database(), chain, 1)));
    expect(await stopBulk(owner, { bulkId })).toMatchObject({ ok: true });
    const start = { bulkId, period: 'M1' as const, expectedTotal: 19_000, stopRenewal: false };
    expect(await confirmBulk(owner, start)).toMatchObject({ code: 'BULK_STATE' });
    expect(await outcome(owner, bulkId)).toMatchObject({ state: 'CANCELLED' });
  });
});

it('the database itself refuses to charge more than was said', async () => {
  const { chain, owner } = await cabinet();
  const bulkId = await started(owner, numbers(await createCards(database(), chain, 1)));
  const change = database().simBulk.update({ where: { id: bulkId }, data: { chargedKopecks: 19_001 } });
  await expect(change).rejects.toThrow('sim_bulk_no_more_than_said');
});
