import { authorize, type Context } from '@/lib/access/context';
import { type Result, refusal, success } from '@/lib/core/result';
import { type ChangePlan, changesNothing, planChange } from '../change-many.rule';
import type { ChangeCode } from '../messages';
import type { PreviewChangeInput } from '../schema';
import { loadTree, partOf, targetsOf } from '../settings-tree';

/**
 * What a change of many settings would do, store by store and terminal by terminal; nothing is changed.
 * Refusals: FORBIDDEN, NOT_FOUND, NOTHING_CHOSEN.
 */
export async function previewReceiptChange(
  ctx: Context,
  { over, change }: PreviewChangeInput,
): Promise<Result<ChangePlan, ChangeCode>> {
  const denied = authorize(ctx, 'receipts.configure');
  if (denied) return denied;
  if (changesNothing(change)) return refusal('NOTHING_CHOSEN');
  const tree = await loadTree(ctx);
  const targets = targetsOf(tree, over);
  return targets ? success(planChange(partOf(tree, over), targets, change)) : refusal('NOT_FOUND');
}
