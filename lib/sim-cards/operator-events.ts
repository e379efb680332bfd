import { isId } from '@/lib/core/ids';
import { db } from '@/lib/platform/db';
import { systemContext } from '@/lib/platform/job-context';
import { log } from '@/lib/platform/log';
import { simOperator } from '@/lib/platform/ports';
import { takeOperatorEvent } from './commands/take-operator-event';
import { isSettled } from './operation.rule';
import type { OperatorEvent } from './operator.port';

/**
 * A message that an operator has sent to our address. UNKNOWN_OPERATOR: we are not connected to it; REFUSED: the
 * signature, its age or the shape is wrong; TAKEN: also for repeats and for what concerns no operation of ours.
 */
export async function acceptOperatorEvent(
  operatorSlug: string,
  message: { readonly headers: Headers; readonly rawBody: string; readonly nowMs: number },
): Promise<'UNKNOWN_OPERATOR' | 'REFUSED' | 'TAKEN'> {
  const operator = simOperator(operatorSlug);
  if (!operator) return 'UNKNOWN_OPERATOR';
  const event = operator.readEvent(message.headers, message.rawBody, message.nowMs);
  if (!event) {
    log.info('operator event refused', { operator: operatorSlug });
    return 'REFUSED';
  }
  if (event.outcome === 'IN_PROGRESS') return 'TAKEN';
  const operation = await findOperation(operatorSlug, event);
  if (!operation || isSettled(operation.state)) return 'TAKEN';
  const ctx = await systemContext(operation.organizationId, {
    kind: 'OPERATOR',
    id: operatorSlug,
    name: `Оператор ${operation.simCard.operator.name}`,
  });
  if (ctx) await takeOperatorEvent(ctx, { operatorSlug, operationId: operation.id, event });
  return 'TAKEN';
}

/** An operator speaks of its own cards only. */
async function findOperation(operatorSlug: string, event: OperatorEvent) {
  const { operationId, reference } = event;
  const ours = operationId !== null && isId(operationId) ? operationId : null;
  if (ours === null && reference === null) return null;
  return db().simOperation.findFirst({
    where: {
      simCard: { operatorSlug },
      ...(ours === null ? { reference } : { id: ours }),
    },
    select: {
      id: true,
      organizationId: true,
      state: true,
      simCard: { select: { operator: { select: { name: true } } } },
    },
  });
}
