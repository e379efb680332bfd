import { type Context, inStores } from '@/lib/access/context';
import { creditWallet } from '@/lib/billing/commands/credit-wallet';
import { type Kopecks, kopecks } from '@/lib/core/money';
import { type Prisma } from '@/lib/platform/db';
import { audit, type AuditRecord } from '@/lib/platform/audit';
import { enqueue } from '@/lib/platform/jobs';
import { orderName } from './labels';
import type { OrderPaymentState, OrderState } from './model';
import { isRefunded, type OrderEvent, orderStateAfter } from './order-state.rule';

export interface StoredOrder {
  readonly id: string;
  readonly number: number;
  readonly storeId: string | null;
  readonly operatorSlug: string;
  readonly state: OrderState;
  readonly paymentState: OrderPaymentState;
  readonly quantity: number;
  readonly total: Kopecks;
  readonly recipient: string;
  readonly phone: string;
  readonly postalCode: string;
  readonly city: string;
  readonly addressLine: string;
  readonly fulfilmentReference: string | null;
  readonly trackingNumber: string | null;
  readonly unreachableAt: Date | null;
  readonly quoteExpiresAt: Date;
  readonly cancelRequestedAt: Date | null;
}

export async function findOrder(ctx: Context, id: string): Promise<StoredOrder | null> {
  const row = await ctx.db.cardOrder.findFirst({
    where: { id, organizationId: ctx.organizationId, ...inStores(ctx) },
  });
  return row && { ...row, total: kopecks(row.totalKopecks) };
}

/** The order in scope, locked until the end of the transaction. */
export async function lockOrder(ctx: Context, id: string): Promise<StoredOrder | null> {
  const found = await findOrder(ctx, id);
  if (!found) return null;
  await ctx.db.$executeRaw`
    SELECT 1 FROM "card_order"
    WHERE "organization_id" = ${ctx.organizationId}::uuid AND "id" = ${id}::uuid FOR UPDATE`;
  return findOrder(ctx, id);
}

export async function saveOrder(
  ctx: Context,
  id: string,
  data: Prisma.CardOrderUncheckedUpdateManyInput,
): Promise<void> {
  await ctx.db.cardOrder.updateMany({ where: { organizationId: ctx.organizationId, id }, data });
}

type TimeColumn = 'paidAt' | 'packingAt' | 'shippedAt' | 'deliveredAt' | 'cancelledAt';
const timeOf: Readonly<Partial<Record<OrderEvent, TimeColumn>>> = {
  PAID: 'paidAt',
  PACKED: 'packingAt',
  SHIPPED: 'shippedAt',
  DELIVERED: 'deliveredAt',
  WITHDRAWN: 'cancelledAt',
  CANCELLED: 'cancelledAt',
  FAILED: 'cancelledAt',
};

/**
 * Moves a locked order by the state table, gives the money back where the table's rule says so, and writes the audit;
 * the one place that writes the state of an order.
 * @throws when the event cannot happen in the order's state.
 */
export async function moveOrder(
  ctx: Context,
  order: StoredOrder,
  event: OrderEvent,
  facts: { readonly action: string; readonly data?: Prisma.CardOrderUncheckedUpdateManyInput },
): Promise<OrderState> {
  const state = orderStateAfter(order.state, event);
  const time = timeOf[event];
  const refunded = isRefunded(event, order.paymentState);
  if (refunded) {
    await creditWallet(ctx, {
      amount: order.total,
      kind: 'CARD_ORDER_REFUND',
      businessKey: `card-order-refund:${order.id}`,
      description: `Возврат за ${orderName(order.number).toLowerCase()}`,
    });
  }
  await saveOrder(ctx, order.id, {
    ...facts.data,
    state,
    ...(time && { [time]: ctx.clock.now() }),
    ...(event === 'PAID' && { paymentState: 'PAID' as const }),
    ...(refunded && { paymentState: 'REFUNDED' as const }),
  });
  await audit(ctx, orderAudit(order, facts.action, state));
  return state;
}

export const orderAudit = (order: StoredOrder, action: string, state: OrderState): AuditRecord => ({
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
