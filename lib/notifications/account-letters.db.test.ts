import { beforeAll, describe, expect, it } from 'vitest';
import { confirmRegistration, register, sendRegistrationAgain } from '@/lib/access/commands/register';
import { askReset, resetPassword } from '@/lib/access/commands/reset-password';
import { signIn } from '@/lib/access/commands/sign-in';
import { acceptInvitation } from '@/lib/access/people/commands/accept-invitation';
import { invitePerson } from '@/lib/access/people/commands/invite-person';
import { invitationToken } from '@/lib/access/people/invitation-link';
import { linkState } from '@/lib/access/account';
import { linkToken, TOKEN_PLACE } from '@/lib/access/links';
import { signUpInput } from '@/lib/access/schema';
import { loadSession } from '@/lib/access/session';
import { walletBalance } from '@/lib/billing/queries';
import { realNow } from '@/lib/platform/clock';
import { createStore } from '@/lib/stores/commands/create-store';
import { listStores } from '@/lib/stores/queries';
import { useDatabase } from '@/lib/testing/database';
import { contextOf } from '@/lib/testing/factories';
import { callerFrom, createPerson, PASSWORD, sessionOf } from '@/lib/testing/people';
import { workOnce } from '@/lib/testing/worker';
import { notificationJobs } from './jobs';

const db = useDatabase();
const HOUR = 3_600_000;
const { 'letters.send': _, ...written } = notificationJobs;
const write = () => workOnce(written);
const codeOf = (result: { ok: boolean; code?: string }) => (result.ok ? 'OK' : result.code);
const lettersTo = (email: string) => db().letter.findMany({ where: { email }, orderBy: { id: 'asc' } });

async function lastToken(email: string): Promise<string> {
  const letter = (await lettersTo(email)).at(-1);
  if (!letter?.linkId) throw new Error('no letter with a link');
  return linkToken(letter.linkId);
}

const wanted = (email: string) =>
  signUpInput.parse({
    inn: '7707083893',
    kpp: '770701001',
    ogrn: '1027700132195',
    organizationName: 'ООО «Новый хлеб»',
    name: 'Анна Новикова',
    email,
    password: PASSWORD,
  });

