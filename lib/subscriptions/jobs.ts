import { z } from 'zod';
import { productClock } from '@/lib/platform/clock';
import { db } from '@/lib/platform/db';
import { job, type Jobs } from '@/lib/platform/job-definition';
import { enqueue } from '@/lib/platform/jobs';
import { askAutopay } from './commands/ask-autopay';
import { renewOrganization } from './commands/renew-organization';
import { settleDebts } from './commands/settle-debts';

/** Finds the organizations with something due in their own day and gives each a job; nothing due, nothing done. */
async function enqueueDueOrganizations(): Promise<void> {
  const client = db();
  const now = (await productClock(client)).now();
  const rows = await client.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT o."id"
    FROM "subscription" s
    JOIN "organization" o ON o."id" = s."organization_id"
    WHERE s."state" <> 'EXPIRED'
      AND s."period_end" <= (${now}::timestamptz AT TIME ZONE 'UTC')::date + 1
      AND s."period_end" <= (${now}::timestamptz AT TIME ZONE o."time_zone")::date
      AND (s."cancel_at_period_end" OR s."state" = 'ACTIVE'
        OR s."tried_on" IS DISTINCT FROM (${now}::timestamptz AT TIME ZONE o."time_zone")::date)`;
  for (const { id } of rows) {
    await enqueue(
      { db: client, organizationId: id },
      'subscriptions.renew-organization',
      {},
      { key: `subscriptions.renew-organization:${id}` },
    );
  }
}

export const subscriptionsJobs: Jobs = {
  'subscriptions.renew-due': enqueueDueOrganizations,
  'subscriptions.renew-organization': job(z.object({}), renewOrganization),
  'subscriptions.ask-autopay': job(z.object({}), askAutopay),
  'subscriptions.settle-debts': job(z.object({}), settleDebts),
};
