import { authorize, type Context } from '@/lib/access/context';
import { type Result, refusal, success } from '@/lib/core/result';
import { audit } from '@/lib/platform/audit';
import { transaction } from '@/lib/platform/transaction';
import { addressAudit, keepAddress, placeText } from '../address.store';
import type { CardOrderCode } from '../messages';
import type { SaveAddressInput } from '../schema';

/**
 * Adds a place to the address book or changes one; orders keep the copy they took. What is in the book already is not
 * doubled. Refusals: FORBIDDEN, NOT_FOUND, ADDRESS_BOOK_FULL.
 */
export async function saveDeliveryAddress(
  ctx: Context,
  { addressId, ...place }: SaveAddressInput,
): Promise<Result<{ readonly addressId: string }, CardOrderCode>> {
  const denied = authorize(ctx, 'cardOrders.manage');
  if (denied) return denied;
  return transaction(ctx, async (ctx): Promise<Result<{ readonly addressId: string }, CardOrderCode>> => {
    const { organizationId } = ctx;
    if (addressId === null) {
      const kept = await keepAddress(ctx, place);
      if (!kept.ok) return kept;
      if (kept.value.added) {
        await audit(ctx, addressAudit('cardOrders.addAddress', kept.value.addressId, place));
      }
      return success({ addressId: kept.value.addressId });
    }
    const earlier = await ctx.db.deliveryAddress.findFirst({ where: { organizationId, id: addressId } });
    if (!earlier) return refusal('NOT_FOUND');
    if (placeText(earlier) === placeText(place)) return success({ addressId });
    const same = await ctx.db.deliveryAddress.findFirst({ where: { organizationId, ...place } });
    if (same) await ctx.db.deliveryAddress.deleteMany({ where: { organizationId, id: addressId } });
    else await ctx.db.deliveryAddress.updateMany({ where: { organizationId, id: addressId }, data: place });
    const id = same?.id ?? addressId;
    await audit(ctx, {
      ...addressAudit('cardOrders.changeAddress', id, place),
      before: { address: placeText(earlier) },
      after: { address: placeText(place) },
    });
    return success({ addressId: id });
  });
}
