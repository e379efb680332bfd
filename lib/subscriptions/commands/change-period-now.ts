import { authorize, type Context } from '@/lib/access/context';
import { debitWalletMany } from '@/lib/billing/commands/debit-wallet';
import type { Kopecks } from '@/lib/core/money';
import { type Result, refusal, success } from '@/lib/core/result';
import { audit } from '@/lib/platform/audit';
import { transaction } from '@/lib/platform/transaction';
import { applyQuote, lockQuote, markUsed, type QuoteLine, type StoredQuote } from '../period-quote.store';
import { lockSubscriptions, type StoredSubscription } from '../store';
import { chargeKey, topUpDescription } from '../words';

export type ChangePeriodNowCode =
  'FORBIDDEN' | 'NOT_FOUND' | 'QUOTE_EXPIRED' | 'QUOTE_CHANGED' | 'INSUFFICIENT_FUNDS';

type Changed = { readonly changed: number; readonly charged: Kopecks };

/**
 * Changes the period now and charges the stored quote, to the kopeck and all of it or none. A stop stays as it is; a
 * change that waited is replaced. The same quote twice is one charge. Refusals: FORBIDDEN, NOT_FOUND (another
 * person's quote too), QUOTE_EXPIRED (15 minutes), QUOTE_CHANGED (a subscription is no longer as it was shown),
 * INSUFFICIENT_FUNDS.
 */
export async function changePeriodNow(
  ctx: Context,
  input: { readonly quoteId: string },
): Promise<Result<Changed, ChangePeriodNowCode>> {
  const denied = authorize(ctx, 'subscriptions.manage');
  if (denied) return denied;
  return transaction(ctx, async (ctx): Promise<Result<Changed, ChangePeriodNowCode>> => {
    const quote = await lockQuote(ctx, input.quoteId);
    if (!quote) return refusal('NOT_FOUND');
    const done = success({ changed: quote.lines.length, charged: quote.total });
    if (quote.usedAt) return done;
    if (quote.expiresAt <= ctx.clock.now()) return refusal('QUOTE_EXPIRED');
    const ids = quote.lines.map((line) => line.subscriptionId);
    const subs = new Map((await lockSubscriptions(ctx, ids)).map((sub) => [sub.id, sub]));
    if (subs.size !== ids.length) return refusal('NOT_FOUND');
    if (!quote.lines.every((line) => isAsShown(line, subs.get(line.subscriptionId)))) {
      return refusal('QUOTE_CHANGED');
    }
    const key = (line: QuoteLine) => chargeKey(line.subscriptionId, line.periodIndex + 1);
    const debit = await debitWalletMany(ctx, {
      kind: 'SUBSCRIPTION',
      debits: quote.lines.map((line) => ({
        amount: line.amount,
        businessKey: key(line),
        description: topUpDescription(line.name, line.end),
      })),
    });
    if (!debit.ok) return debit;
    const { transactionIds } = debit.value;
    await applyQuote(
      ctx,
      quote,
      new Map(quote.lines.map((line) => [line.subscriptionId, transactionIds.get(key(line)) ?? ''])),
    );
    await markUsed(ctx, quote.id);
    await auditAll(ctx, quote, subs);
    return done;
  });
}

/** Renewed, paid ahead, ended or changed since: then the sum that was shown is of something else. */
const isAsShown = (line: QuoteLine, sub: StoredSubscription | undefined): boolean =>
  sub?.state === 'ACTIVE' &&
  sub.periodIndex === line.periodIndex &&
  sub.period === line.period &&
  sub.periodEnd === line.paidUntil;

async function auditAll(
  ctx: Context,
  quote: StoredQuote,
  subs: ReadonlyMap<string, StoredSubscription>,
): Promise<void> {
  await audit(
    ctx,
    quote.lines.map((line) => ({
      action: 'subscriptions.changePeriodNow',
      objectType: 'subscription',
      objectId: line.subscriptionId,
      objectName: line.name,
      storeId: subs.get(line.subscriptionId)?.storeId,
      before: { period: line.period, periodEnd: line.paidUntil },
      after: { period: quote.period, periodEnd: line.end, amount: line.amount },
    })),
  );
}
