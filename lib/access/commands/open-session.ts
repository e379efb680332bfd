import type { PrismaClient } from '@/lib/platform/db';
import { schedule } from '@/lib/platform/jobs';
import { log } from '@/lib/platform/log';
import { auditPerson } from '../person-audit';
import { newToken, tokenHash } from '../secrets';
import { SESSION_DAYS } from '../session-limits';
import type { Caller } from './sign-in';

export interface Opened {
  readonly kind: 'OPEN';
  readonly userId: string;
  readonly sessionId: string;
  /** for the browser to keep: by it the next sign-in is one from a device that is known */
  readonly device: string;
}

/**
 * A new session with an id of its own; the one that the browser came with ends. From a device that this person has not
 * used before a letter goes out, unless it is their very first sign-in.
 */
export async function openSession(db: PrismaClient, userId: string, from: Caller): Promise<Opened> {
  const device = from.device ?? newToken();
  const deviceHash = tokenHash(device);
  const sessionId = await db.$transaction(async (tx) => {
    const [known, earlier] = await Promise.all([
      tx.session.findFirst({ where: { userId, deviceHash }, select: { id: true } }),
      tx.session.findFirst({ where: { userId }, select: { id: true } }),
    ]);
    if (from.sessionId !== null) {
      await tx.session.updateMany({
        where: { id: from.sessionId, revokedAt: null },
        data: { revokedAt: from.now, endReason: 'REPLACED' },
      });
    }
    const session = await tx.session.create({
      data: {
        userId,
        createdAt: from.now,
        lastSeenAt: from.now,
        confirmedAt: from.now,
        expiresAt: new Date(from.now.getTime() + SESSION_DAYS * 86_400_000),
        userAgent: from.userAgent.slice(0, 300),
        ip: from.address,
        deviceHash,
      },
      select: { id: true },
    });
    await auditPerson(tx, { userId, action: 'access.signIn', ip: from.address });
    if (earlier && !known) {
      await schedule(tx, 'notifications.person', { kind: 'NEW_DEVICE', userId, sessionId: session.id });
    }
    return session.id;
  });
  log.info('signed in', { userId, ip: from.address });
  return { kind: 'OPEN', userId, sessionId, device };
}
