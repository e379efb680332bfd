import { authorize, type Context } from '@/lib/access/context';
import { type Result, refusal, success } from '@/lib/core/result';
import { audit } from '@/lib/platform/audit';
import { transaction } from '@/lib/platform/transaction';
import type { StoreCode } from '../messages';
import { decideRemoval } from '../removal.rule';
import type { StoreInput } from '../schema';

/**
 * Removes a store in which nothing stands any more, with its own receipt setting and its place in people's rights; what
 * was done there stays in the journal. Refusals: FORBIDDEN, NOT_FOUND, STORE_HAS_TERMINALS, STORE_HAS_CARDS,
 * STORE_HAS_ORDERS (details `count`).
 */
export async function removeStore(
  ctx: Context,
  { storeId }: StoreInput,
): Promise<Result<{ readonly name: string }, StoreCode>> {
  const denied = authorize(ctx, 'stores.create');
  if (denied) return denied;
  return transaction(ctx, async (ctx): Promise<Result<{ readonly name: string }, StoreCode>> => {
    const { organizationId } = ctx;
    const where = { organizationId, id: storeId };
    // Held like this no terminal, card or order comes to it: their references wait.
    await ctx.db.$executeRaw`
      SELECT 1 FROM "store" WHERE "organization_id" = ${organizationId}::uuid AND "id" = ${storeId}::uuid FOR UPDATE`;
    const store = await ctx.db.store.findFirst({
      where,
      select: {
        name: true,
        address: true,
        _count: { select: { terminals: true, simCards: true, cardOrders: true, cardOrderLines: true } },
      },
    });
    if (!store) return refusal('NOT_FOUND');
    const { terminals, simCards, cardOrders, cardOrderLines } = store._count;
    const refused = decideRemoval({ terminals, simCards, orders: cardOrders + cardOrderLines });
    if (refused) return refused;
    await ctx.db.store.deleteMany({ where });
    await audit(ctx, {
      action: 'stores.remove',
      objectType: 'store',
      objectId: storeId,
      objectName: store.name,
      storeId,
      before: { name: store.name, address: store.address },
    });
    return success({ name: store.name });
  });
}
