import { authorize, type Context } from '@/lib/access/context';
import { type Result, refusal, success } from '@/lib/core/result';
import { enqueue } from '@/lib/platform/jobs';
import { transaction } from '@/lib/platform/transaction';
import type { CloudCode } from '../messages';
import { isStale } from '../reading.rule';
import type { ReadingInput } from '../schema';
import { lockCloud } from '../store';
import { READ } from '../tasks';

/**
 * Has the cloud read in the background; one reading of an organization at a time, and one that is under way is joined.
 * Refusals: FORBIDDEN, NOT_CONNECTED.
 */
export async function startReading(
  ctx: Context,
  { requestId }: ReadingInput,
): Promise<Result<{ readingId: string }, CloudCode>> {
  const denied = authorize(ctx, 'terminals.manage');
  if (denied) return denied;
  return transaction(ctx, async (ctx) => {
    await lockCloud(ctx);
    const { organizationId } = ctx;
    const connection = await ctx.db.cloudConnection.findUnique({ where: { organizationId } });
    return connection ? openReading(ctx, requestId) : refusal('NOT_CONNECTED');
  });
}

/** The same for a connection that is there, under its lock. */
export async function openReading(
  ctx: Context,
  requestId: string,
): Promise<Result<{ readingId: string }, CloudCode>> {
  const { organizationId } = ctx;
  const now = ctx.clock.now();
  const last = await ctx.db.cloudReading.findUnique({ where: { organizationId } });
  if (last && (last.id === requestId || (last.state === 'LOADING' && !isStale(last, now)))) {
    return success({ readingId: last.id });
  }
  await ctx.db.cloudReading.deleteMany({ where: { organizationId } });
  const [added] = await ctx.db.cloudReading.createManyAndReturn({
    data: [
      {
        id: requestId,
        organizationId,
        state: 'LOADING' as const,
        startedAt: now,
        startedBy: ctx.actor.kind === 'USER' ? ctx.actor.name : null,
        touchedAt: now,
      },
    ],
    skipDuplicates: true,
    select: { id: true },
  });
  if (!added) return refusal('NOT_FOUND');
  await enqueue(ctx, READ, { readingId: requestId }, { key: `${READ}:${requestId}` });
  return success({ readingId: requestId });
}
