import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fixedClock } from '@/lib/core/clock';
import { realNow } from '@/lib/platform/clock';
import { mailServer } from '@/lib/platform/ports';
import { resendReceipt } from '@/lib/receipts/commands/resend-receipt';
import { deliverLetters } from '@/lib/receipts/delivery/deliver';
import { useDatabase } from '@/lib/testing/database';
import { type Chain, contextOf, createChain, TEST_NOW } from '@/lib/testing/factories';
import { aReceipt, reported } from '@/lib/testing/receipts';
import { closeAll, eventually, mailProcess } from '@/sandbox/testing';
import { GET as inbox } from '../../sandbox/inbox/route';
import { POST as mailWebhook } from './route';

const database = useDatabase();
let chain: Chain;
let mail: Awaited<ReturnType<typeof mailProcess>>;

beforeEach(async () => {
  await database().receiptLetter.deleteMany();
  await database().receipt.deleteMany();
  chain = await createChain(database());
  mail = await mailProcess();
  vi.stubEnv('SMTP_URL', mail.smtpUrl);
  vi.stubEnv('SMTP_FROM', 'cheki@kassa.example');
  vi.stubEnv('MAIL_WEBHOOK_SECRET', 'secret');
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await closeAll();
});

const after = (minutes: number) =>
  fixedClock(new Date(Date.parse(TEST_NOW) + minutes * 60_000).toISOString());
const deliver = (minutes = 0) => deliverLetters(database(), after(minutes), mailServer());
const report = (receipts: readonly unknown[]) => reported(database(), chain, receipts);
const letters = () =>
  database().receiptLetter.findMany({ orderBy: { id: 'asc' }, include: { receipt: true } });
const states = async () => (await letters()).map((letter) => [letter.state, letter.receipt.status]);
const only = async () => {
  const [letter] = await letters();
  if (!letter) throw new Error('no letter');
  return letter;
};

/** Reports that the mail server has handed over so far, given to the cabinet. */
async function takeReports(count: number): Promise<void> {
  await eventually(() => {
    expect(mail.reports.length).toBeGreaterThanOrEqual(count);
  });
  for (const { headers, body } of mail.reports.splice(0)) {
    const request = new Request('http://127.0.0.1:3000/api/webhooks/mail', { method: 'POST', headers, body });
    expect((await mailWebhook(request)).status).toBe(204);
  }
}

describe('a letter', () => {
  it('goes once, is the receipt, and is known to be delivered by the report of the server', async () => {
    await report([aReceipt({ buyerContact: 'Irina@mail.ru' })]);
    expect(await deliver()).toEqual({ accepted: 1 });
    expect(await states()).toEqual([['SENT', 'SENT']]);
    expect(await deliver()).toEqual({ accepted: 0 });
    const { token } = await only();
    const [letter, ...more] = await mail.inbox('irina@mail.ru');
    expect(more).toEqual([]);
    expect(letter).toMatchObject({
      copies: 1,
      headers: {
        'message-id': `<${token}@kassa.example>`,
        'return-path': `<cheki+${token}@kassa.example>`,
        'auto-submitted': 'auto-generated',
        to: 'Irina@mail.ru',
      },
      attachments: [{ type: 'image/png' }],
    });
    expect(letter?.subject.replaceAll('\u00a0', ' ')).toBe('Кассовый чек: приход 129,90 ₽, 20 ноября 2026');
    expect(letter?.text).toContain('129,90');
    expect(letter?.html).toContain('src="data:image/png;base64,');
    await takeReports(1);
    expect(await states()).toEqual([['DELIVERED', 'DELIVERED']]);
  });

  it('to a national domain goes in the form that every server knows', async () => {
    await report([aReceipt({ buyerContact: 'chek@почта.рф' })]);
    await deliver();
    const [letter] = await mail.inbox('chek@почта.рф');
    expect(letter?.headers['to']).toBe('chek@xn--80a1acny.xn--p1ai');
  });

  it('gets no headers from the name of an organization', async () => {
    const { organizationId } = chain;
    const name = 'ООО «Хлеб»\r\nBcc: secret@mail.ru <script>';
    await database().organization.update({ where: { id: organizationId }, data: { name } });
    await report([aReceipt()]);
    await deliver();
    const [letter, ...more] = await mail.inbox();
    expect(more).toEqual([]);
    expect(Object.keys(letter?.headers ?? {})).not.toContain('bcc');
    expect(letter?.html).not.toContain('<script>');
  });
});

