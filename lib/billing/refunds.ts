import type { Context } from '@/lib/access/context';
import { formatMoney, type Kopecks, kopecks } from '@/lib/core/money';
import { type Result, refusal, success } from '@/lib/core/result';
import { audit } from '@/lib/platform/audit';
import { emit, enqueue } from '@/lib/platform/jobs';
import { log } from '@/lib/platform/log';
import { transaction } from '@/lib/platform/transaction';
import { creditWallet } from './commands/credit-wallet';
import type { Refund, RefundState } from './model';
import { pauseBeforeLook, refundMachine } from './payment.rule';
import type { RefundReply } from './payment-provider.port';
import { lockPayment } from './payments';

export interface StoredRefund extends Refund {
  readonly paymentId: string;
  readonly providerId: string | null;
}

interface RefundColumns extends Omit<StoredRefund, 'amount'> {
  readonly amountKopecks: bigint;
}

export const refundOf = ({ amountKopecks, ...row }: RefundColumns): StoredRefund => ({
  id: row.id,
  paymentId: row.paymentId,
  amount: kopecks(amountKopecks),
  state: row.state,
  providerId: row.providerId,
  cancellationReason: row.cancellationReason,
  actorName: row.actorName,
  createdAt: row.createdAt,
});

export async function loadRefund(ctx: Context, id: string): Promise<StoredRefund | null> {
  const row = await ctx.db.paymentRefund.findFirst({ where: { organizationId: ctx.organizationId, id } });
  return row && refundOf(row);
}

/** A later look at the refund; one is waiting at a time. */
export async function lookAtRefundLater(ctx: Context, refundId: string, look: number): Promise<void> {
  await enqueue(
    ctx,
    'billing.follow-refund',
    { refundId, look },
    { runInMs: pauseBeforeLook(look), key: `billing.follow-refund:${refundId}` },
  );
}

type Made = Extract<RefundReply, { kind: 'refund' }>;

/** `null` as the news: the provider has refused it, or has answered that it has none. */
export async function recordRefund(
  ctx: Context,
  refund: StoredRefund,
  news: Made | { readonly kind: 'none'; readonly reason: string },
): Promise<Result<RefundState, 'NOT_FOUND'>> {
  return transaction(ctx, async (ctx): Promise<Result<RefundState, 'NOT_FOUND'>> => {
    await lockPayment(ctx, refund.paymentId);
    const known = await loadRefund(ctx, refund.id);
    if (!known) return refusal('NOT_FOUND');
    const made = news.kind === 'refund' ? news : null;
    if (made && (made.amount !== known.amount || (known.providerId ?? made.id) !== made.id)) {
      log.error('refund at the provider is not ours', new Error('mismatch'), {
        refundId: known.id,
        providerId: made.id,
      });
      return success(known.state);
    }
    const next = refundMachine[known.state][made?.status ?? 'CANCELLED'];
    if (next === null) return success(known.state);
    const reason = news.kind === 'refund' ? news.cancellationReason : news.reason;
    const isOver = next === 'SUCCEEDED' || next === 'CANCELLED';
    await ctx.db.paymentRefund.updateMany({
      where: { organizationId: ctx.organizationId, id: known.id },
      data: {
        state: next,
        ...(made ? { providerId: made.id } : {}),
        cancellationReason: next === 'CANCELLED' ? reason : null,
        finishedAt: isOver ? ctx.clock.now() : null,
      },
    });
    if (next === 'CANCELLED') await giveBack(ctx, known);
    if (isOver) {
      await audit(ctx, {
        action: next === 'SUCCEEDED' ? 'billing.refundMade' : 'billing.refundCancelled',
        objectType: 'refund',
        objectId: known.id,
        objectName: refundName(known.amount),
        before: { state: known.state },
        after: { state: next, amount: known.amount, reason: next === 'CANCELLED' ? reason : null },
      });
      await emit(ctx, 'refund.over', { refundId: known.id });
    }
    return success(next);
  });
}

/** A refund that did not come about: the money stands on the account again. */
async function giveBack(ctx: Context, refund: StoredRefund): Promise<void> {
  await ctx.db.payment.updateMany({
    where: { organizationId: ctx.organizationId, id: refund.paymentId },
    data: { refundedKopecks: { decrement: refund.amount } },
  });
  await creditWallet(ctx, {
    amount: refund.amount,
    kind: 'TOP_UP_REFUND',
    businessKey: `refund-cancelled:${refund.id}`,
    description: 'Возврат на карту не прошёл, деньги снова на счёте',
    actorName: refund.actorName,
  });
}

export const refundName = (amount: Kopecks): string => `Возврат на карту ${formatMoney(amount)}`;
