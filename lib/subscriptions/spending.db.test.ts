import { randomUUID } from 'node:crypto';
import { beforeEach, expect, it } from 'vitest';
import type { Context } from '@/lib/access/context';
import { creditWallet } from '@/lib/billing/commands/credit-wallet';
import { debitWallet } from '@/lib/billing/commands/debit-wallet';
import { spendingByMonth } from '@/lib/billing/spending';
import { kopecks } from '@/lib/core/money';
import { transaction } from '@/lib/platform/transaction';
import { useDatabase } from '@/lib/testing/database';
import { type Chain, contextOf, createCard, createChain } from '@/lib/testing/factories';
import { startSubscriptions } from './commands/start';
import { spendingTable } from './spending';

const database = useDatabase();
let chain: Chain;
let owner: Context;
const at = (now: string) => contextOf(database(), chain, 'OWNER', now);

async function start(ctx: Context, planSlug: string): Promise<void> {
  const card = await createCard(database(), chain, { terminalId: chain.terminalIds[0] });
  const subject = planSlug.endsWith('card')
    ? { simCardId: card.id, name: '…' }
    : { terminalId: chain.terminalIds[0], name: 'К' };
  const result = await transaction(ctx, (ctx) =>
    startSubscriptions(ctx, { planSlug, period: 'M1', subjects: [subject] }),
  );
  if (!result.ok) throw new Error(result.code);
}

const move = (ctx: Context, kind: 'CARD_ORDER' | 'SUBSCRIPTION', amount: number) =>
  transaction(ctx, (ctx) =>
    debitWallet(ctx, { kind, amount: kopecks(amount), businessKey: randomUUID(), description: 'Оплата' }),
  );
const back = (ctx: Context, kind: 'CARD_ORDER_REFUND' | 'TOP_UP', amount: number) =>
  transaction(ctx, (ctx) =>
    creditWallet(ctx, { kind, amount: kopecks(amount), businessKey: randomUUID(), description: 'Приход' }),
  );

beforeEach(async () => {
  chain = await createChain(database(), 1_000_000);
  owner = contextOf(database(), chain, 'OWNER');
  await start(at('2026-09-30T20:59:00Z'), 'cash-services-card');
  await start(at('2026-09-30T21:00:00Z'), 'law-basic-terminal');
  await move(at('2026-10-05T09:00:00Z'), 'CARD_ORDER', 117_000);
  await back(at('2026-11-01T09:00:00Z'), 'CARD_ORDER_REFUND', 117_000);
  await back(at('2026-11-02T09:00:00Z'), 'TOP_UP', 5_000);
});

it('is by plan and by orders, in the months of the zone, with refunds taken off', async () => {
  const table = await spendingTable(owner, 3);
  expect(table?.months).toEqual(['2026-09-01', '2026-10-01', '2026-11-01']);
  expect(table?.rows.map(({ name, amounts, total }) => [name, amounts, total])).toEqual([
    ['Закон: базовый', [0, 59_000, 0], 59_000],
    ['Смарт-карта', [19_000, 0, 0], 19_000],
    ['Заказы смарт-карт', [0, 117_000, -117_000], 0],
  ]);
});

it('comes to what the ledger says, month by month, whatever was paid for', async () => {
  await move(owner, 'SUBSCRIPTION', 4_321);
  const table = await spendingTable(owner, 3);
  const months = await spendingByMonth(owner, 3);
  expect(table?.totals).toEqual(months.map(({ amount }) => amount));
  expect(table?.rows.find(({ key }) => key === 'other')).toMatchObject({ total: 4_321 });
});

it.each([
  ['OWNER', true],
  ['ACCOUNTANT', true],
  ['ADMIN', false],
  ['CASHIER', false],
] as const)('%s sees it: %s', async (role, sees) => {
  expect((await spendingTable(contextOf(database(), chain, role), 3)) !== null).toBe(sees);
});

it('knows nothing of another organization', async () => {
  const other = contextOf(database(), await createChain(database()), 'OWNER');
  expect((await spendingTable(other, 12))?.rows).toEqual([]);
});
