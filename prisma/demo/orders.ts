import { randomUUID } from 'node:crypto';
import { addDays } from '@/lib/core/local-date';
import { orderName } from '@/lib/card-orders/labels';
import { orderPrice } from '@/lib/card-orders/order-price.rule';
import { kopecks } from '@/lib/core/money';
import { counted } from '@/lib/core/text';
import type { Db } from '@/lib/platform/db';
import { enqueue } from '@/lib/platform/jobs';
import { OWNER } from './chain';
import type { Posting } from './ledger';
import type { StoryTime } from './time';

const PHONE = '+79161234567';
const cardForms = ['смарт-карта', 'смарт-карты', 'смарт-карт'] as const;

/** The simulated operator does not know the order of the story, so it is left alone for a year. */
const LEFT_ALONE_MS = 365 * 86_400_000;

interface OrderStory {
  readonly operator: 'mts' | 'megafon';
  readonly quantity: number;
  readonly state: 'DELIVERED' | 'CANCELLED' | 'SHIPPED' | 'AWAITING_PAYMENT';
  readonly store: 'center' | 'ural';
  readonly createdDaysAgo: number;
}

/** In the order of their numbers, from 1. */
const orders: readonly OrderStory[] = [
  { operator: 'megafon', quantity: 3, state: 'DELIVERED', store: 'ural', createdDaysAgo: 320 },
  { operator: 'mts', quantity: 2, state: 'DELIVERED', store: 'center', createdDaysAgo: 27 },
  { operator: 'mts', quantity: 30, state: 'CANCELLED', store: 'center', createdDaysAgo: 6 },
  { operator: 'megafon', quantity: 2, state: 'SHIPPED', store: 'ural', createdDaysAgo: 4 },
  { operator: 'mts', quantity: 5, state: 'AWAITING_PAYMENT', store: 'center', createdDaysAgo: 1 },
];

const addresses = {
  center: { postalCode: '101000', city: 'Москва', addressLine: 'Мясницкая улица, 24, вход со двора' },
  ural: { postalCode: '620014', city: 'Екатеринбург', addressLine: 'улица Малышева, 51' },
} as const;

export interface MadeOrders {
  /** ids by number */
  readonly ids: ReadonlyMap<number, string>;
  readonly postings: readonly Posting[];
}

export async function createOrders(
  db: Db,
  organizationId: string,
  time: StoryTime,
  storeIds: Readonly<Record<'center' | 'ural', string>>,
): Promise<MadeOrders> {
  const operators = await db.operator.findMany({ select: { slug: true, cardPriceKopecks: true } });
  const ids = new Map<number, string>();
  const postings: Posting[] = [];
  for (const [position, order] of orders.entries()) {
    const number = position + 1;
    const { operator, quantity, state, store, createdDaysAgo } = order;
    const unitPrice = kopecks(operators.find((each) => each.slug === operator)?.cardPriceKopecks ?? 0);
    const { delivery, total } = orderPrice(unitPrice, quantity);
    const day = (after: number, clock: string) => time.at(addDays(time.today, after - createdDaysAgo), clock);
    const isPaid = state !== 'AWAITING_PAYMENT';
    const isSent = state === 'SHIPPED' || state === 'DELIVERED';
    const createdAt = day(0, '15:10');
    const paidAt = isPaid ? day(0, '15:14') : null;
    const cancelledAt = state === 'CANCELLED' ? time.minutesAgo(20) : null;
    const { id } = await db.cardOrder.create({
      data: {
        ...addresses[store],
        organizationId,
        storeId: storeIds[store],
        number,
        requestId: randomUUID(),
        operatorSlug: operator,
        state,
        paymentState: state === 'CANCELLED' ? 'REFUNDED' : isPaid ? 'PAID' : 'UNPAID',
        quantity,
        unitPriceKopecks: unitPrice,
        deliveryKopecks: delivery,
        totalKopecks: total,
        refundedKopecks: state === 'CANCELLED' ? total : 0,
        recipient: OWNER,
        phone: PHONE,
        fulfilmentReference: isSent ? `demo-${randomUUID()}` : null,
        quoteExpiresAt: day(30, '15:10'),
        createdAt,
        submittedAt: createdAt,
        paidAt,
        packingAt: isSent ? day(1, '10:40') : null,
        shippedAt: isSent ? day(2, '09:15') : null,
        deliveredAt: state === 'DELIVERED' ? day(7, '14:02') : null,
        cancelledAt,
      },
      select: { id: true },
    });
    ids.set(number, id);
    const arrived = state === 'DELIVERED';
    await db.cardOrderLine.create({
      data: {
        organizationId,
        orderId: id,
        position: 0,
        storeId: storeIds[store],
        quantity,
        received: arrived ? quantity : 0,
      },
    });
    if (isSent) {
      const trackingNumber = `RU00000${String(7_310_460 + number)}`;
      await db.cardOrderParcel.create({
        data: {
          organizationId,
          orderId: id,
          shipment: 1,
          reference: '1',
          state: arrived ? 'DELIVERED' : 'SHIPPED',
          trackingNumber,
          quantity,
          shippedAt: day(2, '09:15'),
          deliveredAt: arrived ? day(7, '14:02') : null,
        },
      });
    }
    await db.deliveryAddress.createMany({
      data: {
        ...addresses[store],
        organizationId,
        recipient: OWNER,
        phone: PHONE,
        createdAt,
        usedAt: createdAt,
      },
      skipDuplicates: true,
    });
    if (state === 'SHIPPED') {
      const options = { key: `card-order:${id}`, runInMs: LEFT_ALONE_MS };
      await enqueue({ db, organizationId }, 'card-orders.fulfil', { orderId: id, attempt: 0 }, options);
    }
    const description = `${orderName(number)}: ${counted(quantity, cardForms)}`;
    const line = { description, actorName: OWNER };
    if (paidAt)
      postings.push({
        ...line,
        kind: 'CARD_ORDER',
        at: paidAt,
        amount: 0 - total,
        businessKey: `card-order:${id}`,
      });
    if (cancelledAt) {
      postings.push({
        ...line,
        kind: 'CARD_ORDER_REFUND',
        at: cancelledAt,
        amount: total,
        businessKey: `card-order-refund:${id}`,
        description: `Возврат за ${orderName(number).toLowerCase()}`,
      });
    }
  }
  return { ids, postings };
}
