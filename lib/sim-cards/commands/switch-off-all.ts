import { authorize, type Context } from '@/lib/access/context';
import { type Result, success } from '@/lib/core/result';
import { isModuleUsable } from '@/lib/installations/queries';
import { audit } from '@/lib/platform/audit';
import { enqueue } from '@/lib/platform/jobs';
import { transaction } from '@/lib/platform/transaction';
import { availableAction } from '../activation.rule';
import { cardTail } from '../labels';
import { SIM_CARD_MODULE } from '../model';
import { activeCardIds, lockCards, openOperations } from '../store';

const BATCH = 200;
const AFTER_OPERATIONS_MS = 60_000;

/**
 * The module is no longer there: every active card is switched off at its operator, in batches, and needs a new
 * activation afterwards (domain.md C24). Cards with an operation under way are taken up after it. Does nothing while
 * the module can be used. Refusal: FORBIDDEN.
 */
export async function switchOffAll(
  ctx: Context,
): Promise<Result<{ readonly switchedOff: number }, 'FORBIDDEN'>> {
  const denied = authorize(ctx, 'simCards.switch');
  if (denied) return denied;
  if (await isModuleUsable(ctx, SIM_CARD_MODULE)) return success({ switchedOff: 0 });
  let switchedOff = 0;
  for (;;) {
    const batch = await transaction(ctx, async (ctx) => {
      const locked = await lockCards(ctx, await activeCardIds(ctx, BATCH));
      const cards = locked.filter((card) => availableAction(card) === 'DEACTIVATE');
      await openOperations(ctx, cards, {
        action: 'DEACTIVATE',
        reason: 'Модуль «Кассовые сервисы» удалён',
        suspendReason: null,
      });
      await audit(
        ctx,
        cards.map((card) => ({
          action: 'simCards.deactivate',
          objectType: 'simCard',
          objectId: card.id,
          objectName: cardTail(card.iccid),
          storeId: card.storeId,
          before: { state: card.state },
          after: { state: 'DEACTIVATING' },
        })),
      );
      return success(cards.length);
    });
    if (!batch.ok || batch.value === 0) break;
    switchedOff += batch.value;
  }
  const comingOn = await ctx.db.simCard.count({
    where: { organizationId: ctx.organizationId, state: 'ACTIVATING' },
  });
  if (comingOn > 0) {
    await enqueue(
      ctx,
      'sim-cards.module-removed',
      {},
      { runInMs: AFTER_OPERATIONS_MS, key: `sim-module-removed:${ctx.organizationId}` },
    );
  }
  return success({ switchedOff });
}
