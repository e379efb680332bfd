import type { Kopecks } from '@/lib/core/money';

/** A card that the provider keeps for us; its `id` is all that is needed to charge it. */
export interface KeptCard {
  readonly id: string;
  /** as «MasterCard» */
  readonly brand: string;
  readonly first6: string;
  readonly last4: string;
  readonly expiryMonth: number;
  readonly expiryYear: number;
}

/**
 * - `unknown`: the payment may or may not exist (500, time-out, no connection): repeat with the same key.
 * - `refused`: the request is wrong; after mending it, a new key.
 * - `payment`: its state. `cancellationReason` is the provider's code, as `insufficient_funds`; `reference` is the
 *   number that we gave it, `card` the card that the provider has kept with it.
 */
export type ProviderReply =
  | { kind: 'unknown'; detail: string }
  | { kind: 'refused'; reason: string }
  | {
      kind: 'payment';
      id: string;
      status: 'PENDING' | 'SUCCEEDED' | 'CANCELLED';
      amount: Kopecks;
      confirmationUrl: string | null;
      cancellationReason: string | null;
      reference: string | null;
      card: KeptCard | null;
    };

/** The same for money that goes back. */
export type RefundReply =
  | { kind: 'unknown'; detail: string }
  | { kind: 'refused'; reason: string }
  | {
      kind: 'refund';
      id: string;
      status: 'PENDING' | 'SUCCEEDED' | 'CANCELLED';
      amount: Kopecks;
      cancellationReason: string | null;
    };

/** `none`: the provider has answered and has no such thing. */
export type Search<T> = T | { kind: 'none' } | { kind: 'unknown'; detail: string };

export type PaymentRequest = {
  idempotenceKey: string;
  amount: Kopecks;
  description: string;
  /** our number of the payment, given back as `reference` */
  reference: string;
  /** a page of the provider where a card is entered, and whether the card is kept; or a kept card */
  by: { returnUrl: string; keepCard: boolean } | { cardId: string };
};

export type RefundRequest = {
  idempotenceKey: string;
  paymentId: string;
  amount: Kopecks;
  /** our number of the refund, by which it is found again */
  reference: string;
};

/** Takes card payments in roubles, in one stage. No method throws for what the network does. */
export interface PaymentProvider {
  /** The key is honoured by the provider for 24 hours. */
  create(payment: PaymentRequest): Promise<ProviderReply>;
  read(paymentId: string): Promise<ProviderReply>;
  /** The payment with our number, made at `since` or later: for a request that was never answered. */
  find(reference: string, since: Date): Promise<Search<Extract<ProviderReply, { kind: 'payment' }>>>;
  refund(refund: RefundRequest): Promise<RefundReply>;
  readRefund(refundId: string): Promise<RefundReply>;
  findRefund(paymentId: string, reference: string): Promise<Search<Extract<RefundReply, { kind: 'refund' }>>>;
  /** Notifications are unsigned: only a reason to read what they are about. Null: about nothing of ours. */
  readNotification(rawBody: string): { about: 'PAYMENT' | 'REFUND'; id: string } | null;
}