describe('registration', () => {
  it('makes nothing until the letter is answered, then the organization and its owner, once', async () => {
    const email = 'anna@novyi-hleb.test';
    expect(codeOf(await register(wanted(email), callerFrom()))).toBe('OK');
    expect(await db().user.findUnique({ where: { email } })).toBeNull();
    expect(codeOf(await signIn({ email, password: PASSWORD }, callerFrom()))).toBe('WRONG_CREDENTIALS');
    await write();
    const token = await lastToken(email);
    expect(await linkState('REGISTRATION', token, realNow())).toBe('GOOD');
    expect(await linkState('RESET', token, realNow())).toBe('UNKNOWN');

    const results = await Promise.all(
      Array.from({ length: 20 }, () => confirmRegistration({ token }, callerFrom())),
    );
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(codeOf(await confirmRegistration({ token }, callerFrom()))).toBe('LINK_USED');
    expect(await linkState('REGISTRATION', token, realNow())).toBe('USED');

    const opened = await signIn({ email, password: PASSWORD }, callerFrom());
    if (!opened.ok || opened.value.kind !== 'OPEN') throw new Error('not signed in');
    const session = await loadSession(opened.value.sessionId, null);
    if (!session) throw new Error('no session');
    expect(session).toMatchObject({ role: 'OWNER', organizationName: 'ООО «Новый хлеб»' });
    expect(await db().organization.findUnique({ where: { id: session.ctx.organizationId } })).toMatchObject({
      kind: 'LEGAL_ENTITY',
      inn: '7707083893',
      kpp: '770701001',
      ogrn: '1027700132195',
    });
    expect(Number(await walletBalance(session.ctx))).toBe(0);
    expect(await listStores(session.ctx)).toEqual([]);
    const store = {
      requestId: crypto.randomUUID(),
      name: 'Первый',
      address: 'Тверь',
      timeZone: 'Europe/Moscow',
      hours: null,
    };
    const made = await Promise.all([createStore(session.ctx, store), createStore(session.ctx, store)]);
    expect(made.map(codeOf)).toEqual(['OK', 'OK']);
    expect(await listStores(session.ctx)).toHaveLength(1);
  });

  it('says the same to an address that is known, and writes to its owner alone', async () => {
    const { id, email } = await createPerson(db());
    expect(await register(wanted(email), callerFrom())).toEqual(
      await register(wanted('somebody.new@kassa.test'), callerFrom()),
    );
    await write();
    const [letter] = await lettersTo(email);
    expect(letter).toMatchObject({ subject: 'У вас уже есть доступ в «Кассовый кабинет»', linkId: null });
    expect(await db().membership.count({ where: { userId: id } })).toBe(1);
  });

  it('a link that came too late is replaced by another, with what was typed', async () => {
    const email = 'late@kassa.test';
    await register(wanted(email), callerFrom());
    await write();
    const token = await lastToken(email);
    const tomorrow = callerFrom({ now: new Date(realNow().getTime() + 25 * HOUR) });
    expect(codeOf(await confirmRegistration({ token }, tomorrow))).toBe('LINK_EXPIRED');
    expect(codeOf(await sendRegistrationAgain({ token }, callerFrom()))).toBe('OK');
    await write();
    const fresh = await lastToken(email);
    expect(fresh).not.toBe(token);
    expect(codeOf(await confirmRegistration({ token: fresh }, callerFrom()))).toBe('OK');
    expect(codeOf(await sendRegistrationAgain({ token }, callerFrom()))).toBe('LINK_USED');
    expect(codeOf(await confirmRegistration({ token }, callerFrom()))).toBe('LINK_USED');
  });

  it('of two who registered one address, the one who confirms first has it', async () => {
    const email = 'twice@kassa.test';
    await register(wanted(email), callerFrom());
    await write();
    const first = await lastToken(email);
    await register(wanted(email), callerFrom());
    await write();
    const second = await lastToken(email);
    expect(codeOf(await confirmRegistration({ token: second }, callerFrom()))).toBe('OK');
    expect(codeOf(await confirmRegistration({ token: first }, callerFrom()))).toBe('LINK_USED');
    expect(await db().user.count({ where: { email } })).toBe(1);
  });

  it('of an address whose access was taken away makes an organization of its own, under the new password', async () => {
    const { id, email } = await createPerson(db());
    await db().membership.deleteMany({ where: { userId: id } });
    const password = 'лиса и двенадцать сов';
    await register({ ...wanted(email), password }, callerFrom());
    await write();
    const token = await lastToken(email);
    expect(codeOf(await confirmRegistration({ token }, callerFrom()))).toBe('OK');
    expect(codeOf(await signIn({ email, password: PASSWORD }, callerFrom()))).toBe('WRONG_CREDENTIALS');
    expect(codeOf(await signIn({ email, password }, callerFrom()))).toBe('OK');
    expect(
      await db().membership.findMany({ where: { userId: id }, include: { organization: true } }),
    ).toMatchObject([{ role: 'OWNER', organization: { name: 'ООО «Новый хлеб»' } }]);
  });

  it('of an address that was taken on elsewhere meanwhile changes nothing there', async () => {
    const { id, email, chain } = await createPerson(db(), 'CASHIER');
    const { organizationId } = chain;
    await db().membership.deleteMany({ where: { userId: id } });
    await register({ ...wanted(email), password: 'лиса и двенадцать сов' }, callerFrom());
    await write();
    const token = await lastToken(email);
    await db().membership.create({
      data: { organizationId, userId: id, role: 'ACCOUNTANT', allStores: true, createdAt: realNow() },
    });
    expect(codeOf(await confirmRegistration({ token }, callerFrom()))).toBe('LINK_USED');
    expect(codeOf(await signIn({ email, password: PASSWORD }, callerFrom()))).toBe('OK');
    expect(await db().membership.findMany({ where: { userId: id } })).toMatchObject([{ organizationId }]);
  });

  it.each(['', 'x', 'x'.repeat(43), `${'x'.repeat(42)}'`, '../../etc'])(
    'a link %j is unknown',
    async (token) => {
      expect(codeOf(await confirmRegistration({ token }, callerFrom()))).toBe('LINK_UNKNOWN');
      expect(codeOf(await resetPassword({ token, password: PASSWORD }, callerFrom()))).toBe('LINK_UNKNOWN');
    },
  );

  it('is slowed for an address of the network and for a mailbox', async () => {
    const from = callerFrom();
    const codes = [];
    for (let i = 0; i < 12; i += 1) codes.push(codeOf(await register(wanted(`many-${i}@kassa.test`), from)));
    expect(codes.filter((code) => code === 'OK')).toHaveLength(10);
    expect(codes.at(-1)).toBe('SLOWED');
    for (let i = 0; i < 8; i += 1) await register(wanted('flooded@kassa.test'), callerFrom());
    expect(await db().registration.count({ where: { email: 'flooded@kassa.test' } })).toBe(4);
  });
});

it('a sign-in from a new device is told by letter: which, from where and what to do', async () => {
  const { email } = await createPerson(db());
  const enter = (from = callerFrom()) => signIn({ email, password: PASSWORD }, from);
  await enter();
  await write();
  expect(await lettersTo(email)).toEqual([]);
  const from = callerFrom({ userAgent: 'Mozilla/5.0 (iPhone) Version/19.0 Safari/604.1' });
  await enter(from);
  await write();
  const [letter, ...more] = await lettersTo(email);
  expect(more).toEqual([]);
  expect(letter).toMatchObject({
    subject: 'Вход с нового устройства: Safari на iPhone',
    organizationId: null,
  });
  expect(JSON.stringify(letter)).toContain(from.address);
});

