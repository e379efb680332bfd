import type { Context } from '@/lib/access/context';
import type { Kopecks } from '@/lib/core/money';
import { type Result, success } from '@/lib/core/result';
import { knownTransactions, lockWallet, post } from '../store';

export interface Credit {
  /** above zero */
  readonly amount: Kopecks;
  readonly kind: 'TOP_UP' | 'TOP_UP_REFUND' | 'CARD_ORDER_REFUND';
  /** the fact that is credited once, as `payment:<id>` */
  readonly businessKey: string;
  readonly description: string;
  /** who is named in the ledger; the actor of the context unless told otherwise */
  readonly actorName?: string;
}

/**
 * Puts money on the account. Call inside a transaction. A business key that was already credited moves nothing and
 * gives its first transaction, `first` tells the two apart. Who may is the caller's to decide.
 */
export async function creditWallet(
  ctx: Context,
  { amount, kind, businessKey, description, actorName = ctx.actor.name }: Credit,
): Promise<Result<{ readonly transactionId: string; readonly first: boolean }, never>> {
  if (amount <= 0) throw new RangeError('a credit is above zero');
  const wallet = await lockWallet(ctx);
  const known = (await knownTransactions(ctx, [businessKey])).get(businessKey);
  if (known) return success({ transactionId: known, first: false });
  const posted = await post(ctx, kind, wallet, [
    { walletAmount: amount, businessKey, description, actorName },
  ]);
  const transactionId = posted.get(businessKey);
  if (!transactionId) throw new Error(`no transaction for ${businessKey}`);
  return success({ transactionId, first: true });
}
