import { randomUUID } from 'node:crypto';
import { addDays } from '@/lib/core/local-date';
import type { Db } from '@/lib/platform/db';
import { OWNER } from './chain';
import type { Posting } from './ledger';
import type { StoryTime } from './time';

const DELIVERY_KOPECKS = 35_000;
const unitPrices = { mts: 29_000, megafon: 25_000 } as const;

interface OrderStory {
  readonly operator: keyof typeof unitPrices;
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
  const ids = new Map<number, string>();
  const postings: Posting[] = [];
  for (const [position, order] of orders.entries()) {
    const number = position + 1;
    const { operator, quantity, state, store, createdDaysAgo } = order;
    const total = unitPrices[operator] * quantity + DELIVERY_KOPECKS;
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
        unitPriceKopecks: unitPrices[operator],
        deliveryKopecks: DELIVERY_KOPECKS,
        totalKopecks: total,
        recipient: OWNER,
        phone: '+79161234567',
        fulfilmentReference: isSent ? `demo-${randomUUID()}` : null,
        trackingNumber: isSent ? `RU00000${String(7_310_460 + number)}` : null,
        quoteExpiresAt: day(30, '15:10'),
        createdAt,
        paidAt,
        packingAt: isSent ? day(1, '10:40') : null,
        shippedAt: isSent ? day(2, '09:15') : null,
        deliveredAt: state === 'DELIVERED' ? day(7, '14:02') : null,
        cancelledAt,
      },
      select: { id: true },
    });
    ids.set(number, id);
    const line = { description: `Заказ смарт-карт № ${number}`, actorName: OWNER };
    if (paidAt)
      postings.push({
        ...line,
        kind: 'CARD_ORDER',
        at: paidAt,
        amount: -total,
        businessKey: `card-order:${id}`,
      });
    if (cancelledAt) {
      postings.push({
        ...line,
        kind: 'CARD_ORDER_REFUND',
        at: cancelledAt,
        amount: total,
        businessKey: `card-order-refund:${id}`,
        description: `Возврат за заказ № ${number}`,
      });
    }
  }
  return { ids, postings };
}
