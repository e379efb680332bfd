import { type Context, today } from '@/lib/access/context';
import { loadCatalog } from '@/lib/catalog/queries';
import { toDbDate } from '@/lib/core/local-date';
import { type Result, success } from '@/lib/core/result';
import { audit } from '@/lib/platform/audit';
import { emit } from '@/lib/platform/jobs';
import { transaction } from '@/lib/platform/transaction';
import { stopRenewal } from '@/lib/subscriptions/commands/stop';
import { livingSubscriptions } from '@/lib/subscriptions/queries';
import { removalEnd } from '../removal.rule';
import { loadInstallations, lockCabinet, moveInstallation } from '../store';

/** What was paid for since the removal was asked for works to its end too: the removal waits for it. */
async function prolonged(ctx: Context, id: string, moduleSlug: string): Promise<boolean> {
  const planSlugs = (await loadCatalog(ctx.db)).modules.get(moduleSlug)?.planSlugs ?? [];
  const living = await livingSubscriptions(ctx, { planSlugs });
  const endsOn = removalEnd(living, today(ctx));
  if (!endsOn) return false;
  const subscriptionIds = living.filter((each) => !each.cancelAtPeriodEnd).map((each) => each.id);
  await stopRenewal(ctx, { subscriptionIds, byRemoval: true });
  await ctx.db.installation.updateMany({
    where: { id, organizationId: ctx.organizationId },
    data: { endsOn: toDbDate(endsOn) },
  });
  return true;
}

/** Ends the removals of cabinet modules whose paid time is over; tells those who depend on them. For the worker. */
export async function finishRemovals(ctx: Context): Promise<Result<{ removed: number }>> {
  return transaction(ctx, async (ctx) => {
    await lockCabinet(ctx);
    const due = await ctx.db.installation.findMany({
      where: {
        organizationId: ctx.organizationId,
        terminalId: null,
        state: 'REMOVING',
        endsOn: { lte: toDbDate(today(ctx)) },
      },
      select: { id: true, moduleSlug: true, module: { select: { name: true } } },
    });
    const rows = await loadInstallations(ctx, { terminalId: null, state: 'REMOVING' });
    let removed = 0;
    for (const { id, moduleSlug, module } of due) {
      const row = rows.find((each) => each.id === id);
      if (!row || (await prolonged(ctx, id, moduleSlug))) continue;
      if (!(await moveInstallation(ctx, row, 'GONE'))) continue;
      removed += 1;
      await emit(ctx, 'installation.removed', { moduleSlug });
      await audit(ctx, {
        action: 'installations.removed',
        objectType: 'module',
        objectId: moduleSlug,
        objectName: module.name,
      });
    }
    return success({ removed });
  });
}
