import { afterEach, beforeEach, expect, it } from 'vitest';
import { fixedClock } from '@/lib/core/clock';
import { simOperator } from '@/lib/platform/ports';
import { useDatabase } from '@/lib/testing/database';
import { contextOf, createCard, createChain, TEST_NOW } from '@/lib/testing/factories';
import { cardLog } from '@/lib/testing/sim-cards';
import { closeAll, connectedOperator, eventually } from '@/sandbox/testing';
import { cardMismatch } from './card/queries';
import { listSimCards, simCardAttention } from './queries';
import { reconcileOperator } from './reconciliation';
import { simCardFilter } from './schema';

const database = useDatabase();
afterEach(closeAll);
beforeEach(async () => {
  await database().simCard.updateMany({ data: { operatorSlug: 'beeline' } });
  await database().operatorReconciliation.deleteMany();
});

const sandbox = () => connectedOperator('mts', { answerMs: 5, shipMs: 1000 });

function compareAll(afterHours: number) {
  const operator = simOperator('mts');
  if (!operator) throw new Error('mts is integrated');
  const at = new Date(new Date(TEST_NOW).getTime() + afterHours * 3_600_000);
  return reconcileOperator({
    db: database(),
    clock: fixedClock(at.toISOString()),
    operatorSlug: 'mts',
    operator,
  });
}

async function someCard(state: 'READY' | 'INACTIVE' = 'INACTIVE') {
  const chain = await createChain(database());
  const card = await createCard(database(), chain, { state });
  const owner = contextOf(database(), chain, 'OWNER');
  const kinds = async () => (await cardLog(owner, card.id)).map(({ kind }) => kind);
  const close = () =>
    database().simCard.update({ where: { id: card.id }, data: { state: 'TERMINATED', terminalId: null } });
  const reports = () =>
    database().auditEntry.count({ where: { objectId: card.id, action: 'simCards.operatorReport' } });
  return { chain, card, owner, kinds, close, reports };
}

it('a card that its operator does not know is counted and told of once, and again when it is known', async () => {
  const operator = await sandbox();
  const it = await someCard();
  expect(await compareAll(1)).toMatchObject({ unknown: 1 });
  expect(await compareAll(2)).toMatchObject({ unknown: 1 });
  expect(await cardMismatch(it.owner, it.card.id)).toBe('UNKNOWN');
  expect(await it.kinds()).toEqual(['OPERATOR_UNKNOWN']);
  expect(await it.reports()).toBe(1);
  expect(await simCardAttention(it.owner)).toContainEqual(
    expect.objectContaining({
      text: `Смарт-карта …${it.card.iccid.slice(-4)}: оператор не знает эту карту`,
      href: `/sim-cards/${it.card.id}`,
    }),
  );
  const found = await listSimCards(it.owner, simCardFilter({ watch: 'MISMATCH' }));
  expect(found.rows.map(({ id }) => id)).toEqual([it.card.id]);
  const stranger = await someCard();
  expect(await cardMismatch(stranger.owner, it.card.id)).toBeNull();
  expect((await listSimCards(stranger.owner, simCardFilter({ watch: 'MISMATCH' }))).total).toBe(0);

  await database().simCard.delete({ where: { id: stranger.card.id } });
  await operator.setCard(it.card.iccid, { state: 'inactive' });
  expect(await compareAll(3)).toMatchObject({ unknown: 0 });
  expect(await cardMismatch(it.owner, it.card.id)).toBeNull();
  expect(await it.kinds()).toEqual(['OPERATOR_KNOWN', 'OPERATOR_UNKNOWN']);
  expect(await simCardAttention(it.owner)).toEqual([]);
});

it('a card added while the operator was asked is left to the next comparison', async () => {
  await sandbox();
  const it = await someCard();
  expect(await compareAll(0)).toMatchObject({ unknown: 0 });
  expect(await it.kinds()).toEqual([]);
});

it('closed by us and alive at the operator: it is asked to close it until it has', async () => {
  const operator = await sandbox();
  const it = await someCard();
  await it.close();
  await database().simOperation.create({
    data: {
      ...{ organizationId: it.chain.organizationId, simCardId: it.card.id, requestId: it.card.id },
      ...{ action: 'TERMINATE', state: 'COMPLETED', previousState: 'INACTIVE', actorName: 'Тест' },
      createdAt: new Date(TEST_NOW),
    },
  });
  await operator.setCard(it.card.iccid, { state: 'active' });
  expect(await compareAll(1)).toMatchObject({ differed: 1, repaired: 1 });
  expect(await it.kinds()).toEqual(['OPERATOR_ALIVE']);
  await eventually(async () => {
    expect(await operator.service(it.card.iccid)).toMatchObject({ state: 'terminated' });
  });
  await compareAll(2);
  expect(await it.kinds()).toEqual(['OPERATOR_CLOSED', 'OPERATOR_ALIVE']);
  expect(await cardMismatch(it.owner, it.card.id)).toBeNull();
  expect(await compareAll(3)).toMatchObject({ differed: 0 });
  expect(await operator.effects()).toBe(1);
});

it('closed because the operator had said so, and alive there now: told of, nothing is asked', async () => {
  const operator = await sandbox();
  const it = await someCard();
  await it.close();
  await operator.setCard(it.card.iccid, { state: 'active' });
  expect(await compareAll(1)).toMatchObject({ differed: 1, repaired: 0 });
  expect(await compareAll(2)).toMatchObject({ differed: 1, repaired: 0 });
  expect(await it.kinds()).toEqual(['OPERATOR_ALIVE']);
  expect(await operator.effects()).toBe(0);
  expect((await simCardAttention(it.owner)).map(({ text }) => text)).toEqual([
    `Смарт-карта …${it.card.iccid.slice(-4)}: закрыта, но у оператора ещё не закрыта`,
  ]);
});
