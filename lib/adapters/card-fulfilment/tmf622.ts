import { z } from 'zod';
import type { CardFulfilment, FulfilmentReply, FulfilmentState } from '@/lib/card-orders/fulfilment.port';
import { UNREADABLE } from '@/lib/adapters/http';
import { tmfClient, type TmfAnswer } from '@/lib/adapters/tmf';

const API = '/tmf-api/productOrderingManagement/v4';

const characteristics = z.array(z.object({ name: z.string(), value: z.unknown() })).default([]);
type Characteristics = z.infer<typeof characteristics>;

const orderSchema = z.object({
  id: z.string().min(1),
  state: z.string(),
  productOrderMilestone: z.array(z.object({ name: z.string() })).default([]),
  productOrderItem: z
    .array(
      z.object({
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

const cancellationSchema = z.object({
  state: z.string(),
  cancellationReason: z.string().optional(),
});

const STATES: Readonly<Record<string, FulfilmentState>> = {
  acknowledged: 'ACCEPTED',
  pending: 'ACCEPTED',
  held: 'ACCEPTED',
  inProgress: 'PACKING',
  assessingCancellation: 'PACKING',
  pendingCancellation: 'PACKING',
  completed: 'DELIVERED',
  cancelled: 'CANCELLED',
  failed: 'FAILED',
  rejected: 'FAILED',
  partial: 'FAILED',
};

const valueOf = (list: Characteristics, name: string): string | null => {
  const value = list.find((each) => each.name === name)?.value;
  return typeof value === 'string' && value !== '' ? value : null;
};

const orderReply = (order: Order): FulfilmentReply => {
  const state = STATES[order.state];
  if (!state) return UNREADABLE;
  const products = order.productOrderItem.flatMap(({ product }) => (product ? [product] : []));
  const trackingNumber =
    products.map((each) => valueOf(each.productCharacteristic, 'trackingNumber')).find(Boolean) ?? null;
  const shipped =
    trackingNumber !== null || order.productOrderMilestone.some(({ name }) => name === 'shipped');
  const cards = products
    .flatMap((each) => [
      each.productCharacteristic,
      ...each.realizingResource.map((resource) => resource.resourceCharacteristic),
    ])
    .flatMap((list) => {
      const iccid = valueOf(list, 'iccid');
      const msisdn = valueOf(list, 'msisdn');
      return iccid && msisdn ? [{ iccid, msisdn }] : [];
    });
  return {
    kind: 'order',
    reference: order.id,
    state: state === 'PACKING' && shipped ? 'SHIPPED' : state,
    trackingNumber,
    cards: state === 'DELIVERED' ? cards : [],
  };
};

const replyOf = (answer: TmfAnswer): FulfilmentReply => {
  if (answer.kind === 'unavailable') return answer;
  if (answer.kind === 'refused') return { kind: 'rejected', reason: answer.reason };
  const order = orderSchema.safeParse(answer.body).data;
  return order ? orderReply(order) : UNREADABLE;
};

/** TM Forum TMF622 Product Ordering v4 with a Bearer key; `externalId` makes an order repeatable. */
export function tmf622Fulfilment(config: {
  baseUrl: string;
  apiKey: string;
  timeoutMs?: number;
}): CardFulfilment {
  const call = tmfClient({ ...config, api: API });
  const read = async (reference: string) =>
    replyOf(await call('GET', `/productOrder/${encodeURIComponent(reference)}`));

  return {
    read,

    async place({ orderId, quantity, recipient, phone, postalCode, city, addressLine }) {
      const answer = await call('POST', '/productOrder', {
        '@type': 'ProductOrder',
        externalId: orderId,
        description: `Смарт-карты: ${String(quantity)} шт.`,
        productOrderItem: [
          {
            '@type': 'ProductOrderItem',
            id: '1',
            quantity,
            action: 'add',
            product: {
              '@type': 'Product',
              name: 'Смарт-карта',
              place: [
                {
                  '@type': 'GeographicAddress',
                  role: 'delivery',
                  country: 'RU',
                  postcode: postalCode,
                  city,
                  streetName: addressLine,
                },
              ],
            },
          },
        ],
        relatedParty: [
          {
            '@type': 'Individual',
            '@referredType': 'Individual',
            role: 'recipient',
            name: recipient,
            contactMedium: [{ mediumType: 'phone', characteristic: { phoneNumber: phone } }],
          },
        ],
      });
      return replyOf(answer);
    },

    async cancel(reference) {
      const answer = await call('POST', '/cancelProductOrder', {
        '@type': 'CancelProductOrder',
        productOrder: { id: reference },
        cancellationReason: 'Отменён покупателем',
      });
      if (answer.kind === 'unavailable') return answer;
      if (answer.kind === 'refused') return { kind: 'rejected', reason: answer.reason };
      const task = cancellationSchema.safeParse(answer.body).data;
      if (!task) return UNREADABLE;
      if (task.state === 'terminatedWithError' || task.state === 'rejected') {
        return { kind: 'rejected', reason: task.cancellationReason ?? 'Заказ уже не отменить' };
      }
      return read(reference);
    },
  };
}
