import { authorize, type Context } from '@/lib/access/context';
import { type Result, refusal, success } from '@/lib/core/result';
import { audit } from '@/lib/platform/audit';
import { transaction } from '@/lib/platform/transaction';
import type { StoreCode } from '../messages';

export interface AddedStore {
  readonly name: string;
  readonly address: string;
  /** IANA name */
  readonly timeZone: string;
}

/** New stores, their ids in the order given. For those who see every store. Refusals: FORBIDDEN. */
export async function addStores(
  ctx: Context,
  stores: readonly AddedStore[],
): Promise<Result<string[], StoreCode>> {
  const denied = authorize(ctx, 'stores.manage');
  if (denied) return denied;
  if (ctx.storeIds !== null) return refusal('FORBIDDEN');
  return transaction(ctx, async (ctx) => {
    const { organizationId } = ctx;
    const createdAt = ctx.clock.now();
    const ids: string[] = [];
    for (const { name, address, timeZone } of stores) {
      const { id } = await ctx.db.store.create({
        data: { organizationId, name, address, timeZone, createdAt },
        select: { id: true },
      });
      ids.push(id);
    }
    await audit(
      ctx,
      stores.map(({ name, address, timeZone }, at) => ({
        action: 'stores.add',
        objectType: 'store',
        objectId: ids[at] ?? '',
        objectName: name,
        storeId: ids[at],
        after: { address, timeZone },
      })),
    );
    return success(ids);
  });
}
