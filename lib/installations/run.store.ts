import type { Context } from '@/lib/access/context';
import type { Kopecks } from '@/lib/core/money';
import type { TerminalPlan } from './plan.rule';
import type { InstallManyInput } from './schema';

/** A new run, or the one that the same request has made; a second request at the same time waits for the first. */
export async function createRun(
  ctx: Context,
  input: InstallManyInput,
): Promise<{ readonly id: string; readonly isNew: boolean }> {
  const [created] = await ctx.db.$queryRaw<{ id: string }[]>`
    INSERT INTO "installation_run"
      ("organization_id", "request_id", "module_slugs", "complete", "period", "actor_name", "created_at")
    VALUES (${ctx.organizationId}::uuid, ${input.requestId}::uuid, ${input.moduleSlugs}::text[], ${input.complete},
      ${input.purchase?.period ?? null}::"billing_period", ${ctx.actor.name}, ${ctx.clock.now()}::timestamptz)
    ON CONFLICT ("organization_id", "request_id") DO NOTHING
    RETURNING "id"::text`;
  if (created) return { id: created.id, isNew: true };
  const { id } = await ctx.db.installationRun.findUniqueOrThrow({
    where: {
      organizationId_requestId: { organizationId: ctx.organizationId, requestId: input.requestId },
    },
    select: { id: true },
  });
  return { id, isNew: false };
}

export async function saveRunLines(
  ctx: Context,
  runId: string,
  plans: readonly TerminalPlan[],
  charged: Kopecks,
): Promise<void> {
  const { organizationId } = ctx;
  await ctx.db.installationRunLine.createMany({
    data: plans.map((plan) => ({
      organizationId,
      runId,
      terminalId: plan.terminalId,
      verdict: plan.verdict,
      modules: [...plan.order],
      bought: [...plan.buy],
      reasons: plan.reasons.map((reason) => ({ ...reason, planSlugs: [...reason.planSlugs] })),
    })),
  });
  if (charged > 0) {
    await ctx.db.installationRun.updateMany({
      where: { id: runId, organizationId },
      data: { chargedKopecks: charged },
    });
  }
}
