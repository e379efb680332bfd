import type { Context } from '@/lib/access/context';
import { type Kopecks, kopecks } from '@/lib/core/money';
import type { LedgerKind } from './model';

type AccountKind = 'WALLET' | 'SALES' | 'PAYMENTS';

export interface LockedWallet {
  readonly id: string;
  readonly balance: Kopecks;
}

/**
 * The wallet of the organization, locked until the end of the transaction, so that money is counted and moved
 * under one lock. Made on first use.
 */
export async function lockWallet(ctx: Context): Promise<LockedWallet> {
  const find = () => ctx.db.$queryRaw<{ id: string; balance: bigint }[]>`
    SELECT "id", "balance_kopecks" AS "balance" FROM "ledger_account"
    WHERE "organization_id" = ${ctx.organizationId}::uuid AND "kind" = 'WALLET' FOR UPDATE`;
  let [row] = await find();
  if (!row) {
    await accountId(ctx, 'WALLET');
    [row] = await find();
  }
  if (!row) throw new Error('wallet was not created');
  return { id: row.id, balance: kopecks(row.balance) };
}

async function accountId(ctx: Context, kind: AccountKind): Promise<string> {
  const where = { organizationId_kind: { organizationId: ctx.organizationId, kind } };
  const existing = await ctx.db.ledgerAccount.findUnique({ where, select: { id: true } });
  if (existing) return existing.id;
  await ctx.db.ledgerAccount.createMany({
    data: [{ organizationId: ctx.organizationId, kind }],
    skipDuplicates: true,
  });
  return (await ctx.db.ledgerAccount.findUniqueOrThrow({ where, select: { id: true } })).id;
}

/** Ids of the transactions that already exist, by business key. */
export async function knownTransactions(
  ctx: Context,
  businessKeys: readonly string[],
): Promise<Map<string, string>> {
  const rows = await ctx.db.ledgerTransaction.findMany({
    where: { organizationId: ctx.organizationId, businessKey: { in: [...businessKeys] } },
    select: { id: true, businessKey: true },
  });
  return new Map(rows.map((row) => [row.businessKey, row.id]));
}

export interface Posting {
  /** what the wallet gains; negative when it pays */
  readonly walletAmount: Kopecks;
  readonly businessKey: string;
  readonly description: string;
  readonly actorName: string;
}

/**
 * Writes transactions between the wallet and its counter account: two entries each, adding up to zero.
 * Gives the ids by business key.
 */
export async function post(
  ctx: Context,
  kind: LedgerKind,
  wallet: LockedWallet,
  postings: readonly Posting[],
): Promise<Map<string, string>> {
  if (postings.length === 0) return new Map();
  const counterId = await accountId(ctx, kind === 'TOP_UP' ? 'PAYMENTS' : 'SALES');
  const { organizationId } = ctx;
  const transactions = await ctx.db.ledgerTransaction.createManyAndReturn({
    data: postings.map(({ businessKey, description, actorName }) => ({
      organizationId,
      kind,
      businessKey,
      description,
      occurredAt: ctx.clock.now(),
      actorName,
    })),
    select: { id: true, businessKey: true },
  });
  const ids = new Map(transactions.map((row) => [row.businessKey, row.id]));
  await ctx.db.ledgerEntry.createMany({
    data: postings.flatMap(({ walletAmount, businessKey }) => {
      const transactionId = ids.get(businessKey);
      if (!transactionId) throw new Error(`no transaction for ${businessKey}`);
      return [
        { organizationId, transactionId, accountId: wallet.id, amountKopecks: walletAmount },
        { organizationId, transactionId, accountId: counterId, amountKopecks: 0 - walletAmount },
      ];
    }),
  });
  return ids;
}
