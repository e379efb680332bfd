import { type Kopecks, kopecks, rubles } from '@/lib/core/money';
import { type Result, refusal, success } from '@/lib/core/result';
import type { PaymentCardState, PaymentState, RefundState } from './model';

/** What one payment may be. */
export const TOP_UP_MIN = rubles(1);
export const TOP_UP_MAX = rubles(1_000_000);

export type PaymentNews = 'PENDING' | 'SUCCEEDED' | 'CANCELLED';

/**
 * The only way to write the state of a payment. Null: nothing changes. A success that comes late, even after we gave
 * up, is money received and counts; nothing takes a success back.
 */
export const paymentMachine: Readonly<
  Record<PaymentState, Readonly<Record<PaymentNews, PaymentState | null>>>
> = {
  CREATED: { PENDING: 'PENDING', SUCCEEDED: 'SUCCEEDED', CANCELLED: 'CANCELLED' },
  PENDING: { PENDING: null, SUCCEEDED: 'SUCCEEDED', CANCELLED: 'CANCELLED' },
  SUCCEEDED: { PENDING: null, SUCCEEDED: null, CANCELLED: null },
  CANCELLED: { PENDING: null, SUCCEEDED: 'SUCCEEDED', CANCELLED: null },
};

const FIRST_PAUSE_MS = 3_000;
const LONGEST_PAUSE_MS = 3_600_000;
const RARE_PAUSE_MS = 24 * LONGEST_PAUSE_MS;
/** more than three days with the pauses below; what was never answered is given up then, the rest is looked at daily */
export const MAX_LOOKS = 110;

/**
 * Pause before the next look at an open payment: 3 s, then a third longer each time, at most an hour; a day once
 * `MAX_LOOKS` have found nothing.
 */
export const pauseBeforeLook = (look: number): number =>
  look > MAX_LOOKS
    ? RARE_PAUSE_MS
    : Math.min(LONGEST_PAUSE_MS, Math.round(FIRST_PAUSE_MS * 1.3 ** Math.min(look, 30)));

/** a later look at a refund writes it by the same rule: CREATED is ours, the rest is the provider's word */
export const refundMachine: Readonly<Record<RefundState, Readonly<Record<PaymentNews, RefundState | null>>>> =
  {
    CREATED: { PENDING: 'PENDING', SUCCEEDED: 'SUCCEEDED', CANCELLED: 'CANCELLED' },
    PENDING: { PENDING: null, SUCCEEDED: 'SUCCEEDED', CANCELLED: 'CANCELLED' },
    SUCCEEDED: { PENDING: null, SUCCEEDED: null, CANCELLED: null },
    CANCELLED: { PENDING: null, SUCCEEDED: null, CANCELLED: null },
  };

const REVOKING: readonly string[] = ['permission_revoked'];
const UNUSABLE: readonly string[] = [
  'card_expired',
  'country_forbidden',
  'invalid_card_number',
  'invalid_csc',
  'payment_method_restricted',
];

/**
 * What a refusal to charge a kept card makes of the card (domain.md B3.6): the holder's permission is gone for good,
 * a card that cannot be charged is asked to be replaced, everything else is worth another attempt (null).
 */
export function cardAfterDecline(
  reason: string | null,
): Exclude<PaymentCardState, 'ACTIVE' | 'REMOVED'> | null {
  if (REVOKING.includes(reason ?? '')) return 'REVOKED';
  return UNUSABLE.includes(reason ?? '') ? 'UNUSABLE' : null;
}

/**
 * What autopay charges: what is missing now, at least what a payment may be. Zero: nothing is missing any more.
 * Refusal: TOO_MUCH, more than one payment may be.
 */
export function autopayAmount(missing: Kopecks, came: Kopecks): Result<Kopecks, 'TOO_MUCH'> {
  const amount = missing - Math.max(0, came);
  if (amount <= 0) return success(kopecks(0));
  if (amount > TOP_UP_MAX) return refusal('TOO_MUCH');
  return success(kopecks(Math.max(amount, TOP_UP_MIN)));
}

type RefundRefusal =
  | { readonly ok: false; readonly code: 'PAYMENT_NOT_PAID' }
  | { readonly ok: false; readonly code: 'REFUND_TOO_MUCH'; readonly left: Kopecks };

/** Money goes back to the card it came from, and never more than came. What the account holds is asked when it pays. */
export function decideRefund(
  payment: { readonly state: PaymentState; readonly amount: Kopecks; readonly refunded: Kopecks },
  asked: Kopecks,
): { readonly ok: true } | RefundRefusal {
  if (payment.state !== 'SUCCEEDED') return { ok: false, code: 'PAYMENT_NOT_PAID' };
  const left = kopecks(payment.amount - payment.refunded);
  return asked > left ? { ok: false, code: 'REFUND_TOO_MUCH', left } : { ok: true };
}

/** `SOON`: the last month in which the card works is this one or the next. `OVER`: it has gone by. */
export function cardTerm(
  card: { readonly expiryMonth: number; readonly expiryYear: number },
  today: string,
): 'OVER' | 'SOON' | null {
  const now = Number(today.slice(0, 4)) * 12 + Number(today.slice(5, 7));
  const left = card.expiryYear * 12 + card.expiryMonth - now;
  if (left < 0) return 'OVER';
  return left <= 1 ? 'SOON' : null;
}
