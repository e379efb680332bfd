import { type Context, inStores } from '@/lib/access/context';
import { Prisma } from '@/lib/platform/db';

export interface StandingTerminal {
  readonly id: string;
  readonly name: string;
  readonly storeId: string;
  readonly imei: string | null;
  /** cards on it that are not closed */
  readonly cards: readonly { readonly id: string; readonly iccid: string }[];
}

/**
 * A terminal in scope with the cards on it, held until the end of the transaction: who binds a card to it waits here.
 * Null: unknown, foreign or out of scope.
 */
export async function lockTerminal(ctx: Context, id: string): Promise<StandingTerminal | null> {
  const inScope =
    ctx.storeIds === null ? Prisma.empty : Prisma.sql`AND "store_id" = ANY(${[...ctx.storeIds]}::uuid[])`;
  await ctx.db.$executeRaw`
    SELECT 1 FROM "terminal"
    WHERE "organization_id" = ${ctx.organizationId}::uuid AND "id" = ${id}::uuid ${inScope} FOR UPDATE`;
  const row = await ctx.db.terminal.findFirst({
    where: { id, organizationId: ctx.organizationId, ...inStores(ctx) },
    select: {
      id: true,
      name: true,
      storeId: true,
      imei: true,
      simCards: {
        where: { state: { not: 'TERMINATED' } },
        orderBy: { id: 'asc' },
        select: { id: true, iccid: true },
      },
    },
  });
  if (!row) return null;
  const { simCards, ...terminal } = row;
  return { ...terminal, cards: simCards };
}
