import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Call, Route } from '../kit';
import type { Faults, Handled, Mode } from './faults';
import type { Logged } from './log';
import type { Schedule } from './schedule';
import type { OperatorStore } from './store';
import { tmfError } from './tmf';

type Order = {
  id: string;
  externalId: string;
  quantity: number;
  request: Record<string, unknown>;
  stage: 'acknowledged' | 'packing' | 'shipped' | 'completed' | 'cancelled' | 'failed';
  mode: Mode;
  createdAt: string;
  dueAt: number | null;
  trackingNumber: string | null;
  cards: { iccid: string; msisdn: string }[];
};

const ORDER_API = '/tmf-api/productOrderingManagement/v4';

const orderSchema = z.looseObject({
  externalId: z.string().min(1).max(200),
  productOrderItem: z.tuple([z.looseObject({ quantity: z.int().min(1).max(1000) })]),
});
const cancelSchema = z.object({ productOrder: z.object({ id: z.string() }) });

const isOpen = ({ stage }: Order) => !['completed', 'cancelled', 'failed'].includes(stage);

/** TMF622 Product Ordering v4: new cards sent to a customer. */
export function createOrders(parts: {
  store: OperatorStore;
  faults: Faults;
  schedule: Schedule;
  shipMs: number;
  root: () => string;
  logged: Logged;
}): { routes: Route[]; resume: () => void } {
  const { store, faults, schedule, shipMs, root, logged } = parts;
  const orders = store.table<Order>('order', ({ id }) => id);
  const byExternalId = new Map([...orders.values()].map((each) => [each.externalId, each]));

  const advance = (order: Order) => {
    if (!isOpen(order)) return;
    if (order.mode === 'reject') {
      order.stage = 'failed';
    } else if (order.stage === 'acknowledged') {
      order.stage = 'packing';
    } else if (order.stage === 'packing') {
      order.stage = 'shipped';
      order.trackingNumber = `RU${String(store.nextSerial()).padStart(12, '0')}`;
    } else {
      while (order.cards.length < order.quantity) {
        const { iccid, msisdn } = store.issueCard();
        order.cards.push({ iccid, msisdn });
      }
      order.stage = 'completed';
    }
    order.dueAt = isOpen(order) ? faults.dueAfter(shipMs) : null;
    orders.put(order);
    store.flush();
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
    state: order.stage === 'packing' || order.stage === 'shipped' ? 'inProgress' : order.stage,
    productOrderMilestone: order.trackingNumber ? [{ id: '1', name: 'shipped', status: 'completed' }] : [],
    productOrderItem: [
      {
        id: '1',
        quantity: order.quantity,
        action: 'add',
        product: {
          name: 'Смарт-карта',
          productCharacteristic: order.trackingNumber
            ? [{ name: 'trackingNumber', valueType: 'string', value: order.trackingNumber }]
            : [],
          realizingResource: order.cards.map((card) => ({
            '@referredType': 'LogicalResource',
            id: card.iccid,
            resourceCharacteristic: [
              { name: 'iccid', valueType: 'string', value: card.iccid },
              { name: 'msisdn', valueType: 'string', value: card.msisdn },
            ],
          })),
        },
      },
    ],
  });

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
      mode: store.meta.mode,
      createdAt: new Date().toISOString(),
      dueAt: faults.dueAfter(shipMs),
      trackingNumber: null,
      cards: [],
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
    const mayCancel = order.stage === 'acknowledged' || order.stage === 'packing';
    if (!mayCancel && order.stage !== 'cancelled') {
      return { reply: tmfError(409, 'Заказ уже передан в доставку, отменить его нельзя') };
    }
    order.stage = 'cancelled';
    order.dueAt = null;
    orders.put(order);
    wait(order);
    const body = {
      '@type': 'CancelProductOrder',
      id: randomUUID(),
      state: 'done',
      productOrder: { id: order.id },
    };
    return { reply: { status: 201, body }, effect: mayCancel };
  };

  return {
    routes: [
      ['POST', `${ORDER_API}/productOrder`, logged(placeOrder)],
      ['GET', `${ORDER_API}/productOrder/:id`, logged(readOrder)],
      ['POST', `${ORDER_API}/cancelProductOrder`, logged(cancelOrder)],
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
