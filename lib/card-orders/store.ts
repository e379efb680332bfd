import type { Context } from '@/lib/access/context';
import { creditWallet } from '@/lib/billing/commands/credit-wallet';
import { addMoney, type Kopecks, kopecks } from '@/lib/core/money';
import { type Prisma } from '@/lib/platform/db';
import { audit, type AuditRecord } from '@/lib/platform/audit';
import { enqueue } from '@/lib/platform/jobs';
import { orderName } from './labels';
import type { CartLine, DeliveryPlace, OrderPaymentState, OrderState } from './model';
import { refundFor } from './order-price.rule';
import { isRefunded, type OrderEvent, orderStateAfter } from './order-state.rule';

export interface StoredLine extends CartLine {
  readonly id: string;
  readonly received: number;
}

export interface StoredOrder extends DeliveryPlace {
  readonly id: string;
  readonly number: number;
  readonly requestId: string;
  readonly storeId: string | null;
  readonly operatorSlug: string;
  readonly state: OrderState;
  readonly paymentState: OrderPaymentState;
  readonly quantity: number;
  readonly unitPrice: Kopecks;
  readonly total: Kopecks;
  readonly refunded: Kopecks;
  readonly fulfilmentReference: string | null;
  readonly shipment: number;
  readonly reason: string | null;
  readonly unreachableAt: Date | null;
  readonly heldAt: Date | null;
  readonly quoteExpiresAt: Date;
  readonly packingAt: Date | null;
  readonly shippedAt: Date | null;
  readonly returnedAt: Date | null;
  readonly cancelTakenAt: Date | null;
  readonly lines: readonly StoredLine[];
  /** cards that have come */
  readonly received: number;
}

/**
 * Orders that the context sees: every line is for one of its stores, so that an order over several stores is shown to
 * nobody who sees but a part of it.
 */
export const orderScope = (ctx: Context): Prisma.CardOrderWhereInput => ({
  organizationId: ctx.organizationId,
  ...(ctx.storeIds !== null && { lines: { some: {}, every: { storeId: { in: [...ctx.storeIds] } } } }),
});

async function findOrderBy(ctx: Context, where: Prisma.CardOrderWhereInput): Promise<StoredOrder | null> {
  const row = await ctx.db.cardOrder.findFirst({
    where: { AND: [orderScope(ctx), where] },
    include: { lines: { orderBy: { position: 'asc' } } },
  });
  return (
    row && {
      ...row,
      unitPrice: kopecks(row.unitPriceKopecks),
      total: kopecks(row.totalKopecks),
      refunded: kopecks(row.refundedKopecks),
      received: row.lines.reduce((sum, line) => sum + line.received, 0),
    }
  );
}

export const findOrder = (ctx: Context, id: string): Promise<StoredOrder | null> => findOrderBy(ctx, { id });

/** The order in scope, locked until the end of the transaction. */
export async function lockOrder(ctx: Context, id: string): Promise<StoredOrder | null> {
  if (!(await findOrder(ctx, id))) return null;
  await ctx.db.$executeRaw`
    SELECT 1 FROM "card_order"
    WHERE "organization_id" = ${ctx.organizationId}::uuid AND "id" = ${id}::uuid FOR UPDATE`;
  return findOrder(ctx, id);
}

/** The order that this request has made, locked. `hidden`: it is out of scope. */
export async function lockOrderOfRequest(
  ctx: Context,
  requestId: string,
): Promise<StoredOrder | 'hidden' | null> {
  const { organizationId } = ctx;
  const row = await ctx.db.cardOrder.findUnique({
    where: { organizationId_requestId: { organizationId, requestId } },
    select: { id: true },
  });
  return row && ((await lockOrder(ctx, row.id)) ?? 'hidden');
}

export async function saveOrder(
  ctx: Context,
  id: string,
  data: Prisma.CardOrderUncheckedUpdateManyInput,
): Promise<void> {
  await ctx.db.cardOrder.updateMany({ where: { organizationId: ctx.organizationId, id }, data });
}

export async function saveLines(ctx: Context, orderId: string, lines: readonly CartLine[]): Promise<void> {
  const { organizationId } = ctx;
  await ctx.db.cardOrderLine.deleteMany({ where: { organizationId, orderId } });
  await ctx.db.cardOrderLine.createMany({
    data: lines.map((line, position) => ({ organizationId, orderId, position, ...line })),
  });
}

