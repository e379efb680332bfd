import type { Context } from '@/lib/access/context';
import { type Result, success } from '@/lib/core/result';
import { audit } from '@/lib/platform/audit';
import { transaction } from '@/lib/platform/transaction';
import type { ListedCard } from '../card-list.rule';
import { examineList } from '../examine';
import { bulkTitle } from '../labels';
import type { BulkAction, BulkOrigin } from '../model';
import { insertBulk, replaceItems } from '../store';

export interface Draft {
  readonly requestId: string;
  readonly action: BulkAction;
  readonly origin: BulkOrigin;
  readonly fileName?: string | null;
  readonly retryOfId?: string | null;
  readonly rows: readonly ListedCard[];
}

/** Checks the rows and keeps what was found; nothing is switched or charged. The same request again: the first one. */
export async function draftBulk(
  ctx: Context,
  { rows, fileName = null, retryOfId = null, ...draft }: Draft,
): Promise<Result<{ readonly bulkId: string }, never>> {
  const items = await examineList(ctx, draft.action, rows);
  return transaction(ctx, async (ctx) => {
    const total = items.length;
    const { id, isNew } = await insertBulk(ctx, { ...draft, fileName, retryOfId, total });
    if (!isNew) return success({ bulkId: id });
    await replaceItems(ctx, id, items);
    await audit(ctx, {
      action: 'simCards.bulkDraft',
      objectType: 'simBulk',
      objectId: id,
      objectName: bulkTitle({ action: draft.action, total }),
    });
    return success({ bulkId: id });
  });
}
