import { authorize, type Context } from '@/lib/access/context';
import { type Result, refusal, success } from '@/lib/core/result';
import { audit } from '@/lib/platform/audit';
import { transaction } from '@/lib/platform/transaction';
import { withoutHold } from '../hold.rule';
import { cardTail } from '../labels';
import type { SimCardCode } from '../messages';
import { lockCards, saveHolds } from '../store';
import { settle } from './settle-card';
import type { CardSuspension } from './suspend-card';

/**
 * A reason that held a card off is gone. When it was the last one, a suspended card returns by itself to what people
 * want: on, if it is paid and the module is there; a card that is not paid stays suspended for that. An operation
 * under way is waited for. `operationId`: what was opened at the operator at once. Refusals: FORBIDDEN, NOT_FOUND.
 */
export async function liftSuspension(
  ctx: Context,
  input: CardSuspension,
): Promise<Result<{ readonly operationId: string | null }, SimCardCode>> {
  const denied = authorize(ctx, 'simCards.switch');
  if (denied) return denied;
  return transaction(
    ctx,
    async (ctx): Promise<Result<{ readonly operationId: string | null }, SimCardCode>> => {
      const [card] = await lockCards(ctx, [input.simCardId]);
      if (!card) return refusal('NOT_FOUND');
      if (!card.holds.includes(input.reason)) return success({ operationId: null });
      const holds = withoutHold(card.holds, input.reason);
      await saveHolds(ctx, card.id, { ...card, holds });
      const freed = { ...card, holds, suspendReason: holds[0] ?? null };
      const operationId = await settle(ctx, freed, input.words);
      if (operationId === null) {
        await audit(ctx, {
          action: 'simCards.lift',
          objectType: 'simCard',
          objectId: card.id,
          objectName: cardTail(card.iccid),
          storeId: card.storeId,
          before: { reason: input.reason },
          after: { reason: null },
        });
      }
      return success({ operationId });
    },
  );
}