type TimeColumn = 'submittedAt' | 'paidAt' | 'deliveredAt' | 'returnedAt' | 'resentAt' | 'cancelledAt';
const timeOf: Readonly<Partial<Record<OrderEvent, TimeColumn>>> = {
  SUBMITTED: 'submittedAt',
  PAID: 'paidAt',
  DELIVERED: 'deliveredAt',
  SHORT: 'deliveredAt',
  RETURNED: 'returnedAt',
  RESENT: 'resentAt',
  WITHDRAWN: 'cancelledAt',
  EXPIRED: 'cancelledAt',
  CANCELLED: 'cancelledAt',
  FAILED: 'cancelledAt',
};

/**
 * Moves a locked order by the state table, gives the money back where the rules say so, and writes the audit; the one
 * place that writes the state of an order.
 * @throws when the event cannot happen in the order's state.
 */
export async function moveOrder(
  ctx: Context,
  order: StoredOrder,
  event: OrderEvent,
  facts: { readonly action: string; readonly data?: Prisma.CardOrderUncheckedUpdateManyInput },
): Promise<OrderState> {
  const state = orderStateAfter(order.state, event);
  const at = ctx.clock.now();
  const time = timeOf[event];
  const refund = isRefunded(event, order.paymentState) ? await refundMissing(ctx, order) : null;
  await saveOrder(ctx, order.id, {
    ...facts.data,
    state,
    ...(time && { [time]: at }),
    // The first time counts: an order that is sent anew is packed and shipped again.
    ...(state === 'PACKING' && !order.packingAt && { packingAt: at }),
    ...(state === 'SHIPPED' && !order.shippedAt && { shippedAt: at }),
    ...(event === 'PAID' && { paymentState: 'PAID' as const }),
    ...refund?.data,
  });
  const record = orderAudit(order, facts.action, state);
  await audit(ctx, refund ? { ...record, after: { ...record.after, refunded: refund.amount } } : record);
  return state;
}

async function refundMissing(ctx: Context, order: StoredOrder) {
  const amount = refundFor({
    ...order,
    missing: order.quantity - order.received,
    travelled: order.received > 0 || order.shipment > 1 || order.state === 'RETURNED',
  });
  if (amount === 0) return null;
  await creditWallet(ctx, {
    amount,
    kind: 'CARD_ORDER_REFUND',
    businessKey: `card-order-refund:${order.id}`,
    description: `Возврат за ${orderName(order.number).toLowerCase()}`,
  });
  const refunded = addMoney(order.refunded, amount);
  const paymentState: OrderPaymentState = refunded === order.total ? 'REFUNDED' : 'PARTLY_REFUNDED';
  return { amount, data: { refundedKopecks: refunded, paymentState } };
}

export const orderAudit = (
  order: Pick<StoredOrder, 'id' | 'number' | 'storeId' | 'state'>,
  action: string,
  state: OrderState,
): AuditRecord => ({
  action,
  objectType: 'cardOrder',
  objectId: order.id,
  objectName: orderName(order.number),
  storeId: order.storeId,
  before: { state: order.state },
  after: { state },
});

const orderJobKey = (orderId: string): string => `card-order:${orderId}`;

/** The next step of an order at its operator; `attempt` counts steps without a change. */
export async function planStep(
  ctx: Pick<Context, 'db' | 'organizationId'>,
  orderId: string,
  { attempt = 0, runInMs = 0 }: { readonly attempt?: number; readonly runInMs?: number } = {},
): Promise<void> {
  await enqueue(ctx, 'card-orders.fulfil', { orderId, attempt }, { key: orderJobKey(orderId), runInMs });
}

/** The next number of the organization's orders, held until the end of the transaction. */
export async function nextNumber(ctx: Context): Promise<number> {
  await ctx.db.$executeRaw`
    SELECT 1 FROM "organization" WHERE "id" = ${ctx.organizationId}::uuid FOR NO KEY UPDATE`;
  const last = await ctx.db.cardOrder.aggregate({
    where: { organizationId: ctx.organizationId },
    _max: { number: true },
  });
  return (last._max.number ?? 0) + 1;
}
