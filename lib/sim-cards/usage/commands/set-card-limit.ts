import { authorize, type Context, today } from '@/lib/access/context';
import { type Result, refusal, success } from '@/lib/core/result';
import { requireModule } from '@/lib/installations/queries';
import { audit } from '@/lib/platform/audit';
import { transaction } from '@/lib/platform/transaction';
import { writeLog } from '../../card/log.store';
import { cardTail } from '../../labels';
import { SIM_CARD_MODULE } from '../../model';
import { limitText } from '../labels';
import type { UsageCode } from '../messages';
import type { SetCardLimitInput } from '../schema';
import { settleLimit } from '../settle-limit';
import { effectiveLimit, monthOf, type UsageLevel, usageLevel } from '../usage.rule';
import { bytesInMonth, lockMetered } from '../usage.store';

/**
 * A limit of one card's own, in megabytes a month: null as the organization says, 0 none. It warns; a card that is
 * held off by it and no longer over it is let go. Refusals: FORBIDDEN, NOT_FOUND, MODULE_NOT_INSTALLED.
 */
export async function setCardLimit(
  ctx: Context,
  input: SetCardLimitInput,
): Promise<Result<UsageLevel, UsageCode>> {
  const denied = authorize(ctx, 'simCards.manage') ?? (await requireModule(ctx, SIM_CARD_MODULE));
  if (denied) return denied;
  return transaction(ctx, async (ctx): Promise<Result<UsageLevel, UsageCode>> => {
    const card = await lockMetered(ctx, input.simCardId);
    if (!card) return refusal('NOT_FOUND');
    const { organizationId } = ctx;
    const bytes = await bytesInMonth(ctx, card.id, monthOf(today(ctx)));
    const limitMb = effectiveLimit(input.limitMb, card.organizationLimitMb);
    const level = usageLevel(bytes, limitMb);
    if (input.limitMb === card.ownLimitMb) return success(level);
    await ctx.db.simCard.updateMany({
      where: { id: card.id, organizationId },
      data: { dataLimitMb: input.limitMb },
    });
    await ctx.db.simCardTraffic.updateMany({
      where: { simCardId: card.id, organizationId },
      data: { level },
    });
    const before = limitText(effectiveLimit(card.ownLimitMb, card.organizationLimitMb));
    await writeLog(ctx, [{ simCardId: card.id, kind: 'LIMIT_SET', before, after: limitText(limitMb) }]);
    await audit(ctx, {
      action: 'simCards.setLimit',
      objectType: 'simCard',
      objectId: card.id,
      objectName: cardTail(card.iccid),
      storeId: card.storeId,
      before: { limit: before },
      after: { limit: limitText(limitMb) },
    });
    await settleLimit(ctx, { ...card, level });
    return success(level);
  });
}
