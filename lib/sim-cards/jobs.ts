import { z } from 'zod';
import { idSchema } from '@/lib/core/ids';
import { db } from '@/lib/platform/db';
import { env } from '@/lib/platform/env';
import { job, type Jobs } from '@/lib/platform/job-definition';
import { enqueue } from '@/lib/platform/jobs';
import { log } from '@/lib/platform/log';
import { integratedOperators, simOperator } from '@/lib/platform/ports';
import { carryOutOperation } from './commands/carry-out-operation';
import { switchOffAll } from './commands/switch-off-all';
import { switchOffUnpaid } from './commands/switch-off-unpaid';
import { switchOnPaid } from './commands/switch-on-paid';
import { operationJobKey } from './store';

/** Longer than one step of an operation can take: what is held longer was held by a worker that died. */
const STEP_MS = 30_000;

/**
 * Gives every open operation that no job is left for a new one: a worker that was killed holds its jobs for hours.
 * `heldForMs` 0 takes over what is held at all; a step taken twice does no harm.
 */
export async function resumeOperations(heldForMs = STEP_MS): Promise<number> {
  const client = db();
  const orphans = await client.$queryRaw<{ id: string; organization_id: string }[]>`
    SELECT o."id", o."organization_id"
    FROM "sim_operation" o
    WHERE o."state" IN ('QUEUED', 'IN_PROGRESS')
      AND NOT EXISTS (
        SELECT 1 FROM graphile_worker.jobs j
        WHERE j."key" = 'sim-operation:' || o."id"
          AND CASE WHEN j."locked_at" IS NULL THEN j."attempts" < j."max_attempts"
            ELSE j."locked_at" > now() - make_interval(secs => ${heldForMs / 1000}::float8) END)
    LIMIT 5000`;
  for (const { id, organization_id: organizationId } of orphans) {
    await enqueue(
      { db: client, organizationId },
      'sim-cards.operation',
      { operationId: id },
      { key: operationJobKey(id) },
    );
  }
  return orphans.length;
}

/** Asks every operator to send its events to us; repeatable. */
async function subscribeOperators(appUrl: string): Promise<void> {
  for (const slug of integratedOperators) {
    const callback = `${appUrl.replace(/\/$/, '')}/api/webhooks/operators/${slug}`;
    const subscribed = (await simOperator(slug)?.subscribe(callback)) ?? false;
    if (!subscribed) log.info('no events of an operator yet, results come by asking', { operator: slug });
  }
}

const ofCard = z.object({ simCardId: idSchema.nullable(), reason: z.string().nullish() });

export const simCardJobs: Jobs = {
  'sim-cards.operation': job(z.object({ operationId: idSchema }), (ctx, input) =>
    carryOutOperation(ctx, input),
  ),
  'sim-cards.subscription-ended': job(ofCard, (ctx, { simCardId, reason }) =>
    switchOffUnpaid(ctx, { simCardId, reason: reason ?? undefined }),
  ),
  'sim-cards.subscription-restored': job(ofCard, switchOnPaid),
  'sim-cards.module-removed': job(z.object({}), switchOffAll),
  'sim-cards.resume': async () => {
    await resumeOperations();
  },
  'sim-cards.subscribe-operators': async () => {
    await subscribeOperators(env().APP_URL);
  },
};
