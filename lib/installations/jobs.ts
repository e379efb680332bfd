import { z } from 'zod';
import type { Context } from '@/lib/access/context';
import { idSchema } from '@/lib/core/ids';
import { type Job, job, type Jobs } from '@/lib/platform/job-definition';
import { db } from '@/lib/platform/db';
import { enqueue } from '@/lib/platform/jobs';
import { finishRemovals } from './commands/finish-removals';
import { settleBlocks } from './commands/settle-blocks';

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

const settleAllBlocks = async (ctx: Context) => {
  const rows = await ctx.db.installation.findMany({
    where: { organizationId: ctx.organizationId, terminalId: { not: null }, state: 'INSTALLED' },
    distinct: ['terminalId'],
    select: { terminalId: true },
  });
  const ids = rows.flatMap(({ terminalId }) => terminalId ?? []);
  await settleBlocks(ctx, ids);
};

export const installationsJobs: Jobs = {
  'installations.finish-removals': finishAll,
  'installations.finish-removals-of': job(z.object({}), (ctx) => finishRemovals(ctx)),
  /** Something that modules of a terminal depend on has changed; without a terminal it was a smart card's. */
  'installations.settle-blocks': job(z.object({ terminalId: idSchema.nullable() }), (ctx, { terminalId }) =>
    settleBlocks(ctx, terminalId === null ? [] : [terminalId]),
  ),
  /** The same for every terminal, after a change in the cabinet. */
  'installations.settle-all-blocks': job(z.object({}), settleAllBlocks),
};
