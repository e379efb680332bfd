import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { walletBalance } from '@/lib/billing/queries';
import { fromDbDate, localDate, localDateAt } from '@/lib/core/local-date';
import { changePeriod } from '@/lib/subscriptions/commands/change-period';
import { startSubscriptions } from '@/lib/subscriptions/commands/start';
import { stopRenewal } from '@/lib/subscriptions/commands/stop';
import { renewalsSince, subscriptionOutlook } from '@/lib/subscriptions/outlook';
import { useDatabase } from '@/lib/testing/database';
import { type Chain, contextOf, createCard, createChain, fillWallet } from '@/lib/testing/factories';
import { startWorker } from '@/lib/testing/worker';
import { closeAll, connectedOperator } from '@/sandbox/testing';
import { productClock } from './clock';
import { schedule } from './jobs';
import { moveClock } from './sandbox-clock';
import { transaction } from './transaction';

const database = useDatabase();
const START = '2027-03-10T09:00:00.000Z';
const MOSCOW = 'Europe/Moscow';
const PRICE = 19_000;

let stopWorker: (() => Promise<void>) | null = null;

beforeAll(async () => {
  await connectedOperator('mts', { answerMs: 0, shipMs: 0, synchronous: true });
  await connectedOperator('megafon', { answerMs: 0, shipMs: 0, synchronous: true });
  stopWorker = await startWorker(database());
});
beforeEach(() => setClock(START));
afterAll(async () => {
  await stopWorker?.();
  await closeAll();
});

const setClock = (iso: string) =>
  database().sandboxClock.update({
    where: { id: 1 },
    data: { offsetMs: BigInt(Date.parse(iso) - Date.now()) },
  });
const now = async () => (await productClock(database())).now();

async function move(advance: string) {
  const moved = await moveClock(advance);
  if (!moved.ok) throw new Error(moved.code);
  return moved.value;
}

/** A card paid by month from `day`, ten in the morning. */
async function paidFrom(chain: Chain, day: string): Promise<string> {
  await fillWallet(database(), chain.organizationId, PRICE);
  const card = await createCard(database(), chain, { state: 'ACTIVE' });
  const owner = contextOf(database(), chain, 'OWNER', `${day}T07:00:00Z`);
  const started = await transaction(owner, (ctx) =>
    startSubscriptions(ctx, {
      planSlug: 'cash-services-card',
      period: 'M1',
      subjects: [{ simCardId: card.id, name: '…1' }],
    }),
  );
  const id = started.ok ? started.value.subscriptionIds[0] : undefined;
  if (!id) throw new Error('not started');
  return id;
}

/** Six cards: one is stopped, one goes over to three months, and there is money for three more months of one card. */
async function aChain(): Promise<Chain> {
  const chain = await createChain(database());
  const owner = contextOf(database(), chain, 'OWNER', START);
  for (const day of ['2027-02-12', '2027-02-15', '2027-02-28']) await paidFrom(chain, day);
  const stopped = await paidFrom(chain, '2027-02-20');
  const lasting = await paidFrom(chain, '2027-02-14');
  await paidFrom(chain, '2027-03-05');
  expect(await stopRenewal(owner, { subscriptionIds: [stopped] })).toMatchObject({ ok: true });
  expect(await changePeriod(owner, { subscriptionId: lasting, period: 'M3' })).toMatchObject({ ok: true });
  await fillWallet(database(), chain.organizationId, 55_000 + PRICE + 12_000);
  return chain;
}

/** Everything that became of the subscriptions of the chain, without its ids. */
async function story({ organizationId }: Chain) {
  const day = (at: Date) => localDateAt(at, MOSCOW);
  const db = database();
  const charges = await db.subscriptionCharge.findMany({
    where: { organizationId, periodIndex: { gt: 0 } },
    orderBy: [{ createdAt: 'asc' }, { amountKopecks: 'asc' }],
  });
  const audit = await db.auditEntry.findMany({
    where: { organizationId, actorKind: 'JOB', action: { startsWith: 'subscriptions.' } },
    orderBy: { at: 'asc' },
  });
  const rows = await db.subscription.findMany({ where: { organizationId }, orderBy: { anchorDate: 'asc' } });
  return {
    charges: charges.map((row) => [day(row.createdAt), row.period, Number(row.amountKopecks)]),
    audit: audit.map((row) => `${day(row.at)} ${row.action}`).sort(),
    rows: rows.map((row) => [
      fromDbDate(row.anchorDate),
      row.state,
      row.period,
      fromDbDate(row.periodEnd),
      row.endedAt && day(row.endedAt),
    ]),
  };
}

