import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Call, Handler, Route } from '../kit';
import type { Faults, Handled } from './faults';
import { hubRoutes } from './hubs';
import type { Logged } from './log';
import type { Schedule } from './schedule';
import {
  CANCELLATIONS,
  DELIVERIES,
  isBeforeShipping,
  isOpen,
  moveOn,
  type Order,
  parcelPage,
  type Shipping,
  shippingSchema,
  tmfState,
} from './shipping';
import type { OperatorStore } from './memory';
import { tmfError } from './tmf';

const ORDER_API = '/tmf-api/productOrderingManagement/v4';

const orderSchema = z.looseObject({
  externalId: z.string().min(1).max(200),
  productOrderItem: z.tuple([z.looseObject({ quantity: z.int().min(1).max(1000) })]),
});
const cancelSchema = z.object({ productOrder: z.object({ id: z.string() }) });

/** Our customers send anew under the id of the first order with a number after it. */
const RESENT = /^(.{36})-\d+$/;

/** TMF622 Product Ordering v4: new cards sent to a customer. */
export function createOrders(parts: {
  store: OperatorStore;
  faults: Faults;
  schedule: Schedule;
  shipMs: number;
  root: () => string;
  logged: Logged;
  /** to every address that asked for events of orders */
  send: (messages: string[]) => void;
}): { routes: Route[]; resume: () => void } {
  const { store, faults, schedule, shipMs, root, logged, send } = parts;
  const orders = store.table<Order>('order', ({ id }) => id);
  const byExternalId = new Map([...orders.values()].map((each) => [each.externalId, each]));
  const switches = store.table<Shipping & { id: string }>('shipping', ({ id }) => id);
  const shippingNow = (): Shipping => {
    const { delivery = 'whole', cancellation = 'at-once' } = switches.get('shipping') ?? {};
    return { delivery, cancellation };
  };

  const announce = (order: Order, before: string) => {
    const message = (state: string) =>
      JSON.stringify({
        eventId: randomUUID(),
        eventTime: new Date().toISOString(),
        eventType:
          before === tmfState(order)
            ? 'ProductOrderAttributeValueChangeEvent'
            : 'ProductOrderStateChangeEvent',
        correlationId: order.externalId,
        event: {
          productOrder: {
            '@type': 'ProductOrder',
            id: order.id,
            href: `${root()}${ORDER_API}/productOrder/${order.id}`,
            externalId: order.externalId,
            state,
          },
        },
      });
    const messages = [message(tmfState(order))];
    if (order.mode === 'duplicate-callback') messages.push(...messages);
    if (order.mode === 'out-of-order') messages.push(message(before));
    send(messages);
  };

  const advance = (order: Order) => {
    if (!isOpen(order)) return;
    const before = tmfState(order);
    moveOn(order, store);
    order.dueAt = isOpen(order) ? faults.dueAfter(shipMs) : null;
    orders.put(order);
    store.flush();
    announce(order, before);
    wait(order);
  };

  const wait = (order: Order) => {
    schedule.at(order, () => {
      advance(order);
    });
  };

  const orderBody = (order: Order) => ({
    ...order.request,
    '@type': 'ProductOrder',
    id: order.id,
    href: `${root()}${ORDER_API}/productOrder/${order.id}`,
    orderDate: order.createdAt,
    state: tmfState(order),
    note: order.note === null ? [] : [{ id: '1', author: 'склад', text: order.note }],
    productOrderMilestone:
      order.parcels.length > 0 ? [{ id: '1', name: 'shipped', status: 'completed' }] : [],
    productOrderItem: [
      {
        id: '1',
        quantity: order.quantity,
        action: 'add',
        product: {
          name: 'Смарт-карта',
          productCharacteristic: order.parcels.map(({ id, trackingNumber, state, quantity }) => ({
            name: 'parcel',
            valueType: 'object',
            value: {
              id,
              state,
              quantity,
              trackingNumber,
              trackingUrl: `${root()}/sandbox/parcels/${trackingNumber}`,
            },
          })),
          realizingResource: order.parcels.flatMap(({ id, cards }) =>
            cards.map((card) => ({
              '@referredType': 'LogicalResource',
              id: card.iccid,
              resourceCharacteristic: [
                { name: 'iccid', valueType: 'string', value: card.iccid },
                { name: 'msisdn', valueType: 'string', value: card.msisdn },
                { name: 'parcel', valueType: 'string', value: id },
              ],
            })),
          ),
        },
      },
    ],
  });

  const shippingFor = (externalId: string): Shipping => {
    const before = byExternalId.get(RESENT.exec(externalId)?.[1] ?? '');
    return before?.shipping.delivery === 'returned'
      ? { ...before.shipping, delivery: 'whole' }
      : shippingNow();
  };

  const placeOrder = ({ json }: Call): Handled => {
    const request = orderSchema.safeParse(json).data;
    if (!request) return { reply: tmfError(400, 'Заказ: нужны externalId и одна позиция от 1 до 1000 карт') };
    const { quantity } = request.productOrderItem[0];
    const known = byExternalId.get(request.externalId);
    if (known && known.quantity !== quantity) {
      return { reply: tmfError(409, 'Заказ с таким externalId уже есть, с другим количеством') };
    }
    if (known) return { reply: { status: 201, body: orderBody(known) } };
    const order: Order = {
      id: randomUUID(),
      externalId: request.externalId,
      quantity,
      request,
      stage: 'acknowledged',
      stageBefore: 'acknowledged',
      shipping: shippingFor(request.externalId),
      mode: store.meta.mode,
      note: null,
      createdAt: new Date().toISOString(),
      dueAt: faults.dueAfter(shipMs),
      parcels: [],
    };
    orders.put(order);
    byExternalId.set(order.externalId, order);
    wait(order);
    return { reply: { status: 201, body: orderBody(order) }, effect: true };
  };

  const readOrder = ({ params }: Call): Handled => {
    const order = orders.get(params.id ?? '');
    return { reply: order ? { status: 200, body: orderBody(order) } : tmfError(404, 'Заказ не найден') };
  };

  const cancelOrder = ({ json }: Call): Handled => {
    const order = orders.get(cancelSchema.safeParse(json).data?.productOrder.id ?? '');
    if (!order) return { reply: tmfError(404, 'Заказ не найден') };
    const begins = isBeforeShipping(order.stage);
    if (!begins && order.stage !== 'cancelled' && order.stage !== 'assessing') {
      return { reply: tmfError(409, 'Заказ уже передан в доставку, отменить его нельзя') };
    }
    if (isBeforeShipping(order.stage)) {
      const before = tmfState(order);
      const atOnce = order.shipping.cancellation === 'at-once';
      order.stageBefore = order.stage;
      order.stage = atOnce ? 'cancelled' : 'assessing';
      order.note = null;
      order.dueAt = atOnce ? null : faults.dueAfter(shipMs);
      orders.put(order);
      announce(order, before);
      wait(order);
    }
    const body = {
      '@type': 'CancelProductOrder',
      id: randomUUID(),
      state: order.stage === 'cancelled' ? 'done' : 'acknowledged',
      productOrder: { id: order.id },
    };
    return { reply: { status: 201, body }, effect: begins };
  };

  const changeShipping: Handler = ({ json }) => {
    const wanted = shippingSchema.safeParse(json).data;
    if (!wanted) return { status: 400, body: { error: 'shipping', known: { DELIVERIES, CANCELLATIONS } } };
    const { delivery = shippingNow().delivery, cancellation = shippingNow().cancellation } = wanted;
    switches.put({ id: 'shipping', delivery, cancellation });
    return { status: 200, body: shippingNow() };
  };

  const readParcel: Handler = ({ params }) => {
    for (const { parcels } of orders.values()) {
      const parcel = parcels.find(({ trackingNumber }) => trackingNumber === params.tracking);
      if (parcel) return { status: 200, body: parcelPage(parcel) };
    }
    return { status: 404, body: { error: 'unknown' } };
  };

  return {
    routes: [
      ['POST', `${ORDER_API}/productOrder`, logged(placeOrder)],
      ['GET', `${ORDER_API}/productOrder/:id`, logged(readOrder)],
      ['POST', `${ORDER_API}/cancelProductOrder`, logged(cancelOrder)],
      ...hubRoutes({ store, logged, root: ORDER_API, api: 'order' }),
      ['GET', '/sandbox/shipping', () => ({ status: 200, body: shippingNow() })],
      ['POST', '/sandbox/shipping', changeShipping],
      ['GET', '/sandbox/parcels/:tracking', readParcel],
    ],
    /** Goes on after a start, an outage or a silence. */
    resume() {
      for (const order of [...orders.values()].filter(isOpen)) {
        if (order.dueAt === null && store.meta.mode === 'normal') {
          order.dueAt = Date.now();
          order.mode = 'normal';
          orders.put(order);
        }
        wait(order);
      }
    },
  };
}
