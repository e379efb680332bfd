import { z } from 'zod';
import { type Job, job, type Jobs } from '@/lib/platform/job-definition';
import { db } from '@/lib/platform/db';
import { enqueue } from '@/lib/platform/jobs';
import { finishRemovals } from './commands/finish-removals';

/** By the clock: one task for each organization with a removal under way. */
const finishAll: Job = async () => {
  const organizations = await db().installation.groupBy({
    by: ['organizationId'],
    where: { terminalId: null, state: 'REMOVING' },
  });
  for (const { organizationId } of organizations) {
    await enqueue(
      { db: db(), organizationId },
      'installations.finish-removals-of',
      {},
      { key: `finish-removals:${organizationId}` },
    );
  }
};

export const installationsJobs: Jobs = {
  'installations.finish-removals': finishAll,
  'installations.finish-removals-of': job(z.object({}), (ctx) => finishRemovals(ctx)),
};
