import { authorize, type Context } from '@/lib/access/context';
import { type Result, refusal, success } from '@/lib/core/result';
import type { RefundState } from '../model';
import { MAX_LOOKS } from '../payment.rule';
import type { PaymentProvider } from '../payment-provider.port';
import { loadPayment } from '../payments';
import { loadRefund, lookAtRefundLater, recordRefund, type StoredRefund } from '../refunds';

/** the provider honours an idempotence key for 24 hours; past this the same key could pay back twice */
const KEY_LIFE_MS = 23 * 3_600_000;

/**
 * Brings an open refund further: asks for it with its own id as the key until the provider answers, looks for it once
 * the key is too old, else reads it again. Nothing known is not a failure: the money stays off the account until the
 * provider says no. `look` null: the first attempt, its follower is written. Refusals: FORBIDDEN, NOT_FOUND.
 */
export async function followRefund(
  ctx: Context,
  input: { readonly refundId: string; readonly look: number | null },
  provider: PaymentProvider,
): Promise<Result<RefundState, 'FORBIDDEN' | 'NOT_FOUND'>> {
  const denied = authorize(ctx, 'finance.refund');
  if (denied) return denied;
  const refund = await loadRefund(ctx, input.refundId);
  if (!refund) return refusal('NOT_FOUND');
  const state = await lookAt(ctx, refund, provider);
  const isOpen = state === 'CREATED' || state === 'PENDING';
  if (isOpen && input.look !== null) {
    await lookAtRefundLater(ctx, refund.id, Math.min(input.look + 1, MAX_LOOKS));
  }
  return success(state);
}

async function lookAt(ctx: Context, refund: StoredRefund, provider: PaymentProvider): Promise<RefundState> {
  if (refund.state === 'SUCCEEDED' || refund.state === 'CANCELLED') return refund.state;
  const news = await ask(ctx, refund, provider);
  if (news.kind === 'unknown') return refund.state;
  const recorded = await recordRefund(
    ctx,
    refund,
    news.kind === 'refund' ? news : { kind: 'none', reason: news.kind === 'none' ? 'no_answer' : 'refused' },
  );
  return recorded.ok ? recorded.value : refund.state;
}

async function ask(ctx: Context, refund: StoredRefund, provider: PaymentProvider) {
  if (refund.providerId !== null) {
    const read = await provider.readRefund(refund.providerId);
    return read.kind === 'refused' ? { kind: 'unknown' as const } : read;
  }
  const payment = await loadPayment(ctx, refund.paymentId);
  if (!payment?.providerId) throw new Error(`refund ${refund.id} of a payment without a number`);
  const reference = refund.id;
  const isOld = ctx.clock.now().getTime() - refund.createdAt.getTime() > KEY_LIFE_MS;
  if (isOld) return provider.findRefund(payment.providerId, reference);
  const reply = await provider.refund({
    idempotenceKey: refund.id,
    paymentId: payment.providerId,
    amount: refund.amount,
    reference,
  });
  if (reply.kind !== 'refused') return reply;
  // An earlier request that was never answered may have made it: then giving the money back would double it.
  const found = await provider.findRefund(payment.providerId, reference);
  return found.kind === 'none' ? reply : found;
}
