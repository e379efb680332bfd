import { authorize, type Context } from '@/lib/access/context';
import { refusal, type Result, success } from '@/lib/core/result';
import { requireModule } from '@/lib/installations/queries';
import { audit } from '@/lib/platform/audit';
import { transaction } from '@/lib/platform/transaction';
import { SIM_CARD_MODULE } from '../../model';
import { bulkTitle } from '../labels';
import type { BulkCode } from '../messages';
import type { BulkInput } from '../schema';
import { lockBulk, moveBulk, waitingTotals } from '../store';
import { wakeBulk } from '../wake';

/**
 * A paused bulk goes on, from now in the name of who continues it. Running already: nothing changes. Refusals:
 * FORBIDDEN, NOT_FOUND, MODULE_NOT_INSTALLED, BULK_STATE.
 */
export async function continueBulk(
  ctx: Context,
  { bulkId }: BulkInput,
): Promise<Result<{ readonly bulkId: string }, BulkCode>> {
  const denied = authorize(ctx, 'simCards.switch') ?? (await requireModule(ctx, SIM_CARD_MODULE));
  if (denied) return denied;
  return transaction(ctx, async (ctx): Promise<Result<{ readonly bulkId: string }, BulkCode>> => {
    const bulk = await lockBulk(ctx, bulkId);
    if (!bulk) return refusal('NOT_FOUND');
    if (bulk.state === 'RUNNING') return success({ bulkId });
    if (bulk.state !== 'PAUSED') return refusal('BULK_STATE');
    const { cards } = await waitingTotals(ctx, bulk.id);
    await moveBulk(ctx, bulk, 'CONTINUE', { actor: ctx.actor });
    await audit(ctx, {
      action: 'simCards.bulkContinue',
      objectType: 'simBulk',
      objectId: bulk.id,
      objectName: bulkTitle({ action: bulk.action, total: cards }),
    });
    await wakeBulk(ctx, bulk.id);
    return success({ bulkId });
  });
}
