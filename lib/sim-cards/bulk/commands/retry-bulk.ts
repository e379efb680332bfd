import { authorize, type Context } from '@/lib/access/context';
import { refusal, type Result } from '@/lib/core/result';
import { requireModule } from '@/lib/installations/queries';
import { transaction } from '@/lib/platform/transaction';
import { SIM_CARD_MODULE } from '../../model';
import type { BulkCode } from '../messages';
import type { RetryBulkInput } from '../schema';
import { listedItems, lockBulk, settleItems } from '../store';
import { draftBulk } from './draft-bulk';

/**
 * A new bulk of what did not come out in an old one: refused, failed and left cards, with their lines, checked anew;
 * mistakes of the list stay out. The same request again: the first one. Refusals: FORBIDDEN, NOT_FOUND,
 * MODULE_NOT_INSTALLED, BULK_STATE (still under way), NOTHING_TO_DO (domain.md C 17).
 */
export async function retryBulk(
  ctx: Context,
  { requestId, bulkId }: RetryBulkInput,
): Promise<Result<{ readonly bulkId: string }, BulkCode>> {
  const denied = authorize(ctx, 'simCards.switch') ?? (await requireModule(ctx, SIM_CARD_MODULE));
  if (denied) return denied;
  return transaction(ctx, async (ctx): Promise<Result<{ readonly bulkId: string }, BulkCode>> => {
    const bulk = await lockBulk(ctx, bulkId);
    if (!bulk) return refusal('NOT_FOUND');
    if (bulk.state !== 'FINISHED' && bulk.state !== 'STOPPED') return refusal('BULK_STATE');
    await settleItems(ctx, bulk.id);
    const rows = await listedItems(ctx, bulk.id, true);
    if (rows.length === 0) return refusal('NOTHING_TO_DO');
    return draftBulk(ctx, { requestId, action: bulk.action, origin: 'RETRY', retryOfId: bulk.id, rows });
  });
}
