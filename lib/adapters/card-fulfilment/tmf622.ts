import { z } from 'zod';
import type { CardFulfilment, FulfilmentReply } from '@/lib/card-orders/fulfilment.port';
import { parseJson, UNREADABLE } from '@/lib/adapters/http';
import { isSigned, secretsOf } from '@/lib/adapters/signature';
import { tmfClient, type TmfAnswer } from '@/lib/adapters/tmf';
import { readProductOrder } from './tmf622-order';

const API = '/tmf-api/productOrderingManagement/v4';

const cancellationSchema = z.object({
  state: z.string(),
  cancellationReason: z.string().optional(),
});

const eventSchema = z
  .object({
    eventId: z.string().min(1),
    correlationId: z.string().min(1).nullish(),
    event: z.object({
      productOrder: z.object({ externalId: z.string().min(1).nullish(), state: z.string() }),
    }),
  })
  .transform(({ correlationId, event }) => event.productOrder.externalId ?? correlationId)
  .pipe(z.string());

const replyOf = (answer: TmfAnswer): FulfilmentReply => {
  if (answer.kind === 'unavailable') return answer;
  if (answer.kind === 'refused') return { kind: 'rejected', reason: answer.reason };
  return readProductOrder(answer.body) ?? UNREADABLE;
};

/**
 * TM Forum TMF622 Product Ordering v4 with a Bearer key; `externalId` makes an order repeatable. Events are signed as
 * those of TMF640 are; without `webhookSecret` there are none. */
export function tmf622Fulfilment(config: {
  baseUrl: string;
  apiKey: string;
  webhookSecret: string;
  timeoutMs?: number;
}): CardFulfilment {
  const call = tmfClient({ ...config, api: API });
  const secrets = secretsOf(config.webhookSecret);
  const read = async (reference: string) =>
    replyOf(await call('GET', `/productOrder/${encodeURIComponent(reference)}`));

  return {
    read,

    async place({ key, quantity, recipient, phone, postalCode, city, addressLine }) {
      const answer = await call('POST', '/productOrder', {
        '@type': 'ProductOrder',
        externalId: key,
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

    /** A task of its own: what it has not decided yet is CANCELLING, however the order still reads. */
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
      const order = await read(reference);
      return order.kind === 'order' && order.state !== 'CANCELLED'
        ? { ...order, state: 'CANCELLING' }
        : order;
    },

    async subscribe(callback) {
      if (secrets.length === 0) return false;
      const query = 'eventType=ProductOrderStateChangeEvent&eventType=ProductOrderAttributeValueChangeEvent';
      const answer = await call('POST', '/hub', { callback, query });
      return answer.kind === 'answer' || (answer.kind === 'refused' && answer.status === 409);
    },

    readEvent(headers, rawBody, nowMs) {
      if (!isSigned(headers.get('x-signature'), rawBody, secrets, nowMs)) return null;
      const key = eventSchema.safeParse(parseJson(rawBody)).data;
      return key === undefined ? null : { key };
    },
  };
}
