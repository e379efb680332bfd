import { expect, it } from 'vitest';
import { checkLedger } from '@/lib/billing/ledger-check';
import { useDatabase } from '@/lib/testing/database';
import { contextOf, createChain } from '@/lib/testing/factories';
import { faultsAfter } from '@/lib/testing/ledger';
import { aSubscription } from '@/lib/testing/subscriptions';
import { renewNow } from './commands/renew-now';

const database = useDatabase();
const SECOND = 'WHERE period_index = 1 AND';
const GAP = 'Оплаченные периоды подписки с разрывом или пропущенным номером';

it.each<[string, string, string]>([
  [
    'a charge of another sum',
    `UPDATE subscription_charge SET amount_kopecks = amount_kopecks + 1 ${SECOND}`,
    'Списание за период на другую сумму, чем движение',
  ],
  [
    'a day between two paid periods',
    `UPDATE subscription_charge SET period_start = period_start + 1 ${SECOND}`,
    GAP,
  ],
  [
    'a day that is paid twice',
    `UPDATE subscription_charge SET period_start = period_start - 1 ${SECOND}`,
    GAP,
  ],
  ['a period that was left out', `UPDATE subscription_charge SET period_index = 2 ${SECOND}`, GAP],
  [
    'a subscription that runs longer than it is paid',
    'UPDATE subscription SET period_end = period_end + 1 WHERE',
    'Подписка, оплаченная не до того дня, что её последнее списание',
  ],
])('the check of the ledger names %s', async (_, statement, what) => {
  const chain = await createChain(database(), 100_000);
  const { id } = await aSubscription(database(), chain);
  const next = { subscriptionId: id, expectedPeriodIndex: 0, expectedAmount: 19_000 };
  expect(await renewNow(contextOf(database(), chain, 'OWNER'), next)).toMatchObject({ ok: true });
  expect((await checkLedger(database())).faults).toEqual([]);
  const wrong = `${statement} organization_id = '${chain.organizationId}'`;
  expect(await faultsAfter(database(), wrong)).toContain(what);
});
