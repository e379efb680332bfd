import { TOTP, Secret } from 'otpauth';
import { beforeAll, describe, expect, it } from 'vitest';
import { realNow } from '@/lib/platform/clock';
import { useDatabase } from '@/lib/testing/database';
import { queuedTasks } from '@/lib/testing/factories';
import { callerFrom, createPerson, PASSWORD, type Person, sessionOf } from '@/lib/testing/people';
import { ownSessions, secondStep } from '../account';
import type { Context } from '../context';
import { passwordMatches } from '../password';
import { loadSession } from '../session';
import { changePassword } from './change-password';
import { confirmAgain } from './confirm-again';
import { endSessions } from './end-sessions';
import { offerTotp, renewRecoveryCodes, turnTotpOff, turnTotpOn } from './second-step';
import { finishSignIn, signIn } from './sign-in';

const db = useDatabase();
const MINUTE = 60_000;
const now = realNow;
const value = <T>(result: { ok: true; value: T } | { ok: false; code: string }): T => {
  if (!result.ok) throw new Error(result.code);
  return result.value;
};
const codeOf = (result: { ok: boolean; code?: string }) => (result.ok ? 'OK' : result.code);

const codeAt = (secret: string, at: Date) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: at.getTime() });

/** The second step is on since a while, so that the code of now has not been used. */
async function withTotp(ctx: Context): Promise<{ secret: string; codes: readonly string[] }> {
  const { secret } = value(await offerTotp(ctx));
  const before = new Date(realNow().getTime() - 10 * MINUTE);
  const codes = value(await turnTotpOn(ctx, { code: codeAt(secret, before) }, before));
  return { secret, codes };
}

describe('the second step', () => {
  let person: Person;
  let ctx: Context;
  let secret: string;
  let codes: readonly string[];

  beforeAll(async () => {
    person = await createPerson(db());
    ctx = await sessionOf(db(), person);
    ({ secret, codes } = await withTotp(ctx));
  });

  const enter = async (code?: string, from = callerFrom()) =>
    signIn({ email: person.email, password: PASSWORD, code }, from);

  /** The password has been given, the code is still to come. */
  async function begun() {
    const step = value(await enter());
    if (step.kind !== 'CODE_NEEDED') throw new Error(step.kind);
    return step;
  }

  it('is off until a code of it has come back', async () => {
    const other = await createPerson(db());
    const own = await sessionOf(db(), other);
    const offer = value(await offerTotp(own));
    expect(offer.uri).toContain(`secret=${offer.secret}`);
    expect(offer.uri).toContain(encodeURIComponent('Кассовый кабинет'));
    expect(codeOf(await turnTotpOn(own, { code: '000000' }, new Date(0)))).toBe('CODE_WRONG');
    expect(value(await signIn({ email: other.email, password: PASSWORD }, callerFrom())).kind).toBe('OPEN');
  });

  it('asks for a code after the right password, and only then', async () => {
    expect(value(await enter())).toMatchObject({ kind: 'CODE_NEEDED', userId: person.id });
    const wrong = await signIn({ email: person.email, password: 'не тот', code: '123456' }, callerFrom());
    expect(codeOf(wrong)).toBe('WRONG_CREDENTIALS');
    expect(codeOf(await enter('000000'))).toBe('CODE_WRONG');
  });

  it('takes a code once, of twenty who have it one gets in', async () => {
    const from = callerFrom();
    const code = codeAt(secret, from.now);
    const awaited = await begun();
    const many = Array.from({ length: 20 }, () =>
      finishSignIn({ ...awaited, code }, callerFrom({ now: from.now })),
    );
    const results = (await Promise.all(many)).map(codeOf);
    expect(results.filter((each) => each === 'OK')).toHaveLength(1);
    expect(codeOf(await enter(code))).toBe('CODE_WRONG');
    const before = new Date(from.now.getTime() - 30_000);
    expect(codeOf(await enter(codeAt(secret, before), callerFrom({ now: from.now })))).toBe('CODE_WRONG');
  });

  it('has ten recovery codes, each good once, and keeps none of them', async () => {
    expect(codes).toHaveLength(10);
    const rows = await db().recoveryCode.findMany({ where: { userId: person.id } });
    expect(JSON.stringify(rows)).not.toContain((codes[0] ?? '').replace('-', ''));
    const [first = '', second = ''] = codes;
    const from = callerFrom();
    expect(codeOf(await enter(first.toLowerCase().replace('-', ' '), from))).toBe('OK');
    expect(codeOf(await enter(first, from))).toBe('CODE_WRONG');
    const awaited = await begun();
    const many = await Promise.all(
      Array.from({ length: 10 }, () => finishSignIn({ ...awaited, code: second }, callerFrom())),
    );
    expect(many.filter(({ ok }) => ok)).toHaveLength(1);
    expect((await secondStep(ctx)).codesLeft).toBe(8);
  });

  it('is not guessed: five tries of an address, and a bounded wait', async () => {
    const from = callerFrom();
    const awaited = await begun();
    const results = [];
    for (let i = 0; i < 8; i += 1)
      results.push(codeOf(await finishSignIn({ ...awaited, code: '000000' }, from)));
    expect(results.filter((each) => each === 'CODE_WRONG')).toHaveLength(5);
    expect(results.at(-1)).toBe('SLOWED');
    const later = new Date(from.now.getTime() + 2 * MINUTE);
    const code = codeAt(secret, later);
    expect(codeOf(await finishSignIn({ ...awaited, code }, { ...from, now: later }))).toBe('OK');
  });

  it('keeps its secret sealed', async () => {
    const { totpSecret } = await db().user.findUniqueOrThrow({ where: { id: person.id } });
    expect(totpSecret).not.toContain(secret);
  });

  it('gives new codes that end the old ones, goes off, and says so by letter', async () => {
    const fresh = value(await renewRecoveryCodes(ctx, {}, now()));
    expect(codeOf(await enter(codes[5]))).toBe('CODE_WRONG');
    expect(codeOf(await enter(fresh[0]))).toBe('OK');
    expect(codeOf(await offerTotp(ctx))).toBe('TOTP_ON');
    value(await turnTotpOff(ctx, {}, now()));
    expect(codeOf(await turnTotpOff(ctx, {}, now()))).toBe('TOTP_OFF');
    expect(value(await enter()).kind).toBe('OPEN');
    const told = (await queuedTasks(db()))
      .filter(({ payload }) => payload['userId'] === person.id)
      .map(({ payload }) => payload['kind'])
      .filter((kind) => kind !== 'NEW_DEVICE');
    expect(told).toEqual(['TOTP_ON', 'TOTP_CODES', 'TOTP_OFF']);
  });
});

