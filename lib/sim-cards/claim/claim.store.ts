import { type Context, inStores } from '@/lib/access/context';
import { Prisma } from '@/lib/platform/db';
import { cardNumberKey } from '../card-number.rule';
import type { SimCardState } from '../model';

export interface OwnCard {
  readonly id: string;
  readonly claimRequestId: string | null;
}

/** The card with this number, in either length, among those in scope. */
export async function findOwnCard(ctx: Context, iccid: string): Promise<OwnCard | null> {
  const inScope =
    ctx.storeIds === null ? Prisma.empty : Prisma.sql`AND "store_id" = ANY(${[...ctx.storeIds]}::uuid[])`;
  const [card] = await ctx.db.$queryRaw<OwnCard[]>`
    SELECT "id", "claim_request_id" AS "claimRequestId" FROM "sim_card"
    WHERE sim_card_number_key("iccid") = ${cardNumberKey(iccid)}
      AND "organization_id" = ${ctx.organizationId}::uuid ${inScope}`;
  return card ?? null;
}

export interface CardOperator {
  readonly slug: string;
  readonly name: string;
  readonly integrated: boolean;
}

/** Whose card it is by the beginning of its number; the longest beginning wins. */
export async function operatorOfNumber(ctx: Context, iccid: string): Promise<CardOperator | null> {
  const operators = await ctx.db.operator.findMany({
    select: { slug: true, name: true, integrated: true, iccidPrefix: true },
  });
  const [found] = operators
    .filter(({ iccidPrefix }) => iccid.startsWith(iccidPrefix))
    .sort((a, b) => b.iccidPrefix.length - a.iccidPrefix.length);
  return found ?? null;
}

export interface ClaimPlace {
  readonly storeId: string | null;
  readonly terminalId: string | null;
}

export interface ClaimedCard extends ClaimPlace {
  readonly requestId: string;
  readonly operatorSlug: string | null;
  /** null: there is no such card at the operator */
  readonly found: { readonly iccid: string; readonly state: SimCardState } | null;
}

/**
 * Writes the card, unless it is not there or belongs to somebody already: the same statement either way, so that the
 * time does not tell which. Null: not written.
 */
export async function insertClaimed(ctx: Context, card: ClaimedCard): Promise<string | null> {
  const now = ctx.clock.now();
  const [row] = await ctx.db.$queryRaw<{ id: string }[]>`
    INSERT INTO "sim_card" ("organization_id", "store_id", "terminal_id", "operator_slug", "iccid", "state",
      "state_changed_at", "created_at", "claim_request_id")
    SELECT ${ctx.organizationId}::uuid, ${card.storeId}::uuid, ${card.terminalId}::uuid, o."slug",
      ${card.found?.iccid ?? ''}, ${card.found?.state ?? 'READY'}::sim_card_state, ${now}::timestamptz,
      ${now}::timestamptz, ${card.requestId}::uuid
    FROM "operator" o
    WHERE o."slug" = ${card.operatorSlug ?? ''} AND ${card.found !== null}
    ON CONFLICT DO NOTHING
    RETURNING "id"`;
  return row?.id ?? null;
}

/** The store is there and in scope. */
export async function hasStore(ctx: Context, id: string): Promise<boolean> {
  const scope = inStores(ctx).storeId;
  const found = await ctx.db.store.count({
    where: { organizationId: ctx.organizationId, AND: [{ id }, ...(scope ? [{ id: scope }] : [])] },
  });
  return found > 0;
}
