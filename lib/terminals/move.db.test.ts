import { beforeEach, describe, expect, it } from 'vitest';
import { roles } from '@/lib/access/permission.rule';
import { sightChange } from '@/lib/access/sight';
import { useDatabase } from '@/lib/testing/database';
import { type Chain, contextOf, createCard, createChain, TEST_NOW } from '@/lib/testing/factories';
import { createRenewalCode } from './commands/create-pairing-code';
import { moveTerminals } from './commands/move-terminals';
import { terminalHistory } from './history';
import { findTerminal, movingTerminals } from './queries';

const database = useDatabase();
let chain: Chain;
let foreign: Chain;
beforeEach(async () => {
  chain = await createChain(database());
  foreign = await createChain(database());
});

const owner = () => contextOf(database(), chain, 'OWNER');
const storeOf = async (id: string) =>
  (await database().terminal.findUniqueOrThrow({ where: { id } })).storeId;
const wanted = (from: string, ...ids: string[]) => ids.map((id) => ({ id, fromStoreId: from }));

/** A third store, which the administrator of the chain sees too. */
async function thirdStore(): Promise<string> {
  const { organizationId } = chain;
  const createdAt = new Date(TEST_NOW);
  const store = await database().store.create({
    data: { organizationId, name: 'Склад', address: '…', timeZone: 'Europe/Moscow', createdAt },
  });
  const member = await database().membership.findFirstOrThrow({ where: { organizationId, role: 'ADMIN' } });
  await database().membershipStore.create({
    data: { organizationId, membershipId: member.id, storeId: store.id },
  });
  return store.id;
}

describe('who may move what where', () => {
  it.each(roles)('%s', async (role) => {
    const [center] = chain.storeIds;
    const third = await thirdStore();
    const context = contextOf(database(), chain, role);
    const ctx = role === 'ADMIN' ? { ...context, storeIds: [center, third] } : context;
    const moved = await moveTerminals(ctx, {
      storeId: third,
      terminals: wanted(center, chain.terminalIds[0]),
    });
    const may = role === 'OWNER' || role === 'ADMIN';
    expect(moved.ok ? moved.value.moved : moved.code).toBe(may ? 1 : 'FORBIDDEN');
    expect(await storeOf(chain.terminalIds[0])).toBe(may ? third : center);
  });

  it('a foreign terminal or store, and those of another administrator, are not there; nothing goes', async () => {
    const [center, kamchatka] = chain.storeIds;
    const admin = contextOf(database(), chain, 'ADMIN');
    const [first, , far] = chain.terminalIds;
    for (const [ctx, storeId, terminals] of [
      [owner(), foreign.storeIds[0], wanted(center, first)],
      [
        owner(),
        kamchatka,
        [...wanted(center, first), ...wanted(foreign.storeIds[0], foreign.terminalIds[0])],
      ],
      [admin, kamchatka, wanted(center, first)],
      [admin, center, wanted(kamchatka, far)],
      [owner(), chain.organizationId, wanted(center, first)],
    ] as const) {
      expect(await moveTerminals(ctx, { storeId, terminals: [...terminals] })).toMatchObject({
        code: 'NOT_FOUND',
      });
    }
    expect(await Promise.all([first, far, foreign.terminalIds[0]].map(storeOf))).toEqual([
      center,
      kamchatka,
      foreign.storeIds[0],
    ]);
  });
});

describe('moving', () => {
  it('takes cards and waiting codes along, keeps the history, says it in the journal; twice is once', async () => {
    const [center, kamchatka] = chain.storeIds;
    const [first, second] = chain.terminalIds;
    const card = await createCard(database(), chain);
    const loose = await createCard(database(), chain, { terminalId: null });
    const code = await createRenewalCode(owner(), {
      requestId: '019394c5-0000-7000-8000-00000000000a',
      terminalId: first,
    });
    expect(code.ok).toBe(true);
    const input = { storeId: kamchatka, terminals: wanted(center, first, second) };
    expect(await moveTerminals(owner(), input)).toEqual({
      ok: true,
      value: { moved: 2, already: 0, storeName: 'Камчатка' },
    });
    expect(await moveTerminals(owner(), input)).toMatchObject({ value: { moved: 0, already: 2 } });
    const cards = await database().simCard.findMany({ where: { id: { in: [card.id, loose.id] } } });
    expect(new Map(cards.map(({ id, storeId }) => [id, storeId]))).toEqual(
      new Map([
        [card.id, kamchatka],
        [loose.id, null],
      ]),
    );
    expect(await database().pairingCode.findFirst({ where: { terminalId: first } })).toMatchObject({
      storeId: kamchatka,
    });
    const entries = await database().auditEntry.findMany({
      where: { action: 'terminals.move', objectId: first },
    });
    expect(entries).toMatchObject([
      { storeId: center, before: { store: 'Центр' }, after: { store: 'Камчатка' }, actorName: 'Тест OWNER' },
    ]);
    const { entries: history } = await terminalHistory(owner(), first, undefined);
    expect(history.map((entry) => entry.type === 'DONE' && entry.done.action)).toContain(
      'terminals.pairingCode',
    );
    expect((await findTerminal(owner(), first))?.movedAt).toEqual(new Date(TEST_NOW));
    expect(await findTerminal(contextOf(database(), chain, 'ADMIN'), first)).toBeNull();
  });

  it('two people at once: the second is told, and the terminal is where the first has put it', async () => {
    const [center, kamchatka] = chain.storeIds;
    const third = await thirdStore();
    const [first, second] = chain.terminalIds;
    const results = await Promise.all([
      moveTerminals(owner(), { storeId: kamchatka, terminals: wanted(center, first, second) }),
      moveTerminals(owner(), { storeId: third, terminals: wanted(center, second, first) }),
    ]);
    const codes = results.map((result) => (result.ok ? 'moved' : result.code)).sort();
    expect(codes).toEqual(['MOVED_MEANWHILE', 'moved']);
    const at = await Promise.all([storeOf(first), storeOf(second)]);
    expect(at[0]).toBe(at[1]);
    expect(at[0]).toBe(results[0].ok ? kamchatka : third);
    expect(await database().auditEntry.count({ where: { action: 'terminals.move' } })).toBeGreaterThan(0);
  });
});

describe('the preview', () => {
  it('names cards that go along and people who will and will not see it', async () => {
    const card = await createCard(database(), chain);
    expect(await movingTerminals(owner(), [chain.terminalIds[0], foreign.terminalIds[0]])).toMatchObject([
      { name: 'Прилавок 1', storeName: 'Центр', cards: [card.iccid] },
    ]);
    const [center, kamchatka] = chain.storeIds;
    expect(await sightChange(owner(), center, kamchatka)).toEqual({
      gain: 0,
      lose: 2,
      gaining: [],
      losing: ['Тест ADMIN, администратор', 'Тест CASHIER, кассир'],
    });
    expect(await sightChange(contextOf(database(), chain, 'ADMIN'), kamchatka, center)).toEqual({
      gain: 2,
      lose: 0,
      gaining: [],
      losing: [],
    });
  });
});
