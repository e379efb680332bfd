import { authorize, type Context } from '@/lib/access/context';
import { type Result, refusal, success } from '@/lib/core/result';
import { audit } from '@/lib/platform/audit';
import { transaction } from '@/lib/platform/transaction';
import { cardTail } from '../labels';
import type { SimCardCode } from '../messages';
import { lockCards, saveTerminationAsk } from '../store';

/** Takes the first step back; also when there was none. Refusals: FORBIDDEN, NOT_FOUND. */
export async function withdrawTermination(
  ctx: Context,
  input: { readonly simCardId: string },
): Promise<Result<null, SimCardCode>> {
  const denied = authorize(ctx, 'simCards.terminate');
  if (denied) return denied;
  return transaction(ctx, async (ctx): Promise<Result<null, SimCardCode>> => {
    const [card] = await lockCards(ctx, [input.simCardId]);
    if (!card) return refusal('NOT_FOUND');
    if (card.terminationAskedAt === null) return success(null);
    await saveTerminationAsk(ctx, card.id, null);
    await audit(ctx, {
      action: 'simCards.withdrawTermination',
      objectType: 'simCard',
      objectId: card.id,
      objectName: cardTail(card.iccid),
      storeId: card.storeId,
    });
    return success(null);
  });
}
