import type { Kopecks } from '@/lib/core/money';

export const orderStates = [
  'DRAFT',
  'AWAITING_PAYMENT',
  'PAID',
  'PACKING',
  'SHIPPED',
  'DELIVERED',
  'CANCELLED',
  'FAILED',
] as const;
export type OrderState = (typeof orderStates)[number];

export type OrderPaymentState = 'UNPAID' | 'PAID' | 'REFUNDED';

/** Price and delivery of new cards of one operator. */
export interface CardOffer {
  readonly slug: string;
  readonly name: string;
  readonly unitPrice: Kopecks;
}

export interface CardOrderRow {
  readonly id: string;
  readonly number: number;
  readonly state: OrderState;
  readonly paymentState: OrderPaymentState;
  readonly operatorName: string;
  readonly storeName: string | null;
  readonly quantity: number;
  readonly total: Kopecks;
  readonly createdAt: Date;
  readonly trackingNumber: string | null;
  /** asked to be cancelled, the operator has not answered yet */
  readonly cancelling: boolean;
  readonly unreachable: boolean;
}

export interface CardOrderList {
  readonly rows: readonly CardOrderRow[];
  /** cursors of the pages around: ids */
  readonly previous: string | null;
  readonly next: string | null;
  readonly total: number;
}

/** What happened to an order, oldest first. */
export interface OrderStep {
  readonly state: OrderState | 'CANCEL_REQUESTED';
  readonly at: Date;
}

export interface CardOrderDetail extends CardOrderRow {
  readonly unitPrice: Kopecks;
  readonly delivery: Kopecks;
  readonly recipient: string;
  readonly phone: string;
  readonly postalCode: string;
  readonly city: string;
  readonly addressLine: string;
  readonly reason: string | null;
  readonly quoteExpiresAt: Date;
  readonly quoteExpired: boolean;
  readonly steps: readonly OrderStep[];
  readonly receivedCards: number;
}
