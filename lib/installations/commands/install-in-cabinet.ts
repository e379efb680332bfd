import { authorize, type Context } from '@/lib/access/context';
import { loadCatalog } from '@/lib/catalog/queries';
import { type Result, refusal, success } from '@/lib/core/result';
import { audit } from '@/lib/platform/audit';
import { transaction } from '@/lib/platform/transaction';
import { liftRemovalStops } from '@/lib/subscriptions/commands/lift-removal-stops';
import { reasonText } from '../labels';
import { cabinetObstacles } from '../plan.rule';
import { cabinetInstallations } from '../queries';
import type { CabinetModuleInput } from '../schema';
import { createInCabinet, loadInstallations, lockCabinet, moveInstallation } from '../store';

type Code = 'FORBIDDEN' | 'NOT_FOUND' | 'WRONG_SCOPE' | 'ALL_STORES_NEEDED' | 'NOT_FIT';

/**
 * Installs a module in the cabinet, free of charge. Before the paid end of a removal it takes the removal back:
 * nothing is paid, periods stay, the stops that the removal set are lifted (product.md 3.3; domain.md B1.5).
 * Already installed: success, nothing changes. Refusals: FORBIDDEN, ALL_STORES_NEEDED, NOT_FOUND, WRONG_SCOPE,
 * NOT_FIT (details `reasons`: what it requires there or cannot go with).
 */
export async function installInCabinet(
  ctx: Context,
  input: CabinetModuleInput,
): Promise<Result<{ resumed: number }, Code>> {
  const denied = authorize(ctx, 'modules.install');
  if (denied) return denied;
  if (ctx.storeIds !== null) return refusal('ALL_STORES_NEEDED');
  return transaction<{ resumed: number }, Code>(ctx, async (ctx) => {
    await lockCabinet(ctx);
    const catalog = await loadCatalog(ctx.db);
    const module = catalog.modules.get(input.moduleSlug);
    if (!module) return refusal('NOT_FOUND');
    if (module.scope !== 'ORGANIZATION') return refusal('WRONG_SCOPE');
    const [row] = await loadInstallations(ctx, { terminalId: null, moduleSlug: module.slug });
    if (row?.state === 'INSTALLED') return success({ resumed: 0 });
    const cabinet = new Set((await cabinetInstallations(ctx)).keys());
    const obstacles = cabinetObstacles(catalog, module.slug, cabinet);
    if (obstacles.length > 0) {
      return refusal('NOT_FIT', { reasons: obstacles.map((each) => reasonText(catalog, each)).join('; ') });
    }
    const now = ctx.clock.now();
    let resumed = 0;
    if (!row) await createInCabinet(ctx, module.slug);
    else if (row.state === 'REMOVING') {
      await moveInstallation(ctx, row, 'KEEP', { endsOn: null });
      const lifted = await liftRemovalStops(ctx, { planSlugs: module.planSlugs });
      if (!lifted.ok) return lifted;
      resumed = lifted.value.lifted;
    } else {
      await moveInstallation(ctx, row, 'REQUEST', { requestedAt: now, endsOn: null });
      await moveInstallation(ctx, { ...row, state: 'REQUESTED' }, 'APPLIED', { appliedAt: now });
    }
    await audit(ctx, {
      action: 'installations.installInCabinet',
      objectType: 'module',
      objectId: module.slug,
      objectName: module.name,
      after: { resumed },
    });
    return success({ resumed });
  });
}
