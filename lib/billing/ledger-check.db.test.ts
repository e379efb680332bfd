import { randomUUID } from 'node:crypto';
import { beforeEach, expect, it } from 'vitest';
import { kopecks } from '@/lib/core/money';
import { transaction } from '@/lib/platform/transaction';
import { useDatabase } from '@/lib/testing/database';
import { type Chain, contextOf, createChain } from '@/lib/testing/factories';
import { faultsAfter } from '@/lib/testing/ledger';
import { debitWallet } from './commands/debit-wallet';
import { checkLedger } from './ledger-check';

const database = useDatabase();
let chain: Chain;

beforeEach(async () => {
  chain = await createChain(database(), 10_000);
  await transaction(contextOf(database(), chain, 'OWNER'), (ctx) =>
    debitWallet(ctx, {
      amount: kopecks(3_000),
      kind: 'CARD_ORDER',
      businessKey: randomUUID(),
      description: 'Заказ',
    }),
  );
});

it('finds nothing in a ledger that is right, and says how much it looked at', async () => {
  const { counts, faults } = await checkLedger(database());
  expect(faults).toEqual([]);
  expect(counts['Движений']).toBeGreaterThanOrEqual(2);
  expect(counts['Записей']).toBe((counts['Движений'] ?? 0) * 2);
});

const ofChain = () => `organization_id = '${chain.organizationId}'`;
const byHand = (balance: string) =>
  `UPDATE ledger_account SET balance_kopecks = ${balance} WHERE ${ofChain()} AND kind = 'WALLET'`;

it.each<[string, () => string | string[], string]>([
  [
    'an entry of another sum',
    () =>
      `UPDATE ledger_entry SET amount_kopecks = amount_kopecks + 1 WHERE ${ofChain()} AND amount_kopecks = 3000`,
    'Движение, записи которого не дают нуля',
  ],
  [
    'a lost entry',
    () => `DELETE FROM ledger_entry WHERE ${ofChain()} AND amount_kopecks = 3000`,
    'Движение без записей или с одной',
  ],
  ['a balance by hand', () => byHand('balance_kopecks + 1'), 'Счёт, остаток которого не равен сумме записей'],
  [
    'accounts that together are not zero',
    () => byHand('balance_kopecks + 1'),
    'Организация, счета которой вместе не дают нуля',
  ],
  [
    'an account below zero',
    () => ['ALTER TABLE ledger_account DROP CONSTRAINT ledger_account_wallet_not_negative', byHand('-1')],
    'Лицевой счёт меньше нуля',
  ],
  [
    'an entry on the account of others',
    () => `UPDATE ledger_transaction SET organization_id = '${randomUUID()}' WHERE ${ofChain()}`,
    'Запись на счёте чужой организации',
  ],
  [
    'a charge without its period',
    () => `UPDATE ledger_transaction SET kind = 'SUBSCRIPTION' WHERE ${ofChain()} AND kind = 'CARD_ORDER'`,
    'Движение за подписку без оплаченного периода или с двумя',
  ],
])('names %s', async (_, sql, what) => {
  expect(await faultsAfter(database(), ...[sql()].flat())).toContain(what);
});

it.each(['ledger_transaction', 'ledger_entry', 'subscription_charge'])(
  '%s cannot be emptied',
  async (table) => {
    await expect(database().$executeRawUnsafe(`TRUNCATE ${table} CASCADE`)).rejects.toThrow(
      /never changed or deleted/,
    );
  },
);
