import type { Context } from '@/lib/access/context';
import { Prisma } from '@/lib/platform/db';

/**
 * Holds terminals in scope until the end of the transaction; codes that wait for them first, as everywhere. Those out of
 * scope are not held.
 */
export async function lockTerminals(ctx: Context, ids: readonly string[]): Promise<void> {
  const scope =
    ctx.storeIds === null ? Prisma.empty : Prisma.sql`AND "store_id" = ANY(${[...ctx.storeIds]}::uuid[])`;
  await ctx.db.$executeRaw`
    SELECT 1 FROM "pairing_code"
    WHERE "organization_id" = ${ctx.organizationId}::uuid AND "terminal_id" = ANY(${[...ids]}::uuid[])
      AND "used_at" IS NULL ${scope}
    ORDER BY "id" FOR UPDATE`;
  await ctx.db.$executeRaw`
    SELECT 1 FROM "terminal"
    WHERE "organization_id" = ${ctx.organizationId}::uuid AND "id" = ANY(${[...ids]}::uuid[]) ${scope}
    ORDER BY "id" FOR UPDATE`;
}
