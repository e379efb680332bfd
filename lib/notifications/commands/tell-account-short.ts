import { authorize, type Context, today } from '@/lib/access/context';
import { isAutopayOn, walletBalance } from '@/lib/billing/queries';
import { type Result, success } from '@/lib/core/result';
import { debtOf } from '@/lib/subscriptions/queries';
import { accountShortLetter } from '../debt-letters.rule';
import { postLetter } from '../post';

/**
 * A letter to everybody who may top up: what is missing and until when everything works. Once a day; not while autopay
 * is on, which writes for itself when it fails, and not when the money has come. Gives how many were written.
 * Refusal: FORBIDDEN.
 */
export async function tellAccountShort(ctx: Context): Promise<Result<number, 'FORBIDDEN'>> {
  const denied = authorize(ctx, 'finance.cards');
  if (denied) return denied;
  if (await isAutopayOn(ctx)) return success(0);
  const debt = await debtOf(ctx);
  const balance = await walletBalance(ctx);
  if (!debt || debt.owed <= balance) return success(0);
  const letter = accountShortLetter(debt, balance);
  return success(await postLetter(ctx, `account-short:${today(ctx)}`, 'finance.topUp', letter));
}
