import { authorize, type Context } from '@/lib/access/context';
import { type Kopecks, kopecks } from '@/lib/core/money';
import { type Result, refusal, success } from '@/lib/core/result';
import { transaction } from '@/lib/platform/transaction';
import { startSubscriptions } from '@/lib/subscriptions/commands/start';
import { carryOutPlans, type Decided, decidePlans } from '../planning';
import { purchaseOf } from '../purchase.rule';
import { createRun, saveRunLines } from '../run.store';
import type { InstallManyInput } from '../schema';

type Code =
  'FORBIDDEN' | 'NOT_FOUND' | 'WRONG_SCOPE' | 'QUOTE_CHANGED' | 'INSUFFICIENT_FUNDS' | 'PERIOD_INVALID';

type Purchase = NonNullable<InstallManyInput['purchase']>;

/** Buys what the plans need, for exactly what was shown. */
async function buy(
  ctx: Context,
  { catalog, plans, terminals }: Decided,
  { period, expectedTotal }: Purchase,
): Promise<Result<Kopecks, Code>> {
  const { lines, total } = purchaseOf(catalog, plans, period);
  if (total !== expectedTotal) return refusal('QUOTE_CHANGED');
  for (const { planSlug, terminalIds } of lines) {
    const started = await startSubscriptions(ctx, {
      planSlug,
      period,
      subjects: terminalIds.map((terminalId) => ({
        terminalId,
        name: terminals.get(terminalId)?.name ?? '',
      })),
    });
    if (!started.ok) return started;
  }
  return success(total);
}

/**
 * Installs modules on many terminals and remembers what the plan was for each; with a purchase it first buys the
 * cheapest that entitles the terminals that can have them, for exactly the sum that was shown. Money that is missing
 * refuses the whole, an unfit terminal only itself. The same request again: the first run. Refusals: FORBIDDEN,
 * NOT_FOUND (a terminal or module), WRONG_SCOPE, QUOTE_CHANGED, INSUFFICIENT_FUNDS, PERIOD_INVALID (product.md 3.3).
 */
export async function installMany(
  ctx: Context,
  input: InstallManyInput,
): Promise<Result<{ runId: string }, Code>> {
  const denied =
    authorize(ctx, 'modules.install') ?? (input.purchase ? authorize(ctx, 'subscriptions.manage') : null);
  if (denied) return denied;
  return transaction<{ runId: string }, Code>(ctx, async (ctx) => {
    const run = await createRun(ctx, input);
    if (!run.isNew) return success({ runId: run.id });
    const decided = await decidePlans(ctx, input, input.purchase?.period ?? null);
    if (!decided.ok) return decided;
    const charged = input.purchase ? await buy(ctx, decided.value, input.purchase) : success(kopecks(0));
    if (!charged.ok) return charged;
    await carryOutPlans(ctx, decided.value);
    await saveRunLines(ctx, run.id, decided.value.plans, charged.value);
    return success({ runId: run.id });
  });
}
