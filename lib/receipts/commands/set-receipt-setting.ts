import { authorize, type Context } from '@/lib/access/context';
import type { Result } from '@/lib/core/result';
import { transaction } from '@/lib/platform/transaction';
import { changeSetting } from '../change';
import type { ReceiptSettingCode } from '../messages';
import { ownSetting, type SetReceiptSettingInput } from '../schema';

/**
 * Sets print mode and default address of the organization, a store or a terminal (seed «Отправка чеков на e-mail»,
 * step 3). What cannot be applied on a terminal is kept all the same.
 * Refusals: FORBIDDEN, NOT_FOUND, CONFLICT_VERSION.
 */
export async function setReceiptSetting(
  ctx: Context,
  input: SetReceiptSettingInput,
): Promise<Result<{ readonly version: number }, ReceiptSettingCode>> {
  const denied = authorize(ctx, 'receipts.configure');
  if (denied) return denied;
  return transaction(ctx, (ctx) =>
    changeSetting(ctx, input, ownSetting(input), 'receipts.setReceiptSetting'),
  );
}
