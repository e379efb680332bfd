import { authorize, type Context } from '@/lib/access/context';
import { type Result, refusal, success } from '@/lib/core/result';
import { requireModule } from '@/lib/installations/queries';
import { audit } from '@/lib/platform/audit';
import { transaction } from '@/lib/platform/transaction';
import { cardTail } from '../../labels';
import { SIM_CARD_MODULE } from '../../model';
import { lockCard } from '../card.store';
import { writeLog } from '../log.store';
import type { CardCode } from '../messages';
import type { SetLabelInput } from '../schema';

/**
 * Names a card; '' takes the name off. Several cards may have the same one. Refusals: FORBIDDEN, NOT_FOUND,
 * MODULE_NOT_INSTALLED.
 */
export async function setLabel(
  ctx: Context,
  input: SetLabelInput,
): Promise<Result<{ readonly label: string | null }, CardCode>> {
  const denied = authorize(ctx, 'simCards.manage') ?? (await requireModule(ctx, SIM_CARD_MODULE));
  if (denied) return denied;
  const label = input.label.trim().replace(/\s+/g, ' ') || null;
  return transaction(ctx, async (ctx): Promise<Result<{ readonly label: string | null }, CardCode>> => {
    const card = await lockCard(ctx, input.simCardId);
    if (!card) return refusal('NOT_FOUND');
    if (card.label === label) return success({ label });
    await ctx.db.simCard.updateMany({
      where: { id: card.id, organizationId: ctx.organizationId },
      data: { label },
    });
    await writeLog(ctx, [{ simCardId: card.id, kind: 'LABELLED', before: card.label, after: label }]);
    await audit(ctx, {
      action: 'simCards.label',
      objectType: 'simCard',
      objectId: card.id,
      objectName: cardTail(card.iccid),
      storeId: card.storeId,
      before: { label: card.label },
      after: { label },
    });
    return success({ label });
  });
}
