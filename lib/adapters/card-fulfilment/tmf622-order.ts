import { z } from 'zod';
import type { FulfilledParcel, FulfilmentReply, FulfilmentState } from '@/lib/card-orders/fulfilment.port';

const characteristics = z.array(z.object({ name: z.string(), value: z.unknown() })).default([]);
type Characteristics = z.infer<typeof characteristics>;

const orderSchema = z.object({
  id: z.string().min(1),
  state: z.string(),
  note: z.array(z.object({ text: z.string() })).default([]),
  productOrderMilestone: z.array(z.object({ name: z.string() })).default([]),
  productOrderItem: z
    .array(
      z.object({
        quantity: z.int().min(0).optional(),
        product: z
          .object({
            productCharacteristic: characteristics,
            realizingResource: z.array(z.object({ resourceCharacteristic: characteristics })).default([]),
          })
          .optional(),
      }),
    )
    .default([]),
});
type Order = z.infer<typeof orderSchema>;

const text = z.string().trim().min(1).max(200);

/** One parcel, as a characteristic of type `object`. */
const parcelSchema = z.object({
  id: text,
  state: z.enum(['shipped', 'delivered', 'returned']),
  quantity: z.int().min(0).max(1000),
  trackingNumber: text.nullish(),
  trackingUrl: z.string().nullish(),
});

const STATES: Readonly<Record<string, FulfilmentState>> = {
  acknowledged: 'ACCEPTED',
  pending: 'ACCEPTED',
  held: 'HELD',
  inProgress: 'PACKING',
  assessingCancellation: 'CANCELLING',
  pendingCancellation: 'CANCELLING',
  completed: 'DELIVERED',
  cancelled: 'CANCELLED',
  failed: 'FAILED',
  rejected: 'FAILED',
  partial: 'PARTIAL',
};

const PARCEL_STATES = { shipped: 'SHIPPED', delivered: 'DELIVERED', returned: 'RETURNED' } as const;

const valueOf = (list: Characteristics, name: string): string | null =>
  text.safeParse(list.find((each) => each.name === name)?.value).data ?? null;

/** An address a person may be sent to: https, or this very machine. */
function safeAddress(address: string | null | undefined): string | null {
  if (!address || address.length > 500 || !URL.canParse(address)) return null;
  const { protocol, hostname, href } = new URL(address);
  const isLocal = protocol === 'http:' && (hostname === '127.0.0.1' || hostname === 'localhost');
  return protocol === 'https:' || isLocal ? href : null;
}

function parcelsOf(order: Order, state: FulfilmentState): FulfilledParcel[] {
  const lists = order.productOrderItem.flatMap(({ product }) =>
    product ? [product.productCharacteristic] : [],
  );
  const parcels = lists.flat().flatMap(({ name, value }) => {
    const parcel = name === 'parcel' ? parcelSchema.safeParse(value).data : undefined;
    if (!parcel) return [];
    return {
      reference: parcel.id,
      state: PARCEL_STATES[parcel.state],
      quantity: parcel.quantity,
      trackingNumber: parcel.trackingNumber ?? null,
      trackingUrl: safeAddress(parcel.trackingUrl),
    };
  });
  if (parcels.length > 0) return parcels;
  // An operator that knows of no parcels gives one number for the whole order.
  const trackingNumber = lists.map((list) => valueOf(list, 'trackingNumber')).find(Boolean);
  if (!trackingNumber) return [];
  const quantity = order.productOrderItem.reduce((sum, item) => sum + (item.quantity ?? 0), 0);
  const arrived = state === 'DELIVERED' || state === 'PARTIAL';
  return [
    {
      reference: trackingNumber,
      state: arrived ? 'DELIVERED' : 'SHIPPED',
      quantity: Math.min(quantity, 1000),
      trackingNumber,
      trackingUrl: safeAddress(lists.map((list) => valueOf(list, 'trackingUrl')).find(Boolean)),
    },
  ];
}

/** Where the order stands by its own state and that of its parcels: the standard has no words for travelling. */
function stateOf(order: Order, said: FulfilmentState, parcels: readonly FulfilledParcel[]): FulfilmentState {
  const has = (state: FulfilledParcel['state']) => parcels.some((parcel) => parcel.state === state);
  if (said === 'CANCELLED' || said === 'DELIVERED' || said === 'CANCELLING') return said;
  if (said === 'FAILED' && !has('DELIVERED') && !has('RETURNED')) return said;
  if (has('SHIPPED') && said !== 'FAILED') return 'SHIPPED';
  if (has('RETURNED')) return 'RETURNED';
  if (said === 'FAILED' || said === 'PARTIAL') return 'PARTIAL';
  const shipped = parcels.length > 0 || order.productOrderMilestone.some(({ name }) => name === 'shipped');
  return shipped ? 'SHIPPED' : said;
}

/** Reads a TMF622 v4 product order; null: it is none, or in a state that is not of the standard. */
export function readProductOrder(body: unknown): Extract<FulfilmentReply, { kind: 'order' }> | null {
  const order = orderSchema.safeParse(body).data;
  const said = order && STATES[order.state];
  if (!said) return null;
  const parcels = parcelsOf(order, said);
  const state = stateOf(order, said, parcels);
  const arrived = new Set(
    parcels.filter((parcel) => parcel.state === 'DELIVERED').map((parcel) => parcel.reference),
  );
  const wholeCame = state === 'DELIVERED' || state === 'PARTIAL';
  const cards = order.productOrderItem
    .flatMap(({ product }) =>
      product
        ? [
            product.productCharacteristic,
            ...product.realizingResource.map((each) => each.resourceCharacteristic),
          ]
        : [],
    )
    .flatMap((list) => {
      const iccid = valueOf(list, 'iccid');
      const msisdn = valueOf(list, 'msisdn');
      const parcel = valueOf(list, 'parcel');
      const came = state === 'DELIVERED' || (parcel === null ? wholeCame : arrived.has(parcel));
      return iccid && msisdn && came ? [{ iccid, msisdn }] : [];
    });
  return {
    kind: 'order',
    reference: order.id,
    state,
    note: order.note.at(-1)?.text.trim().slice(0, 300) || null,
    parcels,
    cards,
  };
}
