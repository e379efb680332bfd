import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { fixedClock } from '@/lib/core/clock';
import { mailServer } from '@/lib/platform/ports';
import { useDatabase } from '@/lib/testing/database';
import { type Chain, createChain, jobContextOf, TEST_NOW } from '@/lib/testing/factories';
import { closeAll, eventually, mailProcess } from '@/sandbox/testing';
import { sendLetters } from './commands/send-letters';
import { postLetter } from './post';

const database = useDatabase();
let chain: Chain;
let mail: Awaited<ReturnType<typeof mailProcess>>;

beforeEach(async () => {
  await database().letter.deleteMany();
  chain = await createChain(database());
  mail = await mailProcess();
  vi.stubEnv('SMTP_URL', mail.smtpUrl);
  vi.stubEnv('SMTP_FROM', 'cabinet@kassa.example');
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await closeAll();
});

const after = (minutes: number) =>
  fixedClock(new Date(Date.parse(TEST_NOW) + minutes * 60_000).toISOString());
const send = (minutes = 0) => sendLetters(database(), after(minutes), mailServer());
const post = (key: string) =>
  postLetter(jobContextOf(database(), chain), key, 'finance.cards', {
    subject: 'Не хватает 590 ₽ на подписки',
    paragraphs: ['Пополните счёт до 25 ноября.'],
    action: { label: 'Пополнить счёт', path: '/finance/top-up' },
  });
const letters = () => database().letter.findMany({ orderBy: { id: 'asc' } });

it('a letter goes to its person once, with its own words', async () => {
  const count = await post('once');
  expect(count).toBeGreaterThan(0);
  expect(await send()).toEqual({ accepted: count });
  expect(await send(60)).toEqual({ accepted: 0 });
  const [letter] = await letters();
  expect(letter?.sentAt).toEqual(after(0).now());
  await eventually(async () => {
    const [found] = await mail.inbox(letter?.email ?? '');
    expect(found).toMatchObject({ subject: letter?.subject, copies: 1 });
  });
});

it('two workers at once send each letter once', async () => {
  const counts = await Promise.all(['a', 'b', 'c'].map(post));
  const sent = await Promise.all([send(), send()]);
  expect(sent[0].accepted + sent[1].accepted).toBe(counts.reduce((sum, count) => sum + count, 0));
  for (const { email } of await letters()) {
    for (const { copies } of await mail.inbox(email)) expect(copies).toBe(1);
  }
});

it('what a server that is away did not take goes when it is back, and counts no attempt', async () => {
  const count = await post('away');
  await mail.stop();
  expect(await send()).toEqual({ accepted: 0 });
  expect((await letters()).map(({ attempts, sentAt }) => [attempts, sentAt])).toEqual(
    Array.from({ length: count }, () => [0, null]),
  );
  await mail.start();
  expect(await send(60)).toEqual({ accepted: count });
});

it('an address that the server refuses for good is not tried again, and the others go', async () => {
  const count = await post('refused');
  const other = await post('fine');
  await database().letter.updateMany({ where: { key: 'refused' }, data: { email: 'unknown@mail.ru' } });
  expect(await send()).toEqual({ accepted: other });
  const refused = (await letters()).filter(({ refusal }) => refusal !== null);
  expect(refused.map(({ key, sentAt }) => [key, sentAt])).toEqual(
    Array.from({ length: count }, () => ['refused', null]),
  );
  expect(await send(24 * 60)).toEqual({ accepted: 0 });
});

it('a letter older than three days is not sent any more', async () => {
  await post('old');
  expect(await send(3 * 24 * 60 + 1)).toEqual({ accepted: 0 });
});
