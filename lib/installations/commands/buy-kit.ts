import { authorize, type Context, inStores, today } from '@/lib/access/context';
import { loadCatalog } from '@/lib/catalog/queries';
import type { LocalDate } from '@/lib/core/local-date';
import type { Kopecks } from '@/lib/core/money';
import { type Result, refusal, success } from '@/lib/core/result';
import { transaction } from '@/lib/platform/transaction';
import { startSubscriptions } from '@/lib/subscriptions/commands/start';
import { previewStart } from '@/lib/subscriptions/period.rule';
import { livingSubscriptions } from '@/lib/subscriptions/queries';
import type { BuyKitInput } from '../schema';
import { lockTerminals } from '../store';
import { settleBlocks } from './settle-blocks';

type Code =
  'FORBIDDEN' | 'NOT_FOUND' | 'QUOTE_CHANGED' | 'INSUFFICIENT_FUNDS' | 'PERIOD_INVALID' | 'ALREADY_PAID';

/**
 * Buys a kit for a terminal from the account. What was shown is what is charged: another sum is QUOTE_CHANGED.
 * Refusals: FORBIDDEN, NOT_FOUND, ALREADY_PAID, QUOTE_CHANGED, PERIOD_INVALID, INSUFFICIENT_FUNDS.
 */
export async function buyKit(
  ctx: Context,
  input: BuyKitInput,
): Promise<Result<{ charged: Kopecks; nextChargeOn: LocalDate; kitName: string }, Code>> {
  const denied = authorize(ctx, 'modules.install') ?? authorize(ctx, 'subscriptions.manage');
  if (denied) return denied;
  return transaction<{ charged: Kopecks; nextChargeOn: LocalDate; kitName: string }, Code>(
    ctx,
    async (ctx) => {
      const catalog = await loadCatalog(ctx.db);
      const kit = catalog.kits.get(input.kitSlug);
      const plan = catalog.plans.get(kit?.planSlug ?? '');
      const terminal = await ctx.db.terminal.findFirst({
        where: { organizationId: ctx.organizationId, id: input.terminalId, ...inStores(ctx) },
        select: { id: true, name: true },
      });
      if (!kit || !plan || !terminal) return refusal('NOT_FOUND');
      await lockTerminals(ctx, [terminal.id]);
      const paid = await livingSubscriptions(ctx, { terminalIds: [terminal.id], planSlugs: [plan.slug] });
      if (paid.length > 0) return refusal('ALREADY_PAID');
      const preview = previewStart(plan, input.period, 1, today(ctx));
      if (preview.total !== input.expectedTotal) return refusal('QUOTE_CHANGED');
      const started = await startSubscriptions(ctx, {
        planSlug: plan.slug,
        period: input.period,
        subjects: [{ terminalId: terminal.id, name: terminal.name }],
      });
      if (!started.ok) return started;
      await settleBlocks(ctx, [terminal.id]);
      return success({
        charged: started.value.charged,
        nextChargeOn: preview.nextChargeOn,
        kitName: kit.name,
      });
    },
  );
}
