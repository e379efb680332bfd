import { authorize, type Context, today } from '@/lib/access/context';
import { loadCatalog } from '@/lib/catalog/queries';
import { type Kopecks, kopecks } from '@/lib/core/money';
import { type Result, refusal, success } from '@/lib/core/result';
import { requireModule } from '@/lib/installations/queries';
import { audit } from '@/lib/platform/audit';
import { transaction } from '@/lib/platform/transaction';
import { startSubscriptions } from '@/lib/subscriptions/commands/start';
import { livingSubscriptions } from '@/lib/subscriptions/queries';
import { decideActivation } from '../activation.rule';
import { cardTail } from '../labels';
import type { SimCardCode } from '../messages';
import { SIM_CARD_MODULE } from '../model';
import { simCardPlan } from '../plan.rule';
import type { ActivateSimCardsInput } from '../schema';
import { lockCards, openOperations, operationsOfRequest } from '../store';

export interface Activation {
  readonly operationIds: readonly string[];
  readonly charged: Kopecks;
}

/**
 * Switches cards on, all or none: pays for those without a living subscription (`expectedTotal` in kopecks, as the
 * screen said) and opens one operation each, in one transaction. The same request again gives its operations.
 * Refusals: FORBIDDEN, NOT_FOUND, MODULE_NOT_INSTALLED, OPERATOR_NOT_INTEGRATED, CARD_OPERATION_IN_PROGRESS,
 * CARD_STATE, CARD_HELD, QUOTE_CHANGED, INSUFFICIENT_FUNDS (seed «Кассовые сервисы», functional characteristics 1 and 4).
 */
export async function activateSimCards(
  ctx: Context,
  input: ActivateSimCardsInput,
): Promise<Result<Activation, SimCardCode>> {
  const denied = authorize(ctx, 'simCards.switch') ?? (await requireModule(ctx, SIM_CARD_MODULE));
  if (denied) return denied;
  const ids = [...new Set(input.cardIds)];
  return transaction(ctx, async (ctx): Promise<Result<Activation, SimCardCode>> => {
    const cards = await lockCards(ctx, ids);
    if (cards.length !== ids.length) return refusal('NOT_FOUND');
    const earlier = await operationsOfRequest(ctx, input.requestId, ids);
    if (earlier.length > 0) return success({ operationIds: earlier, charged: kopecks(0) });

    const plan = simCardPlan(await loadCatalog(ctx.db));
    const living = await livingSubscriptions(ctx, { simCardIds: ids, planSlugs: [plan.slug] });
    const decision = decideActivation({
      cards,
      paidCardIds: new Set(living.flatMap((each) => each.simCardId ?? [])),
      plan,
      period: input.period,
      expectedTotal: input.expectedTotal,
      today: today(ctx),
    });
    if (!decision.ok) return decision;

    const toPay = new Set(decision.value.toPay);
    const started = await startSubscriptions(ctx, {
      planSlug: plan.slug,
      period: input.period,
      subjects: cards
        .filter((card) => toPay.has(card.id))
        .map((card) => ({ simCardId: card.id, name: cardTail(card.iccid) })),
    });
    if (!started.ok) return started;
    const operationIds = await openOperations(ctx, cards, {
      action: 'ACTIVATE',
      requestId: input.requestId,
      holds: [],
    });
    await audit(
      ctx,
      cards.map((card) => ({
        action: 'simCards.activate',
        objectType: 'simCard',
        objectId: card.id,
        objectName: cardTail(card.iccid),
        storeId: card.storeId,
        before: { state: card.state },
        after: { state: 'ACTIVATING', ...(toPay.has(card.id) ? { period: input.period } : {}) },
      })),
    );
    return success({ operationIds, charged: started.value.charged });
  });
}
