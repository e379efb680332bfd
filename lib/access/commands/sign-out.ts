import { db } from '@/lib/platform/db';
import { auditPerson } from '../person-audit';

/** Ends the session for good; the cookie of it opens nothing any more. */
export async function signOut(sessionId: string, now: Date): Promise<void> {
  const [ended] = await db().session.updateManyAndReturn({
    where: { id: sessionId, revokedAt: null },
    data: { revokedAt: now, endReason: 'SIGN_OUT' },
    select: { userId: true },
  });
  if (ended) await auditPerson(db(), { userId: ended.userId, action: 'access.signOut', ip: null });
}
