import { type Result, refusal, success } from '@/lib/core/result';
import { db } from '@/lib/platform/db';
import { log } from '@/lib/platform/log';
import { passwordMatches } from '../password';

const SESSION_DAYS = 30;

/**
 * Checks the password and opens a session row. Real time: sessions do not follow the sandbox's clock.
 * Refusal: WRONG_CREDENTIALS, the same for an unknown address and a wrong password.
 */
export async function signIn(
  input: { email: string; password: string },
  from: { ip: string; userAgent: string; now: Date },
): Promise<Result<{ userId: string; sessionId: string; name: string }, 'WRONG_CREDENTIALS'>> {
  const user = await db().user.findUnique({ where: { email: input.email }, include: { memberships: true } });
  const matches = await passwordMatches(user?.passwordHash ?? null, input.password);
  if (!user || !matches || user.memberships.length === 0) {
    log.info('sign-in refused', { ip: from.ip });
    return refusal('WRONG_CREDENTIALS');
  }
  const session = await db().session.create({
    data: {
      userId: user.id,
      createdAt: from.now,
      expiresAt: new Date(from.now.getTime() + SESSION_DAYS * 86_400_000),
      userAgent: from.userAgent.slice(0, 300),
      ip: from.ip,
    },
  });
  await db().auditEntry.createMany({
    data: user.memberships.map((membership) => ({
      organizationId: membership.organizationId,
      at: from.now,
      actorKind: 'USER' as const,
      actorId: user.id,
      actorName: user.name,
      ip: from.ip,
      action: 'access.signIn',
      objectType: 'user',
      objectId: user.id,
      objectName: user.name,
    })),
  });
  log.info('signed in', { userId: user.id, ip: from.ip });
  return success({ userId: user.id, sessionId: session.id, name: user.name });
}
