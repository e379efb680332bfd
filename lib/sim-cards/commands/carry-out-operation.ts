import { authorize, type Context } from '@/lib/access/context';
import { type Result, success } from '@/lib/core/result';
import { enqueue } from '@/lib/platform/jobs';
import { simOperator } from '@/lib/platform/ports';
import { transaction } from '@/lib/platform/transaction';
import type { OperationState } from '../model';
import {
  isOpen,
  isOverdue,
  lateDelayMs,
  operationMachine,
  pollDelayMs,
  retryDelayMs,
  sendsRequest,
} from '../operation.rule';
import type { OperatorReply, SimOperator } from '../operator.port';
import { findOperation, lockOperation, operationJobKey, saveOperation, type StoredOperation } from '../store';
import { recordOperatorResult } from './record-operator-result';

type Code = 'FORBIDDEN' | 'NOT_FOUND';

/**
 * One step of an operation at its operator: sends it, or asks how it stands, and plans the next step. The call is
 * made outside of any transaction with the operation's id as idempotency key, so a step that died in the middle is
 * simply taken again. While the operator cannot be reached the operation waits; without a confirmation for 10 minutes
 * after acceptance it is timed out and asked about for a day more (product.md 3.4). Refusals: FORBIDDEN, NOT_FOUND.
 */
export async function carryOutOperation(
  ctx: Context,
  input: { readonly operationId: string },
  operatorOf: (slug: string) => SimOperator | null = simOperator,
): Promise<Result<OperationState, Code>> {
  const denied = authorize(ctx, 'simCards.switch');
  if (denied) return denied;
  const operation = await findOperation(ctx, input.operationId);
  if (!operation) return { ok: false, code: 'NOT_FOUND' };
  if (!isOpen(operation.state) && operation.state !== 'TIMED_OUT') return success(operation.state);

  const reply = await ask(ctx, operation, operatorOf(operation.operatorSlug));
  const { id: operationId } = operation;
  switch (reply.kind) {
    case 'completed':
      return recordOperatorResult(ctx, { operationId, outcome: 'COMPLETED' });
    case 'rejected':
      return recordOperatorResult(ctx, { operationId, outcome: 'REJECTED', reason: reply.reason });
    case 'accepted':
      return noteAccepted(ctx, operationId, reply.reference);
    case 'unavailable':
      return noteUnreachable(ctx, operationId);
  }
}

async function ask(
  ctx: Context,
  operation: StoredOperation,
  operator: SimOperator | null,
): Promise<OperatorReply> {
  if (!operator) return { kind: 'unavailable', detail: 'оператор не подключён' };
  if (operation.reference === null || sendsRequest(operation, ctx.clock.now())) {
    const { id: operationId, iccid, action } = operation;
    return operator.request({ operationId, iccid, action });
  }
  return operator.check(operation.reference);
}

const takeAgain = (ctx: Context, operationId: string, runInMs: number) =>
  enqueue(ctx, 'sim-cards.operation', { operationId }, { runInMs, key: operationJobKey(operationId) });

async function noteAccepted(
  ctx: Context,
  operationId: string,
  reference: string,
): Promise<Result<OperationState, Code>> {
  return transaction(ctx, async (ctx): Promise<Result<OperationState, Code>> => {
    const locked = await lockOperation(ctx, operationId);
    if (!locked) return { ok: false, code: 'NOT_FOUND' };
    const { operation } = locked;
    const now = ctx.clock.now();
    const accepted = operationMachine[operation.state].ACCEPTED;
    if (accepted) {
      await saveOperation(ctx, operationId, {
        state: accepted,
        reference,
        acceptedAt: now,
        attempts: 0,
        unreachableAt: null,
      });
      await takeAgain(ctx, operationId, pollDelayMs(0));
      return success(accepted);
    }
    const since = operation.acceptedAt ?? operation.createdAt;
    if (operation.state === 'TIMED_OUT') return askLater(ctx, operation, since);
    if (!isOpen(operation.state)) return success(operation.state);
    if (isOverdue(since, now)) {
      const timedOut = await recordOperatorResult(ctx, { operationId, outcome: 'TIMED_OUT' });
      if (timedOut.ok) await askLater(ctx, operation, since);
      return timedOut;
    }
    const attempts = operation.attempts + 1;
    await saveOperation(ctx, operationId, { reference, attempts, unreachableAt: null });
    await takeAgain(ctx, operationId, pollDelayMs(attempts));
    return success(operation.state);
  });
}

async function noteUnreachable(ctx: Context, operationId: string): Promise<Result<OperationState, Code>> {
  return transaction(ctx, async (ctx): Promise<Result<OperationState, Code>> => {
    const locked = await lockOperation(ctx, operationId);
    if (!locked) return { ok: false, code: 'NOT_FOUND' };
    const { operation } = locked;
    if (operation.state === 'TIMED_OUT') {
      return askLater(ctx, operation, operation.acceptedAt ?? operation.createdAt);
    }
    if (!isOpen(operation.state)) return success(operation.state);
    const attempts = operation.unreachableAt ? operation.attempts + 1 : 0;
    await saveOperation(ctx, operationId, {
      attempts,
      unreachableAt: operation.unreachableAt ?? ctx.clock.now(),
    });
    await takeAgain(ctx, operationId, retryDelayMs(attempts));
    return success(operation.state);
  });
}

async function askLater(
  ctx: Context,
  operation: Pick<StoredOperation, 'id' | 'state'>,
  since: Date,
): Promise<Result<OperationState, never>> {
  const runInMs = lateDelayMs(since, ctx.clock.now());
  if (runInMs !== null) await takeAgain(ctx, operation.id, runInMs);
  return success(operation.state);
}
