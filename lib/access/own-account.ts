import { type Result, refusal, success } from '@/lib/core/result';
import { db } from '@/lib/platform/db';
import { takeGuess } from '@/lib/platform/guesses';
import type { Context } from './context';
import { passwordMatches } from './password';
import { minutesFor } from './sign-in-guesses';

const MINUTE = 60_000;
/** Wrong passwords in one session: whoever sits at a screen left open. Others of the person are not held up by them. */
const ofSession = { tries: 5, perMs: 10 * MINUTE };

export interface Own {
  readonly userId: string;
  readonly sessionId: string;
}

/** Everybody may see and change what is their own, whatever the role; only a person who is signed in has it. */
export const own = (ctx: Context): Own | null =>
  ctx.actor.kind === 'USER' && ctx.sessionId !== undefined
    ? { userId: ctx.actor.id, sessionId: ctx.sessionId }
    : null;

/** The person's own password, asked within a session. Outside any transaction. Refusals: PASSWORD_WRONG, SLOWED. */
export async function checkOwnPassword(
  { userId, sessionId }: Own,
  password: string,
  now: Date,
): Promise<Result<{ totpSecret: string | null; email: string }, 'PASSWORD_WRONG' | 'SLOWED'>> {
  if (!(await takeGuess(db(), now, `password:${sessionId}`, ofSession))) {
    return refusal('SLOWED', { minutes: minutesFor(ofSession) });
  }
  const user = await db().user.findUnique({
    where: { id: userId },
    select: { passwordHash: true, totpSecret: true, email: true },
  });
  const matches = await passwordMatches(user?.passwordHash ?? null, password);
  if (!user || !matches) return refusal('PASSWORD_WRONG');
  return success({ totpSecret: user.totpSecret, email: user.email });
}
