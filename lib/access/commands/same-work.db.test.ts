import { beforeAll, describe, expect, it } from 'vitest';
import { useDatabase } from '@/lib/testing/database';
import { queuedTasks } from '@/lib/testing/factories';
import { callerFrom, createPerson, PASSWORD } from '@/lib/testing/people';
import { workOf } from '@/lib/testing/work';
import { hashPassword, passwordMatches } from '../password';
import { signUpInput } from '../schema';
import { register } from './register';
import { askReset } from './reset-password';
import { type Caller, signIn } from './sign-in';

const db = useDatabase();
let known: string;
let removed: string;

beforeAll(async () => {
  known = (await createPerson(db())).email;
  const person = await createPerson(db());
  removed = person.email;
  await db().membership.deleteMany({ where: { userId: person.id } });
  // What is compared with where there is nobody is made once in a process.
  await passwordMatches(null, PASSWORD);
});

/** What is asked for an address costs; the tasks that are left behind, by name and shape. */
async function costOf(run: (from: Caller) => Promise<unknown>, from = callerFrom()) {
  const before = (await queuedTasks(db())).length;
  const work = await workOf(() => run(from));
  const tasks = (await queuedTasks(db())).slice(before);
  return { ...work, tasks: tasks.map(({ task, payload }) => [task, Object.keys(payload).sort()]) };
}

it('a computation of a password is counted', async () => {
  const passwordHash = await hashPassword(PASSWORD);
  expect((await workOf(() => passwordMatches(passwordHash, 'не тот'))).hashes).toBe(1);
  expect((await workOf(() => passwordMatches(null, 'не тот'))).hashes).toBe(1);
  expect((await workOf(() => Promise.all([hashPassword('a'), hashPassword('b')]))).hashes).toBe(2);
  const counted = await workOf(() => signIn({ email: known, password: 'не тот' }, callerFrom()));
  expect(counted.statements.filter((each) => each.includes('guess_guard'))).toHaveLength(3);
});

const signUp = (email: string) =>
  signUpInput.parse({
    inn: '7707083893',
    kpp: '770701001',
    organizationName: 'ООО «Новый хлеб»',
    name: 'Анна Новикова',
    email,
    password: PASSWORD,
  });

describe.each<[string, (email: string) => (from: Caller) => Promise<unknown>, number]>([
  ['sign-in', (email) => (from) => signIn({ email, password: 'не тот' }, from), 1],
  ['a request for a new password', (email) => (from) => askReset({ email }, from), 0],
  ['registration', (email) => (from) => register(signUp(email), from), 1],
])('%s', (name, ask, hashes) => {
  const unknown = `nobody-${hashes}-${name.length}@kassa.test`;

  it('takes the same work and leaves the same task for an address that is known and one that is not', async () => {
    const ofKnown = await costOf(ask(known));
    const ofUnknown = await costOf(ask(unknown));
    expect(ofKnown.hashes).toBe(hashes);
    expect(ofKnown.statements.length).toBeGreaterThan(2);
    expect(ofKnown.tasks).toHaveLength(1);
    expect(ofUnknown).toEqual(ofKnown);
  });

  it('so it does for one whose access was taken away', async () => {
    const ofRemoved = await costOf(ask(removed));
    const ofUnknown = await costOf(ask(`${unknown}.example`));
    expect(ofRemoved).toEqual(ofUnknown);
  });

  it('so it does in a browser that carries a token, and when it is too often', async () => {
    const device = 'x'.repeat(43);
    expect(await costOf(ask(known), callerFrom({ device }))).toEqual(
      await costOf(ask(unknown), callerFrom({ device })),
    );
    const [one, other] = [callerFrom(), callerFrom()];
    for (let i = 0; i < 12; i += 1) {
      await ask(known)(one);
      await ask(unknown)(other);
    }
    const ofKnown = await costOf(ask(known), one);
    expect(ofKnown.result).toMatchObject({ code: 'SLOWED' });
    expect(await costOf(ask(unknown), other)).toEqual(ofKnown);
  });
});
