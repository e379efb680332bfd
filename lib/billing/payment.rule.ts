import type { PaymentState } from './model';

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
/** more than three days with the pauses below; afterwards only a notification moves the payment */
export const MAX_LOOKS = 110;

/** Pause before the next look at an open payment: 3 s, then a third longer each time, at most an hour. */
export const pauseBeforeLook = (look: number): number =>
  Math.min(LONGEST_PAUSE_MS, Math.round(FIRST_PAUSE_MS * 1.3 ** Math.min(look, 30)));
