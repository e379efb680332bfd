import { beforeEach, describe, expect, it } from 'vitest';
import type { Context } from '@/lib/access/context';
import { narrowedTo } from '@/lib/access/context';
import { fixedClock } from '@/lib/core/clock';
import { transaction } from '@/lib/platform/transaction';
import { useDatabase } from '@/lib/testing/database';
import {
  type Chain,
  contextOf,
  createAutopay,
  createCard,
  createChain,
  fillWallet,
} from '@/lib/testing/factories';
import { changePeriod } from './commands/change-period';
import { renewDue } from './commands/renew-due';
import { startSubscriptions } from './commands/start';
import { stopRenewal } from './commands/stop';
import { billingAttention, getSubscription, listSubscriptions, upcomingCharges } from './queries';

const database = useDatabase();
let chain: Chain;
let owner: Context;

beforeEach(async () => {
  chain = await createChain(database(), 100_000);
  owner = contextOf(database(), chain, 'OWNER');
});

async function onCards(count: number, data: { store?: 0 | 1; now?: string } = {}): Promise<string[]> {
  const ctx = contextOf(database(), chain, 'OWNER', data.now);
  const terminalId = chain.terminalIds[data.store === 1 ? 2 : 0];
  const cards = await Promise.all(
    Array.from({ length: count }, () => createCard(database(), chain, { terminalId })),
  );
  const result = await transaction(ctx, (ctx) =>
    startSubscriptions(ctx, {
      planSlug: 'cash-services-card',
      period: 'M1',
      subjects: cards.map(({ id }) => ({ simCardId: id, name: '…' })),
    }),
  );
  if (!result.ok) throw new Error(result.code);
  return result.value.subscriptionIds;
}

async function onTerminal(): Promise<string> {
  const result = await transaction(owner, (ctx) =>
    startSubscriptions(ctx, {
      planSlug: 'law-basic-terminal',
      period: 'M1',
      subjects: [{ terminalId: chain.terminalIds[2], name: 'К' }],
    }),
  );
  if (!result.ok) throw new Error(result.code);
  return result.value.subscriptionIds[0] ?? '';
}

const role = (name: 'ADMIN' | 'ACCOUNTANT' | 'CASHIER') => contextOf(database(), chain, name);

describe('listSubscriptions', () => {
  it('shows a person the stores that are theirs, by card and by terminal', async () => {
    await onCards(2);
    await onTerminal();
    const total = async (ctx: Context) => (await listSubscriptions(ctx, {})).total;
    expect(await total(owner)).toBe(3);
    expect(await total(role('ACCOUNTANT'))).toBe(3);
    expect(await total(role('ADMIN'))).toBe(2);
    expect(await total(role('CASHIER'))).toBe(0);
    expect(await total(narrowedTo(owner, chain.storeIds[1]))).toBe(1);
    expect(await total(contextOf(database(), await createChain(database()), 'OWNER'))).toBe(0);
  });

  it('says what is paid, until when and what comes next', async () => {
    const [id = ''] = await onCards(1);
    await changePeriod(owner, { subscriptionIds: [id], period: 'M12' });
    const { rows } = await listSubscriptions(owner, {});
    expect(rows[0]).toMatchObject({
      planName: 'Смарт-карта',
      subject: { kind: 'SMART_CARD', place: 'Прилавок 1', storeName: 'Центр' },
      state: 'ACTIVE',
      periodEnd: '2026-12-20',
      pendingPeriod: 'M12',
      nextCharge: { on: '2026-12-20', amount: 206_000, period: 'M12', until: '2027-12-20' },
    });
  });

  it('filters by state and period', async () => {
    const [first = '', second = ''] = await onCards(3);
    await stopRenewal(owner, { subscriptionIds: [first] });
    const ids = async (filter: Parameters<typeof listSubscriptions>[1]) =>
      (await listSubscriptions(owner, filter)).rows.map((row) => row.id);
    expect(await ids({ state: 'STOPPED' })).toEqual([first]);
    expect(await ids({ state: 'RENEWING' })).toHaveLength(2);
    expect(await ids({ state: 'PAST_DUE' })).toEqual([]);
    expect(await ids({ period: 'M12' })).toEqual([]);
    await renewDue(database(), fixedClock('2026-12-20T09:00:00Z'), { organizationId: chain.organizationId });
    expect(await ids({ state: 'EXPIRED' })).toEqual([first]);
    expect(await ids({})).not.toContain(first);
    expect(await ids({})).toContain(second);
  });

  it('gives every row once over its pages', async () => {
    await onCards(2);
    await onCards(3, { now: '2026-11-10T09:00:00Z' });
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await listSubscriptions(owner, { size: 2, after });
      expect(page.total).toBe(5);
      seen.push(...page.rows.map((row) => row.id));
      after = page.nextCursor ?? undefined;
    } while (after);
    expect(new Set(seen).size).toBe(5);
    expect(seen).toHaveLength(5);
    const all = await listSubscriptions(owner, { after: '2026-13-45_x' });
    expect(all.rows.map((row) => row.id)).toEqual(seen);
    const second = await listSubscriptions(owner, {
      size: 2,
      after: `${all.rows[1]?.periodEnd ?? ''}_${all.rows[1]?.id ?? ''}`,
    });
    const back = await listSubscriptions(owner, { size: 2, before: second.previousCursor ?? '' });
    expect(back.rows.map((row) => row.id)).toEqual(seen.slice(0, 2));
    expect(back.previousCursor).toBeNull();
  });
});

