import { authorize, type Context } from '@/lib/access/context';
import { debitWallet } from '@/lib/billing/commands/debit-wallet';
import { counted } from '@/lib/core/text';
import { type Result, refusal, success } from '@/lib/core/result';
import { requireModule } from '@/lib/installations/queries';
import { transaction } from '@/lib/platform/transaction';
import { SIM_CARD_MODULE } from '@/lib/sim-cards/model';
import { orderName } from '../labels';
import type { CardOrderCode } from '../messages';
import type { OrderState } from '../model';
import { orderMachine } from '../order-state.rule';
import { lockOrder, moveOrder, planStep } from '../store';

const FORMS = ['смарт-карта', 'смарт-карты', 'смарт-карт'] as const;

/**
 * Pays for an order from the account and hands it to the operator, once however often it is pressed. What is charged
 * is the price of the order, whatever the catalogue says by now. Refusals: FORBIDDEN, NOT_FOUND, MODULE_NOT_INSTALLED,
 * ORDER_STATE, QUOTE_EXPIRED, INSUFFICIENT_FUNDS.
 */
export async function payCardOrder(
  ctx: Context,
  input: { readonly orderId: string },
): Promise<Result<{ readonly state: OrderState }, CardOrderCode>> {
  const denied = authorize(ctx, 'cardOrders.manage') ?? (await requireModule(ctx, SIM_CARD_MODULE));
  if (denied) return denied;
  return transaction(ctx, async (ctx): Promise<Result<{ readonly state: OrderState }, CardOrderCode>> => {
    const order = await lockOrder(ctx, input.orderId);
    if (!order) return refusal('NOT_FOUND');
    if (order.paymentState === 'PAID') return success({ state: order.state });
    if (!orderMachine[order.state].PAID) return refusal('ORDER_STATE');
    if (order.quoteExpiresAt <= ctx.clock.now()) return refusal('QUOTE_EXPIRED');
    if (order.total > 0) {
      const debit = await debitWallet(ctx, {
        amount: order.total,
        kind: 'CARD_ORDER',
        businessKey: `card-order:${order.id}`,
        description: `${orderName(order.number)}: ${counted(order.quantity, FORMS)}`,
      });
      if (!debit.ok) return debit;
    }
    const state = await moveOrder(ctx, order, 'PAID', { action: 'cardOrders.pay' });
    await planStep(ctx, order.id);
    return success({ state });
  });
}
