import { authorize, type Context } from '@/lib/access/context';
import { type Result, refusal, success } from '@/lib/core/result';
import { audit } from '@/lib/platform/audit';
import { transaction } from '@/lib/platform/transaction';
import type { CardOrderCode } from '../messages';
import type { OrderState } from '../model';
import { isCancellable, orderMachine } from '../order-state.rule';
import { lockOrder, moveOrder, orderAudit, planStep, saveOrder } from '../store';

/**
 * Cancels an order before it is shipped. An unpaid one is cancelled at once; for a paid one the operator is asked by
 * the worker, and the money goes back to the account when it agrees. Refusals: FORBIDDEN, NOT_FOUND,
 * ORDER_NOT_CANCELLABLE.
 */
export async function cancelCardOrder(
  ctx: Context,
  input: { readonly orderId: string },
): Promise<Result<{ readonly state: OrderState }, CardOrderCode>> {
  const denied = authorize(ctx, 'cardOrders.manage');
  if (denied) return denied;
  return transaction(ctx, async (ctx): Promise<Result<{ readonly state: OrderState }, CardOrderCode>> => {
    const order = await lockOrder(ctx, input.orderId);
    if (!order) return refusal('NOT_FOUND');
    if (order.state === 'CANCELLED' || order.cancelRequestedAt) return success({ state: order.state });
    if (!isCancellable(order.state)) return refusal('ORDER_NOT_CANCELLABLE');
    if (orderMachine[order.state].WITHDRAWN) {
      return success({ state: await moveOrder(ctx, order, 'WITHDRAWN', { action: 'cardOrders.cancel' }) });
    }
    await saveOrder(ctx, order.id, { cancelRequestedAt: ctx.clock.now(), reason: null });
    await audit(ctx, orderAudit(order, 'cardOrders.cancel', order.state));
    await planStep(ctx, order.id);
    return success({ state: order.state });
  });
}
