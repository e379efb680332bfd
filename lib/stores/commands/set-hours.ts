import { authorize, type Context } from '@/lib/access/context';
import { type Result, refusal, success } from '@/lib/core/result';
import { audit } from '@/lib/platform/audit';
import { transaction } from '@/lib/platform/transaction';
import { hoursWords, type StoreHours } from '../hours.rule';
import type { StoreCode } from '../messages';
import type { SetHoursInput } from '../schema';

/** When a store works, by its own clock; null: not known. Refusals: FORBIDDEN, NOT_FOUND. */
export async function setHours(
  ctx: Context,
  { storeId, hours }: SetHoursInput,
): Promise<Result<StoreHours | null, StoreCode>> {
  const denied = authorize(ctx, 'stores.manage');
  if (denied) return denied;
  return transaction(ctx, async (ctx): Promise<Result<StoreHours | null, StoreCode>> => {
    const scope = ctx.storeIds === null ? [] : [{ id: { in: [...ctx.storeIds] } }];
    const where = { organizationId: ctx.organizationId, AND: [{ id: storeId }, ...scope] };
    const store = await ctx.db.store.findFirst({ where });
    if (!store) return refusal('NOT_FOUND');
    const after = { opensAt: hours?.opensAt ?? null, closesAt: hours?.closesAt ?? null };
    if (store.opensAt === after.opensAt && store.closesAt === after.closesAt) return success(hours);
    await ctx.db.store.updateMany({ where, data: after });
    await audit(ctx, {
      action: 'stores.setHours',
      objectType: 'store',
      objectId: store.id,
      objectName: store.name,
      storeId: store.id,
      before: { hours: hoursWords(store) },
      after: { hours: hoursWords(after) },
    });
    return success(hours);
  });
}
