import type { Context } from '@/lib/access/context';
import { formatMoney, type Kopecks, kopecks } from '@/lib/core/money';
import { type Result, refusal, success } from '@/lib/core/result';
import { audit } from '@/lib/platform/audit';
import { emit, enqueue } from '@/lib/platform/jobs';
import { log } from '@/lib/platform/log';
import { transaction } from '@/lib/platform/transaction';
import { creditWallet } from './commands/credit-wallet';
import type { PaymentState, TopUp } from './model';
import { pauseBeforeLook, paymentMachine } from './payment.rule';
import type { ProviderReply } from './payment-provider.port';

export interface StoredPayment extends TopUp {
  readonly requestId: string;
  readonly providerId: string | null;
  readonly actorName: string;
}

interface PaymentColumns {
  readonly id: string;
  readonly requestId: string;
  readonly amountKopecks: bigint;
  readonly state: PaymentState;
  readonly providerId: string | null;
  readonly confirmationUrl: string | null;
  readonly cancellationReason: string | null;
  readonly actorName: string;
  readonly createdAt: Date;
}

export const paymentOf = ({ amountKopecks, ...row }: PaymentColumns): StoredPayment => ({
  id: row.id,
  requestId: row.requestId,
  amount: kopecks(amountKopecks),
  state: row.state,
  providerId: row.providerId,
  confirmationUrl: row.confirmationUrl,
  cancellationReason: row.cancellationReason,
  actorName: row.actorName,
  createdAt: row.createdAt,
});

export async function loadPayment(ctx: Context, id: string): Promise<StoredPayment | null> {
  const row = await ctx.db.payment.findFirst({ where: { organizationId: ctx.organizationId, id } });
  return row && paymentOf(row);
}

/** A later look at the payment; one is waiting at a time. */
export async function lookLater(ctx: Context, paymentId: string, look: number): Promise<void> {
  await enqueue(
    ctx,
    'billing.follow-payment',
    { paymentId, look },
    { runInMs: pauseBeforeLook(look), key: `billing.follow-payment:${paymentId}` },
  );
}

async function lockPayment(ctx: Context, id: string): Promise<StoredPayment | null> {
  await ctx.db.$queryRaw`
    SELECT "id" FROM "payment"
    WHERE "organization_id" = ${ctx.organizationId}::uuid AND "id" = ${id}::uuid FOR UPDATE`;
  return loadPayment(ctx, id);
}

type PaymentReply = Extract<ProviderReply, { kind: 'payment' }>;

/**
 * Writes what the provider says about a payment, with its row locked. A success is credited once, whoever brings the
 * news and however often. An amount or a number that is not ours changes nothing and is logged.
 */
export async function recordReply(
  ctx: Context,
  paymentId: string,
  reply: PaymentReply,
): Promise<Result<PaymentState, 'NOT_FOUND'>> {
  return transaction(ctx, async (ctx): Promise<Result<PaymentState, 'NOT_FOUND'>> => {
    const payment = await lockPayment(ctx, paymentId);
    if (!payment) return refusal('NOT_FOUND');
    if (reply.amount !== payment.amount || (payment.providerId ?? reply.id) !== reply.id) {
      log.error('payment at the provider is not ours', new Error('mismatch'), {
        paymentId,
        providerId: reply.id,
        amount: reply.amount,
      });
      return success(payment.state);
    }
    const next = paymentMachine[payment.state][reply.status];
    if (next === null) return success(payment.state);
    const finished = next === 'SUCCEEDED' || next === 'CANCELLED';
    await ctx.db.payment.updateMany({
      where: { organizationId: ctx.organizationId, id: paymentId },
      data: {
        state: next,
        providerId: reply.id,
        confirmationUrl: finished ? null : reply.confirmationUrl,
        cancellationReason: next === 'CANCELLED' ? reply.cancellationReason : null,
        finishedAt: finished ? ctx.clock.now() : null,
      },
    });
    if (next === 'SUCCEEDED') await creditTopUp(ctx, payment);
    if (finished) await auditResult(ctx, payment, next, reply.cancellationReason);
    return success(next);
  });
}

async function creditTopUp(ctx: Context, payment: StoredPayment): Promise<void> {
  await creditWallet(ctx, {
    amount: payment.amount,
    kind: 'TOP_UP',
    businessKey: `payment:${payment.id}`,
    description: 'Пополнение банковской картой',
    actorName: payment.actorName,
  });
  await emit(ctx, 'payment.received', { paymentId: payment.id });
}

/** The provider refused to take the payment, or never said what became of it. */
export async function cancelPayment(ctx: Context, paymentId: string, reason: string): Promise<void> {
  await transaction(ctx, async (ctx): Promise<Result<null>> => {
    const payment = await lockPayment(ctx, paymentId);
    if (payment?.state !== 'CREATED') return success(null);
    await ctx.db.payment.updateMany({
      where: { organizationId: ctx.organizationId, id: paymentId },
      data: { state: 'CANCELLED', cancellationReason: reason, finishedAt: ctx.clock.now() },
    });
    await auditResult(ctx, payment, 'CANCELLED', reason);
    return success(null);
  });
}

async function auditResult(
  ctx: Context,
  payment: StoredPayment,
  state: PaymentState,
  reason: string | null,
): Promise<void> {
  await audit(ctx, {
    action: state === 'SUCCEEDED' ? 'billing.topUpReceived' : 'billing.topUpCancelled',
    objectType: 'payment',
    objectId: payment.id,
    objectName: topUpName(payment.amount),
    before: { state: payment.state },
    after: { state, amount: payment.amount, reason: state === 'CANCELLED' ? reason : null },
  });
}

export const topUpName = (amount: Kopecks): string => `Пополнение на ${formatMoney(amount)}`;
