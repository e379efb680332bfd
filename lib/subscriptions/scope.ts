import type { Context } from '@/lib/access/context';
import type { Prisma } from '@/lib/platform/db';

/** A subscription belongs to the store of its card or terminal. Part of every `where` of this domain. */
export function inScope(ctx: Context): Prisma.SubscriptionWhereInput {
  const { organizationId } = ctx;
  if (ctx.storeIds === null) return { organizationId };
  const storeId = { in: [...ctx.storeIds] };
  return { organizationId, OR: [{ simCard: { storeId } }, { terminal: { storeId } }] };
}
