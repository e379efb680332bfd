import { authorize, type Context, inStores } from '@/lib/access/context';
import { localDateAt } from '@/lib/core/local-date';
import { type Result, refusal, success } from '@/lib/core/result';
import { requireModule } from '@/lib/installations/queries';
import { SIM_CARD_MODULE } from '../../model';
import type { SimOperator } from '../../operator.port';
import type { UsageCode } from '../messages';
import { readCard } from '../reading';
import { monthsToAsk } from '../usage.rule';
import { recordUsage } from './record-usage';

const FRESH_MS = 60_000;

/**
 * Asks the operator about one card now, at most once a minute. Refusals: FORBIDDEN, NOT_FOUND, MODULE_NOT_INSTALLED,
 * OPERATOR_NOT_INTEGRATED, OPERATOR_UNAVAILABLE.
 */
export async function refreshUsage(
  ctx: Context,
  input: { readonly simCardId: string },
  operatorOf: (slug: string) => SimOperator | null,
): Promise<Result<{ readonly asked: boolean }, UsageCode>> {
  const denied = authorize(ctx, 'simCards.manage') ?? (await requireModule(ctx, SIM_CARD_MODULE));
  if (denied) return denied;
  const card = await ctx.db.simCard.findFirst({
    where: { id: input.simCardId, organizationId: ctx.organizationId, ...inStores(ctx) },
    select: { iccid: true, createdAt: true, operator: true, traffic: { select: { syncedAt: true } } },
  });
  if (!card) return refusal('NOT_FOUND');
  const now = ctx.clock.now();
  const syncedAt = card.traffic?.syncedAt ?? null;
  if (syncedAt && Math.abs(now.getTime() - syncedAt.getTime()) < FRESH_MS) return success({ asked: false });
  const operator = operatorOf(card.operator.slug);
  if (!operator) return refusal('OPERATOR_NOT_INTEGRATED', { operator: card.operator.name });
  const day = (at: Date) => localDateAt(at, ctx.timeZone);
  const months = monthsToAsk(day(now), syncedAt && day(syncedAt), day(card.createdAt));
  const reading = await readCard(operator, card.iccid, months);
  if (!reading) return refusal('OPERATOR_UNAVAILABLE', { operator: card.operator.name });
  const recorded = await recordUsage(ctx, { simCardId: input.simCardId, reading });
  return recorded.ok ? success({ asked: true }) : recorded;
}
