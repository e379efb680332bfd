import { authorize, type Context } from '@/lib/access/context';
import { type Result, refusal, success } from '@/lib/core/result';
import { transaction } from '@/lib/platform/transaction';
import type { OperatorReply, SimOperator } from '../../operator.port';
import { lockCard } from '../card.store';
import { settleDevice } from '../device';
import {
  askLater,
  findLock,
  finishLock,
  keepLockOpen,
  saveImeiLock,
  type StoredLock,
} from '../imei-lock.store';
import { writeLog } from '../log.store';

const FIRST_MS = 2_000;
const LONGEST_MS = 5 * 60_000;
const GIVE_UP_MS = 24 * 3_600_000;

export type LockOutcome = 'DONE' | 'REFUSED' | 'LATER' | 'FINISHED_BEFORE';

/**
 * One question to the operator about a lock by device, with the id of the lock as its key: whatever is repeated acts
 * once. Not answered: asked again with growing pauses for a day. Refusals: FORBIDDEN, NOT_FOUND.
 */
export async function carryOutImeiLock(
  ctx: Context,
  input: { readonly lockId: string },
  operatorOf: (slug: string) => SimOperator | null,
): Promise<Result<LockOutcome, 'FORBIDDEN' | 'NOT_FOUND'>> {
  const denied = authorize(ctx, 'simCards.manage');
  if (denied) return denied;
  const lock = await findLock(ctx, input.lockId);
  if (!lock) return refusal('NOT_FOUND');
  if (!lock.isOpen) return success('FINISHED_BEFORE');
  const reply = await ask(operatorOf(lock.operatorSlug), lock);
  if (reply.kind === 'completed') return finish(ctx, lock, null);
  if (reply.kind === 'rejected') return finish(ctx, lock, reply.reason);
  if (ctx.clock.now().getTime() - lock.createdAt.getTime() > GIVE_UP_MS) {
    return finish(ctx, lock, 'Оператор не ответил за сутки');
  }
  return transaction(ctx, async (ctx): Promise<Result<LockOutcome, never>> => {
    await keepLockOpen(ctx, lock.id, reply.kind === 'accepted' ? reply.reference : lock.reference);
    await askLater(ctx, lock.id, Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(lock.attempts, 10)));
    return success('LATER');
  });
}

function ask(operator: SimOperator | null, lock: StoredLock): Promise<OperatorReply> {
  if (!operator) return Promise.resolve({ kind: 'rejected', reason: 'Оператор отключён от кабинета' });
  if (lock.reference !== null) return operator.check(lock.reference);
  return operator.lockImei({ operationId: lock.id, iccid: lock.iccid, imei: lock.imei });
}

async function finish(
  ctx: Context,
  lock: StoredLock,
  reason: string | null,
): Promise<Result<LockOutcome, never>> {
  return transaction(ctx, async (ctx): Promise<Result<LockOutcome, never>> => {
    const card = await lockCard(ctx, lock.simCardId);
    if (!card || !(await finishLock(ctx, lock.id, reason))) return success('FINISHED_BEFORE');
    const asked: Context = { ...ctx, actor: { ...ctx.actor, name: lock.actorName } };
    if (reason !== null) {
      await writeLog(ctx, [{ simCardId: card.id, kind: 'IMEI_LOCK_FAILED', after: reason }]);
      return success('REFUSED');
    }
    await saveImeiLock(ctx, card.id, lock.imei);
    const kind = lock.imei === null ? 'IMEI_UNLOCKED' : 'IMEI_LOCKED';
    await writeLog(asked, [{ simCardId: card.id, kind, before: card.imeiLock, after: lock.imei }]);
    await settleDevice(ctx, { simCardId: card.id, seen: card.seenImei, lock: lock.imei });
    return success('DONE');
  });
}
