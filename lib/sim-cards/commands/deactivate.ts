import { authorize, type Context } from '@/lib/access/context';
import { type Result, refusal, success } from '@/lib/core/result';
import { requireModule } from '@/lib/installations/queries';
import { audit } from '@/lib/platform/audit';
import { transaction } from '@/lib/platform/transaction';
import { stopRenewal } from '@/lib/subscriptions/commands/stop';
import { livingSubscriptions } from '@/lib/subscriptions/queries';
import { refuseSwitch } from '../activation.rule';
import { cardTail } from '../labels';
import type { SimCardCode } from '../messages';
import { SIM_CARD_MODULE } from '../model';
import type { DeactivateSimCardsInput } from '../schema';
import { lockCards, openOperations, operationsOfRequest } from '../store';

/**
 * Switches cards off, all or none; with `stopRenewal` their subscriptions are not renewed after the paid end, without
 * it payment goes on. The same request again gives its operations. Refusals: FORBIDDEN, NOT_FOUND,
 * MODULE_NOT_INSTALLED, OPERATOR_NOT_INTEGRATED, CARD_OPERATION_IN_PROGRESS, CARD_STATE.
 */
export async function deactivateSimCards(
  ctx: Context,
  input: DeactivateSimCardsInput,
): Promise<Result<{ readonly operationIds: readonly string[] }, SimCardCode>> {
  const denied = authorize(ctx, 'simCards.switch') ?? (await requireModule(ctx, SIM_CARD_MODULE));
  if (denied) return denied;
  const ids = [...new Set(input.cardIds)];
  return transaction(
    ctx,
    async (ctx): Promise<Result<{ readonly operationIds: readonly string[] }, SimCardCode>> => {
      const cards = await lockCards(ctx, ids);
      if (cards.length !== ids.length) return refusal('NOT_FOUND');
      const earlier = await operationsOfRequest(ctx, input.requestId, ids);
      if (earlier.length > 0) return success({ operationIds: earlier });
      const refused = refuseSwitch(cards, 'DEACTIVATE');
      if (refused) return refused;

      if (input.stopRenewal) {
        const living = await livingSubscriptions(ctx, { simCardIds: ids });
        const stopped = await stopRenewal(ctx, {
          subscriptionIds: living.filter((each) => !each.cancelAtPeriodEnd).map((each) => each.id),
          byRemoval: false,
        });
        if (!stopped.ok) return stopped;
      }
      const operationIds = await openOperations(ctx, cards, {
        action: 'DEACTIVATE',
        requestId: input.requestId,
        intended: 'INACTIVE',
      });
      await audit(
        ctx,
        cards.map((card) => ({
          action: 'simCards.deactivate',
          objectType: 'simCard',
          objectId: card.id,
          objectName: cardTail(card.iccid),
          storeId: card.storeId,
          before: { state: card.state },
          after: { state: 'DEACTIVATING', stopRenewal: input.stopRenewal },
        })),
      );
      return success({ operationIds });
    },
  );
}
