import { type Context, inStores } from '@/lib/access/context';
import { isId } from '@/lib/core/ids';
import { kopecks } from '@/lib/core/money';
import type { Prisma } from '@/lib/platform/db';
import type { CardOffer, CardOrderDetail, CardOrderList, CardOrderRow, OrderStep } from './model';
import type { CardOrderFilter } from './schema';

const PAGE_SIZE = 50;

const rowInclude = {
  operator: { select: { name: true } },
  store: { select: { name: true } },
} satisfies Prisma.CardOrderInclude;
type StoredRow = Prisma.CardOrderGetPayload<{ include: typeof rowInclude }>;

const scope = (ctx: Context): Prisma.CardOrderWhereInput => ({
  organizationId: ctx.organizationId,
  ...inStores(ctx),
});

/** Orders in scope, newest first, 50 a page. Ids grow with time; index: (organization_id, id). */
export async function listCardOrders(ctx: Context, filter: CardOrderFilter): Promise<CardOrderList> {
  const where = { ...scope(ctx), ...(filter.state && { state: filter.state }) };
  const backwards = filter.after === null && filter.before !== null;
  const cursor = filter.after ? { lt: filter.after } : filter.before ? { gt: filter.before } : null;
  const [found, total] = await Promise.all([
    ctx.db.cardOrder.findMany({
      where: { ...where, ...(cursor && { id: cursor }) },
      orderBy: { id: backwards ? 'asc' : 'desc' },
      take: PAGE_SIZE + 1,
      include: rowInclude,
    }),
    ctx.db.cardOrder.count({ where }),
  ]);
  const more = found.length > PAGE_SIZE;
  const rows = found.slice(0, PAGE_SIZE).map(toRow);
  if (backwards) rows.reverse();
  return {
    rows,
    total,
    previous: filter.after !== null || (backwards && more) ? (rows[0]?.id ?? null) : null,
    next: backwards || more ? (rows.at(-1)?.id ?? null) : null,
  };
}

/** One order in scope; null: foreign, unknown or no id. */
export async function cardOrderDetail(ctx: Context, id: string): Promise<CardOrderDetail | null> {
  if (!isId(id)) return null;
  const order = await ctx.db.cardOrder.findFirst({
    where: { id, ...scope(ctx) },
    include: { ...rowInclude, _count: { select: { simCards: true } } },
  });
  if (!order) return null;
  return {
    ...toRow(order),
    unitPrice: kopecks(order.unitPriceKopecks),
    delivery: kopecks(order.deliveryKopecks),
    recipient: order.recipient,
    phone: order.phone,
    postalCode: order.postalCode,
    city: order.city,
    addressLine: order.addressLine,
    reason: order.reason,
    quoteExpiresAt: order.quoteExpiresAt,
    quoteExpired: order.quoteExpiresAt <= ctx.clock.now(),
    steps: stepsOf(order),
    receivedCards: order._count.simCards,
  };
}

function toRow(order: StoredRow): CardOrderRow {
  return {
    id: order.id,
    number: order.number,
    state: order.state,
    paymentState: order.paymentState,
    operatorName: order.operator.name,
    storeName: order.store?.name ?? null,
    quantity: order.quantity,
    total: kopecks(order.totalKopecks),
    createdAt: order.createdAt,
    trackingNumber: order.trackingNumber,
    cancelling: order.cancelRequestedAt !== null,
    unreachable: order.unreachableAt !== null,
  };
}

function stepsOf(order: StoredRow): OrderStep[] {
  const steps: readonly { state: OrderStep['state']; at: Date | null }[] = [
    { state: 'AWAITING_PAYMENT', at: order.createdAt },
    { state: 'PAID', at: order.paidAt },
    { state: 'PACKING', at: order.packingAt },
    { state: 'SHIPPED', at: order.shippedAt },
    { state: 'DELIVERED', at: order.deliveredAt },
    { state: 'CANCEL_REQUESTED', at: order.cancelRequestedAt },
    { state: order.state === 'FAILED' ? 'FAILED' : 'CANCELLED', at: order.cancelledAt },
  ];
  return steps.flatMap(({ state, at }) => (at ? [{ state, at }] : []));
}

/** Operators whose cards can be ordered here, with the price of one. */
export async function cardOffers(ctx: Context): Promise<CardOffer[]> {
  const operators = await ctx.db.operator.findMany({
    where: { integrated: true },
    orderBy: { sortOrder: 'asc' },
    select: { slug: true, name: true, cardPriceKopecks: true },
  });
  return operators.map(({ slug, name, cardPriceKopecks }) => ({
    slug,
    name,
    unitPrice: kopecks(cardPriceKopecks),
  }));
}
