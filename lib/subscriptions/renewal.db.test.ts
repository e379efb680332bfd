import { beforeEach, describe, expect, it } from 'vitest';
import type { Context } from '@/lib/access/context';
import { walletBalance } from '@/lib/billing/queries';
import { fixedClock } from '@/lib/core/clock';
import { fromDbDate, localDate } from '@/lib/core/local-date';
import { realNow } from '@/lib/platform/clock';
import { eventHandlers } from '@/lib/platform/jobs-events';
import { useDatabase } from '@/lib/testing/database';
import {
  type Chain,
  contextOf,
  createChain,
  fillWallet,
  jobContextOf,
  queuedTasks,
} from '@/lib/testing/factories';
import { aSubscription as startedFor } from '@/lib/testing/subscriptions';
import { objectName } from './charge';
import { changePeriod } from './commands/change-period';
import { renewDue } from './commands/renew-due';
import { settleDebts } from './commands/settle-debts';
import { stopRenewal } from './commands/stop';
import { subscriptionsJobs } from './jobs';
import { loadSubscriptions } from './store';
import { chargeDescription, chargeKey } from './words';

const database = useDatabase();
let chain: Chain;
const on = (day: string) => jobContextOf(database(), chain, `${day}T09:00:00Z`);

const aSubscription = (subject?: 'card' | 'terminal', ctx?: Context) =>
  startedFor(database(), chain, subject, ctx);

const row = (id: string) => database().subscription.findUniqueOrThrow({ where: { id } });
const charges = (id: string) => database().subscriptionCharge.count({ where: { subscriptionId: id } });
const mine = async () =>
  (await queuedTasks(database())).filter((each) => each.payload['organizationId'] === chain.organizationId);
const renewAt = (now: string, batch?: number) =>
  renewDue(database(), fixedClock(now), { organizationId: chain.organizationId }, batch);
const renew = (day: string, batch?: number) => renewAt(`${day}T09:00:00Z`, batch);

