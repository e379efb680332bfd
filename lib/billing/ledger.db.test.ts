import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Context } from '@/lib/access/context';
import { kopecks } from '@/lib/core/money';
import { refusal } from '@/lib/core/result';
import { realNow } from '@/lib/platform/clock';
import { transaction } from '@/lib/platform/transaction';
import { useDatabase } from '@/lib/testing/database';
import { type Chain, contextOf, createChain } from '@/lib/testing/factories';
import { creditWallet } from './commands/credit-wallet';
import { debitWallet, debitWalletMany } from './commands/debit-wallet';
import { listLedger, walletBalance } from './queries';
import { spendingByMonth } from './spending';

const database = useDatabase();
let chain: Chain;
let owner: Context;

beforeEach(async () => {
  chain = await createChain(database(), 10_000);
  owner = contextOf(database(), chain, 'OWNER');
});

const pay = (amount: number, businessKey: string = randomUUID(), ctx = owner) =>
  transaction(ctx, (ctx) =>
    debitWallet(ctx, { amount: kopecks(amount), kind: 'SUBSCRIPTION', businessKey, description: 'Оплата' }),
  );
const receive = (amount: number, businessKey: string = randomUUID(), ctx = owner) =>
  transaction(ctx, (ctx) =>
    creditWallet(ctx, { amount: kopecks(amount), kind: 'TOP_UP', businessKey, description: 'Пополнение' }),
  );

/** Balance of every account as its entries add up, and as it is kept. */
async function accounts() {
  const rows = await database().ledgerAccount.findMany({
    where: { organizationId: chain.organizationId },
    include: { entries: true },
    orderBy: { kind: 'asc' },
  });
  return rows.map((row) => ({
    kept: Number(row.balanceKopecks),
    summed: row.entries.reduce((sum, entry) => sum + Number(entry.amountKopecks), 0),
  }));
}

describe('wallet', () => {
  it('moves money once for a business key', async () => {
    const first = await pay(3_000, 'order:1');
    const second = await pay(3_000, 'order:1');
    expect(first).toEqual(second);
    expect(await walletBalance(owner)).toBe(7_000);
    await receive(500, 'refund:1');
    expect(await receive(500, 'refund:1')).toMatchObject({ value: { first: false } });
    expect(await walletBalance(owner)).toBe(7_500);
  });

  it('moves money once for a business key when two come at the same moment', async () => {
    const both = await Promise.all([pay(3_000, 'order:2'), pay(3_000, 'order:2')]);
    expect(both[0]).toEqual(both[1]);
    expect(await walletBalance(owner)).toBe(7_000);
  });

  it('never goes below zero, even when many pay at once', async () => {
    const results = await Promise.all(Array.from({ length: 8 }, () => pay(3_000)));
    expect(results.filter((each) => each.ok)).toHaveLength(3);
    expect(await walletBalance(owner)).toBe(1_000);
    expect(results.find((each) => !each.ok)).toMatchObject({
      code: 'INSUFFICIENT_FUNDS',
      details: { missing: '20\u00a0₽', missingKopecks: 2_000 },
    });
  });

  it('takes all debits or none', async () => {
    const debit = (amount: number, businessKey: string) => ({
      amount: kopecks(amount),
      businessKey,
      description: 'Оплата',
    });
    const many = (...debits: ReturnType<typeof debit>[]) =>
      transaction(owner, (ctx) => debitWalletMany(ctx, { kind: 'SUBSCRIPTION', debits }));
    expect(await many(debit(9_000, 'a'), debit(2_000, 'b'))).toMatchObject({ code: 'INSUFFICIENT_FUNDS' });
    expect(await walletBalance(owner)).toBe(10_000);
    await many(debit(9_000, 'a'));
    expect(await many(debit(9_000, 'a'), debit(1_000, 'b'))).toMatchObject({ ok: true });
    expect(await walletBalance(owner)).toBe(0);
  });

  it('is rolled back with the work around it', async () => {
    await transaction(owner, async (ctx) => {
      await debitWallet(ctx, {
        amount: kopecks(5_000),
        kind: 'CARD_ORDER',
        businessKey: 'order:3',
        description: 'Заказ',
      });
      return refusal('LATER_TROUBLE');
    });
    expect(await walletBalance(owner)).toBe(10_000);
  });

  it.each([0, -1])('refuses to move %i kopecks', async (amount) => {
    await expect(pay(amount)).rejects.toThrow(RangeError);
    await expect(receive(amount)).rejects.toThrow(RangeError);
  });

  it('keeps organizations apart', async () => {
    const other = contextOf(database(), await createChain(database(), 700), 'OWNER');
    await pay(100, 'same-key');
    await pay(100, 'same-key', other);
    expect([await walletBalance(owner), await walletBalance(other)]).toEqual([9_900, 600]);
  });
});

