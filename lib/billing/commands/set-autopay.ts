import { authorize, type Context } from '@/lib/access/context';
import { type Result, refusal, success } from '@/lib/core/result';
import { transaction } from '@/lib/platform/transaction';
import { auditAutopay, findCard, lockAutopay, lockToken, writeAutopay } from '../cards';

/**
 * Autopay charges this card from now on. Pressed twice it is once.
 * Refusals: FORBIDDEN, NOT_FOUND, CARD_ENDED (removed meanwhile, or not chargeable any more).
 */
export async function setAutopay(
  ctx: Context,
  input: { readonly cardId: string },
): Promise<Result<null, 'FORBIDDEN' | 'NOT_FOUND' | 'CARD_ENDED'>> {
  const denied = authorize(ctx, 'finance.cards');
  if (denied) return denied;
  return transaction(ctx, async (ctx): Promise<Result<null, 'NOT_FOUND' | 'CARD_ENDED'>> => {
    const before = await lockAutopay(ctx);
    const card = await findCard(ctx, input.cardId);
    if (!card) return refusal('NOT_FOUND');
    if ((await lockToken(ctx, card.id)) === null) return refusal('CARD_ENDED');
    if (before.cardId === card.id) return success(null);
    await writeAutopay(ctx, card.id);
    const from = before.cardId === null ? null : await findCard(ctx, before.cardId);
    await auditAutopay(ctx, { from, to: card });
    return success(null);
  });
}
