import { authorize, type Context } from '@/lib/access/context';
import { type Result, refusal, success } from '@/lib/core/result';
import { audit } from '@/lib/platform/audit';
import { transaction } from '@/lib/platform/transaction';
import { addressAudit } from '../address.store';
import type { CardOrderCode } from '../messages';

/** Takes a place out of the address book; orders keep the copy they took. Refusals: FORBIDDEN, NOT_FOUND. */
export async function removeDeliveryAddress(
  ctx: Context,
  input: { readonly addressId: string },
): Promise<Result<null, CardOrderCode>> {
  const denied = authorize(ctx, 'cardOrders.manage');
  if (denied) return denied;
  return transaction(ctx, async (ctx): Promise<Result<null, CardOrderCode>> => {
    const where = { organizationId: ctx.organizationId, id: input.addressId };
    const address = await ctx.db.deliveryAddress.findFirst({ where });
    if (!address) return refusal('NOT_FOUND');
    await ctx.db.deliveryAddress.deleteMany({ where });
    await audit(ctx, addressAudit('cardOrders.removeAddress', address.id, address));
    return success(null);
  });
}
