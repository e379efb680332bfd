import { type Result, refusal, success } from '@/lib/core/result';
import { schedule } from '@/lib/platform/jobs';
import { transaction } from '@/lib/platform/transaction';
import type { Context } from '../context';
import type { AccountCode } from '../messages';
import { own } from '../own-account';
import { auditPerson } from '../person-audit';
import { newRecoveryCodes, newTotpSecret, recoveryHash, totpStep, totpUri } from '../second-step';
import { seal, unseal } from '../secrets';

type Refused = AccountCode;

export interface TotpOffer {
  readonly secret: string;
  /** what the picture says */
  readonly uri: string;
}

/** A secret for the app that makes codes; nothing is asked for at sign-in until a code of it has come back. */
export async function offerTotp(ctx: Context): Promise<Result<TotpOffer, Refused>> {
  const who = own(ctx);
  if (!who) return refusal('FORBIDDEN');
  const secret = newTotpSecret();
  const { email, totpSecret } = await ctx.db.user.findUniqueOrThrow({
    where: { id: who.userId },
    select: { email: true, totpSecret: true },
  });
  if (totpSecret !== null) return refusal('TOTP_ON');
  await ctx.db.user.update({ where: { id: who.userId }, data: { totpPending: seal(secret, who.userId) } });
  return success({ secret, uri: totpUri(secret, email) });
}

/** Turns the second step on with a first code; gives the recovery codes, the only time. */
export async function turnTotpOn(
  ctx: Context,
  { code }: { readonly code: string },
  now: Date,
): Promise<Result<readonly string[], Refused>> {
  const who = own(ctx);
  if (!who) return refusal('FORBIDDEN');
  return transaction(ctx, async (ctx): Promise<Result<readonly string[], Refused>> => {
    await ctx.db.$executeRaw`SELECT 1 FROM "user" WHERE "id" = ${who.userId}::uuid FOR UPDATE`;
    const { totpPending, totpSecret } = await ctx.db.user.findUniqueOrThrow({
      where: { id: who.userId },
      select: { totpPending: true, totpSecret: true },
    });
    if (totpSecret !== null) return refusal('TOTP_ON');
    if (totpPending === null) return refusal('TOTP_OFF');
    const step = totpStep(unseal(totpPending, who.userId), code.replace(/\s/g, ''), now);
    if (step === null) return refusal('CODE_WRONG');
    await ctx.db.user.update({
      where: { id: who.userId },
      data: { totpSecret: totpPending, totpPending: null, totpSince: now, totpLastStep: step },
    });
    const codes = await replaceCodes(ctx, who.userId);
    await told(ctx, who.userId, 'access.turnTotpOn', 'TOTP_ON', now);
    return success(codes);
  });
}

export async function turnTotpOff(ctx: Context, _: object, now: Date): Promise<Result<null, Refused>> {
  const who = own(ctx);
  if (!who) return refusal('FORBIDDEN');
  return transaction(ctx, async (ctx): Promise<Result<null, Refused>> => {
    const { count } = await ctx.db.user.updateMany({
      where: { id: who.userId, totpSecret: { not: null } },
      data: { totpSecret: null, totpPending: null, totpSince: null, totpLastStep: null },
    });
    if (count === 0) return refusal('TOTP_OFF');
    await ctx.db.recoveryCode.deleteMany({ where: { userId: who.userId } });
    await told(ctx, who.userId, 'access.turnTotpOff', 'TOTP_OFF', now);
    return success(null);
  });
}

/** Ten new recovery codes; those of before are good for nothing. */
export async function renewRecoveryCodes(
  ctx: Context,
  _: object,
  now: Date,
): Promise<Result<readonly string[], Refused>> {
  const who = own(ctx);
  if (!who) return refusal('FORBIDDEN');
  return transaction(ctx, async (ctx): Promise<Result<readonly string[], Refused>> => {
    await ctx.db.$executeRaw`SELECT 1 FROM "user" WHERE "id" = ${who.userId}::uuid FOR UPDATE`;
    const user = await ctx.db.user.findUniqueOrThrow({
      where: { id: who.userId },
      select: { totpSecret: true },
    });
    if (user.totpSecret === null) return refusal('TOTP_OFF');
    const codes = await replaceCodes(ctx, who.userId);
    await told(ctx, who.userId, 'access.renewRecoveryCodes', 'TOTP_CODES', now);
    return success(codes);
  });
}

async function replaceCodes({ db }: Context, userId: string): Promise<string[]> {
  const codes = newRecoveryCodes();
  await db.recoveryCode.deleteMany({ where: { userId } });
  await db.recoveryCode.createMany({
    data: codes.map((code) => ({ userId, codeHash: recoveryHash(userId, code) })),
  });
  return codes;
}

async function told(ctx: Context, userId: string, action: string, kind: string, now: Date): Promise<void> {
  await auditPerson(ctx.db, { userId, action, ip: ctx.ip });
  await schedule(ctx.db, 'notifications.person', { kind, userId, at: now.getTime() });
}