describe('what a mail server says', () => {
  it('an address that it does not know is not written to again', async () => {
    await report([aReceipt({ buyerContact: 'unknown@mail.ru' }), aReceipt()]);
    expect(await deliver()).toEqual({ accepted: 1 });
    expect(await states()).toEqual([
      ['FAILED', 'FAILED'],
      ['SENT', 'SENT'],
    ]);
    expect(await only()).toMatchObject({ statusCode: '5.1.1', attempts: 1 });
    expect((await only()).reason).toContain('No such user');
    expect(await deliver(60)).toEqual({ accepted: 0 });
  });

  it('«later» is tried again after growing pauses, and given up after three days', async () => {
    await report([aReceipt()]);
    await mail.mode('busy');
    const tried: number[] = [];
    for (const minute of [0, 0.5, 1, 2, 3, 7, 8]) {
      await deliver(minute);
      const { attempts } = await only();
      if (attempts > tried.length) tried.push(minute);
    }
    expect(tried).toEqual([0, 1, 3, 8]);
    expect(await only()).toMatchObject({
      state: 'QUEUED',
      statusCode: '4.3.2',
      receipt: { status: 'QUEUED' },
    });
    await deliver(3 * 24 * 60 + 1);
    expect(await states()).toEqual([['FAILED', 'FAILED']]);
  });

  it('a letter that comes back is not delivered, and stays so', async () => {
    await report([aReceipt({ buyerContact: 'bounce@mail.ru' }), aReceipt({ buyerContact: 'full@mail.ru' })]);
    await deliver();
    await takeReports(2);
    expect(await states()).toEqual([
      ['BOUNCED', 'BOUNCED'],
      ['BOUNCED', 'BOUNCED'],
    ]);
    expect(await letters()).toMatchObject([{ statusCode: '5.1.1' }, { statusCode: '5.2.2' }]);
    expect((await only()).reason).toContain('No such user');
    expect(await mail.inbox()).toEqual([]);
  });
});

describe('exactly once', () => {
  it('the server is away for an hour: nothing is lost, nothing goes twice', async () => {
    await report(Array.from({ length: 12 }, () => aReceipt()));
    await deliver();
    await mail.stop();
    await report(Array.from({ length: 30 }, () => aReceipt()));
    for (let minute = 1; minute < 60; minute += 6) expect(await deliver(minute)).toEqual({ accepted: 0 });
    const waiting = (await letters()).filter(({ state }) => state === 'QUEUED');
    expect(waiting).toHaveLength(30);
    expect(new Set(waiting.map(({ attempts }) => attempts))).toEqual(new Set([0]));
    await mail.start();
    const [first, second] = await Promise.all([deliver(60), deliver(60)]);
    expect(first.accepted + second.accepted).toBe(30);
    const inbox = await mail.inbox();
    expect(inbox).toHaveLength(42);
    expect(new Set(inbox.map(({ copies }) => copies))).toEqual(new Set([1]));
    expect(await mail.transactions()).toBe(42);
    await takeReports(42);
    expect(new Set((await states()).flat())).toEqual(new Set(['DELIVERED']));
  });

  it('the answer after the message is lost: the report settles it, no second copy', async () => {
    await report([aReceipt()]);
    await mail.mode('lost-answer');
    expect(await deliver()).toEqual({ accepted: 0 });
    expect(await only()).toMatchObject({ state: 'QUEUED', attempts: 1, handedAt: expect.any(Date) as Date });
    expect(await deliver(14)).toEqual({ accepted: 0 });
    await takeReports(1);
    expect(await states()).toEqual([['DELIVERED', 'DELIVERED']]);
    expect(await deliver(60)).toEqual({ accepted: 0 });
    expect(await mail.transactions()).toBe(1);
  });

  it('without a report it goes again under the same Message-ID, and the mailbox keeps one', async () => {
    await report([aReceipt()]);
    await mail.mode('lost-answer');
    await deliver();
    expect(await deliver(15)).toEqual({ accepted: 1 });
    expect(await mail.inbox()).toMatchObject([{ copies: 2 }]);
  });

  it('a worker that died before the message leaves it to the next one; one that died after waits for a report', async () => {
    await report([aReceipt(), aReceipt()]);
    const [before, during] = await letters();
    const gone = { state: 'SENDING' as const, leaseUntil: new Date(realNow().getTime() - 1_000) };
    await database().receiptLetter.update({ where: { id: before?.id ?? '' }, data: gone });
    await database().receiptLetter.update({
      where: { id: during?.id ?? '' },
      data: { ...gone, handedAt: new Date(TEST_NOW) },
    });
    expect(await deliver()).toEqual({ accepted: 1 });
    expect((await letters()).map(({ state }) => state)).toEqual(['SENT', 'QUEUED']);
    expect(await deliver(15)).toEqual({ accepted: 1 });
  });

  it('what a living worker has is left alone', async () => {
    await report([aReceipt()]);
    const { id } = await only();
    const leaseUntil = new Date(realNow().getTime() + 60_000);
    await database().receiptLetter.update({ where: { id }, data: { state: 'SENDING', leaseUntil } });
    expect(await deliver(24 * 60)).toEqual({ accepted: 0 });
  });
});

