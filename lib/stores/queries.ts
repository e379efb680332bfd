import { can, type Context } from '@/lib/access/context';
import { isId } from '@/lib/core/ids';
import {
  type Found,
  foundOf,
  likePattern,
  MOST_FOUND,
  nothingFound,
  SEARCH_SHORTEST,
} from '@/lib/core/search';
import { hotRead, Prisma } from '@/lib/platform/db';
import type { FoundStore, StoreSummary } from './model';

const inScope = (ctx: Context): Prisma.StoreWhereInput => ({
  organizationId: ctx.organizationId,
  ...(ctx.storeIds === null ? {} : { id: { in: [...ctx.storeIds] } }),
});

const andInScope = (ctx: Context): Prisma.Sql =>
  ctx.storeIds === null ? Prisma.empty : Prisma.sql`AND id = ANY(${[...ctx.storeIds]}::uuid[])`;

/** Stores of the context's scope for choosing, by name. */
export async function storeOptions(ctx: Context): Promise<{ id: string; name: string }[]> {
  return hotRead(
    ctx.db,
    Prisma.sql`SELECT id, name FROM store WHERE organization_id = ${ctx.organizationId}::uuid ${andInScope(ctx)} ORDER BY name, id`,
  );
}

/**
 * Stores in scope by a part of the name or the address, the first few by name; none without the right. Index:
 * (organization_id, id); an organization has hundreds of stores at most.
 */
export async function findStores(ctx: Context, typed: string): Promise<Found<FoundStore>> {
  if (!can(ctx, 'stores.read') || typed.trim().length < SEARCH_SHORTEST) return nothingFound;
  const rows = await hotRead<FoundStore>(
    ctx.db,
    Prisma.sql`
      SELECT id, name, address FROM store
      WHERE organization_id = ${ctx.organizationId}::uuid ${andInScope(ctx)}
        AND lower(name || ' ' || address) LIKE ${likePattern(typed.trim())}
      ORDER BY name, id LIMIT ${MOST_FOUND + 1}::int`,
  );
  return foundOf(rows);
}

const summaryFields = {
  id: true,
  name: true,
  address: true,
  timeZone: true,
  opensAt: true,
  closesAt: true,
  _count: { select: { terminals: true, simCards: true } },
} satisfies Prisma.StoreSelect;

const toSummary = ({
  _count,
  opensAt,
  closesAt,
  ...store
}: Prisma.StoreGetPayload<{ select: typeof summaryFields }>): StoreSummary => ({
  ...store,
  ..._count,
  hours: opensAt === null || closesAt === null ? null : { opensAt, closesAt },
});

/** Stores of the context's scope with what stands there, by name. */
export async function listStores(ctx: Context): Promise<StoreSummary[]> {
  const rows = await ctx.db.store.findMany({
    where: inScope(ctx),
    select: summaryFields,
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  });
  return rows.map(toSummary);
}

/** Null: unknown, foreign, or out of scope. */
export async function findStore(ctx: Context, id: string): Promise<StoreSummary | null> {
  if (!isId(id)) return null;
  const row = await ctx.db.store.findFirst({ where: { AND: [inScope(ctx), { id }] }, select: summaryFields });
  return row && toSummary(row);
}
