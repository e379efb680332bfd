import { db } from '@/lib/platform/db';

/** Ends the session for good; the cookie of it opens nothing any more. */
export async function signOut(sessionId: string, now: Date): Promise<void> {
  await db().session.updateMany({
    where: { id: sessionId, revokedAt: null },
    data: { revokedAt: now, endReason: 'SIGN_OUT' },
  });
}
