import { beforeEach, describe, expect, it } from 'vitest';
import { type Context, narrowedTo } from '@/lib/access/context';
import type { BillingPeriod } from '@/lib/catalog/model';
import { localDate } from '@/lib/core/local-date';
import { transaction } from '@/lib/platform/transaction';
import { useDatabase } from '@/lib/testing/database';
import { type Chain, contextOf, createCard, createChain } from '@/lib/testing/factories';
import { changePeriod } from './commands/change-period';
import { startSubscriptions } from './commands/start';
import { stopRenewal } from './commands/stop';
import { accountAhead, chargesAhead, forecastCharges } from './forecast';

const database = useDatabase();
let chain: Chain;
let owner: Context;

beforeEach(async () => {
  chain = await createChain(database(), 400_000);
  owner = contextOf(database(), chain, 'OWNER');
});

async function onCards(count: number, store: 0 | 1 = 0, period: BillingPeriod = 'M1'): Promise<string[]> {
  const terminalId = chain.terminalIds[store === 0 ? 0 : 2];
  const cards = await Promise.all(
    Array.from({ length: count }, () => createCard(database(), chain, { terminalId })),
  );
  return started({
    planSlug: 'cash-services-card',
    period,
    subjects: cards.map(({ id }) => ({ simCardId: id, name: '…' })),
  });
}

async function started(input: Parameters<typeof startSubscriptions>[1]): Promise<string[]> {
  const result = await transaction(owner, (ctx) => startSubscriptions(ctx, input));
  if (!result.ok) throw new Error(result.code);
  return result.value.subscriptionIds;
}

const onTerminal = () =>
  started({
    planSlug: 'law-basic-terminal',
    period: 'M1',
    subjects: [{ terminalId: chain.terminalIds[2], name: 'Касса у входа' }],
  });

const rowsOf = (table: { rows: readonly { name: string; total: number }[] } | undefined) =>
  table?.rows.map(({ name, total }) => [name, total]);

describe('chargesAhead', () => {
  it('adds up by plan and by store, a card and a terminal alike', async () => {
    await onCards(2);
    await onTerminal();
    const ahead = await chargesAhead(owner, 12);
    // Started on 20 November, so eleven charges until the end of October.
    expect(rowsOf(ahead?.byPlan)).toEqual([
      ['Закон: базовый', 11 * 59_000],
      ['Смарт-карта', 11 * 38_000],
    ]);
    expect(rowsOf(ahead?.byStore)).toEqual([
      ['Камчатка', 11 * 59_000],
      ['Центр', 11 * 38_000],
    ]);
    expect(ahead?.days.map(({ date, amount }) => [date, amount]).slice(0, 2)).toEqual([
      ['2026-12-20', 97_000],
      ['2027-01-20', 97_000],
    ]);
    expect(ahead?.days.at(-1)?.date).toBe('2027-10-20');
  });

  it('leaves a stopped one out and takes the period that is to change', async () => {
    const [stopped = '', changed = ''] = await onCards(2);
    await stopRenewal(owner, { subscriptionIds: [stopped] });
    await changePeriod(owner, { subscriptionIds: [changed], period: 'M12' });
    const ahead = await chargesAhead(owner, 12);
    expect(ahead?.days.map(({ date, amount }) => [date, amount])).toEqual([['2026-12-20', 206_000]]);
    expect(ahead?.savings).toMatchObject([{ period: 'M12', count: 1, saved: 22_000, possible: 0 }]);
  });

  it('says what is left on the account, and what autopay takes instead of lacking', async () => {
    await onCards(1, 0, 'M12');
    await onTerminal();
    // 400 000 − 206 000 − 59 000 = 135 000 kopecks for a law plan of 59 000 a month.
    const rest = (await chargesAhead(owner, 12))?.days.slice(0, 4);
    expect(rest?.map(({ left, missing }) => [left, missing])).toEqual([
      [76_000, 0],
      [17_000, 0],
      [0, 42_000],
      [0, 101_000],
    ]);
    const card = await database().paymentCard.create({
      data: {
        organizationId: chain.organizationId,
        state: 'ACTIVE',
        methodId: 'method',
        brand: 'Visa',
        first6: '411111',
        last4: '1111',
        expiryMonth: 12,
        expiryYear: 2030,
        addedBy: 'Тест',
        createdAt: owner.clock.now(),
      },
    });
    await database().autopay.create({
      data: {
        organizationId: chain.organizationId,
        cardId: card.id,
        changedAt: owner.clock.now(),
        changedBy: 'Тест',
      },
    });
    const paid = await chargesAhead(owner, 12);
    expect(paid?.hasAutopay).toBe(true);
    expect(paid?.days.slice(0, 4).map(({ missing, fromCard }) => [missing, fromCard])).toEqual([
      [0, 0],
      [0, 0],
      [0, 42_000],
      [0, 59_000],
    ]);
  });

  it('is that of the chosen store; the account pays for all of them', async () => {
    await onCards(1);
    await onTerminal();
    const second = narrowedTo(owner, chain.storeIds[1]);
    expect(rowsOf((await chargesAhead(second, 12))?.byStore)).toEqual([['Камчатка', 11 * 59_000]]);
    expect(rowsOf((await accountAhead(second, 12))?.byStore)).toHaveLength(2);
  });

  it('knows nothing of another organization', async () => {
    await onCards(1);
    const other = contextOf(database(), await createChain(database()), 'OWNER');
    expect(await chargesAhead(other, 12)).toMatchObject({ days: [], savings: [], balance: 0 });
    expect(await forecastCharges(other, localDate('2027-12-31'))).toEqual([]);
  });

  it.each([
    ['OWNER', true, 2],
    ['ACCOUNTANT', true, 2],
    ['ADMIN', false, 1],
    ['CASHIER', false, 0],
  ] as const)('%s sees money: %s, coming charges: %i', async (role, money, charges) => {
    await onCards(1);
    await onTerminal();
    const ctx = contextOf(database(), chain, role);
    expect((await chargesAhead(ctx, 12)) !== null).toBe(money);
    expect((await accountAhead(ctx, 12)) !== null).toBe(money);
    expect(await forecastCharges(ctx, localDate('2026-12-20'))).toHaveLength(charges);
  });
});
