import { authorize, type Context } from '@/lib/access/context';
import { type Result, refusal, success } from '@/lib/core/result';
import { requireModule } from '@/lib/installations/queries';
import { audit } from '@/lib/platform/audit';
import { transaction } from '@/lib/platform/transaction';
import { stopRenewal } from '@/lib/subscriptions/commands/stop';
import { livingSubscriptions } from '@/lib/subscriptions/queries';
import { cardTail } from '../labels';
import type { SimCardCode } from '../messages';
import { SIM_CARD_MODULE } from '../model';
import type { TerminateSimCardInput } from '../schema';
import { lockCards, openOperations, operationsOfRequest, saveTerminationAsk } from '../store';
import { refuseConfirmation, refuseTermination } from '../termination.rule';

type Terminated = { readonly operationId: string | null };

/**
 * The second step of closing a card for good, confirmed with the last four digits of its number: its subscription is
 * not renewed, and when the operator has closed it nothing brings it back. The same request again gives its operation.
 * Refusals: FORBIDDEN, NOT_FOUND, MODULE_NOT_INSTALLED, OPERATOR_NOT_INTEGRATED, CARD_OPERATION_IN_PROGRESS,
 * CARD_STATE, TERMINATION_NOT_ASKED, TERMINATION_EXPIRED, LAST_DIGITS_WRONG.
 */
export async function terminateSimCard(
  ctx: Context,
  input: TerminateSimCardInput,
): Promise<Result<Terminated, SimCardCode>> {
  const denied = authorize(ctx, 'simCards.terminate') ?? (await requireModule(ctx, SIM_CARD_MODULE));
  if (denied) return denied;
  return transaction(ctx, async (ctx): Promise<Result<Terminated, SimCardCode>> => {
    const [card] = await lockCards(ctx, [input.simCardId]);
    if (!card) return refusal('NOT_FOUND');
    const [earlier] = await operationsOfRequest(ctx, input.requestId, [card.id]);
    if (earlier) return success({ operationId: earlier });
    const refused = refuseTermination(card) ?? refuseConfirmation(card, input.lastDigits, ctx.clock.now());
    if (refused) return refused;

    const living = await livingSubscriptions(ctx, { simCardIds: [card.id] });
    const stopped = await stopRenewal(ctx, {
      subscriptionIds: living.filter((each) => !each.cancelAtPeriodEnd).map((each) => each.id),
      byRemoval: false,
    });
    if (!stopped.ok) return stopped;
    await saveTerminationAsk(ctx, card.id, null);
    const [operationId] = await openOperations(ctx, [card], {
      action: 'TERMINATE',
      requestId: input.requestId,
    });
    await audit(ctx, {
      action: 'simCards.terminate',
      objectType: 'simCard',
      objectId: card.id,
      objectName: cardTail(card.iccid),
      storeId: card.storeId,
      before: { state: card.state },
      after: { state: 'TERMINATED' },
    });
    return success({ operationId: operationId ?? null });
  });
}
