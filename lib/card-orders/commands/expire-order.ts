import { authorize, type Context } from '@/lib/access/context';
import { type Result, refusal, success } from '@/lib/core/result';
import { transaction } from '@/lib/platform/transaction';
import type { OrderState } from '../model';
import { orderMachine } from '../order-state.rule';
import { lockOrder, moveOrder } from '../store';

const reasons: Readonly<Partial<Record<OrderState, string>>> = {
  DRAFT: 'Черновик не меняли 30 дней',
  AWAITING_PAYMENT: 'Цена действовала 30 дней, заказ не оплачен',
};

/** Cancels a draft or an unpaid order whose 30 days are over; before that changes nothing. Refusals: FORBIDDEN, NOT_FOUND. */
export async function expireCardOrder(
  ctx: Context,
  input: { readonly orderId: string },
): Promise<Result<OrderState, 'FORBIDDEN' | 'NOT_FOUND'>> {
  const denied = authorize(ctx, 'cardOrders.manage');
  if (denied) return denied;
  return transaction(ctx, async (ctx): Promise<Result<OrderState, 'NOT_FOUND'>> => {
    const order = await lockOrder(ctx, input.orderId);
    if (!order) return refusal('NOT_FOUND');
    if (!orderMachine[order.state].EXPIRED || order.quoteExpiresAt > ctx.clock.now()) {
      return success(order.state);
    }
    const data = { reason: reasons[order.state] ?? null };
    return success(await moveOrder(ctx, order, 'EXPIRED', { action: 'cardOrders.expire', data }));
  });
}
