import { authorize, type Context } from '@/lib/access/context';
import { type Result, refusal, success } from '@/lib/core/result';
import { audit } from '@/lib/platform/audit';
import { transaction } from '@/lib/platform/transaction';
import { placeText } from '../address.store';
import type { CardOrderCode } from '../messages';
import type { OrderState } from '../model';
import { isResendable } from '../order-state.rule';
import type { ResendCardOrderInput } from '../schema';
import { lockOrder, moveOrder, orderAudit, planStep } from '../store';

/**
 * Sends the cards of a returned parcel anew, without charge and once, to the place given: the order takes a copy of it.
 * Pressed twice it is once. Refusals: FORBIDDEN, NOT_FOUND, ORDER_NOT_RETURNED, ORDER_RESENT_ALREADY.
 */
export async function resendReturnedOrder(
  ctx: Context,
  input: ResendCardOrderInput,
): Promise<Result<{ readonly state: OrderState }, CardOrderCode>> {
  const denied = authorize(ctx, 'cardOrders.manage');
  if (denied) return denied;
  const { orderId, recipient, phone, postalCode, city, addressLine } = input;
  const place = { recipient, phone, postalCode, city, addressLine };
  return transaction(ctx, async (ctx): Promise<Result<{ readonly state: OrderState }, CardOrderCode>> => {
    const order = await lockOrder(ctx, orderId);
    if (!order) return refusal('NOT_FOUND');
    if (order.state !== 'RETURNED') {
      return order.shipment > 1 ? success({ state: order.state }) : refusal('ORDER_NOT_RETURNED');
    }
    if (!isResendable(order)) return refusal('ORDER_RESENT_ALREADY');
    const state = await moveOrder(ctx, order, 'RESENT', {
      action: 'cardOrders.resend',
      data: {
        ...place,
        shipment: order.shipment + 1,
        fulfilmentReference: null,
        cancelTakenAt: null,
        heldAt: null,
        reason: null,
      },
    });
    if (placeText(order) !== placeText(place)) {
      await audit(ctx, {
        ...orderAudit(order, 'cardOrders.changeAddress', state),
        before: { address: placeText(order) },
        after: { address: placeText(place) },
      });
    }
    await planStep(ctx, order.id);
    return success({ state });
  });
}
