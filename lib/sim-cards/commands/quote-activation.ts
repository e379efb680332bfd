import { walletBalance } from '@/lib/billing/queries';
import { authorize, can, type Context, inStores, today } from '@/lib/access/context';
import { billingPeriods } from '@/lib/catalog/model';
import { loadCatalog } from '@/lib/catalog/queries';
import { type Result, refusal, success } from '@/lib/core/result';
import { requireModule } from '@/lib/installations/queries';
import { previewStart } from '@/lib/subscriptions/period.rule';
import { livingSubscriptions } from '@/lib/subscriptions/queries';
import type { SimCardCode } from '../messages';
import { type ActivationQuote, SIM_CARD_MODULE } from '../model';
import { simCardPlan } from '../plan.rule';

/**
 * What activating these cards would cost with each period, by the rule that charges; writes nothing.
 * Refusals: FORBIDDEN, NOT_FOUND, MODULE_NOT_INSTALLED.
 */
export async function quoteActivation(
  ctx: Context,
  input: { readonly cardIds: readonly string[] },
): Promise<Result<ActivationQuote, SimCardCode>> {
  const denied = authorize(ctx, 'simCards.switch') ?? (await requireModule(ctx, SIM_CARD_MODULE));
  if (denied) return denied;
  const ids = [...new Set(input.cardIds)];
  const cards = await ctx.db.simCard.count({
    where: { organizationId: ctx.organizationId, id: { in: ids }, ...inStores(ctx) },
  });
  if (cards !== ids.length) return refusal('NOT_FOUND');
  const plan = simCardPlan(await loadCatalog(ctx.db));
  const living = await livingSubscriptions(ctx, { simCardIds: ids, planSlugs: [plan.slug] });
  const toPay = cards - living.length;
  return success({
    cards,
    toPay,
    offers: billingPeriods.map((period) => {
      const { perSubject, ...preview } = previewStart(plan, period, toPay, today(ctx));
      return { period, perCard: perSubject, ...preview };
    }),
    balance: can(ctx, 'finance.read') ? await walletBalance(ctx) : null,
  });
}
