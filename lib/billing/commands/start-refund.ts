import { authorize, type Context } from '@/lib/access/context';
import { formatMoney } from '@/lib/core/money';
import { type Result, refusal, success } from '@/lib/core/result';
import { audit } from '@/lib/platform/audit';
import { transaction } from '@/lib/platform/transaction';
import type { RefundState } from '../model';
import { decideRefund } from '../payment.rule';
import type { PaymentProvider } from '../payment-provider.port';
import { lockPayment } from '../payments';
import { lookAtRefundLater, refundName, refundOf, type StoredRefund } from '../refunds';
import type { RefundInput } from '../schema';
import { debitWallet } from './debit-wallet';
import { followRefund } from './follow-refund';

export type StartRefundCode =
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'REQUEST_REUSED'
  | 'PAYMENT_NOT_PAID'
  | 'REFUND_TOO_MUCH'
  | 'INSUFFICIENT_FUNDS';

/**
 * Sends money of a payment back to the card it came from. It leaves the account at once, in the transaction that
 * writes the refund, and returns there if the provider refuses. The same request twice is one refund; together they
 * are never more than the payment. Refusals: FORBIDDEN, NOT_FOUND, REQUEST_REUSED, PAYMENT_NOT_PAID, REFUND_TOO_MUCH
 * (details `left`), INSUFFICIENT_FUNDS (it has been spent; details `missing`).
 */
export async function startRefund(
  ctx: Context,
  input: RefundInput,
  provider: PaymentProvider,
): Promise<Result<{ readonly refundId: string; readonly state: RefundState }, StartRefundCode>> {
  const denied = authorize(ctx, 'finance.refund');
  if (denied) return denied;
  if (input.amount <= 0) throw new RangeError('a refund is above zero');
  const made = await transaction(ctx, (ctx) => makeRefund(ctx, input));
  if (!made.ok) return made;
  const { id: refundId, state } = made.value;
  if (state !== 'CREATED') return success({ refundId, state });
  const followed = await followRefund(ctx, { refundId, look: null }, provider);
  return success({ refundId, state: followed.ok ? followed.value : state });
}

async function makeRefund(
  ctx: Context,
  { requestId, paymentId, amount }: RefundInput,
): Promise<Result<StoredRefund, StartRefundCode>> {
  const { organizationId } = ctx;
  const payment = await lockPayment(ctx, paymentId);
  if (!payment) return refusal('NOT_FOUND');
  const known = await ctx.db.paymentRefund.findUnique({
    where: { organizationId_requestId: { organizationId, requestId } },
  });
  if (known) {
    const refund = refundOf(known);
    return refund.amount === amount && refund.paymentId === paymentId
      ? success(refund)
      : refusal('REQUEST_REUSED');
  }
  const decision = decideRefund(payment, amount);
  if (!decision.ok) {
    return decision.code === 'REFUND_TOO_MUCH'
      ? refusal('REFUND_TOO_MUCH', { left: formatMoney(decision.left) })
      : refusal(decision.code);
  }
  const row = await ctx.db.paymentRefund.create({
    data: {
      organizationId,
      paymentId,
      requestId,
      amountKopecks: amount,
      state: 'CREATED',
      actorName: ctx.actor.name,
      createdAt: ctx.clock.now(),
    },
  });
  const debit = await debitWallet(ctx, {
    kind: 'TOP_UP_REFUND',
    amount,
    businessKey: `refund:${row.id}`,
    description: 'Возврат на банковскую карту',
  });
  if (!debit.ok) return debit;
  await ctx.db.payment.updateMany({
    where: { organizationId, id: paymentId },
    data: { refundedKopecks: { increment: amount } },
  });
  await lookAtRefundLater(ctx, row.id, 0);
  await audit(ctx, {
    action: 'billing.refundStarted',
    objectType: 'refund',
    objectId: row.id,
    objectName: refundName(amount),
    after: { amount },
  });
  return success(refundOf(row));
}
