import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { roles } from '@/lib/access/permission.rule';
import type { Prisma } from '@/lib/platform/db';
import { removeStore } from '@/lib/stores/commands/remove-store';
import { findStores } from '@/lib/stores/queries';
import { useDatabase } from '@/lib/testing/database';
import { type Chain, contextOf, createCard, createChain } from '@/lib/testing/factories';
import { findTerminals } from '@/lib/terminals/queries';
import { findCards } from './queries';

const database = useDatabase();
let chain: Chain;
let foreign: Chain;
/** of the first store, of the second, of none, of another organization */
let here: string;
let there: string;
let loose: string;

const MARK = 'Примета';

async function mark(of: Chain): Promise<void> {
  const where = { organizationId: of.organizationId };
  await database().store.updateMany({ where, data: { address: `${MARK}, 1` } });
  const terminals = await database().terminal.findMany({ where, select: { id: true, name: true } });
  for (const { id, name } of terminals) {
    await database().terminal.update({ where: { id }, data: { name: `${name} ${MARK}` } });
  }
  await database().simCard.updateMany({ where, data: { label: MARK } });
}

beforeAll(async () => {
  chain = await createChain(database());
  foreign = await createChain(database());
  here = (await createCard(database(), chain)).id;
  there = (await createCard(database(), chain, { terminalId: chain.terminalIds[2] })).id;
  loose = (await createCard(database(), chain, { terminalId: null })).id;
  await createCard(database(), foreign);
  await mark(chain);
  await mark(foreign);
});

const owner = () => contextOf(database(), chain, 'OWNER');
const idsOf = ({ items }: { items: readonly { id: string }[] }) => items.map(({ id }) => id).sort();

describe.each(roles)('%s finds what is theirs', (role) => {
  const limited = role === 'ADMIN' || role === 'CASHIER';
  const ctx = () => contextOf(database(), chain, role);

  it('terminals', async () => {
    const [first, second, third] = chain.terminalIds;
    const expected = limited ? [first, second] : [first, second, third];
    expect(idsOf(await findTerminals(ctx(), MARK.toUpperCase()))).toEqual([...expected].sort());
  });

  it('cards', async () => {
    expect(idsOf(await findCards(ctx(), MARK))).toEqual((limited ? [here] : [here, there, loose]).sort());
  });

  it('stores', async () => {
    const [first, second] = chain.storeIds;
    expect(idsOf(await findStores(ctx(), MARK))).toEqual((limited ? [first] : [first, second]).sort());
  });

  it('and nothing without a store', async () => {
    const nowhere = { ...ctx(), storeIds: [] };
    for (const find of [findTerminals, findCards, findStores])
      expect(await find(nowhere, MARK)).toEqual({ items: [], more: false });
  });
});

it('a number of another organization is as unknown as one that nobody has', async () => {
  const card = await database().simCard.findFirstOrThrow({
    where: { organizationId: foreign.organizationId },
  });
  const terminal = await database().terminal.findUniqueOrThrow({ where: { id: foreign.terminalIds[0] } });
  expect(await findCards(owner(), card.iccid)).toEqual({ items: [], more: false });
  expect(await findTerminals(owner(), terminal.serialNumber)).toEqual({ items: [], more: false });
});

it('a store that is removed, or taken from a person, is found no more', async () => {
  const db = database();
  const { id: storeId } = await db.store.create({
    data: {
      organizationId: chain.organizationId,
      name: 'Временный',
      address: 'Тула',
      timeZone: 'Europe/Moscow',
      createdAt: owner().clock.now(),
    },
  });
  const admin = contextOf(db, chain, 'ADMIN');
  const withIt = { ...admin, storeIds: [...(admin.storeIds ?? []), storeId] };
  expect(idsOf(await findStores(withIt, 'врем'))).toEqual([storeId]);
  expect(idsOf(await findStores(admin, 'врем'))).toEqual([]);
  expect(await removeStore(owner(), { storeId })).toMatchObject({ ok: true });
  expect(idsOf(await findStores(withIt, 'врем'))).toEqual([]);
  expect(idsOf(await findStores(owner(), 'врем'))).toEqual([]);
});

it.each(['', ' ', 'а', '%', '_', '9'])('%j is too little to look for', async (typed) => {
  for (const find of [findTerminals, findCards, findStores])
    expect(await find(owner(), typed)).toEqual({ items: [], more: false });
});

describe('a card', () => {
  const known = { iccid: '8970101123456789019', msisdn: '+79110001122', label: 'Запасная_50%' };
  let id: string;
  beforeAll(async () => {
    id = (await createCard(database(), chain, { terminalId: null })).id;
    await database().simCard.update({ where: { id }, data: known });
  });

  it.each([
    ['its last four', '9019'],
    ['a part of it', '234567'],
    ['the whole', '8970101123456789019'],
    ['with gaps', '8970 1011 2345'],
    ['the telephone as people type it', '8 911 000-11-22'],
    ['the label', 'запасная'],
    ['a sign that is no wildcard', 'ная_50%'],
  ])('is found by %s', async (_name, typed) => {
    const { items } = await findCards(owner(), typed);
    expect(items).toContainEqual({
      id,
      ...known,
      state: 'READY',
      terminalName: null,
      storeId: null,
      storeName: null,
    });
  });

  it('is not found by a wildcard', async () => {
    expect(idsOf(await findCards(owner(), 'ная%50'))).toEqual([]);
  });

  it('that ends with what is typed comes before newer ones that only have it', async () => {
    const many: Prisma.SimCardCreateManyInput[] = Array.from({ length: 8 }, (_, index) => ({
      organizationId: chain.organizationId,
      operatorSlug: 'mts',
      iccid: `89701019019000000${String(index).padStart(2, '0')}`,
      state: 'READY',
      stateChangedAt: owner().clock.now(),
      createdAt: owner().clock.now(),
    }));
    await database().simCard.createMany({ data: many });
    const { items, more } = await findCards(owner(), '9019');
    expect(items).toHaveLength(5);
    expect(items[0]?.id).toBe(id);
    expect(more).toBe(true);
  });
});

it('of many the first five by name are shown, and that there are more', async () => {
  await database().store.createMany({
    data: Array.from({ length: 7 }, (_, index) => ({
      id: randomUUID(),
      organizationId: chain.organizationId,
      name: `Ларёк ${String(index)}`,
      address: 'Калуга',
      timeZone: 'Europe/Moscow',
      createdAt: owner().clock.now(),
    })),
  });
  const { items, more } = await findStores(owner(), 'ЛАРЁК');
  expect(items.map(({ name }) => name)).toEqual([0, 1, 2, 3, 4].map((index) => `Ларёк ${String(index)}`));
  expect(more).toBe(true);
});
