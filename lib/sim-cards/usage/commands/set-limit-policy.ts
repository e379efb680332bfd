import { authorize, type Context, today } from '@/lib/access/context';
import { type Result, refusal, success } from '@/lib/core/result';
import { requireModule } from '@/lib/installations/queries';
import { audit } from '@/lib/platform/audit';
import { transaction } from '@/lib/platform/transaction';
import { SIM_CARD_MODULE } from '../../model';
import { limitText } from '../labels';
import type { UsageCode } from '../messages';
import type { SetLimitPolicyInput } from '../schema';
import { monthOf } from '../usage.rule';

/**
 * The limit of every card without one of its own, in megabytes a month (null: none), and what becomes of cards over
 * it. The levels of all cards follow at once, what holds them off within a minute. Refusals: FORBIDDEN,
 * MODULE_NOT_INSTALLED, ALL_STORES_REQUIRED.
 */
export async function setLimitPolicy(
  ctx: Context,
  { dataLimitMb, whenOver }: SetLimitPolicyInput,
): Promise<Result<{ readonly changed: number }, UsageCode>> {
  const denied = authorize(ctx, 'simCards.manage') ?? (await requireModule(ctx, SIM_CARD_MODULE));
  if (denied) return denied;
  if (ctx.storeIds !== null) return refusal('ALL_STORES_REQUIRED');
  const { organizationId } = ctx;
  return transaction(ctx, async (ctx): Promise<Result<{ readonly changed: number }, UsageCode>> => {
    const before = await ctx.db.simCardPolicy.findUnique({ where: { organizationId } });
    const data = { dataLimitMb, whenOver, changedAt: ctx.clock.now() };
    await ctx.db.simCardPolicy.upsert({
      where: { organizationId },
      create: { organizationId, ...data },
      update: data,
    });
    const changed = await ctx.db.$executeRaw`
      UPDATE "sim_card_traffic" t
      SET "level" = sim_usage_level_of(t."month_bytes", coalesce(c."data_limit_mb", ${dataLimitMb}::int))
      FROM "sim_card" c
      WHERE t."sim_card_id" = c."id" AND c."organization_id" = ${organizationId}::uuid
        AND t."month" = ${monthOf(today(ctx))}::date
        AND t."level" <> sim_usage_level_of(t."month_bytes", coalesce(c."data_limit_mb", ${dataLimitMb}::int))`;
    await audit(ctx, {
      action: 'simCards.setLimitPolicy',
      objectType: 'organization',
      objectId: organizationId,
      objectName: 'Лимит трафика',
      before: { limit: limitText(before?.dataLimitMb ?? null), whenOver: before?.whenOver ?? 'WARN' },
      after: { limit: limitText(dataLimitMb), whenOver },
    });
    return success({ changed });
  });
}
