import { type Context, today } from '@/lib/access/context';
import { toDbDate } from '@/lib/core/local-date';
import { type Result, success } from '@/lib/core/result';
import { audit } from '@/lib/platform/audit';
import { emit } from '@/lib/platform/jobs';
import { transaction } from '@/lib/platform/transaction';
import { loadInstallations, lockCabinet, moveInstallation } from '../store';

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
    for (const { id, moduleSlug, module } of due) {
      const row = rows.find((each) => each.id === id);
      if (!row || !(await moveInstallation(ctx, row, 'GONE'))) continue;
      await emit(ctx, 'installation.removed', { moduleSlug });
      await audit(ctx, {
        action: 'installations.removed',
        objectType: 'module',
        objectId: moduleSlug,
        objectName: module.name,
      });
    }
    return success({ removed: due.length });
  });
}
