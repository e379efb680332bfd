import type { Context } from '@/lib/access/context';
import { formatMoney, type Kopecks, kopecks } from '@/lib/core/money';
import { type Result, refusal, success } from '@/lib/core/result';
import { audit } from '@/lib/platform/audit';
import { emit, enqueue } from '@/lib/platform/jobs';
import { log } from '@/lib/platform/log';
import { transaction } from '@/lib/platform/transaction';
import { endCard, findCard, keepCard } from './cards';
import { creditWallet } from './commands/credit-wallet';
import { cardName } from './labels';
import type { PaymentKind, PaymentState, TopUp } from './model';
import { cardAfterDecline, pauseBeforeLook, paymentMachine } from './payment.rule';
import type { ProviderReply } from './payment-provider.port';

export interface StoredPayment extends TopUp {
  readonly requestId: string;
  readonly providerId: string | null;
  readonly actorName: string;
  readonly saveCard: boolean;
  /** real time of the first request to the provider */
  readonly sentAt: Date | null;
}

interface PaymentColumns {
  readonly id: string;
  readonly kind: PaymentKind;
  readonly requestId: string;
  readonly amountKopecks: bigint;
  readonly refundedKopecks: bigint;
  readonly state: PaymentState;
  readonly saveCard: boolean;
  readonly cardId: string | null;
  readonly purpose: string | null;
  readonly sentAt: Date | null;
  readonly providerId: string | null;
  readonly confirmationUrl: string | null;
  readonly cancellationReason: string | null;
  readonly actorName: string;
  readonly createdAt: Date;
}

export const paymentOf = ({ amountKopecks, refundedKopecks, ...row }: PaymentColumns): StoredPayment => ({
  id: row.id,
  kind: row.kind,
  requestId: row.requestId,
  amount: kopecks(amountKopecks),
  refunded: kopecks(refundedKopecks),
  state: row.state,
  saveCard: row.saveCard,
  cardId: row.cardId,
  purpose: row.purpose,
  sentAt: row.sentAt,
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

export async function lockPayment(ctx: Context, id: string): Promise<StoredPayment | null> {
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
    if (finished) await auditResult(ctx, payment, next, reply.cancellationReason);
    if (next === 'SUCCEEDED') await takeMoney(ctx, payment, reply);
    if (next === 'CANCELLED') await judgeCard(ctx, payment, reply.cancellationReason);
    return success(next);
  });
}

async function takeMoney(ctx: Context, payment: StoredPayment, reply: PaymentReply): Promise<void> {
  const { cardId } = payment;
  const card = cardId === null ? null : await findCard(ctx, cardId);
  const from = card ? `с карты ${cardName(card)}` : 'банковской картой';
  await creditWallet(ctx, {
    amount: payment.amount,
    kind: 'TOP_UP',
    businessKey: `payment:${payment.id}`,
    description: payment.kind === 'AUTOPAY' ? `Автоплатёж ${from}` : `Пополнение ${from}`,
    actorName: payment.actorName,
  });
  if (payment.saveCard && reply.card) await keepCard(ctx, reply.card, payment.actorName);
  await emit(ctx, 'payment.received', { paymentId: payment.id });
}

/** A refusal may say that the kept card is not to be charged again. */
async function judgeCard(ctx: Context, payment: StoredPayment, reason: string | null): Promise<void> {
  const state = cardAfterDecline(reason);
  if (payment.cardId === null || state === null) return;
  // Of autopay the letter about the refusal says it.
  await endCard(ctx, payment.cardId, { state, reason, told: payment.kind === 'AUTOPAY' });
}

/** The provider refused to take the payment, was never asked, or has answered that it has none. */
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

const resultActions = {
  TOP_UP: { SUCCEEDED: 'billing.topUpReceived', CANCELLED: 'billing.topUpCancelled' },
  AUTOPAY: { SUCCEEDED: 'billing.autopayReceived', CANCELLED: 'billing.autopayCancelled' },
} as const;

async function auditResult(
  ctx: Context,
  payment: StoredPayment,
  state: 'SUCCEEDED' | 'CANCELLED',
  reason: string | null,
): Promise<void> {
  await audit(ctx, {
    action: resultActions[payment.kind][state],
    objectType: 'payment',
    objectId: payment.id,
    objectName: paymentName(payment),
    before: { state: payment.state },
    after: { state, amount: payment.amount, reason: state === 'CANCELLED' ? reason : null },
  });
  if (state === 'CANCELLED' && payment.kind === 'AUTOPAY') {
    await emit(ctx, 'autopay.declined', { paymentId: payment.id });
  }
}

export const topUpName = (amount: Kopecks): string => `Пополнение на ${formatMoney(amount)}`;

export const paymentName = ({ kind, amount }: Pick<StoredPayment, 'kind' | 'amount'>): string =>
  kind === 'AUTOPAY' ? `Автоплатёж на ${formatMoney(amount)}` : topUpName(amount);
