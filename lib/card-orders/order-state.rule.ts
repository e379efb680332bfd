import type { FulfilmentState } from './fulfilment.port';
import type { OrderPaymentState, OrderState } from './model';

export const orderEvents = [
  'SUBMITTED',
  'PAID',
  'PACKED',
  'SHIPPED',
  'DELIVERED',
  'SHORT',
  'RETURNED',
  'RESENT',
  'WITHDRAWN',
  'EXPIRED',
  'CANCEL_ASKED',
  'KEPT',
  'CANCELLED',
  'FAILED',
] as const;
export type OrderEvent = (typeof orderEvents)[number];

const onTheWay = {
  SHIPPED: 'SHIPPED',
  DELIVERED: 'DELIVERED',
  SHORT: 'PARTIAL',
  RETURNED: 'RETURNED',
  CANCELLED: 'CANCELLED',
  FAILED: 'FAILED',
} as const;

/**
 * The only way to write the state of an order (product.md 3.5, domain.md E): what is not here does not happen.
 * WITHDRAWN is said by the customer before payment, CANCELLED by the operator after it; while the operator considers
 * it the order is CANCELLING, and KEPT when it refuses. SHIPPED cannot be cancelled. SHORT: only a part came and no
 * more will. A returned parcel waits for the customer's decision. The operator may be asked late, so a state may be
 * passed over.
 */
export const orderMachine: Readonly<Record<OrderState, Readonly<Partial<Record<OrderEvent, OrderState>>>>> = {
  DRAFT: { SUBMITTED: 'AWAITING_PAYMENT', WITHDRAWN: 'CANCELLED', EXPIRED: 'CANCELLED' },
  AWAITING_PAYMENT: { PAID: 'PAID', WITHDRAWN: 'CANCELLED', EXPIRED: 'CANCELLED' },
  PAID: { PACKED: 'PACKING', CANCEL_ASKED: 'CANCELLING', ...onTheWay },
  PACKING: { CANCEL_ASKED: 'CANCELLING', ...onTheWay },
  CANCELLING: { KEPT: 'PACKING', ...onTheWay },
  SHIPPED: { DELIVERED: 'DELIVERED', SHORT: 'PARTIAL', RETURNED: 'RETURNED', FAILED: 'FAILED' },
  RETURNED: { RESENT: 'PAID', SHORT: 'PARTIAL', CANCELLED: 'CANCELLED' },
  DELIVERED: {},
  PARTIAL: {},
  CANCELLED: {},
  FAILED: {},
};

/** @throws when the event cannot happen in this state: a fault of the caller. */
export function orderStateAfter(state: OrderState, event: OrderEvent): OrderState {
  const next = orderMachine[state][event];
  if (!next) throw new Error(`${event} cannot happen to an order that is ${state}`);
  return next;
}

/** The operator has it or is to have it. */
export const isUnderWay = (state: OrderState): boolean =>
  state === 'PAID' || state === 'PACKING' || state === 'CANCELLING' || state === 'SHIPPED';

/** Not paid, or paid and still with us or being packed. */
export const isCancellable = (state: OrderState): boolean =>
  orderMachine[state].WITHDRAWN !== undefined || orderMachine[state].CANCEL_ASKED !== undefined;

/** Nothing happens to it any more. */
export const isOver = (state: OrderState): boolean => Object.keys(orderMachine[state]).length === 0;

/** Money goes back when what was paid for does not come. */
export const isRefunded = (event: OrderEvent, payment: OrderPaymentState): boolean =>
  payment === 'PAID' && (event === 'CANCELLED' || event === 'FAILED' || event === 'SHORT');

/** A parcel that came back is sent anew once. */
const MAX_SHIPMENTS = 2;

export const isResendable = (order: { readonly state: OrderState; readonly shipment: number }): boolean =>
  orderMachine[order.state].RESENT !== undefined && order.shipment < MAX_SHIPMENTS;

export interface OrderUnderWay {
  readonly state: OrderState;
  readonly quantity: number;
  /** cards that have come */
  readonly received: number;
  /** the operator has taken the cancellation and considers it */
  readonly cancelTaken: boolean;
}

/**
 * What the operator says, as an event of ours; null: nothing has moved. «Delivered» with fewer numbers of cards than
 * ordered is no delivery yet: we ask again, no money moves on a guess.
 */
export function eventOfFulfilment(order: OrderUnderWay, reported: FulfilmentState): OrderEvent | null {
  const event = saidBy(order, reported);
  return event && orderMachine[order.state][event] ? event : null;
}

function saidBy(order: OrderUnderWay, reported: FulfilmentState): OrderEvent | null {
  const kept = order.state === 'CANCELLING' && order.cancelTaken ? 'KEPT' : null;
  switch (reported) {
    case 'CANCELLING':
      return null;
    case 'ACCEPTED':
    case 'HELD':
      return kept;
    case 'PACKING':
      return order.state === 'CANCELLING' ? kept : 'PACKED';
    case 'DELIVERED':
      return order.received < order.quantity ? 'SHIPPED' : 'DELIVERED';
    case 'PARTIAL':
      return order.received === 0 ? 'FAILED' : 'SHORT';
    case 'CANCELLED':
    case 'FAILED':
      return order.received > 0 ? 'SHORT' : reported;
    case 'SHIPPED':
    case 'RETURNED':
      return reported;
  }
}
