import { randomUUID } from 'node:crypto';
import { authorize, type Context, today } from '@/lib/access/context';
import { type Kopecks, kopecks } from '@/lib/core/money';
import { type Result, success } from '@/lib/core/result';
import { audit } from '@/lib/platform/audit';
import { transaction } from '@/lib/platform/transaction';
import { lockAutopay, lockToken } from '../cards';
import type { PaymentState } from '../model';
import { autopayAmount } from '../payment.rule';
import type { PaymentProvider } from '../payment-provider.port';
import { lookLater, paymentName } from '../payments';
import { receivedTotal, walletBalance } from '../queries';
import type { AutopayInput } from '../schema';
import { submitPayment } from './submit-payment';

/**
 * - `OFF`: autopay is off, or its card has ended: nothing is charged and no other card takes its place.
 * - `ENOUGH`: money has come meanwhile. `TOO_MUCH`: more than one payment may be.
 * - `KNOWN`: this need has been met, or tried, before. `BUSY`: another charge is under way.
 */
export type AutopayOutcome = 'OFF' | 'ENOUGH' | 'TOO_MUCH' | 'KNOWN' | 'BUSY' | 'CHARGED';

export interface ChargedByAutopay {
  readonly outcome: AutopayOutcome;
  readonly paymentId: string | null;
  /** what the provider has said so far; null: nothing was charged */
  readonly state: PaymentState | null;
}

/**
 * Tops the account up from the card of autopay by what is missing. Once per need (`key`; by default the day and the
 * reason), whatever is run twice; one charge of an organization is under way at a time. The debts are paid by
 * `payment.received`, as after any top-up. A refusal of the bank is not repeated here: the next attempt is a need of
 * its own. Refusal: FORBIDDEN.
 */
export async function chargeSavedCard(
  ctx: Context,
  input: AutopayInput,
  provider: PaymentProvider,
): Promise<Result<ChargedByAutopay, 'FORBIDDEN'>> {
  const denied = authorize(ctx, 'finance.cards');
  if (denied) return denied;
  const made = await transaction(ctx, (ctx) => makeCharge(ctx, input));
  if (!made.ok || made.value.paymentId === null || made.value.outcome !== 'CHARGED') return made;
  const { paymentId } = made.value;
  const submitted = await submitPayment(ctx, { paymentId }, provider);
  return success({ outcome: 'CHARGED', paymentId, state: submitted.ok ? submitted.value : 'CANCELLED' });
}

const nothing = (outcome: AutopayOutcome, paymentId: string | null = null) =>
  success({ outcome, paymentId, state: null });

/** What has come since the amount was counted, whether it still lies on the account or has paid what was owed. */
async function cameSince(ctx: Context, balance?: Kopecks, received?: Kopecks): Promise<Kopecks> {
  const lying = balance === undefined ? 0 : (await walletBalance(ctx)) - balance;
  const paidIn = received === undefined ? 0 : (await receivedTotal(ctx)) - received;
  return kopecks(Math.max(lying, paidIn));
}

/** Under the lock of autopay: whoever comes second finds the charge of the first. */
async function makeCharge(
  ctx: Context,
  { amount: missing, reason, key, balance, received }: AutopayInput,
): Promise<Result<ChargedByAutopay, never>> {
  const { organizationId } = ctx;
  const { cardId } = await lockAutopay(ctx);
  if (cardId === null || (await lockToken(ctx, cardId)) === null) return nothing('OFF');
  const amount = autopayAmount(missing, await cameSince(ctx, balance, received));
  if (!amount.ok) return nothing('TOO_MUCH');
  if (amount.value === 0) return nothing('ENOUGH');
  const autopayKey = key ?? `${today(ctx)}:${reason}`;
  const known = await ctx.db.payment.findFirst({
    where: {
      organizationId,
      kind: 'AUTOPAY',
      OR: [{ autopayKey }, { state: { in: ['CREATED', 'PENDING'] } }],
    },
    select: { id: true, autopayKey: true },
    orderBy: { createdAt: 'asc' },
  });
  if (known) return nothing(known.autopayKey === autopayKey ? 'KNOWN' : 'BUSY', known.id);
  const row = await ctx.db.payment.create({
    data: {
      organizationId,
      kind: 'AUTOPAY',
      requestId: randomUUID(),
      amountKopecks: amount.value,
      state: 'CREATED',
      cardId,
      purpose: reason,
      autopayKey,
      actorName: ctx.actor.name,
      createdAt: ctx.clock.now(),
    },
    select: { id: true },
  });
  await lookLater(ctx, row.id, 0);
  await audit(ctx, {
    action: 'billing.autopayStarted',
    objectType: 'payment',
    objectId: row.id,
    objectName: paymentName({ kind: 'AUTOPAY', amount: amount.value }),
    after: { amount: amount.value, purpose: reason },
  });
  return success({ outcome: 'CHARGED', paymentId: row.id, state: 'CREATED' });
}
