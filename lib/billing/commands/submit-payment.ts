import { authorize, type Context } from '@/lib/access/context';
import { type Result, refusal, success } from '@/lib/core/result';
import { env } from '@/lib/platform/env';
import { transaction } from '@/lib/platform/transaction';
import { lockToken, readAutopay } from '../cards';
import type { PaymentState } from '../model';
import type { PaymentProvider, PaymentRequest } from '../payment-provider.port';
import { cancelPayment, lockPayment, paymentName, recordReply, type StoredPayment } from '../payments';

/** the provider honours an idempotence key for 24 hours; past this the same key could make a second payment */
const KEY_LIFE_MS = 23 * 3_600_000;
/** no request of ours is on its way any longer */
const ON_ITS_WAY_MS = 60_000;

type Decision =
  | { readonly kind: 'SEND'; readonly payment: StoredPayment; readonly by: PaymentRequest['by'] }
  /** it must not be sent (again): the provider is asked whether it has been made */
  | { readonly kind: 'FIND'; readonly payment: StoredPayment; readonly reason: string }
  | { readonly kind: 'NEVER_SENT'; readonly reason: string }
  | { readonly kind: 'DONE'; readonly state: PaymentState };

/**
 * Hands a payment to the provider; its id is the idempotence key, so an unknown answer is asked again with the same
 * key and never makes a second payment (domain.md B3.6). A kept card that has ended meanwhile is not charged: a
 * request that never left is given up, one that was never answered is looked for, also when its repetition is refused.
 * Refusals: FORBIDDEN, NOT_FOUND,
 * PAYMENT_REFUSED (details `reason`).
 */
export async function submitPayment(
  ctx: Context,
  input: { readonly paymentId: string; readonly giveUp?: boolean },
  provider: PaymentProvider,
): Promise<Result<PaymentState, 'FORBIDDEN' | 'NOT_FOUND' | 'PAYMENT_REFUSED'>> {
  const denied = authorize(ctx, 'finance.topUp');
  if (denied) return denied;
  const decided = await transaction(ctx, (ctx) => decide(ctx, input.paymentId));
  if (!decided.ok) return decided;
  const decision = decided.value;
  switch (decision.kind) {
    case 'DONE':
      return success(decision.state);
    case 'NEVER_SENT':
      await cancelPayment(ctx, input.paymentId, decision.reason);
      return success('CANCELLED');
    case 'FIND':
      return find(ctx, decision, input.giveUp ?? false, provider);
    case 'SEND':
      return send(ctx, decision, input.giveUp ?? false, provider);
  }
}

/** Whether the request may leave; says so in the row before it does, with the card held against its end. */
async function decide(ctx: Context, paymentId: string): Promise<Result<Decision, 'NOT_FOUND'>> {
  const payment = await lockPayment(ctx, paymentId);
  if (!payment) return refusal('NOT_FOUND');
  if (payment.state !== 'CREATED') return success({ kind: 'DONE', state: payment.state });
  const without = (reason: string): Result<Decision, 'NOT_FOUND'> =>
    success(payment.sentAt ? { kind: 'FIND', payment, reason } : { kind: 'NEVER_SENT', reason });
  if (ctx.clock.now().getTime() - payment.createdAt.getTime() > KEY_LIFE_MS) return without('no_answer');
  const by = await means(ctx, payment);
  if (typeof by === 'string') return without(by);
  if (!payment.sentAt) {
    await ctx.db.$executeRaw`
      UPDATE "payment" SET "sent_at" = clock_timestamp()
      WHERE "organization_id" = ${ctx.organizationId}::uuid AND "id" = ${paymentId}::uuid`;
  }
  return success({ kind: 'SEND', payment, by });
}

/** How it is paid; a string: it is not to be, by this reason. */
async function means(ctx: Context, payment: StoredPayment): Promise<PaymentRequest['by'] | string> {
  if (payment.cardId === null) {
    const returnUrl = `${env().APP_URL.replace(/\/$/, '')}/finance/top-up/${payment.id}`;
    return { returnUrl, keepCard: payment.saveCard };
  }
  const cardId = await lockToken(ctx, payment.cardId);
  if (cardId === null) return 'card_removed';
  const isOff = payment.kind === 'AUTOPAY' && (await readAutopay(ctx)).cardId !== payment.cardId;
  return isOff ? 'autopay_off' : { cardId };
}

async function send(
  ctx: Context,
  { payment, by }: Extract<Decision, { kind: 'SEND' }>,
  giveUp: boolean,
  provider: PaymentProvider,
): Promise<Result<PaymentState, 'NOT_FOUND' | 'PAYMENT_REFUSED'>> {
  const reply = await provider.create({
    idempotenceKey: payment.id,
    amount: payment.amount,
    description: paymentName(payment),
    reference: payment.id,
    by,
  });
  if (reply.kind === 'unknown') return success('CREATED');
  if (reply.kind === 'refused') {
    // A refusal of the repetition says nothing of the first request, which may have made it.
    if (payment.sentAt) return find(ctx, { kind: 'FIND', payment, reason: 'refused' }, giveUp, provider);
    await cancelPayment(ctx, payment.id, 'refused');
    return refusal('PAYMENT_REFUSED', { reason: reply.reason });
  }
  return recordReply(ctx, payment.id, reply);
}

async function find(
  ctx: Context,
  { payment, reason }: Extract<Decision, { kind: 'FIND' }>,
  giveUp: boolean,
  provider: PaymentProvider,
): Promise<Result<PaymentState, 'NOT_FOUND'>> {
  const sentAt = payment.sentAt?.getTime() ?? 0;
  const found = await provider.find(payment.id, new Date(sentAt - ON_ITS_WAY_MS));
  if (found.kind === 'payment') return recordReply(ctx, payment.id, found);
  const [row] = await ctx.db.$queryRaw<{ settled: boolean }[]>`
    SELECT clock_timestamp() - ${payment.sentAt}::timestamptz > ${`${ON_ITS_WAY_MS} ms`}::interval AS "settled"`;
  if (!giveUp && (found.kind === 'unknown' || !row?.settled)) return success('CREATED');
  await cancelPayment(ctx, payment.id, reason);
  return success('CANCELLED');
}
