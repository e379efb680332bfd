import { authorize, type Context } from '@/lib/access/context';
import { type Result, success } from '@/lib/core/result';
import { transaction } from '@/lib/platform/transaction';
import type { Outcome } from '../operation.rule';
import { newEvents } from '../operation.store';
import { type OperatorResult, recordOperatorResults } from './record-operator-results';

export interface EndingEvent {
  readonly eventId: string;
  readonly operationId: string;
  readonly outcome: Extract<Outcome, 'COMPLETED' | 'REJECTED'>;
  readonly reason: string | null;
}

/**
 * Takes in verified messages of an operator about operations of one organization, once per event id: their receipts
 * and their results are written together. Of two about one operation the first counts. Refusal: FORBIDDEN.
 * @returns how many were new
 */
export async function takeOperatorEvents(
  ctx: Context,
  input: { readonly operatorSlug: string; readonly events: readonly EndingEvent[] },
): Promise<Result<number, 'FORBIDDEN'>> {
  const denied = authorize(ctx, 'simCards.switch');
  if (denied) return denied;
  return transaction(ctx, async (ctx): Promise<Result<number, 'FORBIDDEN'>> => {
    const ids = input.events.map(({ eventId }) => eventId);
    const unseen = await newEvents(ctx, input.operatorSlug, ids);
    const results = new Map<string, OperatorResult>();
    for (const { eventId, operationId, outcome, reason } of input.events) {
      if (!unseen.has(eventId) || results.has(operationId)) continue;
      results.set(operationId, { operationId, outcome, reason });
    }
    if (results.size === 0) return success(0);
    const recorded = await recordOperatorResults(ctx, [...results.values()]);
    return recorded.ok ? success(unseen.size) : recorded;
  });
}