describe('confirming again', () => {
  const past = () => new Date(realNow().getTime() - 16 * MINUTE);
  const isConfirmed = async (id: string) => (await loadSession(id, null))?.isConfirmed;

  it('holds for fifteen minutes of real time, whatever the sandbox’s clock says', async () => {
    const person = await createPerson(db());
    const ctx = await sessionOf(db(), person, { confirmedAt: past() });
    expect(await isConfirmed(ctx.sessionId)).toBe(false);
    expect(codeOf(await confirmAgain(ctx, { password: 'не тот' }, now()))).toBe('PASSWORD_WRONG');
    expect(await isConfirmed(ctx.sessionId)).toBe(false);
    expect(codeOf(await confirmAgain(ctx, { password: PASSWORD }, now()))).toBe('OK');
    const month = 31n * 86_400_000n;
    await db().sandboxClock.upsert({
      where: { id: 1 },
      create: { id: 1, offsetMs: month },
      update: { offsetMs: month },
    });
    expect(await isConfirmed(ctx.sessionId)).toBe(true);
    await db().sandboxClock.update({ where: { id: 1 }, data: { offsetMs: 0n } });
  });

  it('asks for the code where the second step is on', async () => {
    const ctx = await sessionOf(db(), await createPerson(db()), { confirmedAt: past() });
    const { secret } = await withTotp(ctx);
    expect(codeOf(await confirmAgain(ctx, { password: PASSWORD }, now()))).toBe('CODE_NEEDED');
    expect(codeOf(await confirmAgain(ctx, { password: PASSWORD, code: '000000' }, now()))).toBe('CODE_WRONG');
    expect(await isConfirmed(ctx.sessionId)).toBe(false);
    const at = now();
    expect(codeOf(await confirmAgain(ctx, { password: PASSWORD, code: codeAt(secret, at) }, at))).toBe('OK');
    expect(await isConfirmed(ctx.sessionId)).toBe(true);
  });

  it('is not guessed at a screen left open, and does not hold up other sessions', async () => {
    const person = await createPerson(db());
    const ctx = await sessionOf(db(), person, { confirmedAt: past() });
    const at = now();
    const results = [];
    for (let i = 0; i < 7; i += 1) results.push(codeOf(await confirmAgain(ctx, { password: 'не тот' }, at)));
    expect(results.filter((each) => each === 'PASSWORD_WRONG')).toHaveLength(5);
    expect(codeOf(await confirmAgain(ctx, { password: PASSWORD }, at))).toBe('SLOWED');
    const other = await sessionOf(db(), person, { confirmedAt: past() });
    expect(codeOf(await confirmAgain(other, { password: PASSWORD }, at))).toBe('OK');
  });

  it('is not got round by a change of the password where the second step is on', async () => {
    const person = await createPerson(db());
    const ctx = await sessionOf(db(), person, { confirmedAt: past() });
    const input = { current: PASSWORD, password: 'лиса и двенадцать сов' };
    await withTotp(ctx);
    expect(codeOf(await changePassword(ctx, input, now()))).toBe('OK');
    expect(await isConfirmed(ctx.sessionId)).toBe(false);
    const plain = await sessionOf(db(), await createPerson(db()), { confirmedAt: past() });
    expect(codeOf(await changePassword(plain, input, now()))).toBe('OK');
    expect(await isConfirmed(plain.sessionId)).toBe(true);
  });

  it('is for a session: a job has none', async () => {
    const { chain } = await createPerson(db());
    const ctx: Context = {
      ...(await sessionOf(db(), await createPerson(db()))),
      organizationId: chain.organizationId,
    };
    const { sessionId: _, ...without } = ctx;
    expect(codeOf(await confirmAgain(without, { password: PASSWORD }, now()))).toBe('FORBIDDEN');
  });
});

