import { authorize, type Context, today } from '@/lib/access/context';
import { loadCatalog } from '@/lib/catalog/queries';
import { type LocalDate, toDbDate } from '@/lib/core/local-date';
import { type Result, refusal, success } from '@/lib/core/result';
import { audit } from '@/lib/platform/audit';
import { emit } from '@/lib/platform/jobs';
import { transaction } from '@/lib/platform/transaction';
import { stopRenewal } from '@/lib/subscriptions/commands/stop';
import { livingSubscriptions } from '@/lib/subscriptions/queries';
import { dependents } from '../plan.rule';
import { cabinetInstallations } from '../queries';
import { removalEnd } from '../removal.rule';
import type { CabinetModuleInput } from '../schema';
import { loadInstallations, lockCabinet, moveInstallation } from '../store';

type Code =
  'FORBIDDEN' | 'NOT_FOUND' | 'NOT_INSTALLED' | 'ALL_STORES_NEEDED' | 'SUBSCRIPTION_ENDED' | 'REQUIRED_BY';

/**
 * Removes a module from the cabinet. What is paid works until its end: the subscriptions of the module are stopped
 * and the removal ends on the last paid day; with nothing paid it ends at once (product.md 3.3; domain.md B1.5).
 * Refusals: FORBIDDEN, ALL_STORES_NEEDED, NOT_FOUND, NOT_INSTALLED, REQUIRED_BY (details `modules`).
 */
export async function uninstallInCabinet(
  ctx: Context,
  input: CabinetModuleInput,
): Promise<Result<{ endsOn: LocalDate | null }, Code>> {
  const denied = authorize(ctx, 'modules.install');
  if (denied) return denied;
  if (ctx.storeIds !== null) return refusal('ALL_STORES_NEEDED');
  return transaction<{ endsOn: LocalDate | null }, Code>(ctx, async (ctx) => {
    await lockCabinet(ctx);
    const catalog = await loadCatalog(ctx.db);
    const module = catalog.modules.get(input.moduleSlug);
    if (!module) return refusal('NOT_FOUND');
    const [row] = await loadInstallations(ctx, { terminalId: null, moduleSlug: module.slug });
    if (row?.state !== 'INSTALLED') return refusal('NOT_INSTALLED');
    const needed = dependents(catalog, module.slug, new Set((await cabinetInstallations(ctx)).keys()));
    if (needed.length > 0) {
      const names = needed.map((slug) => `«${catalog.modules.get(slug)?.name ?? slug}»`);
      return refusal('REQUIRED_BY', { modules: names.join(', ') });
    }
    const living = await livingSubscriptions(ctx, { planSlugs: module.planSlugs });
    const renewing = living.filter((each) => !each.cancelAtPeriodEnd).map((each) => each.id);
    const stopped = await stopRenewal(ctx, { subscriptionIds: renewing, byRemoval: true });
    if (!stopped.ok) return stopped;
    const endsOn = removalEnd(living, today(ctx));
    await moveInstallation(ctx, row, 'REMOVE', {
      requestedAt: ctx.clock.now(),
      endsOn: endsOn && toDbDate(endsOn),
    });
    if (!endsOn) {
      await moveInstallation(ctx, { ...row, state: 'REMOVING' }, 'GONE');
      await emit(ctx, 'installation.removed', { moduleSlug: module.slug });
    }
    await audit(ctx, {
      action: 'installations.uninstallInCabinet',
      objectType: 'module',
      objectId: module.slug,
      objectName: module.name,
      after: { endsOn, stopped: renewing.length },
    });
    return success({ endsOn });
  });
}
