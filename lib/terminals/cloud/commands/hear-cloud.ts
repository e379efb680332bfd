import { randomUUID } from 'node:crypto';
import type { Context } from '@/lib/access/context';
import { type Result, success } from '@/lib/core/result';
import { enqueue } from '@/lib/platform/jobs';
import { transaction } from '@/lib/platform/transaction';
import { isStale } from '../reading.rule';
import { lockCloud } from '../store';
import { HEARD } from '../tasks';
import { openReading } from './start-reading';

/** Changes come in bursts: the cloud is read when none has come for so long. */
const QUIET_MS = 1_000;
const READING_MS = 3_000;

/** The cloud has told of a change. Told twice, or late, it is read once, and what it says then counts. */
export async function noteChange(ctx: Context): Promise<Result<null, never>> {
  return transaction(ctx, async (ctx) => {
    const { organizationId } = ctx;
    await ctx.db.cloudConnection.updateMany({
      where: { organizationId },
      data: { heardAt: ctx.clock.now() },
    });
    await enqueue(ctx, HEARD, {}, { key: `${HEARD}:${organizationId}`, runInMs: QUIET_MS });
    return success(null);
  });
}

/** Has the cloud read; while it is being read for somebody, afterwards. */
export async function readWhatWasHeard(ctx: Context): Promise<Result<null, never>> {
  return transaction(ctx, async (ctx) => {
    const { organizationId } = ctx;
    await lockCloud(ctx);
    const connection = await ctx.db.cloudConnection.findUnique({
      where: { organizationId },
      include: { reading: true },
    });
    if (!connection) return success(null);
    const { reading } = connection;
    if (reading?.state === 'LOADING' && !isStale(reading, ctx.clock.now())) {
      await enqueue(ctx, HEARD, {}, { key: `${HEARD}:${organizationId}`, runInMs: READING_MS });
    } else {
      await openReading(ctx, randomUUID());
    }
    return success(null);
  });
}
