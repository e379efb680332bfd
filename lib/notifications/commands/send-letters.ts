import { linkToken, TOKEN_PLACE } from '@/lib/access/links';
import { withInvitationLink } from '@/lib/access/people/invitation-link';
import type { Clock } from '@/lib/core/clock';
import { type Db, Prisma } from '@/lib/platform/db';
import { log } from '@/lib/platform/log';
import { stopping } from '@/lib/platform/stopping';
import type { Mail, MailServer } from '@/lib/receipts/mail.port';

const BATCH = 20;
const MINUTE = 60_000;
/** What could not be told for three days is told by the cabinet itself. */
const TOLD_WITHIN = 3 * 24 * 60 * MINUTE;

interface Row {
  readonly id: string;
  readonly email: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly created_at: Date;
  readonly attempts: number;
  readonly link_id: string | null;
  readonly key: string;
}

/** The next letters that are due, each given to one worker; it is due again later, should that worker vanish. */
const take = (db: Db, now: Date): Promise<Row[]> =>
  db.$queryRaw<Row[]>(Prisma.sql`
    UPDATE "letter" SET "attempts" = "attempts" + 1,
      "due_at" = ${now}::timestamptz + least(power(2, "attempts") * 5, 240) * interval '1 minute'
    WHERE "id" IN (
      SELECT "id" FROM "letter"
      WHERE "sent_at" IS NULL AND "refusal" IS NULL AND "due_at" <= ${now}::timestamptz
        AND "created_at" > ${new Date(now.getTime() - TOLD_WITHIN)}::timestamptz
      ORDER BY "due_at" LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)
    RETURNING "id"::text, "email", "subject", "text", "html", "created_at", "attempts", "link_id"::text, "key"`);

/**
 * Sends what `postLetter` wrote, the oldest first, until nothing is due or the mail server is away. Pauses between the
 * attempts of one letter: 5, 10, 20 … 240 minutes for three days. A lost answer (RFC 5321, 4.5.3.2.6) is followed by
 * another attempt under the same Message-ID. Gives how many the server has taken.
 */
export async function sendLetters(db: Db, clock: Clock, server: MailServer): Promise<{ accepted: number }> {
  let accepted = 0;
  for (;;) {
    const letters = await take(db, clock.now());
    if (letters.length === 0) return { accepted };
    const session = stopping.aborted ? null : await server.open();
    if (!session) {
      await giveBack(db, clock.now(), letters);
      return { accepted };
    }
    try {
      for (const [index, letter] of letters.entries()) {
        const { kind, words } = await session.send(mailOf(letter), () => Promise.resolve());
        if (kind === 'ACCEPTED') {
          accepted += 1;
          await db.letter.update({ where: { id: letter.id }, data: { sentAt: clock.now() } });
          continue;
        }
        // The session ends with anything else: the rest goes by the next one.
        await giveBack(db, clock.now(), letters.slice(kind === 'DOWN' ? index : index + 1));
        if (kind === 'DOWN') return { accepted };
        log.info('a letter has not gone', { letter: letter.id, kind, words });
        if (kind === 'REFUSED')
          await db.letter.update({ where: { id: letter.id }, data: { refusal: words } });
        break;
      }
    } finally {
      session.close();
    }
  }
}

function mailOf({ id, email: to, subject, link_id, key, created_at: date, ...letter }: Row): Mail {
  // No table holds the token of a link: it comes into the letter here.
  const said = (text: string) =>
    link_id === null ? withInvitationLink(key, text) : text.replaceAll(TOKEN_PLACE, linkToken(link_id));
  return {
    to,
    fromName: 'Кассовый кабинет',
    subject,
    text: said(letter.text),
    html: said(letter.html),
    images: [],
    token: id,
    date,
  };
}

/** Not tried: due at once, and no attempt is counted. */
async function giveBack(db: Db, now: Date, letters: readonly Row[]): Promise<void> {
  const ids = letters.map(({ id }) => id);
  await db.letter.updateMany({
    where: { id: { in: ids } },
    data: { dueAt: now, attempts: { decrement: 1 } },
  });
}
