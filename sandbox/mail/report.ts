import { randomUUID } from 'node:crypto';

export type Fate = {
  /** return path of the letter that is reported about */
  to: string;
  recipient: string;
  envelopeId: string | null;
  action: 'delivered' | 'failed';
  status: string;
  words: string;
  /** headers of the letter, as received */
  headers: string;
};

const HOST = 'mx.sandbox.example';

/** `+3D` and the like, as the sender has written ORCPT and ENVID (RFC 3461, 4). */
export const fromXtext = (text: string): string =>
  text.replace(/\+([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));

/** A report of a mail server about a letter: `multipart/report` of RFC 6522 with the fields of RFC 3464. */
export function deliveryStatus({ to, recipient, envelopeId, action, status, words, headers }: Fate): string {
  const boundary = randomUUID();
  const said = action === 'failed' ? 'could not be delivered' : 'was delivered to the mailbox';
  const part = (type: string, body: readonly string[]) => [
    `--${boundary}`,
    `Content-Type: ${type}`,
    '',
    ...body,
    '',
  ];
  return [
    `Return-Path: <>`,
    `Delivered-To: ${to}`,
    `From: Mail Delivery System <mailer-daemon@${HOST}>`,
    `To: ${to}`,
    `Subject: ${action === 'failed' ? 'Undelivered Mail Returned to Sender' : 'Successful Mail Delivery Report'}`,
    `Date: ${new Date().toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <${randomUUID()}@${HOST}>`,
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    `Content-Type: multipart/report; report-type=delivery-status; boundary="${boundary}"`,
    '',
    ...part('text/plain; charset=us-ascii', [`Your message to <${recipient}> ${said}.`, '', words]),
    ...part('message/delivery-status', [
      `Reporting-MTA: dns; ${HOST}`,
      ...(envelopeId ? [`Original-Envelope-Id: ${envelopeId}`] : []),
      '',
      `Final-Recipient: rfc822; ${recipient}`,
      `Action: ${action}`,
      `Status: ${status}`,
      ...(action === 'failed' ? [`Diagnostic-Code: smtp; ${words}`] : []),
    ]),
    ...part('text/rfc822-headers', [headers]),
    `--${boundary}--`,
    '',
  ].join('\r\n');
}
