import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Context } from '@/lib/access/context';
import { fixedClock } from '@/lib/core/clock';
import { realNow } from '@/lib/platform/clock';
import { simOperator } from '@/lib/platform/ports';
import { useDatabase } from '@/lib/testing/database';
import { anIccid, contextOf, createChain, installCabinetModule, TEST_NOW } from '@/lib/testing/factories';
import { closeAll, connectOperator, listener, program, send, tempDir } from '@/sandbox/testing';
import { activateSimCards } from './commands/activate';
import { dispatchOperations } from './dispatcher';
import { acceptOperatorEvent } from './operator-events';

const database = useDatabase();
afterEach(closeAll);

const COUNT = 500;
/** Of one mode: thousands of calls and statements, on a machine that may have other work. */
const LIMIT_MS = 120_000;
const inTheEnd = (check: () => unknown) => vi.waitFor(check, { timeout: LIMIT_MS, interval: 10 });

const PRICE = 19_000;
/** Longer than any pause between two questions. */
const ROUND_MS = 40_000;

type Slug = 'mts' | 'megafon';
type LogEntry = { key: string | null; effect: boolean; duplicate: boolean };
type TheirCard = { iccid: string; state: string; changes: number };

const prefixes = { mts: '8970101', megafon: '8970102' } as const;

/** An operator as a process of its own, connected; `events`: it tells us what happens. */
async function anOperator(slug: Slug, mode: string, events: boolean) {
  const { url } = await program('operator', {
    SLUG: slug,
    SANDBOX_DATA: tempDir(),
    API_KEY: 'key',
    WEBHOOK_SECRET: 'secret',
    ICCID_PREFIX: prefixes[slug],
    ANSWER_MS: '5',
    LATE_MS: '6000',
    RETRY_MS: '10',
  });
  connectOperator(slug, url);
  vi.stubEnv(`OPERATOR_${slug.toUpperCase()}_PAUSE_MS`, '20');
  const inbox = await listener();
  if (events) await simOperator(slug)?.subscribe(inbox.url);
  const setMode = (wanted: string) => send('POST', `${url}/sandbox/mode`, { mode: wanted });
  await setMode(mode);
  let read = 0;
  return {
    setMode,
    /** Takes in what has come, as many at a time as arrive together. */
    deliver: async () => {
      const messages = inbox.received.slice(read);
      read += messages.length;
      await Promise.all(
        messages.map(({ headers, body }) =>
          acceptOperatorEvent(slug, { headers, rawBody: body, nowMs: realNow().getTime() }),
        ),
      );
      return messages.length;
    },
    log: () => send('GET', `${url}/sandbox/log`) as Promise<LogEntry[]>,
    cards: () => send('GET', `${url}/sandbox/cards`) as Promise<TheirCard[]>,
  };
}

/** Five hundred cards, all their activations asked for, paid and under way at once. */
async function fiveHundred(slug: Slug) {
  const db = database();
  const chain = await createChain(db, COUNT * PRICE);
  await installCabinetModule(db, chain);
  const { organizationId } = chain;
  const cards = await db.simCard.createManyAndReturn({
    data: Array.from({ length: COUNT }, () => ({
      organizationId,
      storeId: chain.storeIds[0],
      operatorSlug: slug,
      iccid: anIccid(prefixes[slug]),
      state: 'READY' as const,
      stateChangedAt: new Date(TEST_NOW),
      createdAt: new Date(TEST_NOW),
    })),
    select: { id: true },
  });
  const asked = await activateSimCards(contextOf(db, chain, 'OWNER'), {
    requestId: randomUUID(),
    cardIds: cards.map(({ id }) => id),
    period: 'M1',
    expectedTotal: COUNT * PRICE,
  });
  if (!asked.ok) throw new Error(asked.code);
  const states = async () => {
    const groups = await db.simOperation.groupBy({ by: ['state'], where: { organizationId }, _count: true });
    return Object.fromEntries(groups.map(({ state, _count }) => [state, _count]));
  };
  return { organizationId, states };
}

const clockAfter = (ms: number): Context['clock'] =>
  fixedClock(new Date(new Date(TEST_NOW).getTime() + ms).toISOString());

const dispatch = (operatorSlug: Slug, afterMs: number) =>
  dispatchOperations({
    db: database(),
    clock: clockAfter(afterMs),
    operatorSlug,
    operator: simOperator(operatorSlug),
    concurrency: 20,
  });

