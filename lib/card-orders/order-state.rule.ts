import type { FulfilmentState } from './fulfilment.port';
import type { OrderPaymentState, OrderState } from './model';

export const orderEvents = [
  'SUBMITTED',
  'PAID',
  'PACKED',
  'SHIPPED',
  'DELIVERED',
  'WITHDRAWN',
  'CANCELLED',
  'FAILED',
] as const;
export type OrderEvent = (typeof orderEvents)[number];

/**
 * The only way to write the state of an order (product.md 3.5): what is not here does not happen. WITHDRAWN is said by
 * the customer before payment, CANCELLED by the operator after it; SHIPPED cannot be cancelled. The operator may be
 * asked late, so a state may be passed over.
 */
export const orderMachine: Readonly<Record<OrderState, Readonly<Partial<Record<OrderEvent, OrderState>>>>> = {
  DRAFT: { SUBMITTED: 'AWAITING_PAYMENT', WITHDRAWN: 'CANCELLED' },
  AWAITING_PAYMENT: { PAID: 'PAID', WITHDRAWN: 'CANCELLED' },
  PAID: {
    PACKED: 'PACKING',
    SHIPPED: 'SHIPPED',
    DELIVERED: 'DELIVERED',
    CANCELLED: 'CANCELLED',
    FAILED: 'FAILED',
  },
  PACKING: { SHIPPED: 'SHIPPED', DELIVERED: 'DELIVERED', CANCELLED: 'CANCELLED', FAILED: 'FAILED' },
  SHIPPED: { DELIVERED: 'DELIVERED', FAILED: 'FAILED' },
  DELIVERED: {},
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
  state === 'PAID' || state === 'PACKING' || state === 'SHIPPED';

/** A paid order is still with us or being packed. */
export const isCancellable = (state: OrderState): boolean =>
  orderMachine[state].WITHDRAWN !== undefined || orderMachine[state].CANCELLED !== undefined;

/** Money goes back when what was paid for does not come. */
export const isRefunded = (event: OrderEvent, payment: OrderPaymentState): boolean =>
  payment === 'PAID' && (event === 'CANCELLED' || event === 'FAILED');

/** What the operator says, as an event of ours; null: nothing has moved. */
export function eventOfFulfilment(state: OrderState, reported: FulfilmentState): OrderEvent | null {
  const events: Readonly<Record<FulfilmentState, OrderEvent | null>> = {
    ACCEPTED: null,
    PACKING: 'PACKED',
    SHIPPED: 'SHIPPED',
    DELIVERED: 'DELIVERED',
    CANCELLED: 'CANCELLED',
    FAILED: 'FAILED',
  };
  const event = events[reported];
  return event && orderMachine[state][event] ? event : null;
}