describe('renewal with money on the account', () => {
  beforeEach(async () => {
    chain = await createChain(database(), 1_000_000);
  });

  it('does nothing before the end and charges once on the day of it', async () => {
    const { id } = await aSubscription();
    expect(await renew('2026-12-19')).toMatchObject({ renewed: 0 });
    expect(await renew('2026-12-20')).toMatchObject({ renewed: 1 });
    expect(await renew('2026-12-20')).toMatchObject({ renewed: 0 });
    expect(await row(id)).toMatchObject({ state: 'ACTIVE', periodIndex: 1, paidMonths: 2 });
    expect(await charges(id)).toBe(2);
    expect(await walletBalance(on('2026-12-20'))).toBe(962_000);
  });

  it('takes the day of the organization, not of the server', async () => {
    const { id } = await aSubscription();
    await renewAt('2026-12-19T20:59:00Z');
    expect(await charges(id)).toBe(1);
    await renewAt('2026-12-19T21:00:00Z');
    expect(await charges(id)).toBe(2);
  });

  it.each([1, 2, 100])('charges each once under three workers, parts of %i', async (batch) => {
    const subs = await Promise.all(Array.from({ length: 7 }, () => aSubscription()));
    const counts = await Promise.all([1, 2, 3].map(() => renew('2026-12-20', batch)));
    expect(counts.reduce((sum, each) => sum + each.renewed, 0)).toBe(7);
    for (const { id } of subs) expect(await charges(id)).toBe(2);
    expect(await walletBalance(on('2026-12-20'))).toBe(1_000_000 - 14 * 19_000);
    expect(await renew('2026-12-20', batch)).toEqual({ renewed: 0, pastDue: 0, ended: 0 });
  });

  it('writes what a person reads: the line of the ledger and the audit', async () => {
    const { id } = await aSubscription();
    await changePeriod(contextOf(database(), chain, 'OWNER'), { subscriptionIds: [id], period: 'M3' });
    await renew('2026-12-20');
    const charge = await database().subscriptionCharge.findFirstOrThrow({
      where: { subscriptionId: id, periodIndex: 1 },
      include: { ledgerTransaction: { include: { entries: true } } },
    });
    const [sub] = await loadSubscriptions(on('2026-12-20'), [id]);
    if (!sub) throw new Error('lost');
    const bounds = { start: localDate('2026-12-20'), end: localDate('2027-03-20') };
    expect(charge.ledgerTransaction).toMatchObject({
      businessKey: chargeKey(id, 1),
      description: chargeDescription(sub.planName, sub.subjectName, bounds),
      actorName: 'Кабинет',
      kind: 'SUBSCRIPTION',
    });
    expect(charge.ledgerTransaction.entries.map((each) => Number(each.amountKopecks)).sort()).toEqual([
      -55_000, 55_000,
    ]);
    const audited = await database().auditEntry.findFirstOrThrow({
      where: { objectId: id, action: 'subscriptions.renew' },
    });
    expect(audited).toMatchObject({
      actorKind: 'JOB',
      objectName: objectName(sub),
      storeId: chain.storeIds[0],
      before: { period: 'M1', periodEnd: '2026-12-20' },
      after: { period: 'M3', periodEnd: '2027-03-20', amount: 55_000 },
    });
  });

  it('applies the pending period at its price', async () => {
    const { id } = await aSubscription();
    await changePeriod(contextOf(database(), chain, 'OWNER'), { subscriptionIds: [id], period: 'M12' });
    await renew('2026-12-20');
    const now = await row(id);
    expect(now).toMatchObject({ period: 'M12', pendingPeriod: null, paidMonths: 13 });
    expect(fromDbDate(now.periodEnd)).toBe('2027-12-20');
    expect(await walletBalance(on('2026-12-20'))).toBe(775_000);
  });

  it('ends the stopped at the paid end, without a charge, and tells the others once', async () => {
    const { id, simCardId } = await aSubscription();
    await stopRenewal(contextOf(database(), chain, 'OWNER'), { subscriptionIds: [id] });
    await renew('2026-12-19');
    expect(await row(id)).toMatchObject({ state: 'ACTIVE' });
    await Promise.all([renew('2026-12-20'), renew('2026-12-20')]);
    expect(await row(id)).toMatchObject({ state: 'EXPIRED' });
    expect(await charges(id)).toBe(1);
    const told = await mine();
    expect(told.map((each) => each.task).sort()).toEqual([...eventHandlers['subscription.ended']].sort());
    expect(told[0]?.payload).toMatchObject({
      subscriptionId: id,
      simCardId,
      terminalId: null,
      planSlug: 'cash-services-card',
    });
  });

  it('after downtime charges only the period that still runs', async () => {
    const { id } = await aSubscription();
    await renew('2027-01-19');
    const now = await row(id);
    expect([fromDbDate(now.periodStart), fromDbDate(now.periodEnd)]).toEqual(['2026-12-20', '2027-01-20']);
    expect(await charges(id)).toBe(2);
  });

  it('after a longer downtime ends instead of billing what was missed', async () => {
    const { id } = await aSubscription();
    await renew('2027-01-20');
    expect(await row(id)).toMatchObject({ state: 'EXPIRED' });
    expect(await charges(id)).toBe(1);
    expect(await walletBalance(on('2027-01-20'))).toBe(981_000);
  });

  it('after three months of sleep bills nothing back', async () => {
    const { id } = await aSubscription();
    const before = await walletBalance(on('2026-11-20'));
    await renew('2027-03-25');
    expect(await charges(id)).toBe(1);
    expect(await walletBalance(on('2027-03-25'))).toBe(before);
    expect(await row(id)).toMatchObject({ state: 'EXPIRED' });
  });

  it('the minute job starts the lanes once while they wait, and none when nothing is due', async () => {
    const lanes = async () =>
      (await queuedTasks(database())).filter((each) => each.task === 'subscriptions.renew').length;
    await aSubscription();
    const moveTo = (now: string) =>
      database().sandboxClock.update({
        where: { id: 1 },
        data: { offsetMs: BigInt(new Date(now).getTime() - realNow().getTime()) },
      });
    await moveTo('2026-11-20T09:00:00Z');
    await database().subscription.updateMany({
      where: { organizationId: { not: chain.organizationId } },
      data: { state: 'EXPIRED' },
    });
    await subscriptionsJobs['subscriptions.renew-due']?.({});
    expect(await lanes()).toBe(0);
    await moveTo('2026-12-20T09:00:00Z');
    await subscriptionsJobs['subscriptions.renew-due']?.({});
    await subscriptionsJobs['subscriptions.renew-due']?.({});
    expect(await lanes()).toBe(2);
    await subscriptionsJobs['subscriptions.renew']?.({});
    expect(await walletBalance(on('2026-12-20'))).toBe(962_000);
    await database().sandboxClock.update({ where: { id: 1 }, data: { offsetMs: 0n } });
  });
});

