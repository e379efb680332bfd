import { authorize, type Context } from '@/lib/access/context';
import { refusal, type Result, success } from '@/lib/core/result';
import { audit } from '@/lib/platform/audit';
import { transaction } from '@/lib/platform/transaction';
import { bulkMachine } from '../bulk-state.rule';
import { bulkTitle } from '../labels';
import type { BulkCode } from '../messages';
import type { BulkInput } from '../schema';
import { leaveItems, lockBulk, moveBulk } from '../store';
import { wakeBulk } from '../wake';

/**
 * Ends a bulk: cards whose turn has not come are left as they are and not charged, what the operator has already is
 * carried to its end. A list that was not started is put aside. Ended already: nothing changes. Refusals: FORBIDDEN,
 * NOT_FOUND.
 */
export async function stopBulk(
  ctx: Context,
  { bulkId }: BulkInput,
): Promise<Result<{ readonly left: number }, BulkCode>> {
  const denied = authorize(ctx, 'simCards.switch');
  if (denied) return denied;
  return transaction(ctx, async (ctx): Promise<Result<{ readonly left: number }, BulkCode>> => {
    const bulk = await lockBulk(ctx, bulkId);
    if (!bulk) return refusal('NOT_FOUND');
    if (!bulkMachine[bulk.state].STOP) return success({ left: 0 });
    const left = await leaveItems(ctx, bulk.id);
    await moveBulk(ctx, bulk, 'STOP');
    await audit(ctx, {
      action: 'simCards.bulkStop',
      objectType: 'simBulk',
      objectId: bulk.id,
      objectName: bulkTitle({ action: bulk.action, total: left }),
    });
    await wakeBulk(ctx, bulk.id);
    return success({ left });
  });
}
