import type { Context } from '@/lib/access/context';
import { env } from '@/lib/platform/env';
import { enqueue } from '@/lib/platform/jobs';
import { log } from '@/lib/platform/log';
import { addressSecret } from '../address-secret';
import { SEND_ADDRESS_LETTER } from '../delivery/tasks';
import { nextAttempt } from '../letter-state.rule';
import { addressLetter } from '../letter/address-letter.rule';
import type { Mail, MailOutcome, MailServer } from '../mail.port';
import type { AddressLetterInput } from '../schema';

const AWAY: MailOutcome = { kind: 'DOWN', statusCode: null, words: 'Почтовый сервер не отвечает' };
/** A server that is away is asked again after this, in real time. */
const RETRY_MS = 60_000;

async function send(server: MailServer, mail: Mail): Promise<MailOutcome> {
  const session = await server.open();
  if (!session) return AWAY;
  try {
    return await session.send(mail, () => Promise.resolve());
  } finally {
    session.close();
  }
}

/**
 * Takes the letter with the link to the mail server: a job. It is written only now, so that the secret of the link is
 * stored nowhere. A letter that a newer one has replaced, or whose address is confirmed or left, does not go. A server
 * that is away counts no attempt; 4yz is tried again like letters with receipts, 5yz is told on the screen.
 */
export async function sendAddressLetter(
  ctx: Context,
  input: AddressLetterInput,
  server: MailServer,
): Promise<MailOutcome['kind'] | 'NOT_WANTED'> {
  const { organizationId } = ctx;
  const row = await ctx.db.receiptAddress.findFirst({
    where: {
      organizationId,
      id: input.addressId,
      letters: input.letter,
      tokenHash: { not: null },
      sentAt: null,
      refusal: null,
      confirmedAt: null,
    },
    include: { organization: { select: { name: true } } },
  });
  if (!row?.mailToken || !row.askedAt) return 'NOT_WANTED';
  const href = `${env().APP_URL.replace(/\/$/, '')}/confirm-address/${addressSecret(row.id, row.letters)}`;
  const { address } = row;
  const outcome = await send(server, {
    ...addressLetter({ organization: row.organization.name, address, href }),
    to: address,
    fromName: 'Кассовый кабинет',
    images: [],
    token: row.mailToken,
    date: ctx.clock.now(),
  });
  await record(ctx, { ...row, askedAt: row.askedAt }, outcome);
  return outcome.kind;
}

interface Sent {
  readonly id: string;
  readonly letters: number;
  readonly attempts: number;
  readonly askedAt: Date;
}

async function record(ctx: Context, row: Sent, outcome: MailOutcome): Promise<void> {
  const now = ctx.clock.now();
  const { kind, statusCode, words } = outcome;
  const attempts = row.attempts + (kind === 'DOWN' ? 0 : 1);
  const write = (change: object) =>
    ctx.db.receiptAddress.updateMany({
      where: { organizationId: ctx.organizationId, id: row.id, letters: row.letters },
      data: { attempts, ...change },
    });
  if (kind === 'ACCEPTED') {
    await write({ sentAt: now });
    return;
  }
  log.info('a letter to the owner of an address has not gone', { address: row.id, kind, words });
  const due =
    kind === 'DOWN' ? null : nextAttempt({ attempts, queuedAt: row.askedAt }, now, kind === 'UNKNOWN');
  if (kind === 'REFUSED' || (kind !== 'DOWN' && !due)) {
    await write({ statusCode, refusal: words });
    return;
  }
  await write({});
  const runInMs = due ? due.getTime() - now.getTime() : RETRY_MS;
  const key = `${SEND_ADDRESS_LETTER}:${row.id}`;
  await enqueue(ctx, SEND_ADDRESS_LETTER, { addressId: row.id, letter: row.letters }, { runInMs, key });
}
