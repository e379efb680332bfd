import { authorize, type Context } from '@/lib/access/context';
import { type Result, refusal, success } from '@/lib/core/result';
import { audit } from '@/lib/platform/audit';
import { transaction } from '@/lib/platform/transaction';
import { addressesChanged, lockSettings } from '../address.store';
import { agreedChange, changesNothing, type ItemOutcome } from '../change-many.rule';
import type { ChangeCode } from '../messages';
import type { ApplyChangeInput } from '../schema';
import { loadTree, targetsOf } from '../settings-tree';
import { saveMany } from '../store';

export interface AppliedChange {
  readonly done: number;
  readonly results: readonly { readonly id: string; readonly outcome: ItemOutcome }[];
}

/**
 * Carries out what the preview has shown: for the settings below one («применить ко всем») or for chosen terminals. What
 * somebody has changed since is left alone and told, the rest is written; twice is once. Each has its own line in the
 * journal. Refusals: FORBIDDEN, NOT_FOUND, NOTHING_CHOSEN.
 */
export async function applyReceiptChange(
  ctx: Context,
  { over, change, seen }: ApplyChangeInput,
): Promise<Result<AppliedChange, ChangeCode>> {
  const denied = authorize(ctx, 'receipts.configure');
  if (denied) return denied;
  if (changesNothing(change)) return refusal('NOTHING_CHOSEN');
  return transaction<AppliedChange, ChangeCode>(ctx, async (ctx) => {
    await lockSettings(ctx);
    const tree = await loadTree(ctx);
    const targets = targetsOf(tree, over);
    if (!targets) return refusal('NOT_FOUND');
    const stamps = new Map(seen.map(({ id, stamp }) => [id, stamp]));
    const { outcomes, own } = agreedChange(tree, targets, change, stamps);
    const written = [...tree.stores, ...tree.terminals].flatMap((node) => {
      const after = own.get(node.id);
      return after ? [{ node, after }] : [];
    });
    await saveMany(
      ctx,
      written.map(({ node, after }) => ({ scope: node.scope, id: node.id, ...after })),
    );
    await addressesChanged(
      ctx,
      written.map(({ node }) => node.own),
      written.map(({ after }) => after),
    );
    await audit(
      ctx,
      written.map(({ node, after }) => ({
        action: 'receipts.applyChange',
        objectType: 'receiptSetting',
        objectId: node.id,
        objectName: node.name,
        storeId: node.storeId,
        before: { ...node.own },
        after: { ...after },
      })),
    );
    return success({
      done: written.length,
      results: [...outcomes].map(([id, outcome]) => ({ id, outcome })),
    });
  });
}
