import { type Result, refusal, success } from '@/lib/core/result';
import { db } from '@/lib/platform/db';
import { takeGuess } from '@/lib/platform/guesses';
import { schedule } from '@/lib/platform/jobs';
import { addressGroup } from '../address.rule';
import { isCommonPassword } from '../common-passwords';
import { readLink, takeLink } from '../links';
import type { AccountCode } from '../messages';
import { hashPassword } from '../password';
import { passwordProblem } from '../password.rule';
import { auditPerson } from '../person-audit';
import { newToken, tokenHash } from '../secrets';
import { minutesFor } from '../sign-in-guesses';
import { setPassword } from './change-password';
import type { Caller } from './sign-in';

const HOUR = 3_600_000;
const ofAddress = { tries: 10, perMs: HOUR };
/** Letters to one address: beyond it nothing is sent, and nothing else is said. */
const ofMailbox = { tries: 4, perMs: HOUR };

/**
 * Asks for a letter with a link. Whether the address is known is found out by a job, so that neither the answer nor its
 * time tells. Refusal: SLOWED {minutes}, for one address of the network.
 */
export async function askReset(
  { email }: { readonly email: string },
  from: Caller,
): Promise<Result<null, 'SLOWED'>> {
  if (!(await takeGuess(db(), from.now, `reset:${addressGroup(from.address)}`, ofAddress))) {
    return refusal('SLOWED', { minutes: minutesFor(ofAddress) });
  }
  const mayWrite = await takeGuess(db(), from.now, `reset-letter:${email}`, ofMailbox);
  if (mayWrite) await schedule(db(), 'notifications.reset', { email });
  return success(null);
}

/**
 * Sets a new password by the link of a letter, once, and ends every session of the person. A password that is not taken
 * leaves the link good. Gives the token that the browser is to keep: who reads the letters of the account is not held up
 * at the sign-in by what strangers try. Refusals: LINK_USED, LINK_EXPIRED, LINK_UNKNOWN, SLOWED, and those of `passwordProblem`.
 */
export async function resetPassword(
  { token, password }: { readonly token: string; readonly password: string },
  from: Caller,
): Promise<Result<{ device: string }, AccountCode>> {
  if (
    !(await takeGuess(db(), from.now, `reset-use:${addressGroup(from.address)}`, { tries: 60, perMs: HOUR }))
  ) {
    return refusal('SLOWED', { minutes: 1 });
  }
  const link = await readLink(db(), from.now, 'RESET', token);
  if (link.state !== 'GOOD' || link.userId === null) return refusal(codeOf(link.state));
  const user = await db().user.findUnique({ where: { id: link.userId }, select: { id: true, email: true } });
  if (!user) return refusal('LINK_UNKNOWN');
  const problem = passwordProblem(password, isCommonPassword, [user.email]);
  if (problem !== null) return refusal(problem);
  const passwordHash = await hashPassword(password);
  const device = from.device ?? newToken();
  const used = await db().$transaction(async (tx) => {
    if (!(await takeLink(tx, from.now, link.id, tokenHash(device)))) return false;
    await setPassword(tx, from.now, { userId: user.id, passwordHash, keepSession: null });
    await auditPerson(tx, { userId: user.id, action: 'access.resetPassword', ip: from.address });
    return true;
  });
  return used ? success({ device }) : refusal('LINK_USED');
}

const codeOf = (state: 'GOOD' | 'USED' | 'EXPIRED' | 'UNKNOWN') =>
  state === 'USED' ? 'LINK_USED' : state === 'EXPIRED' ? 'LINK_EXPIRED' : 'LINK_UNKNOWN';
