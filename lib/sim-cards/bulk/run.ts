import { setTimeout as pause } from 'node:timers/promises';
import type { Context } from '@/lib/access/context';
import { type Db } from '@/lib/platform/db';
import { stopping } from '@/lib/platform/stopping';
import { advanceBulk } from './commands/advance-bulk';
import { wakeBulk } from './wake';

/** Then other tasks of the worker have their turn. */
const RUN_MS = 5_000;
/** How soon room is looked for again while operators answer. */
const LOOK_MS = 200;
/** An operator that has not answered anything for this long is waited for without a worker. */
const PATIENCE_MS = 1_000;
const REST_MS = 1_000;

/** Carries a bulk on for a while and leaves the rest to the next run. */
export async function runBulk(ctx: Context, bulkId: string): Promise<void> {
  const startedAt = performance.now();
  let movedAt = startedAt;
  for (;;) {
    const step = await advanceBulk(ctx, { bulkId });
    if (step.ok && !step.value.goesOn) return;
    const now = performance.now();
    if (step.ok && step.value.moved > 0) movedAt = now;
    if (stopping.aborted || now - startedAt > RUN_MS) return wakeBulk(ctx, bulkId);
    if (now - movedAt > PATIENCE_MS) return wakeBulk(ctx, bulkId, REST_MS);
    if (!step.ok || !step.value.hasMore) await pause(LOOK_MS);
  }
}

const DRAFT_DAYS = 7;

/**
 * Every bulk that is not settled is carried on, whatever became of its task, and late answers of the last two days are
 * taken over; lists that nobody started go after a week.
 */
export async function resumeBulks(db: Db, now: Date): Promise<void> {
  const open = await db.$queryRaw<{ id: string; organizationId: string }[]>`
    SELECT b."id", b."organization_id" AS "organizationId" FROM "sim_bulk" b
    WHERE b."finished_at" IS NULL AND b."confirmed_at" IS NOT NULL
      AND (b."state" = 'RUNNING' OR EXISTS (
        SELECT 1 FROM "sim_bulk_item" i WHERE i."bulk_id" = b."id" AND i."state" = 'RUNNING'))`;
  for (const { id, organizationId } of open) await wakeBulk({ db, organizationId }, id);
  const since = new Date(now.getTime() - 2 * 86_400_000);
  await db.$executeRaw`
    UPDATE "sim_bulk_item" i SET "state" = 'DONE', "code" = NULL, "reason" = NULL, "ended_at" = o."finished_at"
    FROM "sim_bulk" b, "sim_operation" o
    WHERE b."finished_at" > ${since}::timestamptz AND i."bulk_id" = b."id" AND i."state" = 'FAILED'
      AND o."id" = i."operation_id" AND o."state" = 'COMPLETED'`;
  const before = new Date(now.getTime() - DRAFT_DAYS * 86_400_000);
  await db.simBulk.deleteMany({
    where: { state: { in: ['DRAFT', 'CANCELLED'] }, createdAt: { lt: before }, retries: { none: {} } },
  });
}
