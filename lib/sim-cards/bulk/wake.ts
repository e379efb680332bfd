import type { Context } from '@/lib/access/context';
import { enqueue } from '@/lib/platform/jobs';

/** Has the bulk carried on, in `runInMs` of real time; part of the running transaction. */
export async function wakeBulk(
  ctx: Pick<Context, 'db' | 'organizationId'>,
  bulkId: string,
  runInMs = 0,
): Promise<void> {
  await enqueue(ctx, 'sim-cards.bulk', { bulkId }, { key: `sim-bulk:${bulkId}`, runInMs });
}