describe('a new password by letter', () => {
  let email: string;
  let id: string;

  beforeAll(async () => {
    ({ email, id } = await createPerson(db()));
    await askReset({ email }, callerFrom());
    await write();
  });

  it('no table holds the token, the letter gets it when it is sent', async () => {
    const token = await lastToken(email);
    const tables = JSON.stringify([await lettersTo(email), await db().accessLink.findMany()]);
    expect(tables).not.toContain(token);
    expect(tables).toContain(`http://127.0.0.1:3000/reset/new?token=${TOKEN_PLACE}`);
  });

  it('is set once of twenty, ends every session, and the link lives less than an hour', async () => {
    const session = await sessionOf(db(), { id, email, chain: (await createPerson(db())).chain });
    const token = await lastToken(email);
    const hour = callerFrom({ now: new Date(realNow().getTime() + HOUR) });
    const password = 'лиса и двенадцать сов';
    expect(codeOf(await resetPassword({ token, password }, hour))).toBe('LINK_EXPIRED');
    expect(codeOf(await resetPassword({ token, password: '12345678' }, callerFrom()))).toBe(
      'PASSWORD_COMMON',
    );
    const results = await Promise.all(
      Array.from({ length: 20 }, () => resetPassword({ token, password }, callerFrom())),
    );
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(new Set(results.filter(({ ok }) => !ok).map(codeOf))).toEqual(new Set(['LINK_USED']));
    expect(await loadSession(session.sessionId, null)).toBeNull();
    expect(codeOf(await signIn({ email, password: PASSWORD }, callerFrom()))).toBe('WRONG_CREDENTIALS');
    expect(codeOf(await signIn({ email, password }, callerFrom()))).toBe('OK');
    await write();
    expect((await lettersTo(email)).map(({ subject }) => subject)).toContain('Пароль изменён');
  });

  it('opens the sign-in in that browser, however much strangers try meanwhile', async () => {
    const person = await createPerson(db());
    await askReset({ email: person.email }, callerFrom());
    await write();
    const password = 'лиса и двенадцать сов';
    const set = await resetPassword({ token: await lastToken(person.email), password }, callerFrom());
    if (!set.ok) throw new Error(set.code);
    await db().guessGuard.create({
      data: { key: `sign-in:account:${person.email}`, tokens: 0, countedAt: realNow() },
    });
    const enter = (device: string | null) =>
      signIn({ email: person.email, password }, callerFrom({ device }));
    expect(codeOf(await enter(null))).toBe('SLOWED');
    expect(codeOf(await enter('x'.repeat(43)))).toBe('SLOWED');
    expect(codeOf(await enter(set.value.device))).toBe('OK');
  });

  it('goes to who has no access any more only while an invitation waits for them', async () => {
    const person = await createPerson(db());
    await db().membership.deleteMany({ where: { userId: person.id } });
    const ask = async () => {
      await askReset({ email: person.email }, callerFrom());
      await write();
      return lettersTo(person.email);
    };
    expect(await ask()).toEqual([]);
    const { chain } = await createPerson(db());
    const invited = await invitePerson(contextOf(db(), chain, 'OWNER', realNow().toISOString()), {
      requestId: crypto.randomUUID(),
      email: person.email,
      role: 'ACCOUNTANT',
      storeIds: [],
    });
    if (!invited.ok) throw new Error(invited.code);
    const subjects = (await ask()).map(({ subject }) => subject);
    expect(subjects).toContain('Новый пароль для «Кассового кабинета»');
    const password = 'лиса и двенадцать сов';
    expect(
      codeOf(await resetPassword({ token: await lastToken(person.email), password }, callerFrom())),
    ).toBe('OK');
    const token = invitationToken(invited.value.invitationId, 1);
    const input = { person: 'KNOWN', token, password } as const;
    expect(codeOf(await acceptInvitation(db(), { ip: null }, input))).toBe('OK');
  });

  it('an unknown address gets the same answer, no letter and no link', async () => {
    const before = await db().accessLink.count();
    expect(await askReset({ email: 'nobody@kassa.test' }, callerFrom())).toEqual({ ok: true, value: null });
    await write();
    expect(await lettersTo('nobody@kassa.test')).toEqual([]);
    expect(await db().accessLink.count()).toBe(before);
  });

  it('a mailbox is not flooded', async () => {
    const other = await createPerson(db());
    for (let i = 0; i < 8; i += 1) await askReset({ email: other.email }, callerFrom());
    await write();
    expect(await lettersTo(other.email)).toHaveLength(4);
  });
});
