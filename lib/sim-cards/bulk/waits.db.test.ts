import { describe, expect, it } from 'vitest';
import { walletBalance } from '@/lib/billing/queries';
import { useDatabase } from '@/lib/testing/database';
import { contextOf, fillWallet } from '@/lib/testing/factories';
import {
  bulkCabinet,
  createCards,
  expectExactlyOnce,
  numbers,
  outcome,
  runToTheEnd,
  started,
} from '@/lib/testing/sim-bulk';
import { advanceBulk } from './commands/advance-bulk';
import { continueBulk } from './commands/continue-bulk';

const database = useDatabase();
const cabinet = (walletKopecks?: number) => bulkCabinet(database(), walletKopecks);

describe('it waits by itself', () => {
  it('without money, says how much is missing, goes on after a top-up', async () => {
    const { chain, owner, job } = await cabinet(300 * 19_000);
    const bulkId = await started(owner, numbers(await createCards(database(), chain, 300)));
    const other = await createCards(database(), chain, 50);
    await runToTheEnd(job, await started(owner, numbers(other)));
    await runToTheEnd(job, bulkId);
    expect(await outcome(owner, bulkId)).toMatchObject({
      state: 'PAUSED',
      counts: { DONE: 250, WAITING: 50 },
      pauseCode: 'INSUFFICIENT_FUNDS',
      pauseReason:
        'Чтобы закончить, на лицевом счёте не хватает 9\u00a0500\u00a0₽. Пополните счёт и продолжите.',
    });
    expect(await walletBalance(owner)).toBe(0);
    await fillWallet(database(), chain.organizationId, 50 * 19_000);
    await continueBulk(owner, { bulkId });
    await runToTheEnd(job, bulkId);
    expect(await outcome(owner, bulkId)).toMatchObject({ state: 'FINISHED', counts: { DONE: 300 } });
    await expectExactlyOnce(owner, bulkId);
  });

  it('at another price', async () => {
    const { chain, owner, job } = await cabinet();
    const bulkId = await started(owner, numbers(await createCards(database(), chain, 2)));
    await database().simBulk.update({ where: { id: bulkId }, data: { unitPriceKopecks: 18_000 } });
    await advanceBulk(job, { bulkId });
    expect(await outcome(owner, bulkId)).toMatchObject({
      state: 'PAUSED',
      pauseCode: 'PRICE_CHANGED',
      charged: 0,
    });
  });

  it('when who started it may no more; someone who may goes on in the own name', async () => {
    const { chain, owner, job } = await cabinet();
    const admin = contextOf(database(), chain, 'ADMIN');
    const bulkId = await started(admin, numbers(await createCards(database(), chain, 2)));
    await database().membership.updateMany({
      where: { organizationId: chain.organizationId, userId: admin.actor.id },
      data: { role: 'CASHIER' },
    });
    await advanceBulk(job, { bulkId });
    expect(await outcome(owner, bulkId)).toMatchObject({
      state: 'PAUSED',
      pauseCode: 'NO_RIGHT',
      charged: 0,
    });
    expect(await continueBulk(owner, { bulkId })).toMatchObject({ ok: true });
    await runToTheEnd(job, bulkId);
    expect(await outcome(owner, bulkId)).toMatchObject({
      state: 'FINISHED',
      counts: { DONE: 2 },
      actorName: 'Тест OWNER',
    });
    const operations = await database().simOperation.findMany({ where: { requestId: bulkId } });
    expect(operations.map(({ actorName }) => actorName)).toEqual(['Тест OWNER', 'Тест OWNER']);
  });

  it('without the module', async () => {
    const { chain, owner, job } = await cabinet();
    const bulkId = await started(owner, numbers(await createCards(database(), chain, 2)));
    await database().installation.updateMany({
      where: { organizationId: chain.organizationId },
      data: { state: 'REMOVED' },
    });
    await advanceBulk(job, { bulkId });
    expect(await outcome(owner, bulkId)).toMatchObject({
      state: 'PAUSED',
      pauseCode: 'MODULE_NOT_INSTALLED',
    });
    expect(await continueBulk(owner, { bulkId })).toMatchObject({ code: 'MODULE_NOT_INSTALLED' });
  });

  it('a card of a store that was taken from the person is not found and not touched', async () => {
    const { chain, owner, job } = await cabinet();
    const admin = contextOf(database(), chain, 'ADMIN');
    const cards = await createCards(database(), chain, 2);
    const bulkId = await started(admin, numbers(cards));
    await database().simCard.update({
      where: { id: cards[0]?.id ?? '' },
      data: { storeId: chain.storeIds[1] },
    });
    await runToTheEnd(job, bulkId);
    expect(await outcome(owner, bulkId)).toMatchObject({
      counts: { DONE: 1, REFUSED: 1 },
      reasons: [{ code: 'NOT_FOUND', count: 1 }],
    });
  });
});
