import { beforeEach, describe, expect, it } from 'vitest';
import { fixedClock } from '@/lib/core/clock';
import { addressRequest, addressView } from '@/lib/receipts/address-queries';
import { resendAddressLetter } from '@/lib/receipts/commands/resend-address-letter';
import { receiveReport } from '@/lib/receipts/delivery/receive-report';
import { organizationReceiptSetting, receiptSettings } from '@/lib/receipts/queries';
import { addressStand } from '@/lib/testing/receipt-addresses';
import { useDatabase } from '@/lib/testing/database';
import { TEST_NOW } from '@/lib/testing/factories';
import { inTheEnd } from '@/sandbox/testing';
import * as acceptRoute from './[secret]/accept/route';

const database = useDatabase();
const DAY = 24 * 60;
const stand = addressStand(database);
const { at, as, organization, store, name, post, secretsIn, press, shown, rows } = stand;
let { chain, domain, mail } = stand.now();
beforeEach(() => ({ chain, domain, mail } = stand.now()));

describe('the letter to the owner of a default address', () => {
  it('goes once, its link confirms by a press and only then, and its secret is stored nowhere', async () => {
    await name(`Cheki@${domain}`);
    expect(await shown()).toBe('WAITING');
    expect(await post()).toEqual(['ACCEPTED']);
    expect(await shown()).toBe('SENT');
    const [letter, ...more] = await mail.inbox(`cheki@${domain}`);
    expect(more).toEqual([]);
    expect(letter).toMatchObject({ copies: 1, subject: 'Подтвердите адрес для кассовых чеков' });
    const [secret = ''] = await secretsIn(`cheki@${domain}`);
    expect(secret).toHaveLength(43);
    expect(letter?.html).toContain(`href="http://127.0.0.1:3000/confirm-address/${secret}"`);
    expect(letter?.text).toContain('ООО «Проба»');

    const stored = await database().$queryRaw<{ text: string }[]>`
      SELECT r::text AS text FROM "receipt_address" r
      UNION ALL SELECT j.payload::text FROM graphile_worker._private_jobs j
      UNION ALL SELECT a::text FROM "audit_entry" a`;
    expect(stored.some(({ text }) => text.includes(secret))).toBe(false);

    const looked = () => addressRequest(database(), fixedClock(at(1)), secret);
    expect(await looked()).toEqual({
      organization: 'ООО «Проба»',
      address: `Cheki@${domain}`,
      state: 'CONFIRM',
    });
    const before = await rows();
    await looked();
    expect(await rows()).toEqual(before);
    expect(await shown()).toBe('SENT');

    expect(await press(secret)).toEqual({ ok: true, value: { address: `Cheki@${domain}` } });
    expect(await shown()).toBe('CONFIRMED');
    expect(await looked()).toMatchObject({ state: 'ALREADY' });
    const confirmed = await rows();
    expect(await press(secret, 5)).toMatchObject({ ok: true });
    expect(await rows()).toEqual(confirmed);
    const where = { organizationId: chain.organizationId, action: 'receipts.addressConfirmed' };
    expect(await database().auditEntry.findMany({ where })).toMatchObject([
      { actorName: 'Владелец адреса', objectName: `Cheki@${domain}` },
    ]);
  });

  it('with a national domain is sent in ASCII, which is what is stored, and shown as typed', async () => {
    await name('chek@Кириллица.рф');
    await post();
    const [letter] = await mail.inbox('chek@кириллица.рф');
    expect(letter?.headers['to']).toBe('chek@xn--80apaahia1b8c.xn--p1ai');
    expect(
      await database().receiptSetting.findFirst({ where: { organizationId: chain.organizationId } }),
    ).toMatchObject({
      defaultEmail: 'chek@xn--80apaahia1b8c.xn--p1ai',
      emailTyped: 'chek@кириллица.рф',
    });
    const setting = await organizationReceiptSetting(as('OWNER'));
    expect(setting.chosen.defaultEmail.value).toBe('chek@кириллица.рф');
    expect((await addressView(as('OWNER'), setting))?.address).toBe('chek@кириллица.рф');
    const [secret = ''] = await secretsIn('chek@кириллица.рф');
    await press(secret);
    // The same box typed in another way is the same box.
    await name('chek@xn--80apaahia1b8c.xn--p1ai', store());
    expect((await receiptSettings(as('OWNER'))).stores[1]?.chosen.addressConfirmed).toBe(true);
    expect(await post()).toEqual([]);
  });

  it('gets no headers and no markup from the name of an organization', async () => {
    await database().organization.update({
      where: { id: chain.organizationId },
      data: { name: 'Хлеб\r\nBcc: secret@mail.ru <script>x</script>' },
    });
    await name(`cheki@${domain}`);
    await post();
    const [letter] = await mail.inbox(`cheki@${domain}`);
    expect(letter?.headers['bcc']).toBeUndefined();
    expect(letter?.html).not.toContain('<script>');
    expect(await mail.inbox('secret@mail.ru')).toEqual([]);
  });

  it('the server is away: it is not lost, counts no attempt, and goes once', async () => {
    await name(`cheki@${domain}`);
    await mail.stop();
    for (let minute = 1; minute < 60; minute += 10) expect(await post(minute)).toEqual(['DOWN']);
    expect(await shown(60)).toBe('WAITING');
    expect(await rows()).toMatchObject([{ attempts: 0, letters: 1 }]);
    await mail.start();
    expect(await post(60)).toEqual(['ACCEPTED']);
    expect(await post(61)).toEqual([]);
    expect(await mail.inbox(`cheki@${domain}`)).toHaveLength(1);
  });

  it('«later» is tried again after a pause', async () => {
    await name(`cheki@${domain}`);
    await mail.mode('busy');
    expect(await post()).toEqual(['LATER']);
    const [job] = await database().$queryRaw<{ seconds: number }[]>`
      SELECT extract(epoch FROM run_at - now())::float8 AS seconds FROM graphile_worker._private_jobs`;
    expect(job?.seconds).toBeGreaterThan(50);
    await mail.mode('normal');
    expect(await post(2)).toEqual(['ACCEPTED']);
  });

  it.each([
    ['unknown@company.ru', 'REFUSED'],
    ['bounce@company.ru', 'ACCEPTED'],
  ])('to %s does not arrive, and the screen says why', async (address, answer) => {
    await name(address);
    expect(await post()).toEqual([answer]);
    const ctx = as('OWNER', 2);
    await inTheEnd(async () => {
      for (const { body } of mail.reports.splice(0)) {
        await receiveReport(database(), fixedClock(at(1)), Buffer.from(body));
      }
      expect(await addressView(ctx, await organizationReceiptSetting(ctx))).toMatchObject({
        state: 'REFUSED',
        failure: 'такого адреса нет',
        nextLetterAt: null,
      });
    });
  });
});

