import { authorize, type Context } from '@/lib/access/context';
import { type Result, success } from '@/lib/core/result';
import { transaction } from '@/lib/platform/transaction';
import type { OperationState } from '../model';
import { decideReply } from '../operation.rule';
import type { OperatorReply } from '../operator.port';
import { lockOperations, type OperationPatch, saveOperations } from '../operation.store';
import { type OperatorResult, recordLocked } from './record-operator-results';

export interface OperationReply {
  readonly operationId: string;
  readonly reply: OperatorReply;
  /** 0…1, spreads the pauses of many operations */
  readonly chance: number;
}

/**
 * Writes down what an operator has answered about operations of one organization, all in one transaction, and when
 * each is to be asked about again. While the operator cannot be reached an operation waits, for a day; without a
 * confirmation for 10 minutes after acceptance it is timed out and asked about for a day more (product.md 3.4).
 * Refusal: FORBIDDEN. @returns the state of each operation that was found
 */
export async function recordReplies(
  ctx: Context,
  replies: readonly OperationReply[],
): Promise<Result<ReadonlyMap<string, OperationState>, 'FORBIDDEN'>> {
  const denied = authorize(ctx, 'simCards.switch');
  if (denied) return denied;
  return transaction(ctx, async (ctx) => {
    const replyOf = new Map(replies.map((each) => [each.operationId, each]));
    const locked = await lockOperations(ctx, [...replyOf.keys()]);
    const now = ctx.clock.now();
    const waiting: OperationPatch[] = [];
    const results: OperatorResult[] = [];
    for (const { operation } of locked) {
      const given = replyOf.get(operation.id);
      if (!given) continue;
      const step = decideReply(operation, given.reply, now, given.chance);
      const dueAt = step.dueInMs === null ? null : new Date(now.getTime() + step.dueInMs);
      if (step.kind === 'ended') {
        results.push({ operationId: operation.id, outcome: step.outcome, reason: step.reason, dueAt });
        continue;
      }
      const { state, reference, attempts, acceptedAt, unreachableAt } = step;
      waiting.push({ ...operation, state, reference, attempts, acceptedAt, unreachableAt, dueAt });
    }
    await saveOperations(ctx, waiting);
    return success(await recordLocked(ctx, locked, results));
  });
}
