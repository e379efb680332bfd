import { type Result, refusal, success } from '@/lib/core/result';
import { db } from '@/lib/platform/db';
import { returnGuess } from '@/lib/platform/guesses';
import { schedule } from '@/lib/platform/jobs';
import { log } from '@/lib/platform/log';
import { passwordMatches } from '../password';
import { takeSecondStep } from '../second-step';
import { keyed, tokenHash } from '../secrets';
import { takeSignInGuess } from '../sign-in-guesses';
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

/** The password of a person was right; `proof` holds as long as it is their password. */
export interface CodeAwaited {
  readonly userId: string;
  readonly proof: string;
}
export type SignInStep = Opened | ({ readonly kind: 'CODE_NEEDED' } & CodeAwaited);

const proofOf = (user: { readonly id: string; readonly passwordHash: string }): string =>
  keyed('second-step', `${user.id}:${user.passwordHash}`).toString('base64url');

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
  const taken = await takeSignInGuess(db(), from.now, guess);
  if (!taken.ok) {
    log.info('sign-in slowed', { ip: from.address });
    return taken;
  }
  const user = await db().user.findUnique({
    where: { email },
    select: { id: true, passwordHash: true, totpSecret: true },
  });
  const matches = await passwordMatches(user?.passwordHash ?? null, password);
  // Nothing more is asked about a known address than about an unknown one, until the password was right.
  if (!user || !matches || !(await belongsSomewhere(user.id))) {
    log.info('sign-in refused', { ip: from.address });
    await schedule(db(), 'access.refused', { email, address: from.address });
    return refusal('WRONG_CREDENTIALS');
  }
  await returnGuess(db(), from.now, taken.value);
  if (user.totpSecret === null) return success(await openSession(db(), user.id, from));
  const awaited = { userId: user.id, proof: proofOf(user) };
  if (code === undefined) return success({ kind: 'CODE_NEEDED', ...awaited });
  return finishSignIn({ ...awaited, code }, from);
}

const belongsSomewhere = async (userId: string): Promise<boolean> =>
  (await db().membership.findFirst({ where: { userId }, select: { id: true } })) !== null;

/**
 * The second step of one whose password was right a moment ago, and still is theirs: another one set meanwhile ends
 * what was begun. Refusals: CODE_WRONG, SLOWED, WRONG_CREDENTIALS.
 */
export async function finishSignIn(
  { userId, proof, code }: CodeAwaited & { readonly code: string },
  from: Caller,
): Promise<Result<Opened, SignInCode>> {
  const user = await db().user.findFirst({
    where: { id: userId, memberships: { some: {} } },
    select: { id: true, passwordHash: true, totpSecret: true },
  });
  if (!user || proofOf(user) !== proof) return refusal('WRONG_CREDENTIALS');
  const { id, totpSecret } = user;
  if (totpSecret !== null) {
    const taken = await takeSecondStep(db(), from.now, { id, totpSecret }, { code, address: from.address });
    if (!taken.ok) return taken;
  }
  return success(await openSession(db(), id, from));
}
