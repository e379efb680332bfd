import { db } from '@/lib/platform/db';
import type { Context } from './context';
import { type LinkPurpose, type LinkState, readLink } from './links';
import type { OwnSession, SecondStep } from './model';
import { own } from './own-account';
import { IDLE_DAYS } from './session-limits';

const DAY = 86_400_000;

/** Living sessions of the person, the present one first, then by last use. */
export async function ownSessions(ctx: Context, now: Date): Promise<OwnSession[]> {
  const who = own(ctx);
  if (!who) return [];
  const rows = await ctx.db.session.findMany({
    where: {
      userId: who.userId,
      revokedAt: null,
      expiresAt: { gt: now },
      lastSeenAt: { gt: new Date(now.getTime() - IDLE_DAYS * DAY) },
    },
    orderBy: [{ lastSeenAt: 'desc' }, { id: 'desc' }],
    take: 100,
    select: { id: true, createdAt: true, lastSeenAt: true, userAgent: true, ip: true },
  });
  const sessions = rows.map((row) => ({ ...row, isThis: row.id === who.sessionId }));
  return [...sessions.filter(({ isThis }) => isThis), ...sessions.filter(({ isThis }) => !isThis)];
}

export async function secondStep(ctx: Context): Promise<SecondStep> {
  const who = own(ctx);
  if (!who) return { since: null, codesLeft: 0 };
  const user = await ctx.db.user.findUnique({
    where: { id: who.userId },
    select: { totpSince: true, _count: { select: { recoveryCodes: { where: { usedAt: null } } } } },
  });
  return { since: user?.totpSince ?? null, codesLeft: user?._count.recoveryCodes ?? 0 };
}

/** For the page that a letter leads to: whether its button will work. Opening it uses nothing up. */
export const linkState = async (purpose: LinkPurpose, token: string, now: Date): Promise<LinkState> =>
  (await readLink(db(), now, purpose, token)).state;