describe('dunning', () => {
  it(
    'asks for a debt every day until the fifth, at the beginning of the day',
    { timeout: 60_000 },
    async () => {
      await setClock('2026-12-10T09:00:00.000Z');
      const chain = await createChain(database());
      await paidFrom(chain, '2026-11-15');
      const moved = await move('P14D');
      const told = await story(chain);
      expect(told.audit).toEqual([
        ...[15, 16, 17, 18, 19].map((day) => `2026-12-${day} subscriptions.chargeFailed`),
        '2026-12-20 subscriptions.end',
      ]);
      expect(moved.ran).toMatchObject({ renewed: 0, pastDue: 1, expired: 1 });
      const ended = await database().subscription.findFirstOrThrow({
        where: { organizationId: chain.organizationId },
      });
      expect(ended.endedAt?.toISOString().slice(0, 15)).toBe('2026-12-19T21:0');
      const card = await database().simCard.findFirstOrThrow({
        where: { organizationId: chain.organizationId },
      });
      expect(card.holds).toContain('PAYMENT');
    },
  );
});

describe('a month at once', () => {
  it('is what its days are one by one, and what was foretold', { timeout: 120_000 }, async () => {
    const whole = await aChain();
    const owner = contextOf(database(), whole, 'OWNER', START);
    const outlook = await subscriptionOutlook(owner, localDate('2027-04-10'));
    const moved = await move('P31D');
    const late = Date.parse(moved.now) - Date.parse('2027-04-10T09:00:00Z');
    expect(late).toBeGreaterThanOrEqual(0);
    expect(late).toBeLessThan(60_000);
    expect(moved.unfinished).toEqual([]);
    const told = await story(whole);

    await setClock(START);
    const parts = await aChain();
    for (let day = 1; day <= 31; day += 1) await move('P1D');
    expect(await story(parts)).toEqual(told);

    expect(
      outlook?.events.flatMap((each) =>
        each.kind === 'CHARGED' ? [[each.on, each.period, each.amount]] : [],
      ),
    ).toEqual(told.charges);
    expect(outlook?.events.filter(({ kind }) => kind === 'ENDED').map(({ on }) => on)).toEqual(
      told.rows.flatMap(([, , , , endedOn]) => (endedOn ? [endedOn] : [])).sort(),
    );
    expect(outlook?.left).toBe(await walletBalance(owner));
    const done = await renewalsSince(owner, new Date(START));
    expect(done).toMatchObject({ renewed: told.charges.length, charged: outlook?.charged });
    expect(moved.ran).toMatchObject({ renewed: told.charges.length, expired: done?.ended });
  });
});

describe('jobs that wait', () => {
  const later = () => database().$queryRaw<{ hours: number }[]>`
    SELECT round(extract(epoch FROM run_at - now()) / 3600)::int AS hours
    FROM graphile_worker.jobs WHERE key = 'later'`;

  it('come nearer with the clock and run when it reaches them', async () => {
    await schedule(database(), 'card-orders.expire', {}, { key: 'later', runInMs: 40 * 3_600_000 });
    await move('PT30H');
    expect(await later()).toEqual([{ hours: 10 }]);
    await move('PT10H');
    expect(await later()).toEqual([]);
  });

  it('are not waited for when they hang on the outside world', { timeout: 60_000 }, async () => {
    await schedule(database(), 'card-orders.expire', {}, { key: 'hanging', runInMs: 3_600_000 });
    await database().$executeRaw`
      UPDATE graphile_worker._private_jobs SET locked_at = now(), locked_by = 'another' WHERE key = 'hanging'`;
    expect((await move('P2D')).unfinished).toEqual(['hanging']);
    await database().$executeRaw`DELETE FROM graphile_worker._private_jobs WHERE key = 'hanging'`;
  });
});

describe('one move at a time', () => {
  it('refuses the second and moves once', async () => {
    const both = await Promise.all([moveClock('P1D'), moveClock('P1D')]);
    expect(both.map((each) => (each.ok ? 'moved' : each.code)).sort()).toEqual(['CLOCK_MOVING', 'moved']);
    expect((await now()).toISOString().slice(0, 10)).toBe('2027-03-11');
  });

  it.each([
    ['nonsense', 'NOT_A_DURATION'],
    ['-P1D', 'NOT_FORWARD'],
    ['PT0S', 'NOT_FORWARD'],
    ['P4Y', 'TOO_FAR'],
  ])('stays where it is for «%s»', async (advance, code) => {
    const before = await database().sandboxClock.findUniqueOrThrow({ where: { id: 1 } });
    expect(await moveClock(advance)).toEqual({ ok: false, code });
    expect(await database().sandboxClock.findUniqueOrThrow({ where: { id: 1 } })).toEqual(before);
  });

  it('stays where it is while no worker is there', async () => {
    await database().workerHeartbeat.deleteMany({});
    const before = await database().sandboxClock.findUniqueOrThrow({ where: { id: 1 } });
    expect(await moveClock('P1D')).toEqual({ ok: false, code: 'WORKER_AWAY' });
    expect(await database().sandboxClock.findUniqueOrThrow({ where: { id: 1 } })).toEqual(before);
  });
});
