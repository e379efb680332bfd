import { authorize, type Context } from '@/lib/access/context';
import { type Result, refusal, success } from '@/lib/core/result';
import { audit } from '@/lib/platform/audit';
import { transaction } from '@/lib/platform/transaction';
import { withHold } from '../hold.rule';
import { cardTail, suspendWords } from '../labels';
import type { SimCardCode } from '../messages';
import type { SuspendReason } from '../model';
import { lockCards, saveHolds } from '../store';
import { settle } from './settle-card';

export interface CardSuspension {
  readonly simCardId: string;
  readonly reason: SuspendReason;
  /** for the history of the card; the words of the reason otherwise */
  readonly words?: string;
}

/**
 * The system holds a card off for a reason: a card that is on is switched off and becomes SUSPENDED, one that is off
 * stays so and cannot be activated. An operation under way is waited for. The same reason again changes nothing.
 * `operationId`: what was opened at the operator at once. Refusals: FORBIDDEN, NOT_FOUND, CARD_STATE (closed).
 */
export async function suspendCard(
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
      if (card.state === 'TERMINATED') {
        return refusal('CARD_STATE', { card: cardTail(card.iccid), state: 'закрыта' });
      }
      if (card.holds.includes(input.reason)) return success({ operationId: null });
      const holds = withHold(card.holds, input.reason);
      await saveHolds(ctx, card.id, { ...card, holds });
      const words = input.words ?? suspendWords[input.reason];
      const operationId = await settle(ctx, { ...card, holds, suspendReason: holds[0] ?? null }, words);
      if (operationId === null) {
        await audit(ctx, {
          action: 'simCards.suspend',
          objectType: 'simCard',
          objectId: card.id,
          objectName: cardTail(card.iccid),
          storeId: card.storeId,
          after: { reason: input.reason },
        });
      }
      return success({ operationId });
    },
  );
}
