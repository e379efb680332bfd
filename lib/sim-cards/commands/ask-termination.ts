import { authorize, type Context } from '@/lib/access/context';
import { type Result, refusal, success } from '@/lib/core/result';
import { requireModule } from '@/lib/installations/queries';
import { audit } from '@/lib/platform/audit';
import { transaction } from '@/lib/platform/transaction';
import { cardTail } from '../labels';
import type { SimCardCode } from '../messages';
import { SIM_CARD_MODULE } from '../model';
import { lockCards, saveTerminationAsk } from '../store';
import { confirmBy, refuseTermination } from '../termination.rule';

/**
 * The first of the two steps of closing a card for good: nothing happens to it yet, the second step has 15 minutes.
 * Asked again it begins anew. Refusals: FORBIDDEN, NOT_FOUND, MODULE_NOT_INSTALLED, OPERATOR_NOT_INTEGRATED,
 * CARD_OPERATION_IN_PROGRESS, CARD_STATE (only a card that is off can be closed).
 */
export async function askTermination(
  ctx: Context,
  input: { readonly simCardId: string },
): Promise<Result<{ readonly confirmBy: Date }, SimCardCode>> {
  const denied = authorize(ctx, 'simCards.terminate') ?? (await requireModule(ctx, SIM_CARD_MODULE));
  if (denied) return denied;
  return transaction(ctx, async (ctx): Promise<Result<{ readonly confirmBy: Date }, SimCardCode>> => {
    const [card] = await lockCards(ctx, [input.simCardId]);
    if (!card) return refusal('NOT_FOUND');
    const refused = refuseTermination(card);
    if (refused) return refused;
    const now = ctx.clock.now();
    await saveTerminationAsk(ctx, card.id, now);
    await audit(ctx, {
      action: 'simCards.askTermination',
      objectType: 'simCard',
      objectId: card.id,
      objectName: cardTail(card.iccid),
      storeId: card.storeId,
      before: { state: card.state },
    });
    return success({ confirmBy: confirmBy(now) });
  });
}
