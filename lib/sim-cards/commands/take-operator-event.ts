import { authorize, type Context } from '@/lib/access/context';
import { type Result, refusal, success } from '@/lib/core/result';
import { transaction } from '@/lib/platform/transaction';
import type { OperatorEvent } from '../operator.port';
import { recordOperatorResults } from './record-operator-results';

/**
 * Takes in a verified message of an operator about one of our operations, once per event id: its receipt and its
 * result are written together. Refusals: FORBIDDEN, NOT_FOUND.
 */
export async function takeOperatorEvent(
  ctx: Context,
  input: { readonly operatorSlug: string; readonly operationId: string; readonly event: OperatorEvent },
): Promise<Result<'TAKEN' | 'REPEATED', 'FORBIDDEN' | 'NOT_FOUND'>> {
  const denied = authorize(ctx, 'simCards.switch');
  if (denied) return denied;
  const { eventId, outcome, reason } = input.event;
  return transaction(ctx, async (ctx): Promise<Result<'TAKEN' | 'REPEATED', 'FORBIDDEN' | 'NOT_FOUND'>> => {
    const { count } = await ctx.db.operatorEventReceipt.createMany({
      data: { operatorSlug: input.operatorSlug, eventId, receivedAt: ctx.clock.now() },
      skipDuplicates: true,
    });
    if (count === 0) return success('REPEATED');
    if (outcome !== 'IN_PROGRESS') {
      const { operationId } = input;
      const recorded = await recordOperatorResults(ctx, [{ operationId, outcome, reason }]);
      if (!recorded.ok) return recorded;
      if (!recorded.value.has(operationId)) return refusal('NOT_FOUND');
    }
    return success('TAKEN');
  });
}
