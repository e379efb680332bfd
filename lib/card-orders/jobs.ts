import { z } from 'zod';
import { idSchema } from '@/lib/core/ids';
import { db } from '@/lib/platform/db';
import { job, type Jobs } from '@/lib/platform/job-definition';
import { fulfilCardOrder } from './commands/fulfil-order';
import { planStep } from './store';

/** Longer than one step of an order can take: what is held longer was held by a worker that died. */
const STEP_MS = 30_000;

/** Gives every order under way that no job is left for a new one; `heldForMs` 0 takes over what is held at all. */
export async function resumeOrders(heldForMs = STEP_MS): Promise<number> {
  const client = db();
  const orphans = await client.$queryRaw<{ id: string; organization_id: string }[]>`
    SELECT o."id", o."organization_id"
    FROM "card_order" o
    WHERE o."state" IN ('PAID', 'PACKING', 'SHIPPED')
      AND NOT EXISTS (
        SELECT 1 FROM graphile_worker.jobs j
        WHERE j."key" = 'card-order:' || o."id"
          AND CASE WHEN j."locked_at" IS NULL THEN j."attempts" < j."max_attempts"
            ELSE j."locked_at" > now() - make_interval(secs => ${heldForMs / 1000}::float8) END)
    LIMIT 5000`;
  for (const { id, organization_id: organizationId } of orphans) {
    await planStep({ db: client, organizationId }, id);
  }
  return orphans.length;
}

const step = z.object({ orderId: idSchema, attempt: z.int().nonnegative().default(0) });

export const cardOrderJobs: Jobs = {
  'card-orders.fulfil': job(step, (ctx, input) => fulfilCardOrder(ctx, input)),
  'card-orders.resume': async () => {
    await resumeOrders();
  },
};
