import { beforeEach, expect, it } from 'vitest';
import { narrowedTo } from '@/lib/access/context';
import { roles } from '@/lib/access/permission.rule';
import { useDatabase } from '@/lib/testing/database';
import { type Chain, contextOf, createCard, createChain } from '@/lib/testing/factories';
import { findStore, listStores, storeOptions } from './queries';

const database = useDatabase();
let chain: Chain;
let foreign: Chain;

beforeEach(async () => {
  chain = await createChain(database());
  foreign = await createChain(database());
});

it.each(roles)('%s sees the stores of the organization that are theirs', async (role) => {
  const ctx = contextOf(database(), chain, role);
  const [center, kamchatka] = chain.storeIds;
  const limited = role === 'ADMIN' || role === 'CASHIER';
  const expected = limited ? [center] : [kamchatka, center];
  expect((await listStores(ctx)).map(({ id }) => id)).toEqual(expected);
  expect((await storeOptions(ctx)).map(({ id }) => id)).toEqual(expected);
  expect(await findStore(ctx, center)).toMatchObject({ name: 'Центр' });
  expect((await findStore(ctx, kamchatka))?.name ?? null).toBe(limited ? null : 'Камчатка');
});

it('does not find a foreign or unknown store', async () => {
  const owner = contextOf(database(), chain, 'OWNER');
  expect(await findStore(owner, foreign.storeIds[0])).toBeNull();
  expect(await findStore(owner, chain.organizationId)).toBeNull();
  expect(await findStore(owner, 'not-an-id')).toBeNull();
  expect(await listStores(narrowedTo(contextOf(database(), chain, 'ADMIN'), chain.storeIds[1]))).toEqual([]);
});

it('counts what stands in the store', async () => {
  await createCard(database(), chain);
  await createCard(database(), chain, { terminalId: chain.terminalIds[2] });
  await createCard(database(), chain, { terminalId: null });
  await createCard(database(), foreign);
  expect(await listStores(contextOf(database(), chain, 'OWNER'))).toEqual([
    {
      id: chain.storeIds[1],
      name: 'Камчатка',
      address: 'Москва, Тверская, 1',
      timeZone: 'Asia/Kamchatka',
      hours: null,
      terminals: 1,
      simCards: 1,
    },
    {
      id: chain.storeIds[0],
      name: 'Центр',
      address: 'Москва, Тверская, 1',
      timeZone: 'Europe/Moscow',
      hours: null,
      terminals: 2,
      simCards: 1,
    },
  ]);
});
