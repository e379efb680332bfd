import { authorize, type Context } from '@/lib/access/context';
import { type Result, success } from '@/lib/core/result';
import { isModuleUsable } from '@/lib/installations/queries';
import { audit } from '@/lib/platform/audit';
import { transaction } from '@/lib/platform/transaction';
import { cardTail } from '../labels';
import { SIM_CARD_MODULE } from '../model';
import { lockCards, moveCards, openOperations, wantCardsOff, workingCardIds } from '../store';

const BATCH = 200;
const REASON = 'Модуль «Кассовые сервисы» удалён';

/**
 * The module is no longer there: every active card is switched off at its operator, in batches, and needs a new
 * activation afterwards; a suspended one no longer comes back by itself (domain.md C24). Cards with an operation under
 * way are settled when it ends. Does nothing while the module can be used. Refusal: FORBIDDEN.
 */
export async function switchOffAll(
  ctx: Context,
): Promise<Result<{ readonly switchedOff: number }, 'FORBIDDEN'>> {
  const denied = authorize(ctx, 'simCards.switch');
  if (denied) return denied;
  if (await isModuleUsable(ctx, SIM_CARD_MODULE)) return success({ switchedOff: 0 });
  await wantCardsOff(ctx);
  let switchedOff = 0;
  for (;;) {
    const batch = await transaction(ctx, async (ctx) => {
      const cards = (await lockCards(ctx, await workingCardIds(ctx, BATCH))).filter(
        (card) => !card.hasOpenOperation,
      );
      const active = cards.filter((card) => card.state === 'ACTIVE');
      const suspended = cards.filter((card) => card.state === 'SUSPENDED');
      await openOperations(ctx, active, { action: 'DEACTIVATE', reason: REASON, intended: 'INACTIVE' });
      await moveCards(
        ctx,
        suspended.map((card) => ({
          card,
          event: 'RELEASED',
          former: card.state,
          operationId: null,
          actorName: ctx.actor.name,
          reason: REASON,
        })),
      );
      const done = [...active, ...suspended];
      await audit(
        ctx,
        done.map((card) => ({
          action: 'simCards.deactivate',
          objectType: 'simCard',
          objectId: card.id,
          objectName: cardTail(card.iccid),
          storeId: card.storeId,
          before: { state: card.state },
          after: { state: card.state === 'ACTIVE' ? 'DEACTIVATING' : 'INACTIVE' },
        })),
      );
      return success({ active: active.length, done: done.length });
    });
    if (!batch.ok || batch.value.done === 0) break;
    switchedOff += batch.value.active;
  }
  return success({ switchedOff });
}
