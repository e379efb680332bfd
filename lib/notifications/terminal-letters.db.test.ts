import { beforeEach, describe, expect, it } from 'vitest';
import { roles } from '@/lib/access/permission.rule';
import { fixedClock } from '@/lib/core/clock';
import { localDate, toDbDate } from '@/lib/core/local-date';
import { useDatabase } from '@/lib/testing/database';
import { type Chain, contextOf, createChain, jobContextOf } from '@/lib/testing/factories';
import { organizationsToLookAt } from '@/lib/terminals/watch';
import { tellTerminalDeadlines } from './commands/tell-terminal-deadlines';

const database = useDatabase();
let chain: Chain;
beforeEach(async () => {
  chain = await createChain(database());
});

/** The worker at midnight of a day in Moscow. */
const at = (day: string) => `${day}T00:00:00+03:00`;
const tell = (day: string) => tellTerminalDeadlines(jobContextOf(database(), chain, at(day)));
const change = (id: string, data: object) => database().terminal.update({ where: { id }, data });

async function hearAll(day: string): Promise<void> {
  const { organizationId } = chain;
  await database().terminal.updateMany({
    where: { organizationId },
    data: { lastSeenAt: new Date(at(day)) },
  });
}

async function letters(): Promise<{ email: string; subject: string; text: string; dueAt: Date }[]> {
  const { organizationId } = chain;
  const rows = await database().letter.findMany({ where: { organizationId }, orderBy: { id: 'asc' } });
  await database().letter.deleteMany({ where: { organizationId } });
  return rows.map(({ email, subject, text, dueAt }) => ({
    email,
    subject: subject.replaceAll('\u00a0', ' '),
    text: text.replaceAll('\u00a0', ' '),
    dueAt,
  }));
}
const subjects = async () => [...new Set((await letters()).map(({ subject }) => subject))];

it.each(roles)('%s', async (role) => {
  const told = await tellTerminalDeadlines(contextOf(database(), chain, role));
  expect(told.ok ? 'ok' : told.code).toBe(role === 'OWNER' || role === 'ADMIN' ? 'ok' : 'FORBIDDEN');
});

describe('the end of a fiscal drive', () => {
  it('is told 30 days, 3 days before and on the day, once each, at nine in the morning', async () => {
    const [first] = chain.terminalIds;
    await change(first, { fiscalDriveExpiresOn: toDbDate(localDate('2026-12-31')) });
    const told: [string, string][] = [];
    for (const day of ['11-30', '12-01', '12-02', '12-27', '12-28', '12-29', '12-31']) {
      await hearAll(`2026-${day}`);
      await tell(`2026-${day}`);
      await tell(`2026-${day}`);
      for (const { subject, dueAt } of await letters()) told.push([subject, dueAt.toISOString()]);
    }
    const both = <T>(each: T): T[] => [each, each];
    expect(told).toEqual([
      ...both(['Касса «Прилавок 1»: срок ФН истекает 31 декабря 2026', '2026-12-01T06:00:00.000Z']),
      ...both([
        'Касса «Прилавок 1»: срок ФН истекает 31 декабря 2026, осталось 3 дня',
        '2026-12-28T06:00:00.000Z',
      ]),
      ...both([
        'Касса «Прилавок 1»: срок ФН истёк 31 декабря 2026, продажи остановлены',
        '2026-12-31T06:00:00.000Z',
      ]),
    ]);
    await change(first, { fiscalDriveExpiresOn: toDbDate(localDate('2027-01-20')) });
    await tell('2027-01-01');
    expect(await subjects()).toContain('Касса «Прилавок 1»: срок ФН истекает 20 января 2027');
  });

  it('is told by the day of the store', async () => {
    const [, , kamchatka] = chain.terminalIds;
    await hearAll('2026-12-01');
    await database().store.update({
      where: { id: chain.storeIds[1] },
      data: { timeZone: 'Pacific/Kiritimati' },
    });
    await change(kamchatka, { fiscalDriveExpiresOn: toDbDate(localDate('2027-01-01')) });
    await tell('2026-12-01');
    expect(await subjects()).toEqual([]);
    await database().terminalWatch.deleteMany();
    const evening = '2026-12-01T18:00:00+03:00';
    await tellTerminalDeadlines(jobContextOf(database(), chain, evening));
    expect(await subjects()).toEqual(['Касса «Касса у входа»: срок ФН истекает 1 января 2027']);
  });
});

describe('silence and the lock', () => {
  it('are told on the fourth, the 25th and the 30th day, and again of the next silence', async () => {
    const [first, second, third] = chain.terminalIds;
    const seen = new Date('2026-11-01T20:00:00+03:00');
    const told: [string, string][] = [];
    for (let day = 2; day <= 34; day += 1) {
      const date = new Date(Date.UTC(2026, 10, day)).toISOString().slice(0, 10);
      await hearAll(date);
      await change(first, { lastSeenAt: seen });
      await tell(date);
      for (const subject of await subjects()) told.push([date, subject]);
    }
    expect(told).toEqual([
      ['2026-11-05', 'Касса «Прилавок 1»: молчит 4 дня'],
      ['2026-11-26', 'Касса «Прилавок 1»: чеки не передаются в ОФД, через 5 дней ФН заблокирует продажи'],
      ['2026-12-01', 'Касса «Прилавок 1»: чеки не переданы в ОФД 30 дней, ФН блокирует продажи'],
    ]);
    for (const id of [first, second, third]) await change(id, { lastSeenAt: new Date(at('2026-12-10')) });
    await tell('2026-12-14');
    const [letter] = await letters();
    expect(letter?.subject).toBe('3 кассы требуют внимания');
    expect(letter?.text).toContain('«Прилавок 2», магазин «Центр»: молчит 4 дня.');
    expect(letter?.text).toContain('потому что у вас есть право управлять кассами');
  });

  it('an administrator is told of the own stores alone, and gets no letter of others', async () => {
    const [, , kamchatka] = chain.terminalIds;
    await hearAll('2026-11-20');
    await change(kamchatka, { lastSeenAt: new Date(at('2026-11-10')) });
    expect(await tell('2026-11-20')).toEqual({ ok: true, value: 1 });
    const owner = await database().user.findUniqueOrThrow({ where: { id: chain.userIds.OWNER } });
    expect((await letters()).map(({ email }) => email)).toEqual([owner.email]);
  });

  it('two workers at once write each letter once', async () => {
    await hearAll('2026-11-20');
    await change(chain.terminalIds[0], { lastSeenAt: new Date(at('2026-11-10')) });
    await Promise.all([tell('2026-11-20'), tell('2026-11-20'), tell('2026-11-20')]);
    expect(await letters()).toHaveLength(2);
  });
});

it('an organization is looked at once on each day of its own', async () => {
  const due = async (now: string) =>
    (await organizationsToLookAt(database(), fixedClock(now), 1_000)).includes(chain.organizationId);
  expect(await due(at('2026-11-20'))).toBe(true);
  await tell('2026-11-20');
  expect(await due('2026-11-20T23:59:00+03:00')).toBe(false);
  expect(await due(at('2026-11-21'))).toBe(true);
});
