import { authorize, type Context } from '@/lib/access/context';
import { type Result, refusal, success } from '@/lib/core/result';
import { transaction } from '@/lib/platform/transaction';
import { endCard, findCard } from '../cards';

/**
 * The card is never charged again, not by what is under way either: a charge that has not left for the provider is
 * given up. Autopay by it is off, and no other card takes its place (domain.md C 20). Removed twice is once.
 * Refusals: FORBIDDEN, NOT_FOUND.
 */
export async function removeCard(
  ctx: Context,
  input: { readonly cardId: string },
): Promise<Result<null, 'FORBIDDEN' | 'NOT_FOUND'>> {
  const denied = authorize(ctx, 'finance.cards');
  if (denied) return denied;
  return transaction(ctx, async (ctx): Promise<Result<null, 'NOT_FOUND'>> => {
    if (!(await findCard(ctx, input.cardId))) return refusal('NOT_FOUND');
    await endCard(ctx, input.cardId, { state: 'REMOVED', reason: null, told: false });
    return success(null);
  });
}
