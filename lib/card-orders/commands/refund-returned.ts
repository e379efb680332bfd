import { authorize, type Context } from '@/lib/access/context';
import { type Result, refusal, success } from '@/lib/core/result';
import { transaction } from '@/lib/platform/transaction';
import type { CardOrderCode } from '../messages';
import type { OrderState } from '../model';
import { lockOrder, moveOrder } from '../store';

/**
 * Closes an order whose parcel came back: the price of the cards that did not come goes to the account, the delivery
 * has been made and is not given back. Pressed twice it is once. Refusals: FORBIDDEN, NOT_FOUND, ORDER_NOT_RETURNED.
 */
export async function refundReturnedOrder(
  ctx: Context,
  input: { readonly orderId: string },
): Promise<Result<{ readonly state: OrderState }, CardOrderCode>> {
  const denied = authorize(ctx, 'cardOrders.manage');
  if (denied) return denied;
  return transaction(ctx, async (ctx): Promise<Result<{ readonly state: OrderState }, CardOrderCode>> => {
    const order = await lockOrder(ctx, input.orderId);
    if (!order) return refusal('NOT_FOUND');
    if (order.state !== 'RETURNED') {
      return order.refunded > 0 && order.returnedAt !== null
        ? success({ state: order.state })
        : refusal('ORDER_NOT_RETURNED');
    }
    const event = order.received > 0 ? 'SHORT' : 'CANCELLED';
    return success({ state: await moveOrder(ctx, order, event, { action: 'cardOrders.refundReturned' }) });
  });
}
