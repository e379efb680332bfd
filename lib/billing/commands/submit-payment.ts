import { authorize, type Context } from '@/lib/access/context';
import { type Result, refusal, success } from '@/lib/core/result';
import { env } from '@/lib/platform/env';
import type { PaymentState } from '../model';
import type { PaymentProvider } from '../payment-provider.port';
import { cancelPayment, loadPayment, recordReply, topUpName } from '../payments';

/** the provider honours an idempotence key for 24 hours; past this the same key could make a second payment */
const KEY_LIFE_MS = 23 * 3_600_000;

/**
 * Hands a payment to the provider; its id is the idempotence key, so an unknown answer is asked again with the same
 * key and never makes a second payment (domain.md B3.6). Refusals: FORBIDDEN, NOT_FOUND, PAYMENT_REFUSED.
 */
export async function submitPayment(
  ctx: Context,
  input: { readonly paymentId: string },
  provider: PaymentProvider,
): Promise<Result<PaymentState, 'FORBIDDEN' | 'NOT_FOUND' | 'PAYMENT_REFUSED'>> {
  const denied = authorize(ctx, 'finance.topUp');
  if (denied) return denied;
  const payment = await loadPayment(ctx, input.paymentId);
  if (!payment) return refusal('NOT_FOUND');
  if (payment.state !== 'CREATED') return success(payment.state);
  if (ctx.clock.now().getTime() - payment.createdAt.getTime() > KEY_LIFE_MS) {
    await cancelPayment(ctx, payment.id, 'no_answer');
    return success('CANCELLED');
  }
  const reply = await provider.create({
    idempotenceKey: payment.id,
    amount: payment.amount,
    description: topUpName(payment.amount),
    returnUrl: `${env().APP_URL.replace(/\/$/, '')}/finance/top-up/${payment.id}`,
    metadata: { paymentId: payment.id },
  });
  if (reply.kind === 'unknown') return success('CREATED');
  if (reply.kind === 'refused') {
    await cancelPayment(ctx, payment.id, 'refused');
    return refusal('PAYMENT_REFUSED', { reason: reply.reason });
  }
  return recordReply(ctx, payment.id, reply);
}
