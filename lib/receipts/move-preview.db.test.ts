import { beforeEach, expect, it } from 'vitest';
import { useDatabase } from '@/lib/testing/database';
import { type Chain, contextOf, createChain, TEST_NOW } from '@/lib/testing/factories';
import { receiptChanges } from './move-changes.rule';
import { receiptsAfterMove } from './move-preview';

const database = useDatabase();
let chain: Chain;
let foreign: Chain;
beforeEach(async () => {
  chain = await createChain(database());
  foreign = await createChain(database());
});

const owner = () => contextOf(database(), chain, 'OWNER');

it('a move names inherited settings that change, and not own ones', async () => {
  const { organizationId } = chain;
  const [center, kamchatka] = chain.storeIds;
  const [first, second] = chain.terminalIds;
  const row = { organizationId, updatedAt: new Date(TEST_NOW), updatedBy: '…' };
  await database().receiptSetting.createMany({
    data: [
      { ...row, scope: 'STORE', storeId: center, printMode: 'BOTH', defaultEmail: 'a@kassa.test' },
      { ...row, scope: 'STORE', storeId: kamchatka, printMode: 'PAPER_ONLY' },
      { ...row, scope: 'TERMINAL', terminalId: second, printMode: 'ELECTRONIC_ONLY' },
    ],
  });
  const after = await receiptsAfterMove(owner(), [first, second, foreign.terminalIds[0]], kamchatka);
  expect([...after.keys()].sort()).toEqual([first, second].sort());
  const words = (id: string) => {
    const change = after.get(id);
    return change ? receiptChanges(change.before, change.after) : null;
  };
  const address = { label: 'Адрес по умолчанию', before: 'a@kassa.test', after: 'не задан' };
  expect(words(first)).toEqual([
    { label: 'Что делать с чеком', before: 'Бумажный и электронный', after: 'Только бумажный' },
    address,
  ]);
  expect(words(second)).toEqual([address]);
  expect(await receiptsAfterMove(contextOf(database(), chain, 'ADMIN'), [first], kamchatka)).toEqual(
    new Map(),
  );
});
