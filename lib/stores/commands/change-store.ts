import { authorize, type Context, seesStore } from '@/lib/access/context';
import { type Result, refusal, success } from '@/lib/core/result';
import { audit } from '@/lib/platform/audit';
import { transaction } from '@/lib/platform/transaction';
import type { StoreCode } from '../messages';

/** Another name or address of a store; what is not given stays. Refusals: FORBIDDEN, NOT_FOUND. */
export async function changeStore(
  ctx: Context,
  { storeId, name, address }: { storeId: string; name?: string | undefined; address?: string | undefined },
): Promise<Result<null, StoreCode>> {
  const denied = authorize(ctx, 'stores.manage');
  if (denied) return denied;
  if (!seesStore(ctx, storeId)) return refusal('NOT_FOUND');
  return transaction(ctx, async (ctx): Promise<Result<null, StoreCode>> => {
    const where = { organizationId: ctx.organizationId, id: storeId };
    const store = await ctx.db.store.findFirst({ where });
    if (!store) return refusal('NOT_FOUND');
    const after = { name: name ?? store.name, address: address ?? store.address };
    if (after.name === store.name && after.address === store.address) return success(null);
    await ctx.db.store.updateMany({ where, data: after });
    await audit(ctx, {
      action: 'stores.change',
      objectType: 'store',
      objectId: store.id,
      objectName: after.name,
      storeId: store.id,
      before: { name: store.name, address: store.address },
      after,
    });
    return success(null);
  });
}
