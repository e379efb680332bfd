import { authorize, type Context } from '@/lib/access/context';
import { type Result, refusal, success } from '@/lib/core/result';
import { audit } from '@/lib/platform/audit';
import { transaction } from '@/lib/platform/transaction';
import type { PaymentProvider } from '../payment-provider.port';
import { loadPayment, lookLater, paymentOf, type StoredPayment, topUpName } from '../payments';
import type { TopUpInput } from '../schema';
import { submitPayment } from './submit-payment';

export type StartTopUpCode = 'FORBIDDEN' | 'REQUEST_REUSED' | 'PAYMENT_REFUSED';

export interface StartedTopUp {
  readonly paymentId: string;
  /** page of the provider; null while the provider has not answered: the cabinet's page of the payment waits for it */
  readonly confirmationUrl: string | null;
}

/**
 * Makes a payment and asks the provider for its page. The payment and a later look at it are written first, so that
 * nothing is lost when the process dies on the way. The same request twice is one payment.
 * Refusals: FORBIDDEN, REQUEST_REUSED (the same request with another amount), PAYMENT_REFUSED (details `reason`).
 */
export async function startTopUp(
  ctx: Context,
  input: TopUpInput,
  provider: PaymentProvider,
): Promise<Result<StartedTopUp, StartTopUpCode>> {
  const denied = authorize(ctx, 'finance.topUp');
  if (denied) return denied;
  const made = await transaction(ctx, (ctx) => makePayment(ctx, input));
  if (!made.ok) return made;
  const paymentId = made.value.id;
  if (made.value.state === 'CREATED') {
    const submitted = await submitPayment(ctx, { paymentId }, provider);
    if (!submitted.ok && submitted.code === 'PAYMENT_REFUSED') {
      return refusal('PAYMENT_REFUSED', submitted.details);
    }
  }
  const payment = await loadPayment(ctx, paymentId);
  return success({ paymentId, confirmationUrl: payment?.confirmationUrl ?? null });
}

async function makePayment(
  ctx: Context,
  { requestId, amount }: TopUpInput,
): Promise<Result<StoredPayment, 'REQUEST_REUSED'>> {
  const { organizationId } = ctx;
  const created = await ctx.db.payment.createManyAndReturn({
    data: [
      {
        organizationId,
        requestId,
        amountKopecks: amount,
        state: 'CREATED',
        actorName: ctx.actor.name,
        createdAt: ctx.clock.now(),
      },
    ],
    skipDuplicates: true,
  });
  const [row] = created;
  if (!row) {
    const known = paymentOf(
      await ctx.db.payment.findUniqueOrThrow({
        where: { organizationId_requestId: { organizationId, requestId } },
      }),
    );
    return known.amount === amount ? success(known) : refusal('REQUEST_REUSED');
  }
  await lookLater(ctx, row.id, 0);
  await audit(ctx, {
    action: 'billing.topUpStarted',
    objectType: 'payment',
    objectId: row.id,
    objectName: topUpName(amount),
    after: { amount },
  });
  return success(paymentOf(row));
}
