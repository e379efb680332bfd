import { describe, expect, it } from 'vitest';
import { deliveryReport, tokensIn } from './report.rule';

const TOKEN = '0123456789abcdef0123456789abcdef';
const report = (recipient: string, message = `Reporting-MTA: dns; mx.example`) =>
  `${message}\r\n\r\n${recipient}\r\n`;

describe('a report of a mail server', () => {
  it.each([
    [
      'Postfix',
      report(
        'Final-Recipient: rfc822; nobody@mail.ru\r\nOriginal-Recipient: rfc822;nobody@mail.ru\r\nAction: failed\r\nStatus: 5.1.1\r\nRemote-MTA: dns; mxs.mail.ru\r\nDiagnostic-Code: smtp; 550 Message was not accepted --\r\n    invalid mailbox',
        `Reporting-MTA: dns; mx.example\r\nX-Postfix-Queue-ID: 4ABC\r\nOriginal-Envelope-Id: ${TOKEN}`,
      ),
      {
        action: 'failed',
        status: '5.1.1',
        diagnostic: '550 Message was not accepted -- invalid mailbox',
        envelopeId: TOKEN,
      },
    ],
    [
      'delivered, with a remark',
      report('Final-Recipient: rfc822;a@b.ru\nAction: Delivered (to mailbox)\nStatus: 2.0.0'),
      { action: 'delivered', status: '2.0.0', diagnostic: null, envelopeId: null },
    ],
    [
      'late',
      report('Final-Recipient: rfc822;a@b.ru\r\naction : delayed\r\nstatus: 4.4.1 (connection timed out)'),
      { action: 'delayed', status: '4.4.1', diagnostic: null, envelopeId: null },
    ],
    [
      'without a status that can be read',
      report('Action: relayed\r\nStatus: ok'),
      { action: 'relayed', status: null, diagnostic: null, envelopeId: null },
    ],
  ])('%s', (_, text, expected) => {
    expect(deliveryReport(text)).toEqual(expected);
  });

  it.each([
    '',
    'Action: eaten',
    report('Final-Recipient: rfc822; a@b.ru'),
    'Action:',
    '\r\n\r\n\r\n',
    'actionfailed',
  ])('%j says nothing', (text) => {
    expect(deliveryReport(text)).toBeNull();
  });

  it('names letters by their tokens', () => {
    expect(tokensIn(`cheki+${TOKEN}@kassa.example, <${TOKEN}@kassa.example>`)).toEqual([TOKEN]);
    expect(tokensIn(`${TOKEN}0 ${TOKEN.toUpperCase()} no`)).toEqual([]);
  });
});
