import { authorize, type Context } from '@/lib/access/context';
import { type Result, refusal, success } from '@/lib/core/result';
import { requireModule } from '@/lib/installations/queries';
import { audit } from '@/lib/platform/audit';
import { transaction } from '@/lib/platform/transaction';
import { SIM_CARD_MODULE } from '@/lib/sim-cards/model';
import { priceCart } from '../cart.store';
import { orderName } from '../labels';
import type { CardOrderCode } from '../messages';
import type { DraftCardOrderInput } from '../schema';
import { lockOrderOfRequest, nextNumber, saveLines, saveOrder } from '../store';

type Saved = { readonly orderId: string; readonly number: number };

/**
 * Keeps a cart that is not ordered yet: its lines are right, the address may wait. The same request again changes its
 * draft; untouched for 30 days it is cancelled. Refusals: FORBIDDEN, NOT_FOUND, MODULE_NOT_INSTALLED,
 * STORE_NOT_FOUND, TERMINAL_NOT_FOUND, OPERATOR_NOT_INTEGRATED, ORDER_STATE (it is ordered already).
 */
export async function saveCardOrderDraft(
  ctx: Context,
  input: DraftCardOrderInput,
): Promise<Result<Saved, CardOrderCode>> {
  const denied = authorize(ctx, 'cardOrders.manage') ?? (await requireModule(ctx, SIM_CARD_MODULE));
  if (denied) return denied;
  return transaction(ctx, async (ctx): Promise<Result<Saved, CardOrderCode>> => {
    const number = await nextNumber(ctx);
    const draft = await lockOrderOfRequest(ctx, input.requestId);
    if (draft === 'hidden') return refusal('NOT_FOUND');
    if (draft && draft.state !== 'DRAFT') return refusal('ORDER_STATE');
    const cart = await priceCart(ctx, input);
    if (!cart.ok) return cart;
    const { columns, price, operatorName } = cart.value;
    if (draft) {
      await saveOrder(ctx, draft.id, columns);
      await saveLines(ctx, draft.id, input.lines);
      return success({ orderId: draft.id, number: draft.number });
    }
    const { id } = await ctx.db.cardOrder.create({
      data: {
        ...columns,
        organizationId: ctx.organizationId,
        number,
        requestId: input.requestId,
        state: 'DRAFT',
        paymentState: 'UNPAID',
        createdAt: ctx.clock.now(),
      },
      select: { id: true },
    });
    await saveLines(ctx, id, input.lines);
    await audit(ctx, {
      action: 'cardOrders.draft',
      objectType: 'cardOrder',
      objectId: id,
      objectName: orderName(number),
      storeId: columns.storeId,
      after: { operator: operatorName, quantity: columns.quantity, total: price.total },
    });
    return success({ orderId: id, number });
  });
}
