import { type Result, refusal, success } from '@/lib/core/result';
import { type Db } from '@/lib/platform/db';
import { type Allowance, takeGuess } from '@/lib/platform/guesses';
import { addressGroup } from './address.rule';

const MINUTE = 60_000;

/** Wrong passwords; a right one gives its try back. */
export const signInAllowances = {
  /** of one address, whoever it tries */
  ofAddress: { tries: 30, perMs: 10 * MINUTE },
  /** of one address for one account */
  ofPair: { tries: 10, perMs: 30 * MINUTE },
  /** of one browser for an account that has been entered in it, instead of all the others */
  ofBrowser: { tries: 10, perMs: 30 * MINUTE },
  /** for one account from everywhere: more than one address can use up, so that nobody is locked out by one */
  ofAccount: { tries: 100, perMs: 60 * MINUTE },
} as const satisfies Record<string, Allowance>;

export interface Guess {
  readonly email: string;
  readonly address: string;
  /** hash of the token that the browser carries */
  readonly deviceHash: string | null;
}

type Keys = Readonly<Record<string, Allowance>>;

const keysOf = ({ email, address }: Guess): Keys => {
  const group = addressGroup(address);
  return {
    [`sign-in:pair:${group}:${email}`]: signInAllowances.ofPair,
    [`sign-in:address:${group}`]: signInAllowances.ofAddress,
    [`sign-in:account:${email}`]: signInAllowances.ofAccount,
  };
};

const keysOfBrowser = (deviceHash: string, email: string): Keys => ({
  [`sign-in:browser:${deviceHash}:${email}`]: signInAllowances.ofBrowser,
});

/**
 * Takes a try before a password is looked at; a browser of the person's own has tries that nobody else can use up,
 * neither from the same address nor from everywhere. What others spend of an account's tries does not stop an address
 * that has been in before either. Gives what is to be given back for a right password. Refusal: SLOWED {minutes}.
 */
export async function takeSignInGuess(db: Db, now: Date, guess: Guess): Promise<Result<Keys, 'SLOWED'>> {
  const { deviceHash, email } = guess;
  const isOwn = deviceHash !== null && (await isOwnBrowser(db, now, email, deviceHash));
  const keys = isOwn ? keysOfBrowser(deviceHash, email) : keysOf(guess);
  const taken: Record<string, Allowance> = {};
  for (const [key, allowance] of Object.entries(keys)) {
    if (await takeGuess(db, now, key, allowance)) taken[key] = allowance;
    else if (allowance !== signInAllowances.ofAccount || !(await isOwnAddress(db, now, guess))) {
      return refusal('SLOWED', { minutes: minutesFor(allowance) });
    }
  }
  return success(taken);
}

export const minutesFor = ({ tries, perMs }: Allowance): number =>
  Math.max(1, Math.ceil(perMs / tries / MINUTE));

const KNOWN_DAYS = 90;

const since = (now: Date): Date => new Date(now.getTime() - KNOWN_DAYS * 24 * 60 * MINUTE);

/** How the last session of the account that fits has gone; null: there was none. */
const lastIn = (
  db: Db,
  now: Date,
  email: string,
  where: { readonly deviceHash: string } | { readonly ip: string },
) =>
  db.session.findFirst({
    where: { user: { email }, createdAt: { gt: since(now) }, ...where },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    select: { endReason: true, revokedAt: true },
  });

/**
 * The account has been entered in this browser and nobody has ended that by hand, or since then a link of its letters
 * has set a password here.
 */
async function isOwnBrowser(db: Db, now: Date, email: string, deviceHash: string): Promise<boolean> {
  const last = await lastIn(db, now, email, { deviceHash });
  const endedAt = last?.endReason === 'ENDED' ? last.revokedAt : null;
  const link = await db.accessLink.findFirst({
    where: { user: { email }, deviceHash, usedAt: { gt: endedAt ?? since(now) } },
    select: { id: true },
  });
  return (last !== null && endedAt === null) || link !== null;
}

/** The account has been entered from this address. */
async function isOwnAddress(db: Db, now: Date, { email, address }: Guess): Promise<boolean> {
  const last = await lastIn(db, now, email, { ip: address });
  return last !== null && last.endReason !== 'ENDED';
}
