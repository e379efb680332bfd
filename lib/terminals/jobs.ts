import { productClock } from '@/lib/platform/clock';
import { db } from '@/lib/platform/db';
import type { Jobs } from '@/lib/platform/job-definition';
import { watchHealth } from './watch';

export const terminalJobs: Jobs = {
  'terminals.watch': async () => {
    const client = db();
    await watchHealth(client, await productClock(client));
  },
};
