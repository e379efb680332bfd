import { beforeEach, describe, expect, it } from 'vitest';
import type { Context } from '@/lib/access/context';
import { roles } from '@/lib/access/permission.rule';
import { checkLedger } from '@/lib/billing/ledger-check';
import { walletBalance } from '@/lib/billing/queries';
import type { BillingPeriod } from '@/lib/catalog/model';
import { fixedClock } from '@/lib/core/clock';
import { fromDbDate } from '@/lib/core/local-date';
import { realNow } from '@/lib/platform/clock';
import { transaction } from '@/lib/platform/transaction';
import { useDatabase } from '@/lib/testing/database';
import { type Chain, contextOf, createCard, createChain, fillWallet } from '@/lib/testing/factories';
import { changePeriod } from './commands/change-period';
import { changePeriodNow } from './commands/change-period-now';
import { quotePeriodChange } from './commands/quote-period-change';
import { renewDue } from './commands/renew-due';
import { renewNow } from './commands/renew-now';
import { startSubscriptions } from './commands/start';
import { stopRenewal } from './commands/stop';

const database = useDatabase();
let chain: Chain;
let owner: Context;

beforeEach(async () => {
  chain = await createChain(database(), 1_000_000);
  owner = at('2026-11-20T09:00:00Z');
});

const at = (now: string, role: (typeof roles)[number] = 'OWNER') => contextOf(database(), chain, role, now);
const row = (id: string) => database().subscription.findUniqueOrThrow({ where: { id } });

async function onCards(count: number, period: BillingPeriod = 'M1', terminalId?: string): Promise<string[]> {
  const cards = await Promise.all(
    Array.from({ length: count }, () => createCard(database(), chain, terminalId ? { terminalId } : {})),
  );
  const subjects = cards.map(({ id }) => ({ simCardId: id, name: '…1' }));
  const result = await transaction(owner, (ctx) =>
    startSubscriptions(ctx, { planSlug: 'cash-services-card', period, subjects }),
  );
  if (!result.ok) throw new Error(result.code);
  return result.value.subscriptionIds;
}

async function quoted(ctx: Context, subscriptionIds: string[], period: BillingPeriod = 'M12') {
  const result = await quotePeriodChange(ctx, { subscriptionIds, period });
  if (!result.ok) throw new Error(result.code);
  return result.value;
}

const wholeLedger = async () => (await checkLedger(database())).faults;

