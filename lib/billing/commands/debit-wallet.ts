import type { Context } from '@/lib/access/context';
import { addMoney, formatMoney, type Kopecks, kopecks } from '@/lib/core/money';
import { type Result, refusal, success } from '@/lib/core/result';
import { knownTransactions, lockWallet, post } from '../store';

export interface Debit {
  /** above zero */
  readonly amount: Kopecks;
  /** the fact that is paid for once, as `subscription:<id>:<periodIndex>` */
  readonly businessKey: string;
  readonly description: string;
}

export type DebitKind = 'SUBSCRIPTION' | 'CARD_ORDER' | 'TOP_UP_REFUND';

/**
 * Takes money from the account, all debits or none. Call inside a transaction: the wallet stays locked until its
 * end. A business key that was already paid moves nothing and gives its first transaction.
 * Refusal: INSUFFICIENT_FUNDS, details `missing` (in words) and `missingKopecks`. Who may is the caller's to decide.
 */
export async function debitWalletMany(
  ctx: Context,
  input: { readonly kind: DebitKind; readonly debits: readonly Debit[] },
): Promise<Result<{ readonly transactionIds: ReadonlyMap<string, string> }, 'INSUFFICIENT_FUNDS'>> {
  for (const { amount } of input.debits) {
    if (amount <= 0) throw new RangeError('a debit is above zero');
  }
  const wallet = await lockWallet(ctx);
  const known = await knownTransactions(
    ctx,
    input.debits.map((debit) => debit.businessKey),
  );
  const fresh = input.debits.filter((debit) => !known.has(debit.businessKey));
  const total = addMoney(...fresh.map((debit) => debit.amount));
  if (total > wallet.balance) {
    const missing = kopecks(total - wallet.balance);
    return refusal('INSUFFICIENT_FUNDS', { missing: formatMoney(missing), missingKopecks: missing });
  }
  const posted = await post(
    ctx,
    input.kind,
    wallet,
    fresh.map(({ amount, ...rest }) => ({
      ...rest,
      walletAmount: kopecks(0 - amount),
      actorName: ctx.actor.name,
    })),
  );
  return success({ transactionIds: new Map([...known, ...posted]) });
}

/** One debit; see `debitWalletMany`. */
export async function debitWallet(
  ctx: Context,
  { kind, ...debit }: Debit & { readonly kind: DebitKind },
): Promise<Result<{ readonly transactionId: string }, 'INSUFFICIENT_FUNDS'>> {
  const result = await debitWalletMany(ctx, { kind, debits: [debit] });
  if (!result.ok) return result;
  const transactionId = result.value.transactionIds.get(debit.businessKey);
  if (!transactionId) throw new Error(`no transaction for ${debit.businessKey}`);
  return success({ transactionId });
}
