import type { Db } from '@/lib/platform/db';
import { log } from '@/lib/platform/log';
import { wakeOperators } from './wake';

/** An operation that is due is begun within seconds; after this something is wrong with the workers. */
const STUCK_MS = 5 * 60_000;

/**
 * Looks after the queues of the operators, whatever became of the worker that had them: an open operation that stands
 * in no queue is put into its own, an operator with operations that are due is woken. How long an operation may wait is
 * decided with every reply of its operator (`decideReply`): 10 minutes for a confirmation, a day out of reach.
 * @returns how many operations were put back into a queue
 */
export async function watchOperations(db: Db, now: Date): Promise<number> {
  const adopted = await db.$executeRaw`
    UPDATE "sim_operation" o SET "operator_slug" = c."operator_slug", "due_at" = ${now}::timestamptz, "leased_by" = NULL
    FROM "sim_card" c
    WHERE c."id" = o."sim_card_id" AND o."state" IN ('QUEUED', 'IN_PROGRESS') AND o."due_at" IS NULL`;
  const due = await db.$queryRaw<{ slug: string; since: Date }[]>`
    SELECT "operator_slug" AS slug, min("due_at") AS since FROM "sim_operation"
    WHERE "due_at" <= ${now}::timestamptz GROUP BY 1`;
  await wakeOperators(
    { db },
    due.map(({ slug }) => slug),
  );
  for (const { slug, since } of due) {
    const waitsMs = now.getTime() - since.getTime();
    if (waitsMs >= STUCK_MS)
      log.info('operations of an operator are not taken up', { operator: slug, waitsMs });
  }
  return adopted;
}
