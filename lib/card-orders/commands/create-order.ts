import { createHash } from 'node:crypto';
import { authorize, type Context } from '@/lib/access/context';
import { formatMoney } from '@/lib/core/money';
import { type Refusal, type Result, refusal, success } from '@/lib/core/result';
import { durationText } from '@/lib/core/text';
import { requireModule } from '@/lib/installations/queries';
import { audit } from '@/lib/platform/audit';
import type { Prisma } from '@/lib/platform/db';
import { transaction } from '@/lib/platform/transaction';
import { SIM_CARD_MODULE } from '@/lib/sim-cards/model';
import { keepAddress } from '../address.store';
import { cartSignature, SAME_ORDER_MINUTES } from '../cart.rule';
import { priceCart } from '../cart.store';
import { orderName } from '../labels';
import type { CardOrderCode } from '../messages';
import { orderStateAfter } from '../order-state.rule';
import type { CreateCardOrderInput } from '../schema';
import { lockOrderOfRequest, nextNumber, orderScope, saveLines, saveOrder } from '../store';

type Ordered = { readonly orderId: string; readonly number: number };

/**
 * Orders new smart cards for stores and terminals: price and address are fixed and hold for 30 days, the order waits
 * for payment. A draft of this request becomes the order; an order of this request is given as it is. Refusals:
 * FORBIDDEN, NOT_FOUND, MODULE_NOT_INSTALLED, STORE_NOT_FOUND, TERMINAL_NOT_FOUND, OPERATOR_NOT_INTEGRATED,
 * QUOTE_CHANGED, SAME_ORDER (one like it was made minutes ago and `evenIfSame` is not said), ADDRESS_BOOK_FULL
 * (seed «Кассовые сервисы», functional characteristic 5; domain.md C23).
 */
export async function createCardOrder(
  ctx: Context,
  input: CreateCardOrderInput,
): Promise<Result<Ordered, CardOrderCode>> {
  const denied = authorize(ctx, 'cardOrders.manage') ?? (await requireModule(ctx, SIM_CARD_MODULE));
  if (denied) return denied;
  return transaction(ctx, async (ctx): Promise<Result<Ordered, CardOrderCode>> => {
    const number = await nextNumber(ctx);
    const earlier = await lockOrderOfRequest(ctx, input.requestId);
    if (earlier === 'hidden') return refusal('NOT_FOUND');
    if (earlier && earlier.state !== 'DRAFT') {
      return success({ orderId: earlier.id, number: earlier.number });
    }
    const cart = await priceCart(ctx, input);
    if (!cart.ok) return cart;
    const { columns, price, operatorName } = cart.value;
    if (price.total !== input.expectedTotal) {
      return refusal('QUOTE_CHANGED', { total: formatMoney(price.total) });
    }
    const fingerprint = createHash('sha256').update(cartSignature(input)).digest('hex');
    const same = input.evenIfSame ? null : await refuseSame(ctx, fingerprint);
    if (same) return same;
    if (input.saveAddress) {
      const kept = await keepAddress(ctx, input);
      if (!kept.ok) return kept;
    }
    const now = ctx.clock.now();
    const submitted = {
      ...columns,
      fingerprint,
      state: orderStateAfter('DRAFT', 'SUBMITTED'),
      submittedAt: now,
    };
    const order = earlier
      ? { orderId: earlier.id, number: earlier.number }
      : { orderId: await insertOrder(ctx, { ...submitted, number, requestId: input.requestId }), number };
    if (earlier) await saveOrder(ctx, earlier.id, submitted);
    await saveLines(ctx, order.orderId, input.lines);
    await audit(ctx, {
      action: 'cardOrders.create',
      objectType: 'cardOrder',
      objectId: order.orderId,
      objectName: orderName(order.number),
      storeId: columns.storeId,
      after: { operator: operatorName, quantity: columns.quantity, total: price.total },
    });
    return success(order);
  });
}

type NewOrder = Omit<Prisma.CardOrderUncheckedCreateInput, 'organizationId' | 'paymentState' | 'createdAt'>;

async function insertOrder(ctx: Context, data: NewOrder): Promise<string> {
  const { id } = await ctx.db.cardOrder.create({
    data: {
      ...data,
      organizationId: ctx.organizationId,
      paymentState: 'UNPAID',
      createdAt: ctx.clock.now(),
    },
    select: { id: true },
  });
  return id;
}

/** The number of the organization's orders is held, so two at once see each other. */
async function refuseSame(ctx: Context, fingerprint: string): Promise<Refusal<'SAME_ORDER'> | null> {
  const now = ctx.clock.now();
  const same = await ctx.db.cardOrder.findFirst({
    where: {
      AND: [orderScope(ctx)],
      fingerprint,
      submittedAt: { gt: new Date(now.getTime() - SAME_ORDER_MINUTES * 60_000) },
      state: { notIn: ['DRAFT', 'CANCELLING', 'CANCELLED', 'FAILED'] },
    },
    orderBy: { number: 'desc' },
    select: { number: true, submittedAt: true },
  });
  if (!same) return null;
  const ago = now.getTime() - (same.submittedAt?.getTime() ?? now.getTime());
  return refusal('SAME_ORDER', { number: same.number, ago: `${durationText(ago)} назад` });
}
