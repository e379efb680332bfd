import PostalMime, { type Email } from 'postal-mime';
import type { Clock } from '@/lib/core/clock';
import type { Db } from '@/lib/platform/db';
import { moveLetter } from './letters.store';
import { type DeliveryReport, deliveryReport, tokensIn } from './report.rule';

async function parsed(raw: Uint8Array): Promise<Email | null> {
  try {
    return await PostalMime.parse(raw, { attachmentEncoding: 'utf8', forceRfc822Attachments: true });
  } catch {
    return null;
  }
}

/** Where a letter of ours can be named: the address the report was sent to, its envelope id, the headers it returns. */
function candidates(mail: Email, envelopeId: string | null): string[] {
  const headers = mail.headers
    .filter(({ key }) => ['to', 'delivered-to', 'x-original-to', 'references', 'in-reply-to'].includes(key))
    .map(({ value }) => value);
  const returned = mail.attachments
    .filter(({ mimeType }) => mimeType === 'text/rfc822-headers' || mimeType === 'message/rfc822')
    .map(({ content }) => (typeof content === 'string' ? content : ''));
  return tokensIn([...headers, envelopeId ?? '', ...returned].join('\n'));
}

/**
 * A message that came to the return path of our letters. A report about one (RFC 3464) settles it: delivered, or
 * returned. Reports that come early, late, twice or for nobody change nothing; a letter is known only by its token.
 * @returns whether it was about a letter of ours
 */
export async function receiveReport(db: Db, clock: Clock, raw: Uint8Array): Promise<boolean> {
  const mail = await parsed(raw);
  const part = mail?.attachments.find(({ mimeType }) => mimeType === 'message/delivery-status');
  const report = typeof part?.content === 'string' ? deliveryReport(part.content) : null;
  if (!mail || !report) return false;
  const tokens = candidates(mail, report.envelopeId);
  const letter = await db.receiptLetter.findFirst({
    where: { token: { in: tokens } },
    select: { id: true, state: true },
  });
  if (!letter) return aboutAddress(db, tokens, report);
  const { action, status: statusCode, diagnostic: reason } = report;
  if (action === 'failed') {
    await settle(db, letter.id, 'RETURNED', { settledAt: clock.now(), statusCode, reason });
  } else if (action === 'delivered' || action === 'expanded') {
    await settle(db, letter.id, 'DELIVERED', { settledAt: clock.now(), statusCode: null, reason: null });
  }
  return true;
}

/** The letter that asks the owner of a default address came back: the screen says so, the link is of no use. */
async function aboutAddress(
  db: Db,
  tokens: readonly string[],
  { action, status: statusCode, diagnostic }: DeliveryReport,
): Promise<boolean> {
  const known = { mailToken: { in: [...tokens] } };
  if (action !== 'failed') return (await db.receiptAddress.count({ where: known })) > 0;
  const { count } = await db.receiptAddress.updateMany({
    where: { ...known, confirmedAt: null },
    data: { statusCode, refusal: diagnostic ?? 'Письмо вернулось' },
  });
  return count > 0;
}

/** The state may change between reading and writing, once for each step that a letter has before it. */
async function settle(
  db: Db,
  id: string,
  event: 'DELIVERED' | 'RETURNED',
  change: Parameters<typeof moveLetter>[3],
): Promise<void> {
  for (let look = 0; look < 4; look += 1) {
    const letter = await db.receiptLetter.findUniqueOrThrow({
      where: { id },
      select: { id: true, state: true },
    });
    const isTold = await moveLetter(db, letter, event, change);
    const after = await db.receiptLetter.findUniqueOrThrow({ where: { id }, select: { state: true } });
    if (isTold || after.state === letter.state) return;
  }
}
