import type { Context } from '@/lib/access/context';

/** Stores of the context's scope for choosing, by name. */
export async function storeOptions(ctx: Context): Promise<{ id: string; name: string }[]> {
  return ctx.db.store.findMany({
    where: {
      organizationId: ctx.organizationId,
      ...(ctx.storeIds === null ? {} : { id: { in: [...ctx.storeIds] } }),
    },
    select: { id: true, name: true },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  });
}
