import { type Result, refusal, success } from '@/lib/core/result';
import { db } from '@/lib/platform/db';
import { schedule } from '@/lib/platform/jobs';
import { log } from '@/lib/platform/log';
import { passwordMatches } from '../password';
import { takeSecondStep } from '../second-step';
import { tokenHash } from '../secrets';
import { returnSignInGuess, takeSignInGuess } from '../sign-in-guesses';
import { openSession, type Opened } from './open-session';

/** Who knocks, as far as the request says. */
export interface Caller {
  readonly address: string;
  readonly userAgent: string;
  /** real time: sessions do not follow the sandbox's clock */
  readonly now: Date;
  /** the token that the browser has kept from an earlier sign-in */
  readonly device: string | null;
  /** the session that its cookie names: it ends when another is opened */
  readonly sessionId: string | null;
}

export type SignInCode = 'WRONG_CREDENTIALS' | 'SLOWED' | 'CODE_WRONG';
export type SignInStep = Opened | { readonly kind: 'CODE_NEEDED'; readonly userId: string };

/**
 * Checks the password, and the code where one is set, and opens a session. Refusals: SLOWED {minutes} before anything
 * is looked at; WRONG_CREDENTIALS, the same in answer and work for an unknown address and a wrong password; CODE_WRONG.
 */
export async function signIn(
  input: { readonly email: string; readonly password: string; readonly code?: string | undefined },
  from: Caller,
): Promise<Result<SignInStep, SignInCode>> {
  const { email, password, code } = input;
  const deviceHash = from.device === null ? null : tokenHash(from.device);
  const guess = { email, address: from.address, deviceHash };
  const minutes = await takeSignInGuess(db(), from.now, guess);
  if (minutes !== null) {
    log.info('sign-in slowed', { ip: from.address });
    return refusal('SLOWED', { minutes });
  }
  const user = await db().user.findUnique({
    where: { email },
    select: {
      id: true,
      passwordHash: true,
      totpSecret: true,
      memberships: { select: { id: true }, take: 1 },
    },
  });
  const matches = await passwordMatches(user?.passwordHash ?? null, password);
  if (!user || !matches || user.memberships.length === 0) {
    log.info('sign-in refused', { ip: from.address });
    await schedule(db(), 'access.refused', { email, address: from.address });
    return refusal('WRONG_CREDENTIALS');
  }
  await returnSignInGuess(db(), from.now, guess);
  if (user.totpSecret === null) return success(await openSession(db(), user.id, from));
  if (code === undefined) return success({ kind: 'CODE_NEEDED', userId: user.id });
  return finishSignIn({ userId: user.id, code }, from);
}

/** The second step of one whose password was right a moment ago. Refusals: CODE_WRONG, SLOWED, WRONG_CREDENTIALS. */
export async function finishSignIn(
  { userId, code }: { readonly userId: string; readonly code: string },
  from: Caller,
): Promise<Result<Opened, SignInCode>> {
  const user = await db().user.findFirst({
    where: { id: userId, memberships: { some: {} } },
    select: { id: true, totpSecret: true },
  });
  if (!user) return refusal('WRONG_CREDENTIALS');
  const { id, totpSecret } = user;
  if (totpSecret !== null) {
    const taken = await takeSecondStep(db(), from.now, { id, totpSecret }, { code, address: from.address });
    if (!taken.ok) return taken;
  }
  return success(await openSession(db(), id, from));
}
