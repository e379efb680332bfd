import type { Clock } from '@/lib/core/clock';
import type { Db } from '@/lib/platform/db';
import { log } from '@/lib/platform/log';
import { stopping } from '@/lib/platform/stopping';
import { nextAttempt } from '../letter-state.rule';
import { receiptLetter } from '../letter/receipt-letter';
import type { MailOutcome, MailServer, MailSession } from '../mail.port';
import { abandonedLetters, moveLetter, noteHanded, takeDueLetters, type TakenLetter } from './letters.store';

/** Conversations with the mail server at once, and letters that each of them takes at a time. */
const SESSIONS = 4;
const BATCH = 5;

const LOST = 'Ответ почтового сервера потерян: письмо могло дойти';

type Held = Pick<TakenLetter, 'id' | 'attempts' | 'queuedAt' | 'leaseUntil'>;

/** Not now. A server that is away counts no attempt: the letter stays due and goes when the server is back. */
async function putOff(db: Db, letter: Held, outcome: MailOutcome, now: Date): Promise<void> {
  const held = { ...letter, state: 'SENDING' } as const;
  const { statusCode, words: reason } = outcome;
  if (outcome.kind === 'DOWN') {
    await moveLetter(db, held, 'LATER', { reason, handedAt: null });
    return;
  }
  const attempts = letter.attempts + 1;
  const isLost = outcome.kind === 'UNKNOWN';
  const dueAt = nextAttempt({ ...letter, attempts }, now, isLost);
  if (dueAt) {
    const handed = isLost ? {} : { handedAt: null };
    await moveLetter(db, held, 'LATER', {
      ...handed,
      attempts,
      dueAt,
      statusCode,
      reason: isLost ? LOST : reason,
    });
  } else {
    await moveLetter(db, held, 'REFUSED', { attempts, settledAt: now, statusCode, reason });
  }
}

async function record(db: Db, letter: TakenLetter, outcome: MailOutcome, now: Date): Promise<void> {
  const held = { ...letter, state: 'SENDING' } as const;
  const attempts = letter.attempts + 1;
  if (outcome.kind === 'ACCEPTED') {
    await moveLetter(db, held, 'GONE', { attempts, sentAt: now, statusCode: null, reason: null });
  } else if (outcome.kind === 'REFUSED') {
    const { statusCode, words: reason } = outcome;
    await moveLetter(db, held, 'REFUSED', { attempts, settledAt: now, handedAt: null, statusCode, reason });
  } else {
    await putOff(db, letter, outcome, now);
  }
}

/**
 * What a worker left behind. Without a note that the message was about to leave, it has not left; with one, a report
 * is waited for before the letter goes again under the same Message-ID.
 */
async function takeOver(db: Db, clock: Clock): Promise<void> {
  for (const { handedAt, ...letter } of await abandonedLetters(db)) {
    const kind = handedAt ? 'UNKNOWN' : 'DOWN';
    await putOff(db, letter, { kind, statusCode: null, words: '' }, clock.now());
  }
}

class LeaseLost extends Error {}

interface Run {
  readonly accepted: number;
  /** why nothing more was tried; null: nothing was left */
  readonly away: string | null;
}

async function sendOne(
  db: Db,
  clock: Clock,
  server: MailServer,
  session: MailSession,
  letter: TakenLetter,
): Promise<MailOutcome | { readonly kind: 'LOST' }> {
  const content = receiptLetter(letter.receipt, server.sender);
  const mail = { ...content, to: letter.recipient, token: letter.token, date: clock.now() };
  try {
    const outcome = await session.send(mail, async () => {
      if (!(await noteHanded(db, letter, clock.now()))) throw new LeaseLost();
    });
    await record(db, letter, outcome, clock.now());
    return outcome;
  } catch (error) {
    if (error instanceof LeaseLost) return { kind: 'LOST' };
    throw error;
  }
}

const AWAY: MailOutcome = { kind: 'DOWN', statusCode: null, words: 'Почтовый сервер не отвечает' };

/** One letter after another until nothing is due; a new conversation where the last one broke off. */
async function converse(db: Db, clock: Clock, server: MailServer): Promise<Run> {
  let accepted = 0;
  let session: MailSession | null = null;
  try {
    while (!stopping.aborted) {
      const letters = await takeDueLetters(db, clock.now(), BATCH);
      if (letters.length === 0) break;
      for (const [at, letter] of letters.entries()) {
        session ??= await server.open();
        const outcome = session ? await sendOne(db, clock, server, session, letter) : AWAY;
        if (outcome.kind === 'ACCEPTED') {
          accepted += 1;
          continue;
        }
        session?.close();
        session = null;
        if (outcome.kind !== 'DOWN') continue;
        for (const rest of letters.slice(at)) await putOff(db, rest, outcome, clock.now());
        return { accepted, away: outcome.words };
      }
    }
    return { accepted, away: null };
  } finally {
    session?.close();
  }
}

/**
 * Takes every letter that is due to the mail server. Exactly once as far as SMTP allows: a letter is leased to one
 * worker, the moment before its first byte leaves is written down, and only an answer lost after that can make a second
 * copy, under the same Message-ID.
 */
export async function deliverLetters(
  db: Db,
  clock: Clock,
  server: MailServer,
): Promise<{ accepted: number }> {
  await takeOver(db, clock);
  const runs = await Promise.all(Array.from({ length: SESSIONS }, () => converse(db, clock, server)));
  const away = runs.find((run) => run.away !== null)?.away;
  if (away !== undefined) log.info('the mail server takes nothing, letters wait', { words: away });
  return { accepted: runs.reduce((sum, run) => sum + run.accepted, 0) };
}
