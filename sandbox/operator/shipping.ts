import { z } from 'zod';
import type { Mode } from './faults';
import type { OperatorStore } from './memory';

/** How new orders travel; `returned`: the first shipment comes back, what is sent in its place arrives. */
export const DELIVERIES = ['whole', 'split', 'short', 'returned', 'held'] as const;
/** What is said to a cancellation before shipping. */
export const CANCELLATIONS = ['at-once', 'considered', 'refused'] as const;

export const shippingSchema = z
  .strictObject({ delivery: z.enum(DELIVERIES), cancellation: z.enum(CANCELLATIONS) })
  .partial();
export type Shipping = Required<z.infer<typeof shippingSchema>>;

export type Parcel = {
  id: string;
  trackingNumber: string;
  state: 'shipped' | 'delivered' | 'returned';
  quantity: number;
  cards: { iccid: string; msisdn: string }[];
};

export type Order = {
  id: string;
  externalId: string;
  quantity: number;
  request: Record<string, unknown>;
  stage:
    | 'acknowledged'
    | 'held'
    | 'packing'
    | 'assessing'
    | 'shipped'
    | 'returned'
    | 'completed'
    | 'partial'
    | 'cancelled'
    | 'failed';
  /** where a refused cancellation leaves it */
  stageBefore: 'acknowledged' | 'held' | 'packing';
  shipping: Shipping;
  mode: Mode;
  note: string | null;
  createdAt: string;
  /** Unix milliseconds; null is held until the mode is normal. */
  dueAt: number | null;
  parcels: Parcel[];
};

export const isOpen = ({ stage }: Order) =>
  !['returned', 'completed', 'partial', 'cancelled', 'failed'].includes(stage);

export const isBeforeShipping = (stage: Order['stage']): stage is Order['stageBefore'] =>
  stage === 'acknowledged' || stage === 'held' || stage === 'packing';

/** The state in the words of TMF622, which has none for a parcel that came back. */
export function tmfState({ stage }: Order): string {
  if (stage === 'packing' || stage === 'shipped') return 'inProgress';
  if (stage === 'assessing') return 'assessingCancellation';
  return stage === 'returned' ? 'held' : stage;
}

/** Takes an order one step further on its way. */
export function moveOn(order: Order, store: OperatorStore): void {
  const { stage, shipping } = order;
  if (order.mode === 'reject') {
    order.stage = 'failed';
    order.note = 'На складе нет карт этого оператора';
  } else if (stage === 'acknowledged' && shipping.delivery === 'held') {
    order.stage = 'held';
    order.note = 'Ждём поставку карт на склад';
  } else if (stage === 'acknowledged' || stage === 'held') {
    order.stage = 'packing';
    order.note = null;
  } else if (stage === 'assessing') {
    const refused = shipping.cancellation === 'refused';
    order.stage = refused ? order.stageBefore : 'cancelled';
    order.note = refused ? 'Заказ уже собран' : null;
  } else if (stage === 'packing') {
    ship(order, store);
  } else if (stage === 'shipped') {
    arrive(order, store);
  }
}

function ship(order: Order, store: OperatorStore): void {
  const { quantity, shipping } = order;
  const first = shipping.delivery === 'split' ? Math.ceil(quantity / 2) : quantity;
  const sizes = shipping.delivery === 'short' ? [quantity - 1] : [first, quantity - first];
  order.parcels = sizes
    .filter((size) => size > 0)
    .map((size, index) => ({
      id: String(index + 1),
      trackingNumber: `RU${String(store.nextSerial()).padStart(12, '0')}`,
      state: 'shipped',
      quantity: size,
      cards: [],
    }));
  order.stage = order.parcels.length > 0 ? 'shipped' : 'failed';
}

function arrive(order: Order, store: OperatorStore): void {
  const { delivery } = order.shipping;
  const parcel = order.parcels.find(({ state }) => state === 'shipped');
  if (parcel && delivery === 'returned') {
    parcel.state = 'returned';
    order.stage = 'returned';
    order.note = 'Получателя не нашли по адресу, отправление вернулось на склад';
    return;
  }
  if (parcel) {
    parcel.state = 'delivered';
    while (parcel.cards.length < parcel.quantity) {
      const { iccid, msisdn } = store.issueCard();
      parcel.cards.push({ iccid, msisdn });
    }
  }
  if (order.parcels.some(({ state }) => state === 'shipped')) return;
  order.stage = delivery === 'short' ? 'partial' : 'completed';
  if (delivery === 'short') order.note = 'На складе кончились карты';
}

/** Where a person sees the way of a parcel. */
export const parcelPage = (parcel: Parcel): string => {
  const words = { shipped: 'в пути', delivered: 'вручено', returned: 'вернулось отправителю' };
  return `<!doctype html><html lang="ru"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Отправление ${parcel.trackingNumber}</title>
<body style="font:16px/1.5 sans-serif;max-width:40rem;margin:3rem auto;padding:0 1rem">
<h1 style="font-size:1.25rem">Отправление ${parcel.trackingNumber}</h1><p>Сейчас: ${words[parcel.state]}.</p></body></html>`;
};
