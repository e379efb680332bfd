import { type Result, refusal, success } from '@/lib/core/result';
import { db } from '@/lib/platform/db';
import type { Context } from '../context';
import type { AccountCode } from '../messages';
import { checkOwnPassword, own } from '../own-account';
import type { ConfirmInput } from '../schema';
import { takeSecondStep } from '../second-step';

/**
 * The person says once more who they are: for a while (CONFIRMED_MINUTES, real time) the session may do what needs it.
 * Refusals: FORBIDDEN, PASSWORD_WRONG, CODE_NEEDED where a second step is set and no code was given, CODE_WRONG, SLOWED.
 */
export async function confirmAgain(
  ctx: Context,
  { password, code }: ConfirmInput,
  now: Date,
): Promise<Result<null, AccountCode>> {
  const who = own(ctx);
  if (!who) return refusal('FORBIDDEN');
  const checked = await checkOwnPassword(who, password, now);
  if (!checked.ok) return checked;
  const { totpSecret } = checked.value;
  if (totpSecret !== null) {
    if (!code) return refusal('CODE_NEEDED');
    const person = { id: who.userId, totpSecret };
    const taken = await takeSecondStep(db(), now, person, { code, address: ctx.ip ?? '' });
    if (!taken.ok) return taken;
  }
  await db().session.updateMany({
    where: { id: who.sessionId, revokedAt: null },
    data: { confirmedAt: now },
  });
  return success(null);
}