describe('a sign-in that waits for its code', () => {
  it('ends when the password changes meanwhile, and is nobody else’s', async () => {
    const person = await createPerson(db());
    const ctx = await sessionOf(db(), person);
    const { codes } = await withTotp(ctx);
    const step = value(await signIn({ email: person.email, password: PASSWORD }, callerFrom()));
    if (step.kind !== 'CODE_NEEDED') throw new Error(step.kind);
    const [first = '', second = '', third = ''] = codes;
    const forged = { ...step, proof: 'x'.repeat(43) };
    expect(codeOf(await finishSignIn({ ...forged, code: first }, callerFrom()))).toBe('WRONG_CREDENTIALS');
    expect(codeOf(await finishSignIn({ ...step, code: second }, callerFrom()))).toBe('OK');
    await changePassword(ctx, { current: PASSWORD, password: 'лиса и двенадцать сов' }, now());
    const sessions = await db().session.count({ where: { userId: person.id } });
    expect(codeOf(await finishSignIn({ ...step, code: third }, callerFrom()))).toBe('WRONG_CREDENTIALS');
    expect(await db().session.count({ where: { userId: person.id } })).toBe(sessions);
  });
});

describe('sessions of a person', () => {
  it('are listed, the present one first, and end one by one or all but this', async () => {
    const person = await createPerson(db());
    const here = await sessionOf(db(), person);
    const others = [
      await sessionOf(db(), person),
      await sessionOf(db(), person),
      await sessionOf(db(), person),
    ];
    const strange = await sessionOf(db(), await createPerson(db()));
    const listed = await ownSessions(here, now());
    expect(listed.map(({ id, isThis }) => [id, isThis])[0]).toEqual([here.sessionId, true]);
    expect(listed.map(({ id }) => id).sort()).toEqual([here, ...others].map((each) => each.sessionId).sort());

    const [first, second] = others;
    expect(value(await endSessions(here, { sessionId: first?.sessionId ?? '' }, now()))).toBe(1);
    expect(await loadSession(first?.sessionId ?? '', null)).toBeNull();
    expect(await loadSession(second?.sessionId ?? '', null)).not.toBeNull();
    expect(codeOf(await endSessions(here, { sessionId: strange.sessionId }, now()))).toBe('NOT_FOUND');
    expect(await loadSession(strange.sessionId, null)).not.toBeNull();

    expect(value(await endSessions(here, { sessionId: null }, now()))).toBe(2);
    expect((await ownSessions(here, now())).map(({ id }) => id)).toEqual([here.sessionId]);
  });
});

describe('another password', () => {
  it('asks for the old one, ends other sessions and links, and says so by letter', async () => {
    const person = await createPerson(db());
    const here = await sessionOf(db(), person);
    const there = await sessionOf(db(), person);
    const change = (current: string, password: string) => changePassword(here, { current, password }, now());
    expect(codeOf(await change('не тот', 'лиса и двенадцать сов'))).toBe('PASSWORD_WRONG');
    expect(codeOf(await change(PASSWORD, 'password1'))).toBe('PASSWORD_COMMON');
    expect(codeOf(await change(PASSWORD, person.email))).toBe('PASSWORD_OWN');
    expect(await loadSession(there.sessionId, null)).not.toBeNull();
    expect(codeOf(await change(PASSWORD, 'лиса и двенадцать сов'))).toBe('OK');
    expect(await loadSession(there.sessionId, null)).toBeNull();
    expect(await loadSession(here.sessionId, null)).not.toBeNull();
    const { passwordHash } = await db().user.findUniqueOrThrow({ where: { id: person.id } });
    expect(await passwordMatches(passwordHash, 'лиса и двенадцать сов')).toBe(true);
    const told = (await queuedTasks(db())).filter(({ payload }) => payload['userId'] === person.id);
    expect(told.map(({ payload }) => payload['kind'])).toEqual(['PASSWORD_CHANGED']);
  });
});
