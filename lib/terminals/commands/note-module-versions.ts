import { authorize, type Context } from '@/lib/access/context';
import { type Result, success } from '@/lib/core/result';

/** Versions of modules that have changed on a terminal, for its history. The context is the terminal's. Refusal: FORBIDDEN. */
export async function noteModuleVersions(
  ctx: Context,
  {
    terminalId,
    changes,
  }: {
    readonly terminalId: string;
    readonly changes: readonly { readonly slug: string; readonly before: string; readonly after: string }[];
  },
): Promise<Result<null, 'FORBIDDEN'>> {
  const denied = authorize(ctx, 'terminals.manage');
  if (denied) return denied;
  await ctx.db.terminalEvent.createMany({
    data: changes.map(({ slug, before, after }) => ({
      organizationId: ctx.organizationId,
      terminalId,
      at: ctx.clock.now(),
      kind: 'MODULE_VERSION' as const,
      before,
      after,
      detail: slug,
    })),
  });
  return success(null);
}