describe('ledger', () => {
  it('balances: entries add up to the kept balances, and all accounts to zero', async () => {
    await Promise.all([pay(1_234), pay(1), receive(777), pay(4_000)]);
    const kept = await accounts();
    for (const account of kept) expect(account.kept).toBe(account.summed);
    expect(kept.reduce((sum, account) => sum + account.kept, 0)).toBe(0);
    expect(await walletBalance(owner)).toBe(5_542);
  });

  it('refuses a transaction that does not balance', async () => {
    const wallet = await database().ledgerAccount.findFirstOrThrow({
      where: { organizationId: chain.organizationId, kind: 'WALLET' },
    });
    const lopsided = database().$transaction(async (tx) => {
      const { id } = await tx.ledgerTransaction.create({
        data: {
          organizationId: chain.organizationId,
          kind: 'TOP_UP',
          businessKey: 'lopsided',
          description: 'Подарок',
          occurredAt: realNow(),
          actorName: 'Тест',
        },
      });
      await tx.ledgerEntry.create({
        data: {
          organizationId: chain.organizationId,
          transactionId: id,
          accountId: wallet.id,
          amountKopecks: 100,
        },
      });
    });
    await expect(lopsided).rejects.toThrow(/balance/);
    expect(await walletBalance(owner)).toBe(10_000);
  });

  it.each([
    ['ledger_transaction', `UPDATE ledger_transaction SET description = 'x'`],
    ['ledger_transaction', `DELETE FROM ledger_transaction`],
    ['ledger_entry', `UPDATE ledger_entry SET amount_kopecks = 1`],
    ['ledger_entry', `DELETE FROM ledger_entry`],
  ])('of %s refuses %s', async (table, sql) => {
    await pay(100);
    await expect(database().$executeRawUnsafe(sql)).rejects.toThrow(`rows of ${table} are never changed`);
  });

  it('is listed by pages, the newest first, and back again', async () => {
    for (let i = 1; i <= 5; i += 1) await pay(i);
    const first = await listLedger(owner, { size: 4 });
    expect(first.lines.map((line) => line.amount)).toEqual([-5, -4, -3, -2]);
    expect(first.newerCursor).toBeNull();
    const second = await listLedger(owner, { size: 4, after: first.olderCursor ?? '' });
    expect(second.lines.map((line) => line.amount)).toEqual([-1, 10_000]);
    expect(second.olderCursor).toBeNull();
    const back = await listLedger(owner, { size: 4, before: second.newerCursor ?? '' });
    expect(back).toEqual({ ...first, newerCursor: null });
    expect(await listLedger(owner, { size: 4, after: 'nonsense' })).toEqual(first);
  });

  it('adds up the spending of months in the zone of the organization', async () => {
    const at = (now: string) => contextOf(database(), chain, 'OWNER', now);
    await pay(100, 'a', at('2026-09-30T20:59:00Z'));
    await pay(200, 'b', at('2026-09-30T21:00:00Z'));
    await pay(300, 'c', at('2026-11-20T09:00:00Z'));
    const months = await spendingByMonth(owner, 3);
    expect(months).toEqual([
      { month: '2026-09-01', amount: 100 },
      { month: '2026-10-01', amount: 200 },
      { month: '2026-11-01', amount: 300 },
    ]);
  });
});
