import type { Kopecks } from '@/lib/core/money';

/**
 * - `unknown`: the payment may or may not exist (500, time-out, no connection): repeat with the same key.
 * - `refused`: the request is wrong; after mending it, a new key.
 * - `payment`: its state. `cancellationReason` is the provider's code, as `insufficient_funds`.
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
    };

export type PaymentRequest = {
  idempotenceKey: string;
  amount: Kopecks;
  description: string;
  returnUrl: string;
  metadata: Record<string, string>;
};

/** Takes card payments in roubles, in one stage. No method throws for what the network does. */
export interface PaymentProvider {
  /** The key is honoured by the provider for 24 hours. */
  create(payment: PaymentRequest): Promise<ProviderReply>;
  read(paymentId: string): Promise<ProviderReply>;
  /** Notifications are unsigned: only a reason to `read()` the payment. Null: not about a payment. */
  readNotification(rawBody: string): { paymentId: string } | null;
}
