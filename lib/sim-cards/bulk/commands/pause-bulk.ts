import { authorize, type Context } from '@/lib/access/context';
import { refusal, type Result, success } from '@/lib/core/result';
import { audit } from '@/lib/platform/audit';
import { transaction } from '@/lib/platform/transaction';
import { bulkTitle } from '../labels';
import type { BulkCode } from '../messages';
import type { BulkInput } from '../schema';
import { lockBulk, moveBulk, waitingTotals } from '../store';

/**
 * No further card is begun; what the operator has already is carried to its end. Paused already: nothing changes.
 * Refusals: FORBIDDEN, NOT_FOUND, BULK_STATE.
 */
export async function pauseBulk(
  ctx: Context,
  { bulkId }: BulkInput,
): Promise<Result<{ readonly bulkId: string }, BulkCode>> {
  const denied = authorize(ctx, 'simCards.switch');
  if (denied) return denied;
  return transaction(ctx, async (ctx): Promise<Result<{ readonly bulkId: string }, BulkCode>> => {
    const bulk = await lockBulk(ctx, bulkId);
    if (!bulk) return refusal('NOT_FOUND');
    if (bulk.state === 'PAUSED') return success({ bulkId });
    if (bulk.state !== 'RUNNING') return refusal('BULK_STATE');
    const { cards } = await waitingTotals(ctx, bulk.id);
    await moveBulk(ctx, bulk, 'PAUSE');
    await audit(ctx, {
      action: 'simCards.bulkPause',
      objectType: 'simBulk',
      objectId: bulk.id,
      objectName: bulkTitle({ action: bulk.action, total: cards }),
    });
    return success({ bulkId });
  });
}
