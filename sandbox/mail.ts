import PostalMime from 'postal-mime';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { AddressInfo } from 'node:net';
import { domainToASCII } from 'node:url';
import { z } from 'zod';
import {
  type Delivery,
  fromEnv,
  numberFromEnv,
  openStore,
  outbox,
  type Reply,
  type Route,
  runAsProgram,
  type Running,
  serve,
} from './kit';
import { type Entry, openBoxes } from './mail/boxes';
import { deliveryStatus, fromXtext } from './mail/report';

/**
 * `busy`: 451 to every recipient. `lost-answer`: takes the next letter and drops the connection instead of answering.
 * What an address does in mode `normal` stands in `fateOf`.
 */
const MODES = ['normal', 'busy', 'lost-answer'] as const;
type Mode = (typeof MODES)[number];

export type MailConfig = {
  port: number;
  smtpPort: number;
  dataDir: string;
  /** where reports about letters are handed over, and the secret of it; null: nowhere */
  notifyUrl: string | null;
  notifySecret: string;
  retryMs: number;
};

export type RunningMail = Running & { smtpUrl: string };

type State = { mode: Mode; deliveries: Delivery[]; transactions: number };

class Refusal extends Error {
  constructor(
    readonly responseCode: number,
    text: string,
  ) {
    super(text);
  }
}

/** Addresses that behave: `unknown…` is refused, `bounce…` taken and returned, `full…` likewise; typos of domains too. */
function fateOf(address: string): 'unknown' | 'bounce' | 'full' | 'fine' {
  const [name = '', domain = ''] = address.toLowerCase().split('@');
  if (name.startsWith('unknown') || domain === 'mail.ry') return 'unknown';
  if (name.startsWith('full')) return 'full';
  return name.startsWith('bounce') || ['nobody.example', 'gmial.com', 'gmail.con'].includes(domain)
    ? 'bounce'
    : 'fine';
}

const returned = {
  bounce: ['5.1.1', '550 5.1.1 No such user here'],
  full: ['5.2.2', '552 5.2.2 Mailbox is full'],
} as const;

/** One spelling of an address: `chek@почта.рф` is `chek@xn--80a1acny.xn--p1ai`. */
function canonical(address: string): string {
  const at = address.lastIndexOf('@');
  return at < 0
    ? address
    : `${address.slice(0, at + 1)}${domainToASCII(address.slice(at + 1))}`.toLowerCase();
}

const MOST_SHOWN = 200;

