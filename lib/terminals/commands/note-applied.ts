import { authorize, type Context } from '@/lib/access/context';
import { type Result, success } from '@/lib/core/result';

/**
 * The terminal has reported what it applied of the configuration with this tag; the same tag again keeps its moment. The
 * context is the terminal's. Refusal: FORBIDDEN.
 */
export async function noteApplied(
  ctx: Context,
  { terminalId, etag }: { readonly terminalId: string; readonly etag: string },
): Promise<Result<null, 'FORBIDDEN'>> {
  const denied = authorize(ctx, 'terminals.manage');
  if (denied) return denied;
  await ctx.db.$executeRaw`
    UPDATE "terminal" SET "applied_etag" = ${etag}, "applied_at" = ${ctx.clock.now()}::timestamptz
    WHERE "organization_id" = ${ctx.organizationId}::uuid AND "id" = ${terminalId}::uuid
      AND "applied_etag" IS DISTINCT FROM ${etag}`;
  return success(null);
}
