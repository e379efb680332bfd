import { randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { type Result, refusal, success } from '@/lib/core/result';
import type { Db } from '@/lib/platform/db';
import { type Allowance, returnGuess, takeGuess } from '@/lib/platform/guesses';
import { addressGroup } from './address.rule';
import { keyed, unseal } from './secrets';
import { minutesFor } from './sign-in-guesses';

const MINUTE = 60_000;
const STEP_SECONDS = 30;
/** Clocks of telephones differ: the code of the step before and after is taken too. */
const WINDOW = 1;
const RECOVERY_CODES = 10;

const ofPair = { tries: 5, perMs: 5 * MINUTE } as const satisfies Allowance;
const ofAccount = { tries: 50, perMs: 60 * MINUTE } as const satisfies Allowance;

export const newTotpSecret = (): string => new Secret({ size: 20 }).base32;

const totpOf = (secret: string, label = ''): TOTP =>
  new TOTP({ issuer: 'Кассовый кабинет', label, secret: Secret.fromBase32(secret), period: STEP_SECONDS });

/** What the picture says to the app that makes codes. */
export const totpUri = (secret: string, label: string): string => totpOf(secret, label).toString();

/** The step that a code belongs to; null: to none near `now`. */
export function totpStep(secret: string, code: string, now: Date): number | null {
  if (!/^\d{6}$/.test(code)) return null;
  const timestamp = now.getTime();
  const delta = totpOf(secret).validate({ token: code, timestamp, window: WINDOW });
  return delta === null ? null : Math.floor(timestamp / 1000 / STEP_SECONDS) + delta;
}

// Without letters and digits that are taken for each other; 32 signs, 5 bits each.
const SIGNS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** Ten codes of 50 bits, as they are shown once: «K7PQD-2MXRT». */
export const newRecoveryCodes = (): string[] =>
  Array.from({ length: RECOVERY_CODES }, () => {
    const signs = [...randomBytes(10)].map((byte) => SIGNS[byte % SIGNS.length] ?? '').join('');
    return `${signs.slice(0, 5)}-${signs.slice(5)}`;
  });

const plainCode = (text: string): string => text.replace(/[\s-]/g, '').toUpperCase();

export const recoveryHash = (userId: string, code: string): string =>
  keyed('recovery-code', `${userId}:${plainCode(code)}`).toString('hex');

/**
 * Takes a code of the app, or a recovery code; each once. Of two requests with the same code one gets through.
 * Refusals: CODE_WRONG, SLOWED {minutes}.
 */
export async function takeSecondStep(
  db: Db,
  now: Date,
  person: { readonly id: string; readonly totpSecret: string },
  { code, address }: { readonly code: string; readonly address: string },
): Promise<Result<{ recovery: boolean }, 'CODE_WRONG' | 'SLOWED'>> {
  const keys = { [`code:${person.id}:${addressGroup(address)}`]: ofPair, [`code:${person.id}`]: ofAccount };
  for (const [key, allowance] of Object.entries(keys)) {
    if (!(await takeGuess(db, now, key, allowance)))
      return refusal('SLOWED', { minutes: minutesFor(allowance) });
  }
  const typed = plainCode(code);
  const step = totpStep(unseal(person.totpSecret, person.id), typed, now);
  const taken =
    step === null ? await takeRecovery(db, now, person.id, typed) : await takeStep(db, person.id, step);
  if (!taken) return refusal('CODE_WRONG');
  await returnGuess(db, now, keys);
  return success({ recovery: step === null });
}

async function takeStep(db: Db, userId: string, step: number): Promise<boolean> {
  const { count } = await db.user.updateMany({
    where: { id: userId, OR: [{ totpLastStep: null }, { totpLastStep: { lt: step } }] },
    data: { totpLastStep: step },
  });
  return count > 0;
}

async function takeRecovery(db: Db, now: Date, userId: string, code: string): Promise<boolean> {
  if (code.length !== 10) return false;
  const { count } = await db.recoveryCode.updateMany({
    where: { userId, codeHash: recoveryHash(userId, code), usedAt: null },
    data: { usedAt: now },
  });
  return count > 0;
}
