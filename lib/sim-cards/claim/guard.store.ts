import type { Context } from '@/lib/access/context';

/** How many numbers may turn out wrong at once, and how many more in an hour. */
export const CLAIM_TRIES = 20;
const PER_MS = CLAIM_TRIES / 3_600_000;

/**
 * Takes one try of the organization before anything is asked about a number; of calls at the same moment no more get
 * one than there are. False: there is none now.
 */
export async function takeTry(ctx: Context): Promise<boolean> {
  const now = ctx.clock.now();
  const taken = await ctx.db.$executeRaw`
    INSERT INTO "sim_card_claim_guard" AS g ("organization_id", "tokens", "counted_at")
    VALUES (${ctx.organizationId}::uuid, ${CLAIM_TRIES - 1}, ${now}::timestamptz)
    ON CONFLICT ("organization_id") DO UPDATE SET
      "tokens" = least(${CLAIM_TRIES}::float8, g."tokens" + ${PER_MS}::float8
        * greatest(0, extract(epoch FROM ${now}::timestamptz - g."counted_at") * 1000)) - 1,
      "counted_at" = greatest(g."counted_at", ${now}::timestamptz)
    WHERE least(${CLAIM_TRIES}::float8, g."tokens" + ${PER_MS}::float8
      * greatest(0, extract(epoch FROM ${now}::timestamptz - g."counted_at") * 1000)) >= 1`;
  return taken > 0;
}

/** Gives a try back: the number was right, or nothing was found out. */
export async function returnTry(ctx: Context): Promise<void> {
  await ctx.db.$executeRaw`
    UPDATE "sim_card_claim_guard" SET "tokens" = least(${CLAIM_TRIES}::float8, "tokens" + 1)
    WHERE "organization_id" = ${ctx.organizationId}::uuid`;
}

/** True once an hour: the first time that the organization is held back. */
export async function markSlowed(ctx: Context): Promise<boolean> {
  const now = ctx.clock.now();
  const marked = await ctx.db.$executeRaw`
    UPDATE "sim_card_claim_guard" SET "slowed_at" = ${now}::timestamptz
    WHERE "organization_id" = ${ctx.organizationId}::uuid
      AND ("slowed_at" IS NULL OR "slowed_at" < ${now}::timestamptz - interval '1 hour')`;
  return marked > 0;
}