describe('renewal without money', () => {
  beforeEach(async () => {
    chain = await createChain(database(), 19_000);
  });

  it('is tried on days 0 to 5 while everything works, then ends', async () => {
    const { id } = await aSubscription();
    for (const day of [20, 21, 22, 23, 24]) {
      expect(await renew(`2026-12-${day}`)).toMatchObject({ pastDue: 1 });
      expect(await renew(`2026-12-${day}`)).toMatchObject({ pastDue: 0 });
      expect(await row(id)).toMatchObject({ state: 'PAST_DUE' });
    }
    expect((await mine()).map((each) => each.task)).toEqual(eventHandlers['account.short']);
    expect(await renew('2026-12-25')).toMatchObject({ ended: 1 });
    expect(await row(id)).toMatchObject({ state: 'EXPIRED' });
    const told = (await mine()).filter((each) => each.task === 'sim-cards.subscription-ended');
    expect(told.map((each) => each.payload['reason'])).toEqual(['UNPAID']);
    expect(await walletBalance(on('2026-12-25'))).toBe(0);
  });

  it('pays the oldest debts first and passes over what is too dear', async () => {
    await fillWallet(database(), chain.organizationId, 59_000);
    const kit = await aSubscription('terminal');
    const card = await aSubscription();
    await fillWallet(database(), chain.organizationId, 20_000);
    expect(await renew('2026-12-20')).toEqual({ renewed: 1, pastDue: 1, ended: 0 });
    expect(await row(kit.id)).toMatchObject({ state: 'PAST_DUE' });
    expect(await row(card.id)).toMatchObject({ state: 'ACTIVE', periodIndex: 1 });
    expect(await walletBalance(on('2026-12-20'))).toBe(1_000);
  });

  it('never ends at the first failed attempt, however late it comes', async () => {
    const { id } = await aSubscription();
    expect(await renew('2027-01-10')).toMatchObject({ pastDue: 1 });
    expect(await renew('2027-01-11')).toMatchObject({ ended: 1 });
    expect(await row(id)).toMatchObject({ state: 'EXPIRED' });
  });

  it('is settled by a top-up, from the old end on, and announced', async () => {
    const { id } = await aSubscription();
    await renew('2026-12-20');
    await fillWallet(database(), chain.organizationId, 18_999);
    expect(await settleDebts(on('2026-12-22'))).toMatchObject({ value: { renewed: 0 } });
    expect(await row(id)).toMatchObject({ state: 'PAST_DUE' });
    await fillWallet(database(), chain.organizationId, 1);
    await Promise.all([settleDebts(on('2026-12-22')), settleDebts(on('2026-12-22'))]);
    const now = await row(id);
    expect(now).toMatchObject({ state: 'ACTIVE', triedOn: null });
    expect(fromDbDate(now.periodEnd)).toBe('2027-01-20');
    expect((await mine()).map((each) => each.task)).toEqual([
      ...eventHandlers['account.short'],
      ...eventHandlers['subscription.restored'],
    ]);
    expect(await walletBalance(on('2026-12-22'))).toBe(0);
  });

  it('a top-up on the last day that is too small does not end it', async () => {
    const { id } = await aSubscription();
    await renew('2026-12-20');
    await settleDebts(on('2026-12-25'));
    expect(await row(id)).toMatchObject({ state: 'PAST_DUE' });
  });
});
