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
  const rows = await ctx.db.$queryRaw<{ id: string; businessKey: string }[]>`
    SELECT "id"::text AS id, "business_key" AS "businessKey" FROM "ledger_transaction"
    WHERE "organization_id" = ${ctx.organizationId}::uuid AND "business_key" = ANY(${[...businessKeys]}::text[])`;
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
  const counterId = await accountId(
    ctx,
    kind === 'TOP_UP' || kind === 'TOP_UP_REFUND' ? 'PAYMENTS' : 'SALES',
  );
  const { organizationId } = ctx;
  const rows = postings.map(({ walletAmount, businessKey, description, actorName }) => ({
    key: businessKey,
    description,
    actor: actorName,
    amount: walletAmount,
  }));
  const transactions = await ctx.db.$queryRaw<{ id: string; businessKey: string }[]>`
    WITH posting AS MATERIALIZED (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        AS p (key text, description text, actor text, amount bigint)),
    written AS (
      INSERT INTO "ledger_transaction" ("organization_id", "kind", "business_key", "description", "occurred_at",
        "actor_name")
      SELECT ${organizationId}::uuid, ${kind}::"ledger_transaction_kind", p.key, p.description,
        ${ctx.clock.now()}::timestamptz, p.actor
      FROM posting p
      RETURNING "id", "business_key"),
    entries AS (
      INSERT INTO "ledger_entry" ("organization_id", "transaction_id", "account_id", "amount_kopecks")
      SELECT ${organizationId}::uuid, w."id", side.account, p.amount * side.sign
      FROM written w
      JOIN posting p ON p.key = w."business_key"
      CROSS JOIN (VALUES (${wallet.id}::uuid, 1), (${counterId}::uuid, -1)) AS side (account, sign))
    SELECT "id"::text AS id, "business_key" AS "businessKey" FROM written`;
  return new Map(transactions.map((row) => [row.businessKey, row.id]));
}
