import { authorize, type Context } from '@/lib/access/context';
import { refusal, type Result, success } from '@/lib/core/result';
import { transaction } from '@/lib/platform/transaction';
import { examineList } from '../examine';
import type { BulkCode } from '../messages';
import type { BulkInput } from '../schema';
import { checkedItems, lockBulk, replaceItems } from '../store';

/** Checks a list that was not started anew: cards may have changed since. Refusals: FORBIDDEN, NOT_FOUND, BULK_STATE. */
export async function recheckBulk(
  ctx: Context,
  { bulkId }: BulkInput,
): Promise<Result<{ readonly bulkId: string }, BulkCode>> {
  const denied = authorize(ctx, 'simCards.switch');
  if (denied) return denied;
  return transaction(ctx, async (ctx): Promise<Result<{ readonly bulkId: string }, BulkCode>> => {
    const bulk = await lockBulk(ctx, bulkId);
    if (!bulk) return refusal('NOT_FOUND');
    if (bulk.state !== 'DRAFT') return refusal('BULK_STATE');
    const before = await checkedItems(ctx, bulk.id);
    const again = await examineList(
      ctx,
      bulk.action,
      before.map(({ line, text, iccid }) => ({ line, text, iccid, problem: null })),
    );
    await replaceItems(
      ctx,
      bulk.id,
      before.map((item, i) => (item.iccid === null ? item : (again[i] ?? item))),
    );
    return success({ bulkId: bulk.id });
  });
}
