import { type Context, inStores } from '@/lib/access/context';
import { Prisma } from '@/lib/platform/db';

export interface KeptCard {
  readonly id: string;
  readonly iccid: string;
  readonly storeId: string | null;
  readonly label: string | null;
  readonly isClosed: boolean;
  readonly terminal: { readonly id: string; readonly name: string; readonly imei: string | null } | null;
  readonly operator: { readonly slug: string; readonly name: string; readonly integrated: boolean };
  readonly imeiLock: string | null;
  readonly lockPending: boolean;
  readonly seenImei: string | null;
}

/** Holds a card in scope until the end of the transaction. Null: unknown, foreign or out of scope. */
export async function lockCard(ctx: Context, id: string): Promise<KeptCard | null> {
  const inScope =
    ctx.storeIds === null ? Prisma.empty : Prisma.sql`AND "store_id" = ANY(${[...ctx.storeIds]}::uuid[])`;
  await ctx.db.$executeRaw`
    SELECT 1 FROM "sim_card"
    WHERE "organization_id" = ${ctx.organizationId}::uuid AND "id" = ${id}::uuid ${inScope} FOR UPDATE`;
  const row = await ctx.db.simCard.findFirst({
    where: { id, organizationId: ctx.organizationId, ...inStores(ctx) },
    select: {
      id: true,
      iccid: true,
      storeId: true,
      label: true,
      state: true,
      imeiLock: true,
      terminal: { select: { id: true, name: true, imei: true } },
      operator: { select: { slug: true, name: true, integrated: true } },
      traffic: { select: { imei: true } },
      imeiLocks: { where: { state: { in: ['QUEUED', 'IN_PROGRESS'] } }, select: { id: true } },
    },
  });
  if (!row) return null;
  const { state, traffic, imeiLocks, ...card } = row;
  return {
    ...card,
    isClosed: state === 'TERMINATED',
    lockPending: imeiLocks.length > 0,
    seenImei: traffic?.imei ?? null,
  };
}

/** Puts a card on a terminal, or off any; its store goes with the terminal and stays without one. */
export async function saveBinding(
  ctx: Context,
  id: string,
  {
    terminalId,
    storeId,
    isElsewhere,
  }: { terminalId: string | null; storeId: string | null; isElsewhere: boolean },
): Promise<void> {
  await ctx.db.simCard.updateMany({
    where: { id, organizationId: ctx.organizationId },
    data: { terminalId, storeId },
  });
  await ctx.db.simCardTraffic.updateMany({
    where: { simCardId: id, organizationId: ctx.organizationId },
    data: { isElsewhere },
  });
}
