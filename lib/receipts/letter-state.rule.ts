import type { LetterState, ReceiptStatus } from './model';

/**
 * TAKEN: a worker has it. GONE: the mail server has said 250. LATER: try again (4xx, no connection, a lost answer).
 * REFUSED: 5xx, or nobody took it for three days. DELIVERED, RETURNED: a report of a mail server (RFC 3464).
 */
export type LetterEvent = 'TAKEN' | 'GONE' | 'LATER' | 'REFUSED' | 'DELIVERED' | 'RETURNED';

/**
 * A report may come before the answer to the very command that caused it, or instead of an answer that was lost; a
 * mailbox that got a letter may still return it. Whatever is not here changes nothing.
 */
export const letterMachine: Readonly<
  Record<LetterState, Readonly<Partial<Record<LetterEvent, LetterState>>>>
> = {
  QUEUED: { TAKEN: 'SENDING', DELIVERED: 'DELIVERED', RETURNED: 'BOUNCED' },
  SENDING: {
    GONE: 'SENT',
    LATER: 'QUEUED',
    REFUSED: 'FAILED',
    DELIVERED: 'DELIVERED',
    RETURNED: 'BOUNCED',
  },
  SENT: { DELIVERED: 'DELIVERED', RETURNED: 'BOUNCED' },
  DELIVERED: { RETURNED: 'BOUNCED' },
  BOUNCED: {},
  FAILED: {},
};

export const letterMove = (state: LetterState, event: LetterEvent): LetterState | null =>
  letterMachine[state][event] ?? null;

const statuses: Readonly<Record<LetterState, ReceiptStatus>> = {
  QUEUED: 'QUEUED',
  SENDING: 'QUEUED',
  SENT: 'SENT',
  DELIVERED: 'DELIVERED',
  BOUNCED: 'BOUNCED',
  FAILED: 'FAILED',
};

/** State of a receipt by its latest letter. */
export const receiptStatusOf = (state: LetterState): ReceiptStatus => statuses[state];

const MINUTE = 60_000;
/** Pauses after the first, second, … temporary refusal; then the last one again and again. */
const PAUSES = [1, 2, 5, 10, 20, 30, 60].map((minutes) => minutes * MINUTE);
const PATIENCE = 3 * 24 * 60 * MINUTE;
/** How long a report may take that says whether a letter with a lost answer has arrived. */
const REPORT = 15 * MINUTE;

/** When a letter goes again after its `attempts`-th attempt has failed for now; null: three days are enough. */
export function nextAttempt(
  letter: { readonly attempts: number; readonly queuedAt: Date },
  now: Date,
  lostAnswer: boolean,
): Date | null {
  if (now.getTime() - letter.queuedAt.getTime() >= PATIENCE) return null;
  const pause = PAUSES[Math.min(letter.attempts, PAUSES.length) - 1] ?? MINUTE;
  return new Date(now.getTime() + (lostAnswer ? Math.max(pause, REPORT) : pause));
}