describe('change of period now', () => {
  it('charges what was shown, to the kopeck, and moves the end from the anchor', async () => {
    const [id = ''] = await onCards(1);
    await stopRenewal(owner, { subscriptionIds: [id] });
    await changePeriod(owner, { subscriptionIds: [id], period: 'M3' });
    const later = at('2026-11-30T09:00:00Z');
    const quote = await quoted(later, [id]);
    expect(quote).toMatchObject({
      total: 187_689,
      unfit: [],
      lines: [{ amount: 187_689, end: '2027-11-20' }],
    });
    const result = await changePeriodNow(later, { quoteId: quote.quoteId });
    expect(result).toEqual({ ok: true, value: { changed: 1, charged: 187_689 } });
    expect(await walletBalance(owner)).toBe(1_000_000 - 19_000 - 187_689);
    const now = await row(id);
    expect(now).toMatchObject({
      period: 'M12',
      pendingPeriod: null,
      periodIndex: 1,
      paidMonths: 12,
      cancelAtPeriodEnd: true,
    });
    expect([fromDbDate(now.periodStart), fromDbDate(now.periodEnd)]).toEqual(['2026-11-20', '2027-11-20']);
    const charge = await database().subscriptionCharge.findFirstOrThrow({
      where: { subscriptionId: id, periodIndex: 1 },
      include: { ledgerTransaction: true },
    });
    expect([fromDbDate(charge.periodStart), fromDbDate(charge.periodEnd)]).toEqual([
      '2026-12-20',
      '2027-11-20',
    ]);
    expect(charge.ledgerTransaction.description).toMatch(/: доплата за период до 20\.11\.2027$/);
    expect(await wholeLedger()).toEqual([]);
  });

  it('goes on from there: month, three months, year, then the next year by itself', async () => {
    const [id = ''] = await onCards(1);
    await changePeriodNow(owner, { quoteId: (await quoted(owner, [id], 'M3')).quoteId });
    const later = at('2027-01-05T09:00:00Z');
    const quote = await quoted(later, [id]);
    expect(quote.lines[0]).toMatchObject({ usedDays: 46, credit: 27_500, cost: 180_038, amount: 152_538 });
    await changePeriodNow(later, { quoteId: quote.quoteId });
    await renewDue(database(), fixedClock('2027-11-20T09:00:00Z'), { organizationId: chain.organizationId });
    expect(fromDbDate((await row(id)).periodEnd)).toBe('2028-11-20');
    expect(await wholeLedger()).toEqual([]);
  });

  it('is one charge when confirmed twice, at once or later', async () => {
    const [id = ''] = await onCards(1);
    const { quoteId, total } = await quoted(owner, [id]);
    const both = await Promise.all([
      changePeriodNow(owner, { quoteId }),
      changePeriodNow(owner, { quoteId }),
    ]);
    expect(both[0]).toEqual(both[1]);
    const muchLater = at('2026-12-01T09:00:00Z');
    expect(await changePeriodNow(muchLater, { quoteId })).toEqual(both[0]);
    expect(await walletBalance(owner)).toBe(1_000_000 - 19_000 - total);
  });

  it('holds for fifteen minutes, across midnight too, and not a moment longer', async () => {
    const [first = '', second = ''] = await onCards(2);
    const evening = at('2026-11-29T20:50:00Z');
    const one = await quoted(evening, [first]);
    const other = await quoted(evening, [second]);
    const inTime = await changePeriodNow(at('2026-11-29T21:04:59.999Z'), { quoteId: one.quoteId });
    expect(inTime).toMatchObject({ value: { charged: one.total } });
    const late = await changePeriodNow(at('2026-11-29T21:05:00Z'), { quoteId: other.quoteId });
    expect(late).toEqual({ ok: false, code: 'QUOTE_EXPIRED' });
    const fresh = await quoted(at('2026-11-29T21:05:00Z'), [second]);
    expect(fresh.lines[0]?.usedDays).toBe(10);
    expect(fresh.total).not.toBe(other.total);
  });

  it('keeps the price that was shown', async () => {
    const [id = ''] = await onCards(1);
    const { quoteId, total } = await quoted(owner, [id]);
    const where = { planSlug_period: { planSlug: 'cash-services-card', period: 'M12' as const } };
    await database().planPrice.update({ where, data: { amountKopecks: 999_000 } });
    expect(await changePeriodNow(owner, { quoteId })).toMatchObject({ value: { charged: total } });
    await database().planPrice.update({ where, data: { amountKopecks: 206_000 } });
  });

  it.each<[string, (id: string) => Promise<unknown>]>([
    [
      'was paid ahead',
      (id) => renewNow(owner, { subscriptionId: id, expectedPeriodIndex: 0, expectedAmount: 19_000 }),
    ],
    ['was changed by another', async (id) => changePeriodNow(owner, await quoted(owner, [id], 'M3'))],
    [
      'has ended',
      (id) =>
        database().subscription.update({ where: { id }, data: { state: 'EXPIRED', endedAt: realNow() } }),
    ],
  ])('is refused, all of it, when one %s meanwhile', async (_, meanwhile) => {
    const [first = '', second = ''] = await onCards(2);
    const { quoteId } = await quoted(owner, [first, second]);
    await meanwhile(second);
    const before = [await row(first), await walletBalance(owner)];
    expect(await changePeriodNow(owner, { quoteId })).toEqual({ ok: false, code: 'QUOTE_CHANGED' });
    expect([await row(first), await walletBalance(owner)]).toEqual(before);
  });

  it('changes many at once, names those that do not fit, and takes all the money or none', async () => {
    const monthly = await onCards(3);
    const [yearly = ''] = await onCards(1, 'M12');
    const quote = await quoted(owner, [...monthly, yearly]);
    expect(quote.lines.map((line) => line.amount)).toEqual([187_000, 187_000, 187_000]);
    expect(quote).toMatchObject({ total: 561_000, unfit: [{ id: yearly, code: 'PERIOD_NOT_UPWARD' }] });
    const balance = await walletBalance(owner);
    expect(balance).toBe(737_000);
    const more = await quoted(owner, [...monthly, ...(await onCards(1))]);
    expect(await changePeriodNow(owner, { quoteId: more.quoteId })).toMatchObject({
      code: 'INSUFFICIENT_FUNDS',
      details: { missingKopecks: 748_000 - 718_000 },
    });
    expect(await changePeriodNow(owner, { quoteId: quote.quoteId })).toMatchObject({ value: { changed: 3 } });
    expect(await wholeLedger()).toEqual([]);
  });

  it.each(['M2', '', 'M1'])('is not counted for «%s»', async (period) => {
    const ids = await onCards(1);
    expect((await quotePeriodChange(owner, { subscriptionIds: ids, period })).ok).toBe(false);
    expect(await database().periodQuote.count({ where: { organizationId: chain.organizationId } })).toBe(0);
  });

  it.each(roles)('confirmed as %s', async (role) => {
    const [id = ''] = await onCards(1);
    const allowed = role === 'OWNER' || role === 'ADMIN';
    const ctx = at('2026-11-20T09:00:00Z', role);
    const { quoteId } = await quoted(allowed ? ctx : owner, [id]);
    const result = await changePeriodNow(ctx, { quoteId });
    expect(result.ok || result.code).toBe(allowed || 'FORBIDDEN');
    expect((await row(id)).period).toBe(allowed ? 'M12' : 'M1');
  });

  it('is not found by a stranger, by a colleague, or after the store was taken away', async () => {
    const [id = ''] = await onCards(1, 'M1', chain.terminalIds[2]);
    const { quoteId } = await quoted(owner, [id]);
    const stranger = contextOf(database(), await createChain(database(), 1_000_000), 'OWNER');
    const limited = { ...owner, storeIds: [chain.storeIds[0]] };
    for (const ctx of [stranger, at('2026-11-20T09:00:00Z', 'ADMIN'), limited]) {
      expect(await changePeriodNow(ctx, { quoteId })).toEqual({ ok: false, code: 'NOT_FOUND' });
    }
    expect(await row(id)).toMatchObject({ period: 'M1' });
  });

  it('a return to the short period waits for the end and gives nothing back (1 → 12 now, 12 → 1, 1 → 12)', async () => {
    const [id = ''] = await onCards(1);
    await changePeriodNow(owner, await quoted(owner, [id]));
    const second = at('2026-12-25T09:00:00Z');
    const balance = await walletBalance(owner);
    expect(await quotePeriodChange(second, { subscriptionIds: [id], period: 'M1' })).toMatchObject({
      code: 'PERIOD_NOT_UPWARD',
    });
    await changePeriod(second, { subscriptionIds: [id], period: 'M1' });
    expect(await row(id)).toMatchObject({ period: 'M12', pendingPeriod: 'M1' });
    await changePeriod(second, { subscriptionIds: [id], period: 'M12' });
    expect(await row(id)).toMatchObject({ period: 'M12', pendingPeriod: null });
    expect(await walletBalance(owner)).toBe(balance);
    await fillWallet(database(), chain.organizationId, 1);
  });
});
