import { authorize, type Context } from '@/lib/access/context';
import { type Result, refusal, success } from '@/lib/core/result';
import { audit } from '@/lib/platform/audit';
import { transaction } from '@/lib/platform/transaction';
import type { CreateStoreCode } from '../messages';
import type { CreateStoreInput } from '../schema';

/**
 * A new store of the organization; the same request again is the same store. Only for who sees all stores: to one who
 * is bound to some, it would be of no use. Refusals: FORBIDDEN, NAME_TAKEN.
 */
export async function createStore(
  ctx: Context,
  { requestId, name, address, timeZone }: CreateStoreInput,
): Promise<Result<{ storeId: string }, CreateStoreCode>> {
  const denied = authorize(ctx, 'stores.manage');
  if (denied) return denied;
  if (ctx.storeIds !== null) return refusal('FORBIDDEN');
  const { organizationId } = ctx;
  return transaction(ctx, async (ctx): Promise<Result<{ storeId: string }, CreateStoreCode>> => {
    await ctx.db.$executeRaw`SELECT 1 FROM "organization" WHERE "id" = ${organizationId}::uuid FOR UPDATE`;
    const same = await ctx.db.store.findFirst({ where: { organizationId, id: requestId } });
    if (same) return success({ storeId: same.id });
    const namesake = await ctx.db.store.findFirst({
      where: { organizationId, name: { equals: name, mode: 'insensitive' } },
    });
    if (namesake) return refusal('NAME_TAKEN');
    const [store] = await ctx.db.store.createManyAndReturn({
      data: [{ id: requestId, organizationId, name, address, timeZone, createdAt: ctx.clock.now() }],
      skipDuplicates: true,
    });
    // The identifier is another organization's: whoever guessed it learns no more than with any other.
    if (!store) return refusal('NAME_TAKEN');
    await audit(ctx, {
      action: 'stores.create',
      objectType: 'store',
      objectId: store.id,
      objectName: name,
      storeId: store.id,
      after: { address },
    });
    return success({ storeId: store.id });
  });
}
