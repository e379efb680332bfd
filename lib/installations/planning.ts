import type { Context } from '@/lib/access/context';
import type { BillingPeriod, Catalog } from '@/lib/catalog/model';
import { loadCatalog } from '@/lib/catalog/queries';
import { type Result, refusal, success } from '@/lib/core/result';
import { audit } from '@/lib/platform/audit';
import { settleBlocks } from './commands/settle-blocks';
import { planInstallation, type TerminalPlan } from './plan.rule';
import { terminalFacts } from './queries';
import { lockTerminals, requestModules } from './store';

export interface Wish {
  readonly terminalIds: readonly string[];
  readonly moduleSlugs: readonly string[];
  readonly complete: boolean;
}

export interface Decided {
  readonly catalog: Catalog;
  readonly plans: readonly TerminalPlan[];
  readonly terminals: ReadonlyMap<string, { readonly name: string; readonly storeId: string }>;
}

/**
 * Plans for terminals that stay locked until the transaction ends, by the function that the screen's preview uses.
 * Refusals: NOT_FOUND (a terminal or module), WRONG_SCOPE (a module of the cabinet).
 */
export async function decidePlans(
  ctx: Context,
  { terminalIds, moduleSlugs, complete }: Wish,
  period: BillingPeriod | null,
): Promise<Result<Decided, 'NOT_FOUND' | 'WRONG_SCOPE'>> {
  const ids = [...new Set(terminalIds)];
  const catalog = await loadCatalog(ctx.db);
  const modules = moduleSlugs.map((slug) => catalog.modules.get(slug));
  if (modules.some((module) => module === undefined)) return refusal('NOT_FOUND');
  if (modules.some((module) => module?.scope !== 'TERMINAL')) return refusal('WRONG_SCOPE');
  await lockTerminals(ctx, ids);
  const facts = await terminalFacts(ctx, ids);
  if (facts.size !== ids.length) return refusal('NOT_FOUND');
  const rows = await ctx.db.terminal.findMany({
    where: { organizationId: ctx.organizationId, id: { in: ids } },
    select: { id: true, name: true, storeId: true },
  });
  const plans = [...facts.values()].map((fact) =>
    planInstallation(catalog, moduleSlugs, fact, complete, period),
  );
  return success({ catalog, plans, terminals: new Map(rows.map((row) => [row.id, row])) });
}

/** Asks the terminals for what the plans say, and writes it down; gives how many terminals are asked. */
export async function carryOutPlans(ctx: Context, { catalog, plans, terminals }: Decided): Promise<number> {
  const doable = plans.filter((plan) => plan.verdict === 'INSTALL');
  await requestModules(
    ctx,
    doable.flatMap(({ terminalId, order }) => order.map((moduleSlug) => ({ terminalId, moduleSlug }))),
  );
  await audit(
    ctx,
    doable
      .filter(({ order }) => order.length > 0)
      .map(({ terminalId, order }) => ({
        action: 'installations.install',
        objectType: 'terminal',
        objectId: terminalId,
        objectName: terminals.get(terminalId)?.name ?? '',
        storeId: terminals.get(terminalId)?.storeId,
        after: { modules: order.map((slug) => catalog.modules.get(slug)?.name ?? slug) },
      })),
  );
  await settleBlocks(
    ctx,
    doable.map(({ terminalId }) => terminalId),
  );
  return doable.length;
}