async function bytesOf(stream: SMTPServerDataStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** A letter as a reader shows it: pictures that travel in it stand in its HTML. */
async function shown(entry: Entry, raw: Buffer) {
  const mail = await PostalMime.parse(raw, { attachmentEncoding: 'base64' });
  const images = mail.attachments.map(({ contentId, mimeType, filename, content }) => ({
    cid: contentId?.replace(/^<|>$/g, '') ?? null,
    type: mimeType,
    name: filename,
    base64: typeof content === 'string' ? content : '',
  }));
  const html = images.reduce(
    (text, { cid, type, base64 }) =>
      cid === null ? text : text.replaceAll(`cid:${cid}`, `data:${type};base64,${base64}`),
    mail.html ?? '',
  );
  return {
    id: entry.id,
    at: new Date(entry.at).toISOString(),
    from: entry.from,
    to: entry.to,
    copies: entry.copies,
    subject: mail.subject ?? '',
    text: mail.text ?? '',
    html,
    headers: Object.fromEntries(mail.headers.map(({ key, value }) => [key, value])),
    attachments: images.map(({ cid, type, name, base64 }) => ({
      cid,
      type,
      name,
      size: Buffer.byteLength(base64, 'base64'),
    })),
  };
}

export async function startMail(config: MailConfig): Promise<RunningMail> {
  const store = openStore<State>(config.dataDir, 'mail', { mode: 'normal', deliveries: [], transactions: 0 });
  const { data, touch } = store;
  const boxes = openBoxes(config.dataDir);
  const post = outbox({
    pending: data.deliveries,
    retryMs: config.retryMs,
    changed: touch,
    sign: () => ({ 'Content-Type': 'message/rfc822', Authorization: `Bearer ${config.notifySecret}` }),
  });

  const report = (
    session: SMTPServerSession,
    recipient: string,
    letter: Buffer,
    fate: 'fine' | 'bounce' | 'full',
  ) => {
    const { mailFrom, rcptTo, dsn } = session.envelope;
    if (!config.notifyUrl || !mailFrom || mailFrom.address === '') return;
    const wanted = rcptTo.find(({ address }) => address === recipient)?.dsn?.notify ?? ['FAILURE'];
    if (!wanted.includes(fate === 'fine' ? 'SUCCESS' : 'FAILURE')) return;
    const [status, words] = fate === 'fine' ? ['2.0.0', '250 2.0.0 Ok'] : returned[fate];
    const text = letter.toString('latin1');
    const message = deliveryStatus({
      to: mailFrom.address,
      recipient,
      envelopeId: dsn?.envid ? fromXtext(dsn.envid) : null,
      action: fate === 'fine' ? 'delivered' : 'failed',
      status,
      words,
      headers: text.slice(0, text.search(/\r?\n\r?\n/)),
    });
    post.push(config.notifyUrl, [message]);
  };

  const accept = (session: SMTPServerSession, letter: Buffer) => {
    const from = session.envelope.mailFrom ? session.envelope.mailFrom.address : '';
    for (const { address } of session.envelope.rcptTo) {
      const fate = fateOf(address);
      if (fate === 'unknown') continue;
      if (fate === 'fine') boxes.put({ from, to: address }, letter);
      report(session, address, letter, fate);
    }
    data.transactions += 1;
    touch();
    // What the sender is told to be taken is on disk, the reports that are owed too.
    store.flush();
  };

  const refusalOf = (address: string): Refusal | null => {
    if (data.mode === 'busy') return new Refusal(451, '4.3.2 System not accepting network messages');
    return fateOf(address) === 'unknown' ? new Refusal(550, '5.1.1 No such user here') : null;
  };

  const take = async (stream: SMTPServerDataStream, session: SMTPServerSession): Promise<Refusal | null> => {
    const letter = await bytesOf(stream);
    if (stream.sizeExceeded) return new Refusal(552, '5.3.4 Message too big');
    accept(session, letter);
    return null;
  };

  const smtp = new SMTPServer({
    name: 'mx.sandbox.example',
    banner: 'Песочница',
    disabledCommands: ['AUTH', 'STARTTLS'],
    hideDSN: false,
    logger: false,
    size: 5_000_000,
    closeTimeout: 500,
    onRcptTo({ address }, _session, callback) {
      callback(refusalOf(address));
    },
    onData(stream, session, callback) {
      take(stream, session).then(
        (refused) => {
          if (data.mode !== 'lost-answer') {
            callback(refused);
            return;
          }
          data.mode = 'normal';
          touch();
          for (const each of smtp.connections) if (each.id === session.id) each._socket.destroy();
        },
        (error: unknown) => {
          callback(error instanceof Error ? error : new Error('the letter broke off'));
        },
      );
    },
  });
  smtp.on('error', (error) => {
    console.error(error.message);
  });
  await new Promise<void>((resolve, reject) => {
    smtp.server.once('error', reject);
    smtp.listen(config.smtpPort, '127.0.0.1', resolve);
  });

  const list = async (query: URLSearchParams): Promise<Reply> => {
    const to = canonical(query.get('to') ?? '');
    const last = Math.min(Number(query.get('last') ?? 50) || 50, MOST_SHOWN);
    const found = boxes.entries.filter((entry) => !to || canonical(entry.to) === to).slice(-last);
    const letters = await Promise.all(found.reverse().map((entry) => shown(entry, boxes.read(entry))));
    return { status: 200, body: letters };
  };

  const routes: Route[] = [
    ['GET', '/sandbox/inbox', ({ query }) => list(query)],
    [
      'GET',
      '/sandbox/inbox/:id',
      async ({ params }) => {
        const entry = boxes.entries.find(({ id }) => id === params.id);
        return entry
          ? { status: 200, body: await shown(entry, boxes.read(entry)) }
          : { status: 404, body: { error: 'no such letter' } };
      },
    ],
    [
      'GET',
      '/sandbox/mode',
      () => ({ status: 200, body: { mode: data.mode, transactions: data.transactions } }),
    ],
    [
      'POST',
      '/sandbox/mode',
      ({ json }) => {
        const wanted = z.object({ mode: z.enum(MODES) }).safeParse(json).data;
        if (!wanted) return { status: 400, body: { error: 'mode', known: MODES } };
        data.mode = wanted.mode;
        touch();
        return { status: 200, body: wanted };
      },
    ],
  ];
  const server = await serve(config.port, routes);
  post.pump();
  return {
    url: server.url,
    smtpUrl: `smtp://127.0.0.1:${String((smtp.server.address() as AddressInfo).port)}`,
    close: async () => {
      await server.close();
      await new Promise<void>((resolve) => {
        smtp.close(resolve);
      });
      post.close();
      store.close();
    },
  };
}

runAsProgram(import.meta.url, () =>
  startMail({
    port: numberFromEnv('PORT'),
    smtpPort: numberFromEnv('SMTP_PORT'),
    dataDir: fromEnv('SANDBOX_DATA'),
    notifyUrl: process.env.NOTIFY_URL || null,
    notifySecret: fromEnv('NOTIFY_SECRET'),
    retryMs: numberFromEnv('RETRY_MS', 1000),
  }),
);
