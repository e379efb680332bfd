import { addMoney, type Kopecks, kopecks, rubles, timesMoney } from '@/lib/core/money';

export const MIN_CARDS = 1;
export const MAX_CARDS = 1000;

/** A price is good for this long, and a draft is kept. */
export const QUOTE_DAYS = 30;
const DAY_MS = 86_400_000;

export const quoteEnd = (now: Date): Date => new Date(now.getTime() + QUOTE_DAYS * DAY_MS);

const DELIVERY = rubles(300);
export const FREE_DELIVERY_FROM = 10;

export interface OrderPrice {
  readonly goods: Kopecks;
  readonly delivery: Kopecks;
  readonly total: Kopecks;
}

/** Price of `quantity` cards: for the form, the quote and the charge alike. Delivery is free from 10 cards. */
export function orderPrice(unitPrice: Kopecks, quantity: number): OrderPrice {
  const goods = timesMoney(unitPrice, quantity);
  const delivery = quantity >= FREE_DELIVERY_FROM ? rubles(0) : DELIVERY;
  return { goods, delivery, total: addMoney(goods, delivery) };
}

/** Null: not a whole number of cards that can be ordered. */
export function readQuantity(text: string): number | null {
  if (!/^\d{1,4}$/.test(text.trim())) return null;
  const quantity = Number(text);
  return quantity >= MIN_CARDS && quantity <= MAX_CARDS ? quantity : null;
}

/**
 * What goes back to the account when `missing` cards of a paid order do not come: everything while no parcel has
 * travelled, the price of the missing cards once one has (delivery has been made then).
 */
export function refundFor(order: {
  readonly unitPrice: Kopecks;
  readonly total: Kopecks;
  readonly refunded: Kopecks;
  readonly missing: number;
  readonly travelled: boolean;
}): Kopecks {
  const left = kopecks(order.total - order.refunded);
  if (!order.travelled) return left;
  return kopecks(Math.min(left, timesMoney(order.unitPrice, order.missing)));
}
