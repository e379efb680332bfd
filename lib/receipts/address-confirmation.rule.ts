/** The link of a letter is good so long. */
export const LINK_DAYS = 7;
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** Pauses after the first, second, … letter to one address; then the last one again and again. */
const PAUSES = [1, 5, 15, 60, 240, 1_440].map((minutes) => minutes * MINUTE);

/** What is known of a default address and of the latest letter that asked its owner. */
export interface AddressFacts {
  readonly confirmedAt: Date | null;
  /** a letter of ours holds a link to it */
  readonly isAsked: boolean;
  readonly letters: number;
  readonly askedAt: Date | null;
  readonly expiresAt: Date | null;
  readonly sentAt: Date | null;
  /** words of the mail server that did not take the letter, or returned it */
  readonly refusal: string | null;
}

/**
 * NOT_ASKED: no letter is good. WAITING: the letter has not gone yet. SENT: it is for the owner to press. REFUSED: the
 * letter did not arrive. EXPIRED: nobody pressed in time.
 */
export type AddressState = 'CONFIRMED' | 'NOT_ASKED' | 'WAITING' | 'SENT' | 'REFUSED' | 'EXPIRED';

export function addressState(facts: AddressFacts | null, now: Date): AddressState {
  if (facts?.confirmedAt) return 'CONFIRMED';
  if (!facts?.isAsked || !facts.expiresAt) return 'NOT_ASKED';
  if (facts.refusal !== null) return 'REFUSED';
  if (facts.expiresAt <= now) return 'EXPIRED';
  return facts.sentAt ? 'SENT' : 'WAITING';
}

/** When one more letter to this address may go: each pause is longer than the one before. Null: now. */
export function nextLetterAt({ letters, askedAt }: Pick<AddressFacts, 'letters' | 'askedAt'>): Date | null {
  if (letters === 0 || !askedAt) return null;
  return new Date(askedAt.getTime() + (PAUSES[Math.min(letters, PAUSES.length) - 1] ?? DAY));
}

/**
 * A setting names this address: does it need a letter now? One that waits for its owner is enough, and the pauses hold
 * whoever changes the address to and fro.
 */
export function needsLetter(facts: AddressFacts | null, now: Date): boolean {
  const state = addressState(facts, now);
  if (state === 'CONFIRMED' || state === 'WAITING' || state === 'SENT') return false;
  const next = facts && nextLetterAt(facts);
  return !next || next <= now;
}

export const linkExpiry = (now: Date): Date => new Date(now.getTime() + LINK_DAYS * DAY);

/** What pressing the button of a letter does. A link that was used, replaced or left behind by a change is UNKNOWN. */
export function pressed(
  facts: Pick<AddressFacts, 'confirmedAt' | 'expiresAt'> | null,
  now: Date,
): 'CONFIRM' | 'ALREADY' | 'EXPIRED' | 'UNKNOWN' {
  if (!facts) return 'UNKNOWN';
  if (facts.confirmedAt) return 'ALREADY';
  return facts.expiresAt && facts.expiresAt > now ? 'CONFIRM' : 'EXPIRED';
}
