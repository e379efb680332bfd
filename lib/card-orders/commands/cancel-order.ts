import { authorize, type Context } from '@/lib/access/context';
import { type Result, refusal, success } from '@/lib/core/result';
import { transaction } from '@/lib/platform/transaction';
import type { CardOrderCode } from '../messages';
import type { OrderState } from '../model';
import { isCancellable, orderMachine } from '../order-state.rule';
import { lockOrder, moveOrder, planStep } from '../store';

/**
 * Cancels an order before it is shipped. A draft or an unpaid one is cancelled at once; a paid one is CANCELLING while
 * the worker asks the operator, and the money goes back to the account when it agrees. Refusals: FORBIDDEN, NOT_FOUND,
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
    const { state } = order;
    if (state === 'CANCELLED' || state === 'CANCELLING') return success({ state });
    if (!isCancellable(state)) return refusal('ORDER_NOT_CANCELLABLE');
    const action = 'cardOrders.cancel';
    if (orderMachine[state].WITHDRAWN) {
      return success({ state: await moveOrder(ctx, order, 'WITHDRAWN', { action }) });
    }
    const data = { cancelRequestedAt: ctx.clock.now(), cancelTakenAt: null, reason: null };
    const asked = await moveOrder(ctx, order, 'CANCEL_ASKED', { action, data });
    await planStep(ctx, order.id);
    return success({ state: asked });
  });
}
