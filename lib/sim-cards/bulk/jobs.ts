import { z } from 'zod';
import { idSchema } from '@/lib/core/ids';
import { productClock } from '@/lib/platform/clock';
import { db } from '@/lib/platform/db';
import { job, type Jobs } from '@/lib/platform/job-definition';
import { resumeBulks, runBulk } from './run';

export const simBulkJobs: Jobs = {
  'sim-cards.bulk': job(z.object({ bulkId: idSchema }), (ctx, { bulkId }) => runBulk(ctx, bulkId)),
  'sim-cards.bulk-resume': async () => {
    const client = db();
    await resumeBulks(client, (await productClock(client)).now());
  },
};