describe('reports', () => {
  const hook = (body: string, authorization = 'Bearer secret') =>
    mailWebhook(
      new Request('http://127.0.0.1:3000/api/webhooks/mail', {
        method: 'POST',
        headers: { authorization, 'content-type': 'message/rfc822' },
        body,
      }),
    );

  it('are taken only from who knows the secret, up to 1 MB, and may be about anything', async () => {
    await report([aReceipt({ buyerContact: 'bounce@mail.ru' })]);
    await deliver();
    await eventually(() => {
      expect(mail.reports).toHaveLength(1);
    });
    const [{ body } = { body: '' }] = mail.reports;
    expect((await hook(body, 'Bearer wrong')).status).toBe(401);
    expect((await hook(body, 'secret')).status).toBe(401);
    expect((await hook('x'.repeat(1_000_001))).status).toBe(413);
    const { token } = await only();
    for (const other of ['', 'Subject: hello\r\n\r\nhello', body.replaceAll(token, 'f'.repeat(32))]) {
      expect((await hook(other)).status).toBe(204);
    }
    expect((await only()).state).toBe('SENT');
    for (let time = 0; time < 2; time += 1) expect((await hook(body)).status).toBe(204);
    expect(await states()).toEqual([['BOUNCED', 'BOUNCED']]);
    vi.stubEnv('MAIL_WEBHOOK_SECRET', '');
    expect((await hook(body)).status).toBe(404);
  });

  it('of delivery that comes before the answer to DATA is not overwritten by it; a later return is', async () => {
    await report([aReceipt()]);
    await deliver();
    const letter = await only();
    await database().receiptLetter.update({
      where: { id: letter.id },
      data: { state: 'SENDING', leaseUntil: new Date(realNow().getTime() + 60_000) },
    });
    await takeReports(1);
    expect((await only()).state).toBe('DELIVERED');
    const returned = `To: cheki+${letter.token}@kassa.example\r\nContent-Type: multipart/report; boundary=b\r\n\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx\r\n\r\nFinal-Recipient: rfc822; irina@mail.ru\r\nAction: failed\r\nStatus: 5.2.2\r\n\r\n--b--\r\n`;
    expect((await hook(returned)).status).toBe(204);
    expect(await states()).toEqual([['BOUNCED', 'BOUNCED']]);
  });

  it('about an earlier letter leaves the receipt with its latest', async () => {
    await report([aReceipt({ buyerContact: 'bounce@mail.ru' })]);
    await deliver();
    const { receiptId } = await only();
    await database().receiptLetter.updateMany({ where: { receiptId }, data: { state: 'DELIVERED' } });
    const again = { receiptId, address: 'right@mail.ru', requestId: chain.organizationId };
    expect((await resendReceipt(contextOf(database(), chain, 'OWNER'), again)).ok).toBe(true);
    await deliver();
    await takeReports(2);
    expect(await states()).toEqual([
      ['BOUNCED', 'DELIVERED'],
      ['DELIVERED', 'DELIVERED'],
    ]);
  });
});

describe('the inbox over HTTP', () => {
  const get = (query: string) =>
    inbox(new Request(`http://127.0.0.1:3000/api/sandbox/inbox${query}`)).then(async (response) => ({
      status: response.status,
      body: (await response.json()) as unknown,
    }));

  it('gives text, HTML and headers of the letters to one address', async () => {
    vi.stubEnv('SANDBOX_MAIL_URL', mail.url());
    await report([aReceipt(), aReceipt({ buyerContact: 'petr@mail.ru' })]);
    await deliver();
    const { status, body } = await get('?to=petr@mail.ru');
    expect(status).toBe(200);
    expect(body).toMatchObject([
      {
        to: 'petr@mail.ru',
        text: expect.stringContaining('КАССОВЫЙ ЧЕК') as string,
        html: expect.stringContaining('<h1') as string,
        headers: { subject: expect.any(String) as string },
      },
    ]);
    expect((await get('')).body).toHaveLength(2);
    expect((await get('?to=nobody@mail.ru')).body).toEqual([]);
  });
});
