import { z } from 'zod';
import { idSchema } from '@/lib/core/ids';
import { job, type Jobs } from '@/lib/platform/job-definition';
import { terminalCloud } from '@/lib/platform/ports';
import { readWhatWasHeard } from './commands/hear-cloud';
import { readCloud } from './commands/read-cloud';
import { HEARD, READ } from './tasks';

export const cloudJobs: Jobs = {
  [READ]: job(z.object({ readingId: idSchema }), (ctx, input) => readCloud(ctx, input, terminalCloud())),
  [HEARD]: job(z.object({}), readWhatWasHeard),
};
