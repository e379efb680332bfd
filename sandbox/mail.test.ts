import { createConnection, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { closeAll, eventually, mailProcess } from './testing';

afterEach(closeAll);

/** One conversation, a command at a time, as it stands in RFC 5321. */
async function conversation(smtpUrl: string) {
  const { hostname, port } = new URL(smtpUrl);
  const socket: Socket = createConnection({ host: hostname, port: Number(port) });
  let heard = '';
  socket.setEncoding('utf8').on('data', (text: string) => (heard += text));
  const reply = async (): Promise<string> => {
    await eventually(() => {
      expect(heard).toMatch(/^\d{3} .*\r\n/m);
    });
    const said = heard;
    heard = '';
    return said;
  };
  const greeting = await reply();
  const say = (command: string): Promise<string> => {
    socket.write(`${command}\r\n`);
    return reply();
  };
  return { greeting, say, close: () => socket.destroy() };
}

async function letter(smtpUrl: string, to: string, text: readonly string[], dsn = ''): Promise<string[]> {
  const { say, close } = await conversation(smtpUrl);
  await say('EHLO test.example');
  const replies = [
    await say(`MAIL FROM:<cheki+token@kassa.example>${dsn && ' RET=HDRS ENVID=letter+2B1'}`),
    await say(`RCPT TO:<${to}>${dsn}`),
  ];
  if (replies[1]?.startsWith('250')) {
    await say('DATA');
    replies.push(await say(`${text.join('\r\n')}\r\n.`));
  }
  close();
  return replies.map((reply) => reply.slice(0, 3));
}

const lines = (id: string) => [
  `Message-ID: <${id}@test.example>`,
  'Subject: =?utf-8?B?0KfQtdC6?=',
  'MIME-Version: 1.0',
  'Content-Type: text/plain; charset=utf-8',
  'Content-Transfer-Encoding: 8bit',
  '',
  'Хлеб',
  '..two dots',
];

describe('the mail server of the sandbox', () => {
  it('tells what it can, keeps letters through a kill, finds them by address, keeps the same one once', async () => {
    const mail = await mailProcess();
    const { greeting, say, close } = await conversation(mail.smtpUrl);
    expect(greeting).toMatch(/^220 /);
    expect(await say('EHLO test.example')).toContain('DSN');
    close();
    expect(await letter(mail.smtpUrl, 'a@mail.ru', lines('one'))).toEqual(['250', '250', '250']);
    await letter(mail.smtpUrl, 'a@mail.ru', lines('one'));
    await letter(mail.smtpUrl, 'b@mail.ru', lines('one'));
    await mail.stop('SIGKILL');
    await mail.start();
    expect(await mail.inbox('A@mail.ru')).toMatchObject([
      { to: 'a@mail.ru', subject: 'Чек', text: expect.stringContaining('Хлеб\n.two dots') as string },
    ]);
    expect(await mail.inbox()).toHaveLength(2);
    expect(await mail.inbox('c@mail.ru')).toEqual([]);
  });

  it.each([
    ['unknown@mail.ru', ['250', '550']],
    ['zakaz@mail.ry', ['250', '550']],
    ['bounce@mail.ru', ['250', '250', '250']],
  ])('%s: %j', async (to, replies) => {
    const mail = await mailProcess();
    expect(await letter(mail.smtpUrl, to, lines('one'))).toEqual(replies);
    expect(await mail.inbox()).toEqual([]);
  });

  it('reports what was asked for, as RFC 3464 has it', async () => {
    const mail = await mailProcess();
    await letter(mail.smtpUrl, 'quiet@mail.ru', lines('one'), ' NOTIFY=FAILURE');
    await letter(mail.smtpUrl, 'fine@mail.ru', lines('two'), ' NOTIFY=SUCCESS,FAILURE');
    await letter(mail.smtpUrl, 'bounce@mail.ru', lines('three'), ' NOTIFY=NEVER');
    await letter(mail.smtpUrl, 'full@mail.ru', lines('four'));
    await eventually(() => {
      expect(mail.reports).toHaveLength(2);
    });
    const bodies = mail.reports.map(({ body }) => body);
    expect(
      bodies.filter((body) => body.includes('Status: 5.2.2\r\nDiagnostic-Code: smtp; 552')),
    ).toHaveLength(1);
    const delivered = bodies.find((body) => body.includes('Action: delivered\r\nStatus: 2.0.0')) ?? '';
    expect(delivered).toContain('To: cheki+token@kassa.example');
    expect(delivered).toContain('Original-Envelope-Id: letter+1');
    expect(delivered).toContain('Message-ID: <two@test.example>');
    expect(mail.reports[0]?.headers.get('authorization')).toBe('Bearer secret');
  });
});
