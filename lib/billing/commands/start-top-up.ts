import { authorize, type Context } from '@/lib/access/context';
import { type Result, refusal, success } from '@/lib/core/result';
import { audit } from '@/lib/platform/audit';
import { transaction } from '@/lib/platform/transaction';
import { findCard, lockToken } from '../cards';
import { TOP_UP_MAX, TOP_UP_MIN } from '../payment.rule';
import type { PaymentProvider } from '../payment-provider.port';
import { loadPayment, lookLater, paymentOf, type StoredPayment, topUpName } from '../payments';
import type { TopUpInput } from '../schema';
import { submitPayment } from './submit-payment';

export type StartTopUpCode = 'FORBIDDEN' | 'NOT_FOUND' | 'REQUEST_REUSED' | 'PAYMENT_REFUSED' | 'CARD_ENDED';

export interface StartedTopUp {
  readonly paymentId: string;
  /**
   * page of the provider; null while the provider has not answered, and for a kept card: the cabinet's page of the
   * payment says what became of it
   */
  readonly confirmationUrl: string | null;
}

/**
 * Makes a payment by a card that is entered at the provider (`saveCard`: and kept), or by a kept card. The payment and
 * a later look at it are written first, so that nothing is lost when the process dies on the way. The same request
 * twice is one payment. Refusals: FORBIDDEN (keeping and charging a kept card is a right of its own), NOT_FOUND,
 * REQUEST_REUSED (the same request with another amount or card), CARD_ENDED, PAYMENT_REFUSED (details `reason`).
 * @throws RangeError for an amount that the form would not let through.
 */
export async function startTopUp(
  ctx: Context,
  input: TopUpInput,
  provider: PaymentProvider,
): Promise<Result<StartedTopUp, StartTopUpCode>> {
  const denied = authorize(ctx, 'finance.topUp');
  if (denied) return denied;
  const cardId = input.cardId || null;
  const saveCard = cardId === null && (input.saveCard ?? false);
  const deniedCard = cardId !== null || saveCard ? authorize(ctx, 'finance.cards') : null;
  if (deniedCard) return deniedCard;
  if (input.amount < TOP_UP_MIN || input.amount > TOP_UP_MAX)
    throw new RangeError('not an amount of a payment');
  const made = await transaction(ctx, (ctx) => makePayment(ctx, { ...input, cardId, saveCard }));
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

type Wanted = Pick<TopUpInput, 'requestId' | 'amount'> & Pick<StoredPayment, 'cardId' | 'saveCard'>;

async function makePayment(
  ctx: Context,
  { requestId, amount, cardId, saveCard }: Wanted,
): Promise<Result<StoredPayment, 'NOT_FOUND' | 'REQUEST_REUSED' | 'CARD_ENDED'>> {
  const { organizationId } = ctx;
  const byRequest = { organizationId_requestId: { organizationId, requestId } };
  const asked = { kind: 'TOP_UP', amount, cardId, saveCard } as const;
  const before = await ctx.db.payment.findUnique({ where: byRequest });
  if (before) return same(paymentOf(before), asked);
  if (cardId !== null && !(await findCard(ctx, cardId))) return refusal('NOT_FOUND');
  if (cardId !== null && (await lockToken(ctx, cardId)) === null) return refusal('CARD_ENDED');
  const [row] = await ctx.db.payment.createManyAndReturn({
    data: [
      {
        organizationId,
        requestId,
        amountKopecks: amount,
        state: 'CREATED',
        cardId,
        saveCard,
        actorName: ctx.actor.name,
        createdAt: ctx.clock.now(),
      },
    ],
    skipDuplicates: true,
  });
  if (!row) return same(paymentOf(await ctx.db.payment.findUniqueOrThrow({ where: byRequest })), asked);
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

const same = (
  known: StoredPayment,
  asked: Pick<StoredPayment, 'kind' | 'amount' | 'cardId' | 'saveCard'>,
): Result<StoredPayment, 'REQUEST_REUSED'> =>
  known.kind === asked.kind &&
  known.amount === asked.amount &&
  known.cardId === asked.cardId &&
  known.saveCard === asked.saveCard
    ? success(known)
    : refusal('REQUEST_REUSED');
