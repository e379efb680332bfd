import { beforeEach, expect, it } from 'vitest';
import { narrowedTo } from '@/lib/access/context';
import { useDatabase } from '@/lib/testing/database';
import { type Chain, contextOf, createChain } from '@/lib/testing/factories';
import { knownTerminal } from './registration-queries';

const database = useDatabase();
let chain: Chain;
let foreign: Chain;

beforeEach(async () => {
  chain = await createChain(database());
  foreign = await createChain(database());
});

it('tells the seller and the place of a terminal, and of one that is only to come', async () => {
  const ctx = contextOf(database(), chain, 'OWNER');
  const [storeId, terminalId] = [chain.storeIds[0], chain.terminalIds[0]];
  const organization = await database().organization.findUniqueOrThrow({
    where: { id: chain.organizationId },
  });
  const store = await database().store.findUniqueOrThrow({ where: { id: storeId } });
  const terminal = await database().terminal.findUniqueOrThrow({ where: { id: terminalId } });
  const registration = {
    seller: organization.name,
    inn: organization.inn,
    place: store.name,
    address: store.address,
    kktRegNumber: terminal.kktRegNumber ?? '',
  };
  expect(await knownTerminal(ctx, { storeId, terminalId })).toEqual({
    serialNumber: terminal.serialNumber,
    registration,
  });
  expect(await knownTerminal(ctx, { storeId, terminalId: null })).toEqual({
    serialNumber: null,
    registration: { ...registration, kktRegNumber: '' },
  });
});

it('knows nothing of a foreign store, a store out of scope and a foreign terminal', async () => {
  const ctx = contextOf(database(), chain, 'OWNER');
  expect(await knownTerminal(ctx, { storeId: foreign.storeIds[0], terminalId: null })).toBeNull();
  const narrow = narrowedTo(ctx, chain.storeIds[0]);
  expect(await knownTerminal(narrow, { storeId: chain.storeIds[1], terminalId: null })).toBeNull();
  const mixed = await knownTerminal(ctx, { storeId: chain.storeIds[0], terminalId: foreign.terminalIds[0] });
  expect(mixed?.serialNumber).toBeNull();
});
