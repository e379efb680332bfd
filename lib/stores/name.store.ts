import type { Context } from '@/lib/access/context';

/** AS_GIVEN: the name is the cloud's, where two stores may be called alike. */
export type NameSource = 'TYPED' | 'AS_GIVEN';

/** As people read it: in whatever case, however its letters are composed. */
export const foldedName = (name: string): string => name.normalize('NFKC').toLowerCase();

/**
 * Whether another store than `storeId` is called so. Names are given one at a time in an organization: its row is held
 * until the transaction ends.
 */
export async function isNameTaken(ctx: Context, storeId: string, name: string): Promise<boolean> {
  const { organizationId } = ctx;
  await ctx.db
    .$queryRaw`SELECT "id" FROM "organization" WHERE "id" = ${organizationId}::uuid FOR NO KEY UPDATE`;
  const stores = await ctx.db.store.findMany({
    where: { organizationId, id: { not: storeId } },
    select: { name: true },
  });
  return stores.some((each) => foldedName(each.name) === foldedName(name));
}
