import { authorize, type Context } from '@/lib/access/context';
import type { Result } from '@/lib/core/result';
import { transaction } from '@/lib/platform/transaction';
import { changeSetting } from '../change';
import type { ReceiptSettingCode } from '../messages';
import type { ResetReceiptSettingInput } from '../schema';

/**
 * Takes own values away, so that those of the wider scope are in force again. The row stays and its version grows:
 * who still edits the former values is told. Refusals: FORBIDDEN, NOT_FOUND, CONFLICT_VERSION.
 */
export async function resetReceiptSetting(
  ctx: Context,
  input: ResetReceiptSettingInput,
): Promise<Result<{ readonly version: number }, ReceiptSettingCode>> {
  const denied = authorize(ctx, 'receipts.configure');
  if (denied) return denied;
  return transaction(ctx, (ctx) =>
    changeSetting(ctx, input, { printMode: null, defaultEmail: null }, 'receipts.resetReceiptSetting'),
  );
}
