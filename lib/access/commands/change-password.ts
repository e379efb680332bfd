import { type Result, refusal, success } from '@/lib/core/result';
import { db, type Db } from '@/lib/platform/db';
import { schedule } from '@/lib/platform/jobs';
import { isCommonPassword } from '../common-passwords';
import type { Context } from '../context';
import type { AccountCode } from '../messages';
import { checkOwnPassword, own } from '../own-account';
import { hashPassword } from '../password';
import { passwordProblem } from '../password.rule';
import { auditPerson } from '../person-audit';
import type { ChangePasswordInput } from '../schema';

/**
 * Another password, for the old one. All other sessions of the person end, links for a new password too, and a letter
 * says so. Refusals: FORBIDDEN, PASSWORD_WRONG, SLOWED, and what `passwordProblem` says of the new one.
 */
export async function changePassword(
  ctx: Context,
  { current, password }: ChangePasswordInput,
  now: Date,
): Promise<Result<null, AccountCode>> {
  const who = own(ctx);
  if (!who) return refusal('FORBIDDEN');
  const checked = await checkOwnPassword(who, current, now);
  if (!checked.ok) return checked;
  const problem = passwordProblem(password, isCommonPassword, [checked.value.email]);
  if (problem !== null) return refusal(problem);
  const passwordHash = await hashPassword(password);
  await db().$transaction(async (tx) => {
    await setPassword(tx, now, { userId: who.userId, passwordHash, keepSession: who.sessionId });
    await auditPerson(tx, { userId: who.userId, action: 'access.changePassword', ip: ctx.ip });
  });
  return success(null);
}

/**
 * In the running transaction: the password, the end of sessions and links that hung on the old one, and the letter. The
 * session that is kept counts as confirmed, unless confirming needs a code as well, which nobody has given here.
 */
export async function setPassword(
  tx: Db,
  now: Date,
  {
    userId,
    passwordHash,
    keepSession,
  }: { readonly userId: string; readonly passwordHash: string; readonly keepSession: string | null },
): Promise<void> {
  const { totpSecret } = await tx.user.update({
    where: { id: userId },
    data: { passwordHash },
    select: { totpSecret: true },
  });
  await tx.session.updateMany({
    where: { userId, revokedAt: null, ...(keepSession === null ? {} : { id: { not: keepSession } }) },
    data: { revokedAt: now, endReason: 'PASSWORD' },
  });
  if (keepSession !== null && totpSecret === null) {
    await tx.session.updateMany({ where: { id: keepSession }, data: { confirmedAt: now } });
  }
  await tx.accessLink.updateMany({ where: { userId, usedAt: null }, data: { usedAt: now } });
  await schedule(tx, 'notifications.person', { kind: 'PASSWORD_CHANGED', userId, at: now.getTime() });
}
