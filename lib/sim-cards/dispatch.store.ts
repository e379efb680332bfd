import type { Db } from '@/lib/platform/db';

/** An operator is held by one run at a time; a run that shows no life for this long has lost it. */
export const HOLD_MS = 5_000;

/** Takes or keeps the operator for the run; false: another run has it. */
export async function holdOperator(db: Db, operatorSlug: string, holder: string): Promise<boolean> {
  const held = await db.$executeRaw`
    INSERT INTO "operator_dispatch" AS d ("operator_slug", "holder", "held_until")
    VALUES (${operatorSlug}, ${holder}::uuid, now() + make_interval(secs => ${HOLD_MS / 1000}))
    ON CONFLICT ("operator_slug") DO UPDATE SET "holder" = excluded."holder", "held_until" = excluded."held_until"
    WHERE d."holder" IS NULL OR d."holder" = excluded."holder" OR d."held_until" < now()`;
  return held > 0;
}

export async function releaseOperator(db: Db, operatorSlug: string, holder: string): Promise<void> {
  await db.$executeRaw`
    UPDATE "operator_dispatch" SET "holder" = NULL, "held_until" = NULL
    WHERE "operator_slug" = ${operatorSlug} AND "holder" = ${holder}::uuid`;
}

/** What a run that died was taking is due at once: the same request with the same key does no harm. */
export async function takeOverLeases(db: Db, operatorSlug: string, holder: string, now: Date): Promise<void> {
  await db.$executeRaw`
    UPDATE "sim_operation" SET "due_at" = ${now}::timestamptz, "leased_by" = NULL
    WHERE "operator_slug" = ${operatorSlug} AND "leased_by" IS NOT NULL AND "leased_by" <> ${holder}::uuid`;
}

/** Gives back what was taken and not carried out. */
export async function returnOperations(
  db: Db,
  holder: string,
  ids: readonly string[],
  dueAt: Date,
): Promise<void> {
  if (ids.length === 0) return;
  await db.$executeRaw`
    UPDATE "sim_operation" SET "due_at" = ${dueAt}::timestamptz, "leased_by" = NULL
    WHERE "id" = ANY(${[...ids]}::uuid[]) AND "leased_by" = ${holder}::uuid`;
}
