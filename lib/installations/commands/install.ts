import { authorize, type Context } from '@/lib/access/context';
import { loadCatalog } from '@/lib/catalog/queries';
import { type Result, refusal, success } from '@/lib/core/result';
import { audit } from '@/lib/platform/audit';
import { transaction } from '@/lib/platform/transaction';
import { planInstallation, type TerminalPlan } from '../plan.rule';
import { terminalFacts } from '../queries';
import type { InstallInput } from '../schema';
import { createInstallation, loadInstallations, lockTerminals, moveInstallation } from '../store';

/**
 * Installs modules on terminals; a terminal that is not fit does not stop the rest. The plan is made anew under a
 * lock by the function that the screen's preview used, and comes back per terminal. A second press finds everything
 * ALREADY there. Refusals: FORBIDDEN, NOT_FOUND (a terminal or module), WRONG_SCOPE (a module of the cabinet).
 */
export async function installModules(
  ctx: Context,
  input: InstallInput,
): Promise<Result<{ plans: TerminalPlan[]; installed: number }, 'FORBIDDEN' | 'NOT_FOUND' | 'WRONG_SCOPE'>> {
  const denied = authorize(ctx, 'modules.install');
  if (denied) return denied;
  const terminalIds = [...new Set(input.terminalIds)];
  return transaction<{ plans: TerminalPlan[]; installed: number }, 'FORBIDDEN' | 'NOT_FOUND' | 'WRONG_SCOPE'>(
    ctx,
    async (ctx) => {
      const catalog = await loadCatalog(ctx.db);
      const modules = input.moduleSlugs.map((slug) => catalog.modules.get(slug));
      if (modules.some((module) => module === undefined)) return refusal('NOT_FOUND');
      if (modules.some((module) => module?.scope !== 'TERMINAL')) return refusal('WRONG_SCOPE');
      await lockTerminals(ctx, terminalIds);
      const facts = await terminalFacts(ctx, terminalIds);
      if (facts.size !== terminalIds.length) return refusal('NOT_FOUND');
      const names = await terminalNames(ctx, terminalIds);
      const plans = [...facts.values()].map((fact) =>
        planInstallation(catalog, input.moduleSlugs, fact, input.complete),
      );
      const doable = plans.filter((plan) => plan.verdict === 'INSTALL');
      const known = await loadInstallations(ctx, {
        terminalId: { in: doable.map((plan) => plan.terminalId) },
      });
      for (const plan of doable) {
        for (const slug of plan.order) {
          const row = known.find((each) => each.terminalId === plan.terminalId && each.moduleSlug === slug);
          if (row) {
            await moveInstallation(ctx, row, 'REQUEST', {
              requestedAt: ctx.clock.now(),
              appliedAt: null,
              error: null,
            });
          } else await createInstallation(ctx, slug, plan.terminalId);
        }
      }
      await audit(
        ctx,
        doable.map((plan) => ({
          action: 'installations.install',
          objectType: 'terminal',
          objectId: plan.terminalId,
          objectName: names.get(plan.terminalId)?.name ?? '',
          storeId: names.get(plan.terminalId)?.storeId,
          after: { modules: plan.order.map((slug) => catalog.modules.get(slug)?.name ?? slug) },
        })),
      );
      return success({ plans, installed: doable.length });
    },
  );
}

async function terminalNames(
  ctx: Context,
  ids: readonly string[],
): Promise<Map<string, { name: string; storeId: string }>> {
  const rows = await ctx.db.terminal.findMany({
    where: { organizationId: ctx.organizationId, id: { in: [...ids] } },
    select: { id: true, name: true, storeId: true },
  });
  return new Map(rows.map((row) => [row.id, row]));
}
