import { Readable } from 'node:stream';
import { isIP } from 'node:net';
import MailComposer from 'nodemailer/lib/mail-composer';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { asciiAddress } from '@/lib/receipts/email-address.rule';
import type { Mail, MailOutcome, MailServer, MailSession } from '@/lib/receipts/mail.port';

export interface SmtpConfig {
  /** `smtp://user:password@host:587` (STARTTLS) or `smtps://…:465` */
  readonly url: string;
  /** address of the sender; reports about a letter come to `<name>+<token>@<domain>` */
  readonly sender: string;
  readonly timeoutMs: number;
}

interface SmtpError extends Error {
  readonly code?: string | undefined;
  readonly command?: string | undefined;
  readonly response?: string | undefined;
  readonly responseCode?: number | undefined;
}

/** Without control characters: what a server says is shown to people. */
const words = (text: string): string =>
  text
    .replace(/[\u0000-\u001f\u007f]+/g, ' ')
    .trim()
    .slice(0, 300);

const statusOf = (text: string): string | null => /\b([245]\.\d{1,3}\.\d{1,3})\b/.exec(text)?.[1] ?? null;

const outcome = (kind: MailOutcome['kind'], text: string): MailOutcome => ({
  kind,
  statusCode: statusOf(text),
  words: words(text),
});

/**
 * RFC 5321: what is answered to RCPT and DATA is about the letter, 5yz for good, 4yz for now; anything else is about
 * us or the server, and the letter waits. Without an answer after the message its fate is unknown.
 */
function failure(error: SmtpError, isHanded: boolean): MailOutcome {
  const { responseCode, command, response, message } = error;
  const text = response ?? message;
  const isAboutLetter = command === 'RCPT TO' || command === 'DATA';
  if (!responseCode) return outcome(isHanded ? 'UNKNOWN' : 'DOWN', text);
  if (responseCode === 421 || responseCode === 503 || !isAboutLetter) {
    return outcome(isHanded && responseCode === 421 ? 'UNKNOWN' : 'DOWN', text);
  }
  return outcome(responseCode < 500 ? 'LATER' : 'REFUSED', text);
}

function parts(address: string): readonly [name: string, domain: string] {
  const at = address.lastIndexOf('@');
  return [address.slice(0, at), address.slice(at + 1)];
}

/** Whole message (RFC 5322) with the code within it; names are encoded, so that nothing of theirs becomes a header. */
async function compose(mail: Mail, sender: string): Promise<Buffer> {
  const [, domain] = parts(sender);
  return new MailComposer({
    from: { name: words(mail.fromName), address: sender },
    to: { name: '', address: asciiAddress(mail.to) },
    subject: words(mail.subject),
    text: mail.text,
    html: mail.html,
    attachments: mail.images.map(({ cid, name, type, bytes }) => ({
      cid,
      filename: name,
      contentType: type,
      contentDisposition: 'inline',
      content: Buffer.from(bytes),
    })),
    messageId: `<${mail.token}@${domain}>`,
    date: mail.date,
    headers: { 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build();
}

class SmtpSession implements MailSession {
  private isClean = true;

  constructor(
    private readonly connection: SMTPConnection,
    private readonly sender: string,
  ) {}

  async send(mail: Mail, beforeData: () => Promise<void>): Promise<MailOutcome> {
    const raw = await compose(mail, this.sender);
    const [name, domain] = parts(this.sender);
    const to = asciiAddress(mail.to);
    let isHanded = false;
    let broken: unknown;
    // Read only after the server has answered 354 to DATA.
    async function* message(): AsyncGenerator<Buffer> {
      try {
        await beforeData();
      } catch (error) {
        broken = error;
        throw error;
      }
      isHanded = true;
      yield raw;
    }
    const envelope = {
      from: `${name}+${mail.token}@${domain}`,
      to: [to],
      size: raw.length,
      dsn: { ret: 'HDRS', envid: mail.token, notify: ['SUCCESS', 'FAILURE'], orcpt: `rfc822;${to}` },
    };
    const result = await new Promise<MailOutcome>((resolve) => {
      this.connection.send(envelope, Readable.from(message()), (error, info) => {
        resolve(error ? failure(error, isHanded) : outcome('ACCEPTED', info.response));
      });
    });
    this.isClean = result.kind === 'ACCEPTED';
    if (broken !== undefined) throw broken instanceof Error ? broken : new Error('the letter was not noted');
    return result;
  }

  close(): void {
    if (this.isClean) this.connection.quit();
    else this.connection.close();
  }
}

export function smtpServer({ url, sender, timeoutMs }: SmtpConfig): MailServer {
  const { protocol, hostname, port, username, password } = new URL(url);
  const isSecure = protocol === 'smtps:';
  const isLocal = hostname === 'localhost' || (isIP(hostname) !== 0 && hostname.startsWith('127.'));
  return {
    sender,
    open: () =>
      new Promise((resolve) => {
        const connection = new SMTPConnection({
          host: hostname,
          ...(port && { port: Number(port) }),
          secure: isSecure,
          // A password never goes over an open line.
          requireTLS: !isSecure && username !== '' && !isLocal,
          connectionTimeout: timeoutMs,
          greetingTimeout: timeoutMs,
          socketTimeout: timeoutMs,
        });
        // A fault in the middle of a letter is told to its callback as well.
        connection.on('error', () => {
          resolve(null);
        });
        connection.once('end', () => {
          resolve(null);
        });
        connection.connect((error) => {
          const ready = () => {
            resolve(new SmtpSession(connection, sender));
          };
          if (error) {
            resolve(null);
            return;
          }
          if (username === '') {
            ready();
            return;
          }
          connection.login(
            { user: decodeURIComponent(username), pass: decodeURIComponent(password) },
            (denied) => {
              if (!denied) {
                ready();
                return;
              }
              connection.close();
              resolve(null);
            },
          );
        });
      }),
  };
}
