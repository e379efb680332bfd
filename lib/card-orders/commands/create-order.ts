import { authorize, type Context, seesStore } from '@/lib/access/context';
import { formatMoney, kopecks } from '@/lib/core/money';
import { type Result, refusal, success } from '@/lib/core/result';
import { requireModule } from '@/lib/installations/queries';
import { audit } from '@/lib/platform/audit';
import { transaction } from '@/lib/platform/transaction';
import { SIM_CARD_MODULE } from '@/lib/sim-cards/model';
import { orderName } from '../labels';
import type { CardOrderCode } from '../messages';
import { orderPrice, QUOTE_DAYS } from '../order-price.rule';
import { orderStateAfter } from '../order-state.rule';
import type { CreateCardOrderInput } from '../schema';
import { nextNumber } from '../store';

const DAY_MS = 86_400_000;

/**
 * Orders new smart cards: price and address are fixed and hold for 30 days, the order waits for payment. The same
 * request again gives its order. Refusals: FORBIDDEN, MODULE_NOT_INSTALLED, STORE_NOT_FOUND, OPERATOR_NOT_INTEGRATED,
 * QUOTE_CHANGED (seed «Кассовые сервисы», functional characteristic 5).
 */
export async function createCardOrder(
  ctx: Context,
  input: CreateCardOrderInput,
): Promise<Result<{ readonly orderId: string; readonly number: number }, CardOrderCode>> {
  const denied = authorize(ctx, 'cardOrders.manage') ?? (await requireModule(ctx, SIM_CARD_MODULE));
  if (denied) return denied;
  return transaction(
    ctx,
    async (ctx): Promise<Result<{ readonly orderId: string; readonly number: number }, CardOrderCode>> => {
      const number = await nextNumber(ctx);
      const { organizationId } = ctx;
      const earlier = await ctx.db.cardOrder.findUnique({
        where: { organizationId_requestId: { organizationId, requestId: input.requestId } },
        select: { id: true, number: true, storeId: true },
      });
      if (earlier) {
        return seesStore(ctx, earlier.storeId)
          ? success({ orderId: earlier.id, number: earlier.number })
          : refusal('NOT_FOUND');
      }
      const store = seesStore(ctx, input.storeId)
        ? await ctx.db.store.findFirst({ where: { id: input.storeId, organizationId }, select: { id: true } })
        : null;
      if (!store) return refusal('STORE_NOT_FOUND');
      const operator = await ctx.db.operator.findUnique({ where: { slug: input.operatorSlug } });
      if (!operator?.integrated) return refusal('OPERATOR_NOT_INTEGRATED');
      const price = orderPrice(kopecks(operator.cardPriceKopecks), input.quantity);
      if (price.total !== input.expectedTotal) {
        return refusal('QUOTE_CHANGED', { total: formatMoney(price.total) });
      }
      const now = ctx.clock.now();
      const order = await ctx.db.cardOrder.create({
        data: {
          organizationId,
          storeId: store.id,
          number,
          requestId: input.requestId,
          operatorSlug: operator.slug,
          state: orderStateAfter('DRAFT', 'SUBMITTED'),
          paymentState: 'UNPAID',
          quantity: input.quantity,
          unitPriceKopecks: operator.cardPriceKopecks,
          deliveryKopecks: price.delivery,
          totalKopecks: price.total,
          recipient: input.recipient,
          phone: input.phone,
          postalCode: input.postalCode,
          city: input.city,
          addressLine: input.addressLine,
          quoteExpiresAt: new Date(now.getTime() + QUOTE_DAYS * DAY_MS),
          createdAt: now,
        },
        select: { id: true },
      });
      await audit(ctx, {
        action: 'cardOrders.create',
        objectType: 'cardOrder',
        objectId: order.id,
        objectName: orderName(number),
        storeId: store.id,
        after: { operator: operator.name, quantity: input.quantity, total: price.total },
      });
      return success({ orderId: order.id, number });
    },
  );
}