describe('a link', () => {
  it('ends after a week, and with the next letter', async () => {
    await name(`cheki@${domain}`);
    await post();
    const [first = ''] = await secretsIn(`cheki@${domain}`);
    expect(await press(first, 7 * DAY)).toMatchObject({ code: 'EXPIRED' });
    expect(await shown(7 * DAY)).toBe('EXPIRED');
    await resendAddressLetter(as('OWNER', 7 * DAY), { target: organization });
    await post(7 * DAY);
    const second = (await secretsIn(`cheki@${domain}`)).find((each) => each !== first) ?? '';
    expect(await press(first, 7 * DAY + 1)).toMatchObject({ code: 'UNKNOWN' });
    expect(await press(second, 7 * DAY + 1)).toMatchObject({ ok: true });
  });

  it.each(['', 'x', 'a'.repeat(43), '../../x', '%00'])('«%s» is good for nothing', async (secret) => {
    expect(await press(secret)).toMatchObject({ code: 'UNKNOWN' });
    expect(await addressRequest(database(), fixedClock(TEST_NOW), secret)).toBeNull();
  });

  it('is pressed on our page only, by POST; it leads back to the page', async () => {
    await name(`cheki@${domain}`);
    await post();
    const [secret = ''] = await secretsIn(`cheki@${domain}`);
    const send = (origin: string | null) =>
      acceptRoute.POST(
        new Request(`http://127.0.0.1:3000/confirm-address/${secret}/accept`, {
          method: 'POST',
          headers: origin === null ? {} : { origin },
        }),
        { params: Promise.resolve({ secret }) },
      );
    expect(Object.keys(acceptRoute)).toEqual(['POST']);
    expect((await send('https://evil.example')).status).toBe(403);
    expect((await send(null)).status).toBe(403);
    expect(await shown()).toBe('SENT');
    const answer = await send('http://127.0.0.1:3000');
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `/confirm-address/${secret}`]);
    expect((await rows())[0]?.confirmedAt).not.toBeNull();
  });
});
