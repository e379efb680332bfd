import { authorize, type Context, today } from '@/lib/access/context';
import { autopayAnswersFor, walletBalance } from '@/lib/billing/queries';
import { kopecks } from '@/lib/core/money';
import { type Result, success } from '@/lib/core/result';
import { debtOf } from '@/lib/subscriptions/queries';
import { accountShortLetter } from '../debt-letters.rule';
import { postLetter } from '../post';

/**
 * A letter to everybody who may top up: what is missing and until when everything works. Once a day; not when the money
 * has come, and not when autopay answers for it: that writes for itself when it fails. Gives how many were written.
 * Refusal: FORBIDDEN.
 */
export async function tellAccountShort(ctx: Context): Promise<Result<number, 'FORBIDDEN'>> {
  const denied = authorize(ctx, 'finance.cards');
  if (denied) return denied;
  const debt = await debtOf(ctx);
  const balance = await walletBalance(ctx);
  if (!debt || debt.owed <= balance) return success(0);
  if (await autopayAnswersFor(ctx, kopecks(debt.owed - balance))) return success(0);
  const letter = accountShortLetter(debt, balance);
  return success(await postLetter(ctx, `account-short:${today(ctx)}`, 'finance.topUp', letter));
}