describe('getSubscription', () => {
  it('has its charges and is not found from outside', async () => {
    const [id = ''] = await onCards(1, { store: 1 });
    const found = await getSubscription(owner, id);
    expect(found?.charges).toMatchObject([
      { amount: 19_000, periodStart: '2026-11-20', periodEnd: '2026-12-20', actorName: 'Тест OWNER' },
    ]);
    expect(await getSubscription(role('ADMIN'), id)).toBeNull();
    expect(
      await getSubscription(contextOf(database(), await createChain(database()), 'OWNER'), id),
    ).toBeNull();
  });
});

describe('charges ahead', () => {
  it('are added up by day, without the stopped', async () => {
    await fillWallet(database(), chain.organizationId, 50_000);
    const [stopped = ''] = await onCards(3);
    await onTerminal();
    await stopRenewal(owner, { subscriptionIds: [stopped] });
    expect(await upcomingCharges(owner, 30)).toEqual([{ date: '2026-12-20', amount: 97_000, count: 3 }]);
    expect(await upcomingCharges(role('ADMIN'), 30)).toEqual([
      { date: '2026-12-20', amount: 38_000, count: 2 },
    ]);
    expect(await upcomingCharges(role('CASHIER'), 30)).toEqual([]);
    expect(await upcomingCharges(owner, 29)).toEqual([]);
  });
});

describe('billingAttention', () => {
  it('warns of a charge that comes with too little money, and only those who see money', async () => {
    await onCards(3);
    expect(await billingAttention(owner)).toEqual([
      {
        id: 'billing-shortage',
        tone: 'attention',
        text: '20\u00a0декабря спишется 570\u00a0₽, на счёте 430\u00a0₽',
        href: '/finance/top-up?amount=140',
        actionLabel: 'Пополнить счёт',
      },
    ]);
    expect(await billingAttention(role('ADMIN'))).toEqual([]);
    await fillWallet(database(), chain.organizationId, 14_000);
    expect(await billingAttention(owner)).toEqual([]);
  });

  it('is silent about what autopay will take from the card', async () => {
    await onCards(3);
    await createAutopay(database(), chain.organizationId);
    expect(await billingAttention(owner)).toEqual([]);
  });

  it('names the debt and until when everything works', async () => {
    await onCards(5);
    const late = '2026-12-21T09:00:00Z';
    await renewDue(database(), fixedClock(late), { organizationId: chain.organizationId });
    expect(await billingAttention(contextOf(database(), chain, 'OWNER', late))).toMatchObject([
      {
        tone: 'failed',
        text: 'Не хватило денег на 5\u00a0подписок: 950\u00a0₽. Всё работает до\u00a025\u00a0декабря',
        href: '/finance/top-up?amount=900',
      },
    ]);
  });
});

it('charges are never changed or deleted', async () => {
  await onCards(1);
  for (const sql of [
    'UPDATE subscription_charge SET amount_kopecks = 1',
    'DELETE FROM subscription_charge',
  ]) {
    await expect(database().$executeRawUnsafe(sql)).rejects.toThrow('never changed or deleted');
  }
});
