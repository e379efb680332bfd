import { type Db } from '@/lib/platform/db';
import { type Allowance, returnGuess, takeGuess } from '@/lib/platform/guesses';
import { addressGroup } from './address.rule';

const MINUTE = 60_000;

/** Wrong passwords; a right one gives its try back. */
export const signInAllowances = {
  /** of one address, whoever it tries */
  ofAddress: { tries: 30, perMs: 10 * MINUTE },
  /** of one address for one account */
  ofPair: { tries: 10, perMs: 30 * MINUTE },
  /** for one account from everywhere: more than one address can use up, so that nobody is locked out by one */
  ofAccount: { tries: 100, perMs: 60 * MINUTE },
} as const satisfies Record<string, Allowance>;

export interface Guess {
  readonly email: string;
  readonly address: string;
  /** hash of the token that the browser carries */
  readonly deviceHash: string | null;
}

const keysOf = ({ email, address }: Guess): Record<string, Allowance> => {
  const group = addressGroup(address);
  return {
    [`sign-in:pair:${group}:${email}`]: signInAllowances.ofPair,
    [`sign-in:address:${group}`]: signInAllowances.ofAddress,
    [`sign-in:account:${email}`]: signInAllowances.ofAccount,
  };
};

/**
 * Takes a try before a password is looked at. What others spend of an account's tries does not stop a browser or an
 * address that has been in before: the owner is slowed at most by the tries of their own address. Null: go on; else
 * how many minutes until there is one again.
 */
export async function takeSignInGuess(db: Db, now: Date, guess: Guess): Promise<number | null> {
  const keys = keysOf(guess);
  for (const [key, allowance] of Object.entries(keys)) {
    if (await takeGuess(db, now, key, allowance)) continue;
    if (allowance === signInAllowances.ofAccount && (await isKnown(db, now, guess))) continue;
    return minutesFor(allowance);
  }
  return null;
}

export const returnSignInGuess = (db: Db, now: Date, guess: Guess): Promise<void> =>
  returnGuess(db, now, keysOf(guess));

export const minutesFor = ({ tries, perMs }: Allowance): number =>
  Math.max(1, Math.ceil(perMs / tries / MINUTE));

const KNOWN_DAYS = 90;

/** The account has been entered from this browser or this address before, and nobody has ended that session by hand. */
async function isKnown(db: Db, now: Date, { email, address, deviceHash }: Guess): Promise<boolean> {
  const since = new Date(now.getTime() - KNOWN_DAYS * 24 * 60 * MINUTE);
  const found = await db.session.findFirst({
    where: {
      user: { email },
      createdAt: { gt: since },
      AND: [
        { OR: [{ endReason: null }, { endReason: { not: 'ENDED' } }] },
        { OR: [...(deviceHash === null ? [] : [{ deviceHash }]), { ip: address }] },
      ],
    },
    select: { id: true },
  });
  return found !== null;
}