/** Every operation ended once, the operator acted once for each, and both sides say the same of every card. */
async function expectAgreement(
  organizationId: string,
  operator: Awaited<ReturnType<typeof anOperator>>,
  ended: 'COMPLETED' | 'FAILED',
): Promise<void> {
  const db = database();
  const where = { organizationId };
  const operations = await db.simOperation.findMany({ where, include: { simCard: true } });
  const log = await operator.log();
  const theirs = new Map((await operator.cards()).map((card) => [card.iccid, card]));
  const effects = new Map<string, number>();
  for (const { key, effect } of log) if (key && effect) effects.set(key, (effects.get(key) ?? 0) + 1);
  const seen = operations.map(({ id, state, simCard, dueAt, leasedBy }) => ({
    state,
    card: simCard.state,
    atOperator: theirs.get(simCard.iccid)?.state,
    changes: theirs.get(simCard.iccid)?.changes,
    effects: effects.get(id) ?? 0,
    leftOver: dueAt ?? leasedBy,
  }));
  const wanted =
    ended === 'COMPLETED'
      ? { state: ended, card: 'ACTIVE', atOperator: 'active', changes: 1, effects: 1, leftOver: null }
      : { state: ended, card: 'READY', atOperator: 'ready', changes: 0, leftOver: null };
  expect(seen).toHaveLength(COUNT);
  for (const each of seen) expect(each).toMatchObject(wanted);
  expect(Math.max(0, ...effects.values())).toBeLessThanOrEqual(1);

  const switchedOn = await db.simCardEvent.groupBy({
    by: ['simCardId'],
    where: { ...where, toState: 'ACTIVE' },
    _count: true,
  });
  expect(switchedOn).toHaveLength(ended === 'COMPLETED' ? COUNT : 0);
  for (const { _count } of switchedOn) expect(_count).toBe(1);
  expect(await db.subscription.count({ where })).toBe(COUNT);
}

/** Asks round by round, the clock going on, until nothing is open. */
async function carryOut(
  slug: Slug,
  it: Awaited<ReturnType<typeof fiveHundred>>,
  deliver: () => Promise<number>,
) {
  let afterMs = 0;
  await inTheEnd(async () => {
    await dispatch(slug, afterMs);
    await deliver();
    afterMs = Math.min(afterMs + ROUND_MS, 9 * 60_000);
    const { QUEUED = 0, IN_PROGRESS = 0 } = await it.states();
    expect(QUEUED + IN_PROGRESS).toBe(0);
  });
}

describe('five hundred operations at once', { timeout: LIMIT_MS }, () => {
  it.each<[Slug, string, boolean, 'COMPLETED' | 'FAILED']>([
    ['mts', 'normal', true, 'COMPLETED'],
    ['mts', 'slow', false, 'COMPLETED'],
    ['mts', 'reject', false, 'FAILED'],
    ['mts', 'duplicate-callback', true, 'COMPLETED'],
    ['mts', 'out-of-order', true, 'COMPLETED'],
    ['mts', 'flaky', false, 'COMPLETED'],
    ['megafon', 'normal', false, 'COMPLETED'],
    ['megafon', 'flaky', false, 'COMPLETED'],
  ])('%s, %s', async (slug, mode, events, ended) => {
    const operator = await anOperator(slug, mode, events);
    const it = await fiveHundred(slug);
    await carryOut(slug, it, operator.deliver);
    expect(await it.states()).toEqual({ [ended]: COUNT });
    await inTheEnd(async () => expect(await operator.deliver()).toBe(0));
    await expectAgreement(it.organizationId, operator, ended);
    if (mode === 'flaky') expect((await operator.log()).some(({ duplicate }) => duplicate)).toBe(true);
  });

  it.each<[Slug, string]>([
    ['mts', 'error-500'],
    ['mts', 'down'],
    ['megafon', 'error-500'],
  ])('%s, %s: they wait, and are carried out when the operator is back', async (slug, mode) => {
    const operator = await anOperator(slug, mode, false);
    const it = await fiveHundred(slug);
    for (let round = 0; round < 3; round += 1) await dispatch(slug, round * ROUND_MS);
    expect(await it.states()).toEqual({ QUEUED: COUNT });
    await operator.setMode('normal');
    await carryOut(slug, it, operator.deliver);
    await expectAgreement(it.organizationId, operator, 'COMPLETED');
  });

  it.each<[Slug, string, boolean]>([
    ['mts', 'silent', false],
    ['mts', 'silent', true],
    ['mts', 'late-callback', true],
    ['megafon', 'silent', false],
  ])('%s, %s (events: %s): timed out, and the late success is taken in once', async (slug, mode, events) => {
    const operator = await anOperator(slug, mode, events);
    const it = await fiveHundred(slug);
    await dispatch(slug, 0);
    await dispatch(slug, 10 * 60_000);
    expect(await it.states()).toEqual({ TIMED_OUT: COUNT });
    const { organizationId } = it;
    expect(await database().simCard.count({ where: { organizationId, state: 'READY' } })).toBe(COUNT);

    if (mode === 'silent') await operator.setMode('normal');
    let afterMs = 10 * 60_000;
    await inTheEnd(async () => {
      await operator.deliver();
      if (!events) await dispatch(slug, (afterMs += 5 * 60_000));
      expect(await it.states()).toEqual({ COMPLETED: COUNT });
    });
    await expectAgreement(organizationId, operator, 'COMPLETED');
  });
});
