import { authorize, type Context } from '@/lib/access/context';
import { type Result, refusal, success } from '@/lib/core/result';
import type { PaymentState } from '../model';
import { MAX_LOOKS } from '../payment.rule';
import type { PaymentProvider } from '../payment-provider.port';
import { loadPayment, lookLater, recordReply } from '../payments';
import { submitPayment } from './submit-payment';

/**
 * Brings an open payment further: hands it over when the provider has not answered yet, else reads it again, and
 * looks later for as long as it stays open: an open autopay keeps every other one away, so it is never left alone.
 * Works when the notification is lost. Refusals: FORBIDDEN, NOT_FOUND.
 */
export async function followPayment(
  ctx: Context,
  input: { readonly paymentId: string; readonly look: number },
  provider: PaymentProvider,
): Promise<Result<PaymentState, 'FORBIDDEN' | 'NOT_FOUND'>> {
  const denied = authorize(ctx, 'finance.topUp');
  if (denied) return denied;
  const payment = await loadPayment(ctx, input.paymentId);
  if (!payment) return refusal('NOT_FOUND');
  const state = await lookAt(ctx, payment, provider, input.look >= MAX_LOOKS);
  if (state === 'CREATED' || state === 'PENDING') {
    await lookLater(ctx, payment.id, Math.min(input.look, MAX_LOOKS) + 1);
  }
  return success(state);
}

async function lookAt(
  ctx: Context,
  payment: { readonly id: string; readonly state: PaymentState; readonly providerId: string | null },
  provider: PaymentProvider,
  giveUp: boolean,
): Promise<PaymentState> {
  if (payment.state === 'CREATED') {
    const submitted = await submitPayment(ctx, { paymentId: payment.id, giveUp }, provider);
    return submitted.ok ? submitted.value : 'CANCELLED';
  }
  if (payment.state !== 'PENDING' || !payment.providerId) return payment.state;
  const reply = await provider.read(payment.providerId);
  if (reply.kind !== 'payment') return payment.state;
  const recorded = await recordReply(ctx, payment.id, reply);
  return recorded.ok ? recorded.value : payment.state;
}
