import { authorize, type Context } from '@/lib/access/context';
import { type Result, refusal, success } from '@/lib/core/result';
import { requireModule } from '@/lib/installations/queries';
import { audit } from '@/lib/platform/audit';
import { transaction } from '@/lib/platform/transaction';
import { cardTail } from '../../labels';
import { SIM_CARD_MODULE } from '../../model';
import { lockCard } from '../card.store';
import { decideImeiLock } from '../imei.rule';
import { lockOfRequest, openLock } from '../imei-lock.store';
import type { CardCode } from '../messages';
import type { LockImeiInput } from '../schema';

/**
 * Asks the operator to let the card work in its own terminal only, or in any device again. The answer comes later. The
 * same request again is one. Refusals: FORBIDDEN, NOT_FOUND, MODULE_NOT_INSTALLED, CARD_CLOSED,
 * OPERATOR_NOT_INTEGRATED, IMEI_LOCK_IN_PROGRESS, TERMINAL_REQUIRED, IMEI_UNKNOWN, IMEI_LOCKED_SO.
 */
export async function lockImei(
  ctx: Context,
  input: LockImeiInput,
): Promise<Result<{ readonly lockId: string }, CardCode>> {
  const denied = authorize(ctx, 'simCards.manage') ?? (await requireModule(ctx, SIM_CARD_MODULE));
  if (denied) return denied;
  return transaction(ctx, async (ctx): Promise<Result<{ readonly lockId: string }, CardCode>> => {
    const card = await lockCard(ctx, input.simCardId);
    if (!card) return refusal('NOT_FOUND');
    const earlier = await lockOfRequest(ctx, card.id, input.requestId);
    if (earlier !== null) return success({ lockId: earlier });
    const decision = decideImeiLock(
      {
        ...card,
        operatorIntegrated: card.operator.integrated,
        operatorName: card.operator.name,
        hasTerminal: card.terminal !== null,
        terminalImei: card.terminal?.imei ?? null,
      },
      input.lock,
    );
    if (!decision.ok) return decision;
    const { imei } = decision;
    const lockId = await openLock(ctx, { simCardId: card.id, requestId: input.requestId, imei });
    await audit(ctx, {
      action: imei === null ? 'simCards.unlockImei' : 'simCards.lockImei',
      objectType: 'simCard',
      objectId: card.id,
      objectName: cardTail(card.iccid),
      storeId: card.storeId,
      before: { imei: card.imeiLock },
      after: { imei },
    });
    return success({ lockId });
  });
}
