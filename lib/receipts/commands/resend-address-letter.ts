import { authorize, type Context } from '@/lib/access/context';
import { type Result, refusal, success } from '@/lib/core/result';
import { momentText } from '@/lib/core/text';
import { audit } from '@/lib/platform/audit';
import { transaction } from '@/lib/platform/transaction';
import { nextLetterAt } from '../address-confirmation.rule';
import { knownAddress, lockSettings, writeToOwner } from '../address.store';
import type { AddressLetterCode } from '../messages';
import { chosenFor } from '../queries';
import type { ResendAddressLetterInput } from '../schema';

/**
 * Asks the owner of the default address in force here once more; the link of the letter before ends. Each pause is
 * longer than the one before. Refusals: FORBIDDEN, NOT_FOUND, NO_ADDRESS, CONFIRMED, TOO_SOON (`at`), TOO_MANY.
 */
export async function resendAddressLetter(
  ctx: Context,
  { target }: ResendAddressLetterInput,
): Promise<Result<{ readonly address: string }, AddressLetterCode>> {
  const denied = authorize(ctx, 'receipts.configure');
  if (denied) return denied;
  return transaction<{ address: string }, AddressLetterCode>(ctx, async (ctx) => {
    await lockSettings(ctx);
    const setting = await chosenFor(ctx, target);
    if (!setting) return refusal('NOT_FOUND');
    const address = setting.chosen.defaultEmail.value;
    if (address === null) return refusal('NO_ADDRESS');
    const row = await knownAddress(ctx, address);
    if (row.confirmedAt) return refusal('CONFIRMED');
    const now = ctx.clock.now();
    const next = nextLetterAt(row);
    if (next && next > now) return refusal('TOO_SOON', { at: momentText(next, now, ctx.timeZone) });
    if (!(await writeToOwner(ctx, row))) return refusal('TOO_MANY');
    await audit(ctx, {
      action: 'receipts.askAddress',
      objectType: 'receiptSetting',
      objectId: setting.targetId ?? ctx.organizationId,
      objectName: setting.name,
      storeId: setting.storeId,
      after: { address },
    });
    return success({ address });
  });
}
