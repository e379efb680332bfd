import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { realNow } from '@/lib/platform/clock';
import { useDatabase } from '@/lib/testing/database';
import { queuedTasks } from '@/lib/testing/factories';
import { callerFrom, createPerson, PASSWORD, type Person } from '@/lib/testing/people';
import { workOnce } from '@/lib/testing/worker';
import { accessJobs } from '../jobs';
import { hashPassword } from '../password';
import { tokenHash } from '../secrets';
import { loadSession } from '../session';
import { signInAllowances } from '../sign-in-guesses';
import { type Caller, signIn } from './sign-in';
import { signOut } from './sign-out';

const db = useDatabase();

async function enter({ email }: Pick<Person, 'email'>, from: Caller = callerFrom()) {
  const result = await signIn({ email, password: PASSWORD }, from);
  if (!result.ok) throw new Error(result.code);
  if (result.value.kind !== 'OPEN') throw new Error(result.value.kind);
  return result.value;
}

const wrong = (email: string, from: Caller) => signIn({ email, password: 'не тот' }, from);
const codeOf = (result: { ok: boolean; code?: string }) => (result.ok ? 'OK' : result.code);

describe('sign-in', () => {
  it('opens a session that carries role and stores as they are now', async () => {
    const person = await createPerson(db(), 'ADMIN');
    const { sessionId } = await enter(person);
    const session = await loadSession(sessionId, null);
    expect(session).toMatchObject({
      role: 'ADMIN',
      isConfirmed: true,
      ctx: { storeIds: [person.chain.storeIds[0]], sessionId },
    });

    await db().membership.updateMany({ where: { userId: person.id }, data: { role: 'CASHIER' } });
    expect((await loadSession(sessionId, null))?.role).toBe('CASHIER');

    await db().membership.deleteMany({ where: { userId: person.id } });
    expect(await loadSession(sessionId, null)).toBeNull();
  });

  it('ends for good with sign-out, with its term and when it is left alone', async () => {
    const person = await createPerson(db());
    const first = (await enter(person)).sessionId;
    await signOut(first, realNow(), '203.0.113.9');
    expect(await loadSession(first, null)).toBeNull();
    const { organizationId } = person.chain;
    expect(
      await db().auditEntry.findMany({ where: { organizationId, action: 'access.signOut' } }),
    ).toMatchObject([{ ip: '203.0.113.9' }]);
    const day = 86_400_000;
    for (const [data, lives] of [
      [{ expiresAt: new Date(realNow().getTime() - 1) }, false],
      [{ lastSeenAt: new Date(realNow().getTime() - 7 * day - 1_000) }, false],
      [{ lastSeenAt: new Date(realNow().getTime() - 6 * day) }, true],
    ] as const) {
      const { sessionId } = await enter(person);
      await db().session.update({ where: { id: sessionId }, data });
      expect((await loadSession(sessionId, null)) !== null, JSON.stringify(data)).toBe(lives);
    }
  });

  it('notes that the session is in use, at most once a minute', async () => {
    const { sessionId } = await enter(await createPerson(db()));
    const seen = async () => (await db().session.findUniqueOrThrow({ where: { id: sessionId } })).lastSeenAt;
    const opened = await seen();
    await loadSession(sessionId, null);
    expect(await seen()).toEqual(opened);
    const before = new Date(realNow().getTime() - 120_000);
    await db().session.update({ where: { id: sessionId }, data: { lastSeenAt: before } });
    await loadSession(sessionId, null);
    expect((await seen()).getTime()).toBeGreaterThan(before.getTime() + 60_000);
  });

  it('has an id of its own, and what the browser came with ends', async () => {
    const person = await createPerson(db());
    const planted = (await enter(person)).sessionId;
    const { sessionId } = await enter(person, callerFrom({ sessionId: planted }));
    expect(sessionId).not.toBe(planted);
    expect(await loadSession(planted, null)).toBeNull();
    expect(await loadSession(sessionId, null)).not.toBeNull();
  });

  it.each(['чужой', ''])('refuses the password «%s» and an unknown address alike', async (password) => {
    const { email } = await createPerson(db());
    const known = await signIn({ email, password }, callerFrom());
    const unknown = await signIn({ email: 'nobody@kassa.test', password }, callerFrom());
    expect(known).toEqual({ ok: false, code: 'WRONG_CREDENTIALS' });
    expect(unknown).toEqual(known);
  });

  it('keeps argon2id in the base, never the password', async () => {
    const { id } = await createPerson(db());
    const { passwordHash } = await db().user.findUniqueOrThrow({ where: { id } });
    expect(passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  it('takes the password however its letters are composed', async () => {
    const person = await createPerson(db());
    const passwordHash = await hashPassword('йогурт и ёж');
    await db().user.update({ where: { id: person.id }, data: { passwordHash } });
    const password = 'йогурт и ёж'.normalize('NFD');
    expect((await signIn({ email: person.email, password }, callerFrom())).ok).toBe(true);
  });

  it('writes down what was right and what was wrong, with the address', async () => {
    const { chain, email } = await createPerson(db());
    const from = callerFrom();
    await wrong(email, from);
    await workOnce(accessJobs);
    await enter({ email }, from);
    const entries = await db().auditEntry.findMany({
      where: { organizationId: chain.organizationId },
      orderBy: { id: 'asc' },
      select: { action: true, ip: true },
    });
    expect(entries).toEqual([
      { action: 'access.refused', ip: from.address },
      { action: 'access.signIn', ip: from.address },
    ]);
  });
});

describe('guessing', () => {
  it('from one address is slowed, also with the right password, and the owner comes in from another', async () => {
    const { email } = await createPerson(db());
    const from = callerFrom();
    const codes = [];
    for (let i = 0; i < 30; i += 1) codes.push(codeOf(await wrong(email, from)));
    expect(codes.filter((code) => code === 'WRONG_CREDENTIALS')).toHaveLength(signInAllowances.ofPair.tries);
    expect(codes.at(-1)).toBe('SLOWED');
    expect(await signIn({ email, password: PASSWORD }, from)).toMatchObject({
      code: 'SLOWED',
      details: { minutes: 3 },
    });
    expect((await signIn({ email, password: PASSWORD }, callerFrom())).ok).toBe(true);
    const later = new Date(from.now.getTime() + 4 * 60_000);
    expect((await signIn({ email, password: PASSWORD }, { ...from, now: later })).ok).toBe(true);
  });

  it('over many accounts from one address is slowed', async () => {
    const from = callerFrom();
    const codes = [];
    for (let i = 0; i < 40; i += 1) codes.push(codeOf(await wrong(`nobody-${i}@kassa.test`, from)));
    expect(codes.filter((code) => code === 'WRONG_CREDENTIALS')).toHaveLength(
      signInAllowances.ofAddress.tries,
    );
    expect(codes.slice(30).every((code) => code === 'SLOWED')).toBe(true);
  });

  it('counts right when fifty come at once', async () => {
    const { email } = await createPerson(db());
    const from = callerFrom();
    const codes = (await Promise.all(Array.from({ length: 50 }, () => wrong(email, from)))).map(codeOf);
    expect(codes.filter((code) => code === 'WRONG_CREDENTIALS')).toHaveLength(signInAllowances.ofPair.tries);
    expect(codes.filter((code) => code === 'SLOWED')).toHaveLength(50 - signInAllowances.ofPair.tries);
  });

  it('from everywhere never locks out the browser and the address that have been in before', async () => {
    const { email } = await createPerson(db());
    const home = callerFrom();
    const { device } = await enter({ email }, home);
    await db().guessGuard.upsert({
      where: { key: `sign-in:account:${email}` },
      create: { key: `sign-in:account:${email}`, tokens: 0, countedAt: realNow() },
      update: { tokens: 0, countedAt: realNow() },
    });
    expect(codeOf(await signIn({ email, password: PASSWORD }, callerFrom()))).toBe('SLOWED');
    expect((await signIn({ email, password: PASSWORD }, callerFrom({ device }))).ok).toBe(true);
    await db().guessGuard.update({
      where: { key: `sign-in:account:${email}` },
      data: { tokens: 0, countedAt: realNow() },
    });
    expect((await signIn({ email, password: PASSWORD }, callerFrom({ address: home.address }))).ok).toBe(
      true,
    );
  });

  it('by a stranger in the same network does not hold up the browser that has been in before', async () => {
    const { email } = await createPerson(db());
    const home = callerFrom();
    const { device } = await enter({ email }, home);
    for (let i = 0; i < 11; i += 1) await wrong(email, home);
    for (let i = 0; i < 30; i += 1) await wrong(`nobody-${i}@kassa.test`, home);
    expect(codeOf(await signIn({ email, password: PASSWORD }, home))).toBe('SLOWED');
    expect(codeOf(await signIn({ email, password: PASSWORD }, { ...home, device }))).toBe('OK');
  });

  it('in a browser that has been in before is slowed too, and goes on nowhere else', async () => {
    const { email } = await createPerson(db());
    const other = await createPerson(db());
    const { device } = await enter({ email });
    const codes = [];
    for (let i = 0; i < 15; i += 1) codes.push(codeOf(await wrong(email, callerFrom({ device }))));
    expect(codes.filter((code) => code === 'WRONG_CREDENTIALS')).toHaveLength(
      signInAllowances.ofBrowser.tries,
    );
    expect(codes.at(-1)).toBe('SLOWED');
    const from = callerFrom({ device });
    const strange = [];
    for (let i = 0; i < 15; i += 1) strange.push(codeOf(await wrong(other.email, from)));
    expect(strange.filter((code) => code === 'WRONG_CREDENTIALS')).toHaveLength(
      signInAllowances.ofPair.tries,
    );
  });

  it('of a browser whose last session was ended by hand is that of a stranger, until a link sets a password in it', async () => {
    const { email, id } = await createPerson(db());
    const { device } = await enter({ email });
    const { sessionId } = await enter({ email }, callerFrom({ device }));
    const ago = (minutes: number) => new Date(realNow().getTime() - minutes * 60_000);
    await db().session.update({ where: { id: sessionId }, data: { revokedAt: ago(1), endReason: 'ENDED' } });
    const setByLink = (usedAt: Date) =>
      db().accessLink.create({
        data: {
          purpose: 'RESET',
          userId: id,
          tokenHash: randomUUID(),
          createdAt: realNow(),
          expiresAt: realNow(),
          usedAt,
          deviceHash: tokenHash(device),
        },
      });
    await setByLink(ago(2));
    await db().guessGuard.upsert({
      where: { key: `sign-in:account:${email}` },
      create: { key: `sign-in:account:${email}`, tokens: 0, countedAt: realNow() },
      update: { tokens: 0, countedAt: realNow() },
    });
    expect(codeOf(await signIn({ email, password: PASSWORD }, callerFrom({ device })))).toBe('SLOWED');
    expect(await db().session.count({ where: { userId: id } })).toBe(2);
    await setByLink(realNow());
    expect(codeOf(await signIn({ email, password: PASSWORD }, callerFrom({ device })))).toBe('OK');
  });

  it('does not use up the tries of who types the right password', async () => {
    const { email } = await createPerson(db());
    const from = callerFrom();
    for (let i = 0; i < 15; i += 1) await enter({ email }, from);
    expect(codeOf(await wrong(email, from))).toBe('WRONG_CREDENTIALS');
  });
});

describe('a new device', () => {
  const told = async (userId: string) =>
    (await queuedTasks(db())).filter(
      ({ task, payload }) => task === 'notifications.person' && payload['userId'] === userId,
    );

  it('is told about, the first one and one that is known are not', async () => {
    const person = await createPerson(db());
    const { device } = await enter(person);
    expect(await told(person.id)).toEqual([]);
    await enter(person, callerFrom({ device }));
    expect(await told(person.id)).toEqual([]);
    const { sessionId } = await enter(person);
    expect((await told(person.id)).map(({ payload }) => payload)).toEqual([
      { kind: 'NEW_DEVICE', userId: person.id, sessionId },
    ]);
  });
});
