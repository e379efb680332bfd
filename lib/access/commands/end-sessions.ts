import { type Result, refusal, success } from '@/lib/core/result';
import { transaction } from '@/lib/platform/transaction';
import type { Context } from '../context';
import type { AccountCode } from '../messages';
import { own } from '../own-account';
import { auditPerson } from '../person-audit';

/**
 * Ends one session of the person by its id, or all but this one (`sessionId` null); they open nothing at the next
 * request. Gives how many have ended. Refusals: FORBIDDEN, NOT_FOUND.
 */
export async function endSessions(
  ctx: Context,
  { sessionId }: { readonly sessionId: string | null },
  now: Date,
): Promise<Result<number, AccountCode>> {
  const who = own(ctx);
  if (!who) return refusal('FORBIDDEN');
  return transaction(ctx, async (ctx): Promise<Result<number, AccountCode>> => {
    const { count } = await ctx.db.session.updateMany({
      where: {
        userId: who.userId,
        revokedAt: null,
        ...(sessionId === null ? { id: { not: who.sessionId } } : { id: sessionId }),
      },
      data: { revokedAt: now, endReason: 'ENDED' },
    });
    if (count === 0) return sessionId === null ? success(0) : refusal('NOT_FOUND');
    await auditPerson(ctx.db, {
      userId: who.userId,
      action: 'access.endSessions',
      ip: ctx.ip,
      after: { sessions: count },
    });
    return success(count);
  });
}
