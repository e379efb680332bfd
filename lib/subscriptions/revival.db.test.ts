import { beforeEach, describe, expect, it } from 'vitest';
import { walletBalance } from '@/lib/billing/queries';
import { fixedClock } from '@/lib/core/clock';
import { fromDbDate } from '@/lib/core/local-date';
import type { Db } from '@/lib/platform/db';
import { useDatabase } from '@/lib/testing/database';
import { type Chain, createChain, fillWallet, jobContextOf, queuedTasks } from '@/lib/testing/factories';
import { aSubscription as startedFor } from '@/lib/testing/subscriptions';
import { eventually } from '@/sandbox/testing';
import { renewDue } from './commands/renew-due';
import { settleDebts } from './commands/settle-debts';
import { stopRenewal } from './commands/stop';
import { getSubscription } from './queries';

const database = useDatabase();
let chain: Chain;
const on = (day: string) => jobContextOf(database(), chain, `${day}T09:00:00Z`);

const aSubscription = (subject?: 'card' | 'terminal') => startedFor(database(), chain, subject);

const row = (id: string) => database().subscription.findUniqueOrThrow({ where: { id } });
const mine = async () =>
  (await queuedTasks(database())).filter((each) => each.payload['organizationId'] === chain.organizationId);
const renew = (day: string) =>
  renewDue(database(), fixedClock(`${day}T09:00:00Z`), { organizationId: chain.organizationId });

describe('bringing back what ended for lack of money', () => {
  beforeEach(async () => {
    chain = await createChain(database(), 78_000);
  });

  async function endedForMoney() {
    const card = await aSubscription();
    const kit = await aSubscription('terminal');
    await renew('2026-12-20');
    await renew('2026-12-25');
    expect(await row(card.id)).toMatchObject({ state: 'EXPIRED' });
    return { card, kit };
  }

  const suspend = (simCardId: string | null) =>
    database().simCard.update({
      where: { id: simCardId ?? '' },
      data: { state: 'SUSPENDED', suspendReason: 'PAYMENT', holds: ['PAYMENT'] },
    });
  /** connections that wait for a row of this database */
  const waiting = async (db: Db) => {
    const [row] = await db.$queryRaw<{ count: number }[]>`
      SELECT count(*)::int AS count FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    return row?.count ?? 0;
  };
  const living = () =>
    database().subscription.findMany({
      where: { organizationId: chain.organizationId, state: { not: 'EXPIRED' } },
    });

  it('starts new subscriptions from the day of payment, once', async () => {
    const { card } = await endedForMoney();
    await suspend(card.simCardId);
    await fillWallet(database(), chain.organizationId, 200_000);
    await Promise.all([settleDebts(on('2027-01-03')), settleDebts(on('2027-01-03'))]);
    const now = await living();
    expect(now).toHaveLength(2);
    expect(now.map((each) => fromDbDate(each.anchorDate))).toEqual(['2027-01-03', '2027-01-03']);
    expect(await walletBalance(on('2027-01-03'))).toBe(122_000);
    const restored = (await mine()).filter((each) => each.task === 'sim-cards.subscription-restored');
    expect(restored).toHaveLength(2);
  });

  it('leaves alone a card that a person switched off, what was stopped, and what is older than 90 days', async () => {
    const { kit } = await endedForMoney();
    await fillWallet(database(), chain.organizationId, 200_000);
    await stopRenewal(jobContextOf(database(), chain, '2027-01-03T09:00:00Z'), { subscriptionIds: [kit.id] });
    await settleDebts(on('2027-01-03'));
    expect(await living()).toEqual([]);
    expect(await walletBalance(on('2027-01-03'))).toBe(200_000);
  });

  it('leaves alone what a person stops at the same moment', async () => {
    const { kit } = await endedForMoney();
    await fillWallet(database(), chain.organizationId, 200_000);
    const settled = await database().$transaction(async (held) => {
      await held.subscription.update({ where: { id: kit.id }, data: { cancelAtPeriodEnd: true } });
      const settling = settleDebts(on('2027-01-03'));
      await Promise.race([settling, eventually(async () => expect(await waiting(held)).toBeGreaterThan(0))]);
      return { settling };
    });
    expect(await settled.settling).toMatchObject({ value: { revived: 0 } });
    expect(await living()).toEqual([]);
    expect(await walletBalance(on('2027-01-03'))).toBe(200_000);
  });

  it.each([
    ['the last moment of the 90th day', '2027-03-25T20:59:59Z', 1],
    ['the first moment after it', '2027-03-25T21:00:00Z', 0],
  ])('reaches back 90 days of the organization: %s', async (_, now, count) => {
    const { kit } = await endedForMoney();
    await fillWallet(database(), chain.organizationId, 200_000);
    const shown = await getSubscription(jobContextOf(database(), chain, now), kit.id);
    expect(shown?.subscription.revivableUntil).toBe(count === 1 ? '2027-03-25' : null);
    await settleDebts(jobContextOf(database(), chain, now));
    expect(await living()).toHaveLength(count);
  });
});
