import { authorize, type Context } from '@/lib/access/context';
import { type Result, success } from '@/lib/core/result';
import { transaction } from '@/lib/platform/transaction';
import type { TerminalPlan } from '../plan.rule';
import { carryOutPlans, decidePlans } from '../planning';
import type { InstallInput } from '../schema';

type Code = 'FORBIDDEN' | 'NOT_FOUND' | 'WRONG_SCOPE';

/**
 * Installs modules on terminals; a terminal that is not fit does not stop the rest. The plan is made anew under a
 * lock by the function that the screen's preview used, and comes back per terminal. A second press finds everything
 * ALREADY there. Refusals: FORBIDDEN, NOT_FOUND (a terminal or module), WRONG_SCOPE (a module of the cabinet).
 */
export async function installModules(
  ctx: Context,
  input: InstallInput,
): Promise<Result<{ plans: readonly TerminalPlan[]; installed: number }, Code>> {
  const denied = authorize(ctx, 'modules.install');
  if (denied) return denied;
  return transaction<{ plans: readonly TerminalPlan[]; installed: number }, Code>(ctx, async (ctx) => {
    const decided = await decidePlans(ctx, input, null);
    if (!decided.ok) return decided;
    const installed = await carryOutPlans(ctx, decided.value);
    return success({ plans: decided.value.plans, installed });
  });
}
