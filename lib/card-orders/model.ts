import type { BillingPeriod } from '@/lib/catalog/model';
import type { Kopecks } from '@/lib/core/money';
import type { SimCardState } from '@/lib/sim-cards/model';

export const orderStates = [
  'DRAFT',
  'AWAITING_PAYMENT',
  'PAID',
  'PACKING',
  'CANCELLING',
  'SHIPPED',
  'DELIVERED',
  'PARTIAL',
  'RETURNED',
  'CANCELLED',
  'FAILED',
] as const;
export type OrderState = (typeof orderStates)[number];

export type OrderPaymentState = 'UNPAID' | 'PAID' | 'PARTLY_REFUNDED' | 'REFUNDED';
export type ParcelState = 'SHIPPED' | 'DELIVERED' | 'RETURNED';

/** Price and delivery of new cards of one operator. */
export interface CardOffer {
  readonly slug: string;
  readonly name: string;
  readonly unitPrice: Kopecks;
}

/** What a card costs once it is active. */
export interface TariffOffer {
  readonly period: BillingPeriod;
  readonly price: Kopecks;
}

/** A terminal that a card can be ordered for. */
export interface TerminalChoice {
  readonly id: string;
  readonly name: string;
  readonly storeId: string;
  /** there is a card on it already */
  readonly hasCard: boolean;
}

/** To whom and where: `phone` is +7 and ten digits. */
export interface DeliveryPlace {
  readonly recipient: string;
  readonly phone: string;
  readonly postalCode: string;
  readonly city: string;
  readonly addressLine: string;
}

export interface SavedAddress extends DeliveryPlace {
  readonly id: string;
}

/** Part of a cart: one card for a terminal, or some for a store. */
export interface CartLine {
  readonly storeId: string;
  readonly terminalId: string | null;
  /** label of the cards */
  readonly name: string | null;
  readonly quantity: number;
}

/** What the form of an order opens with: a draft, or an earlier order to be repeated. */
export interface CartView extends DeliveryPlace {
  /** of the draft; null: a new order */
  readonly requestId: string | null;
  readonly operatorSlug: string;
  readonly period: BillingPeriod;
  readonly lines: readonly CartLine[];
}

export interface CardOrderRow {
  readonly id: string;
  readonly number: number;
  readonly state: OrderState;
  readonly paymentState: OrderPaymentState;
  readonly operatorName: string;
  /** without repeats, in the order of the cart */
  readonly storeNames: readonly string[];
  readonly quantity: number;
  readonly received: number;
  readonly total: Kopecks;
  readonly refunded: Kopecks;
  readonly createdAt: Date;
  readonly unreachable: boolean;
  /** the operator has put it aside */
  readonly held: boolean;
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
  readonly kind:
    | 'CREATED'
    | 'PAID'
    | 'PACKING'
    | 'SHIPPED'
    | 'PARCEL_DELIVERED'
    | 'PARCEL_RETURNED'
    | 'DELIVERED'
    | 'PARTIAL'
    | 'RETURNED'
    | 'RESENT'
    | 'CANCEL_REQUESTED'
    | 'CANCELLED'
    | 'FAILED';
  readonly at: Date;
}

export interface OrderLineView {
  readonly id: string;
  readonly storeName: string;
  readonly terminal: { readonly id: string; readonly name: string } | null;
  readonly name: string | null;
  readonly quantity: number;
  readonly received: number;
}

export interface ParcelView {
  readonly id: string;
  readonly state: ParcelState;
  readonly trackingNumber: string | null;
  readonly trackingUrl: string | null;
  readonly quantity: number;
  /** of its present state */
  readonly at: Date;
}

/** A card that has come with an order. */
export interface OrderedCard {
  readonly id: string;
  readonly iccid: string;
  readonly label: string | null;
  readonly state: SimCardState;
  readonly storeName: string | null;
  readonly terminal: { readonly id: string; readonly name: string } | null;
}

export interface CardOrderDetail extends CardOrderRow, DeliveryPlace {
  readonly period: BillingPeriod;
  readonly unitPrice: Kopecks;
  readonly delivery: Kopecks;
  readonly reason: string | null;
  readonly quoteExpiresAt: Date;
  readonly quoteExpired: boolean;
  readonly resendable: boolean;
  readonly steps: readonly OrderStep[];
  readonly lines: readonly OrderLineView[];
  readonly parcels: readonly ParcelView[];
  /** the first of those that have come */
  readonly cards: readonly OrderedCard[];
  /** cards that can be activated, as many as go in one request */
  readonly readyCardIds: readonly string[];
  readonly readyCards: number;
}
