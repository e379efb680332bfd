import { db } from '@/lib/platform/db';
import { auditPerson } from '../person-audit';

/** Ends the session for good; the cookie of it opens nothing any more. `ip`: where the person has left from. */
export async function signOut(sessionId: string, now: Date, ip: string): Promise<void> {
  await db().$transaction(async (tx) => {
    const [ended] = await tx.session.updateManyAndReturn({
      where: { id: sessionId, revokedAt: null },
      data: { revokedAt: now, endReason: 'SIGN_OUT' },
      select: { userId: true },
    });
    if (ended) await auditPerson(tx, { userId: ended.userId, action: 'access.signOut', ip });
  });
}
