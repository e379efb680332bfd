import { beforeEach, describe, expect, it } from 'vitest';
import type { Context } from '@/lib/access/context';
import { roles } from '@/lib/access/permission.rule';
import { walletBalance } from '@/lib/billing/queries';
import { fromDbDate } from '@/lib/core/local-date';
import type { Result } from '@/lib/core/result';
import { transaction } from '@/lib/platform/transaction';
import { useDatabase } from '@/lib/testing/database';
import { type Chain, contextOf, createCard, createChain, queuedTasks } from '@/lib/testing/factories';
import { askAutopay } from './commands/ask-autopay';
import { changePeriod } from './commands/change-period';
import { liftRemovalStops } from './commands/lift-removal-stops';
import { quotePeriodChange } from './commands/quote-period-change';
import { renewNow } from './commands/renew-now';
import { resumeSubscription } from './commands/resume';
import { startSubscriptions, type StartSubscriptions } from './commands/start';
import { settleDebts } from './commands/settle-debts';
import { stopRenewal } from './commands/stop';
import { livingSubscriptions } from './queries';

const database = useDatabase();
const PLAN = 'cash-services-card';
let chain: Chain;
let owner: Context;

beforeEach(async () => {
  chain = await createChain(database(), 1_000_000);
  owner = contextOf(database(), chain, 'OWNER');
});

const start = (ctx: Context, input: StartSubscriptions) =>
  transaction(ctx, (ctx) => startSubscriptions(ctx, input));

async function aSubscription(
  ctx = owner,
  data: { terminalId?: string; period?: 'M1' | 'M3' | 'M12' } = {},
): Promise<{ id: string; simCardId: string }> {
  const card = await createCard(database(), chain, data.terminalId ? { terminalId: data.terminalId } : {});
  const result = await start(ctx, {
    planSlug: PLAN,
    period: data.period ?? 'M1',
    subjects: [{ simCardId: card.id, name: '…1234' }],
  });
  const id = result.ok ? result.value.subscriptionIds[0] : undefined;
  if (!id) throw new Error('not started');
  return { id, simCardId: card.id };
}

const row = (id: string) => database().subscription.findUniqueOrThrow({ where: { id } });
const at = (now: string) => contextOf(database(), chain, 'OWNER', now);

describe('startSubscriptions', () => {
  it('pays for all subjects from today, in the zone of the organization', async () => {
    const late = at('2026-01-30T21:30:00Z');
    const cards = [await createCard(database(), chain), await createCard(database(), chain)];
    const subjects = cards.map(({ id }) => ({ simCardId: id, name: '…1234' }));
    const result = await start(late, { planSlug: PLAN, period: 'M1', subjects });
    expect(result).toMatchObject({ ok: true, value: { charged: 38_000 } });
    expect(await walletBalance(owner)).toBe(962_000);
    const living = await livingSubscriptions(owner, { simCardIds: cards.map(({ id }) => id) });
    expect(living.map((each) => each.periodEnd)).toEqual(['2026-02-28', '2026-02-28']);
    const charges = await database().subscriptionCharge.findMany({
      where: { organizationId: chain.organizationId },
      include: { ledgerTransaction: true },
    });
    expect(charges.map((charge) => charge.ledgerTransaction.description)).toEqual([
      'Смарт-карта, …1234: с 31.01.2026 до 28.02.2026',
      'Смарт-карта, …1234: с 31.01.2026 до 28.02.2026',
    ]);
  });

  it('is one charge when asked twice at once', async () => {
    const card = await createCard(database(), chain);
    const input = {
      planSlug: PLAN,
      period: 'M12',
      subjects: [{ simCardId: card.id, name: '…1234' }],
    } as const;
    const results = await Promise.all([start(owner, input), start(owner, input)]);
    expect(results.map((each) => each.ok)).toEqual([true, true]);
    expect(results.reduce((sum, each) => sum + (each.ok ? each.value.charged : 0), 0)).toBe(206_000);
    expect(await walletBalance(owner)).toBe(794_000);
  });

  it('charges nobody when the money is not enough for all', async () => {
    const cards = await Promise.all(Array.from({ length: 5 }, () => createCard(database(), chain)));
    const subjects = cards.map(({ id }) => ({ simCardId: id, name: '…1234' }));
    const result = await start(owner, { planSlug: PLAN, period: 'M12', subjects });
    expect(result).toMatchObject({
      ok: false,
      code: 'INSUFFICIENT_FUNDS',
      details: { missingKopecks: 30_000, missing: '300\u00a0₽' },
    });
    expect(await livingSubscriptions(owner, {})).toEqual([]);
  });

  it('refuses what is foreign, of another kind, unknown or of no period', async () => {
    const other = await createChain(database(), 1_000_000);
    const foreign = await createCard(database(), other);
    const kamchatka = await createCard(database(), chain, { terminalId: chain.terminalIds[2] });
    const mine = await createCard(database(), chain);
    const admin = contextOf(database(), chain, 'ADMIN');
    const ask = (ctx: Context, planSlug: string, simCardId: string, period = 'M1') =>
      start(ctx, { planSlug, period: period as 'M1', subjects: [{ simCardId, name: '…' }] });
    expect(await ask(owner, PLAN, foreign.id)).toMatchObject({ code: 'NOT_FOUND' });
    expect(await ask(admin, PLAN, kamchatka.id)).toMatchObject({ code: 'NOT_FOUND' });
    expect(await ask(owner, 'law-basic-terminal', mine.id)).toMatchObject({ code: 'NOT_FOUND' });
    expect(await ask(owner, 'no-such-plan', mine.id)).toMatchObject({ code: 'NOT_FOUND' });
    expect(await ask(owner, PLAN, mine.id, 'M2')).toMatchObject({ code: 'PERIOD_INVALID' });
    expect(await walletBalance(owner)).toBe(1_000_000);
  });
});

type Command = (ctx: Context, id: string) => Promise<Result<unknown>>;
const commands: Record<string, Command> = {
  changePeriod: (ctx, id) => changePeriod(ctx, { subscriptionIds: [id], period: 'M12' }),
  quotePeriodChange: (ctx, id) => quotePeriodChange(ctx, { subscriptionIds: [id], period: 'M12' }),
  stop: (ctx, id) => stopRenewal(ctx, { subscriptionIds: [id] }),
  resume: (ctx, subscriptionId) => resumeSubscription(ctx, { subscriptionId }),
  renewNow: (ctx, subscriptionId) =>
    renewNow(ctx, { subscriptionId, expectedPeriodIndex: 0, expectedAmount: 19_000 }),
};

describe.each(Object.entries(commands))('%s', (_, command) => {
  it.each(roles)('as %s', async (role) => {
    const { id } = await aSubscription();
    const before = await row(id);
    const result = await command(contextOf(database(), chain, role), id);
    if (role === 'OWNER' || role === 'ADMIN') expect(result.ok).toBe(true);
    else {
      expect(result).toMatchObject({ ok: false, code: 'FORBIDDEN' });
      expect(await row(id)).toEqual(before);
    }
  });

  it('does not find a foreign organization, a foreign store or an unknown id', async () => {
    const { id } = await aSubscription(owner, { terminalId: chain.terminalIds[2] });
    const before = await row(id);
    const stranger = contextOf(database(), await createChain(database()), 'OWNER');
    const admin = contextOf(database(), chain, 'ADMIN');
    for (const [ctx, target] of [
      [stranger, id],
      [admin, id],
      [owner, '00000000-0000-7000-8000-000000000000'],
    ] as const) {
      expect(await command(ctx, target)).toMatchObject({ ok: false, code: 'NOT_FOUND' });
    }
    expect(await row(id)).toEqual(before);
  });
});

describe('for the whole organization', () => {
  const whole: Record<string, (ctx: Context) => Promise<Result<unknown>>> = {
    settleDebts,
    askAutopay,
    start: async (ctx) => {
      const { id } = await createCard(database(), chain);
      return start(ctx, { planSlug: PLAN, period: 'M1', subjects: [{ simCardId: id, name: '…' }] });
    },
  };
  const table = Object.entries(whole).flatMap(([name, command]) =>
    roles.map((role) => [name, role, command] as const),
  );

  it.each(table)('%s as %s', async (_, role, command) => {
    const result = await command(contextOf(database(), chain, role));
    expect(result).toMatchObject(
      role === 'OWNER' || role === 'ADMIN' ? { ok: true } : { ok: false, code: 'FORBIDDEN' },
    );
  });
});

describe('changePeriod', () => {
  it('waits for the paid end and is cancelled by the current period', async () => {
    const { id } = await aSubscription();
    expect(await changePeriod(owner, { subscriptionIds: [id], period: 'M12' })).toEqual({
      ok: true,
      value: { changed: 1, from: '2026-12-20' },
    });
    expect(await row(id)).toMatchObject({ period: 'M1', pendingPeriod: 'M12' });
    await changePeriod(owner, { subscriptionIds: [id], period: 'M1' });
    expect(await row(id)).toMatchObject({ period: 'M1', pendingPeriod: null });
    expect(await walletBalance(owner)).toBe(981_000);
  });

  it.each(['M2', 'M6', '', 'm1', '12'])('refuses the period «%s»', async (period) => {
    const { id } = await aSubscription();
    expect(await changePeriod(owner, { subscriptionIds: [id], period })).toMatchObject({
      code: 'PERIOD_INVALID',
    });
    expect(await row(id)).toMatchObject({ pendingPeriod: null });
  });
});

describe('stop and resume', () => {
  it('a stop survives a change of period, a resume keeps the end and costs nothing', async () => {
    const { id } = await aSubscription();
    await stopRenewal(owner, { subscriptionIds: [id] });
    await changePeriod(owner, { subscriptionIds: [id], period: 'M3' });
    expect(await row(id)).toMatchObject({ cancelAtPeriodEnd: true, pendingPeriod: 'M3' });
    expect(await resumeSubscription(owner, { subscriptionId: id })).toEqual({
      ok: true,
      value: { periodEnd: '2026-12-20' },
    });
    expect(await row(id)).toMatchObject({ cancelAtPeriodEnd: false, pendingPeriod: 'M3' });
    expect(await walletBalance(owner)).toBe(981_000);
  });

  it('cannot be resumed on the day of the end or later', async () => {
    const { id } = await aSubscription();
    await stopRenewal(owner, { subscriptionIds: [id] });
    const late = at('2026-12-20T00:00:00Z');
    expect(await resumeSubscription(late, { subscriptionId: id })).toMatchObject({
      code: 'SUBSCRIPTION_ENDED',
    });
  });

  it('stops all or none', async () => {
    const { id } = await aSubscription();
    const unknown = '00000000-0000-7000-8000-000000000000';
    expect(await stopRenewal(owner, { subscriptionIds: [id, unknown] })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await row(id)).toMatchObject({ cancelAtPeriodEnd: false });
  });

  it('lifts the stops of a removal and leaves those of a person', async () => {
    const removed = await aSubscription();
    const byHand = await aSubscription();
    await stopRenewal(owner, { subscriptionIds: [byHand.id] });
    await stopRenewal(owner, { subscriptionIds: [removed.id, byHand.id], byRemoval: true });
    expect(await liftRemovalStops(owner, { planSlugs: [PLAN] })).toEqual({ ok: true, value: { lifted: 1 } });
    expect(await row(removed.id)).toMatchObject({ cancelAtPeriodEnd: false, stoppedByRemoval: false });
    expect(await row(byHand.id)).toMatchObject({ cancelAtPeriodEnd: true, stoppedByRemoval: false });
    expect(await walletBalance(owner)).toBe(962_000);
  });
});

describe('renewNow', () => {
  const press = (id: string, over = {}) =>
    renewNow(owner, { subscriptionId: id, expectedPeriodIndex: 0, expectedAmount: 19_000, ...over });

  it('pays one next period, however often the same press comes', async () => {
    const { id } = await aSubscription();
    const results = await Promise.all([press(id), press(id), press(id)]);
    expect(results.every((each) => each.ok)).toBe(true);
    expect(await press(id)).toMatchObject({ ok: true, value: { charged: null, periodEnd: '2027-01-20' } });
    const now = await row(id);
    expect(fromDbDate(now.periodStart)).toBe('2026-12-20');
    expect(now).toMatchObject({ periodIndex: 1, paidMonths: 2 });
    expect(await walletBalance(owner)).toBe(962_000);
  });

  it('counts from the anchor: 31 January, 28 February, 31 March', async () => {
    const january = at('2027-01-31T09:00:00Z');
    const { id } = await aSubscription(january);
    const ends = [fromDbDate((await row(id)).periodEnd)];
    for (const expectedPeriodIndex of [0, 1]) {
      await renewNow(january, { subscriptionId: id, expectedPeriodIndex, expectedAmount: 19_000 });
      ends.push(fromDbDate((await row(id)).periodEnd));
    }
    expect(ends).toEqual(['2027-02-28', '2027-03-31', '2027-04-30']);
  });

  it('takes the pending period at its price and refuses another price', async () => {
    const { id } = await aSubscription();
    await changePeriod(owner, { subscriptionIds: [id], period: 'M12' });
    expect(await press(id)).toMatchObject({ code: 'QUOTE_CHANGED' });
    expect(await press(id, { expectedAmount: 206_000 })).toMatchObject({
      ok: true,
      value: { periodEnd: '2027-12-20', charged: 206_000 },
    });
    expect(await row(id)).toMatchObject({ period: 'M12', pendingPeriod: null });
  });

  it('refuses the stopped and leaves the stop', async () => {
    const { id } = await aSubscription();
    await stopRenewal(owner, { subscriptionIds: [id] });
    expect(await press(id)).toMatchObject({ code: 'RENEWAL_STOPPED' });
    expect(await row(id)).toMatchObject({ cancelAtPeriodEnd: true, periodIndex: 0 });
  });

  it('moves nothing without money', async () => {
    const { id } = await aSubscription();
    await changePeriod(owner, { subscriptionIds: [id], period: 'M12' });
    for (let i = 0; i < 4; i += 1) await aSubscription(owner, { period: 'M12' });
    const before = await row(id);
    expect(await press(id, { expectedAmount: 206_000 })).toMatchObject({ code: 'INSUFFICIENT_FUNDS' });
    expect(await row(id)).toEqual(before);
    expect(await queuedTasks(database())).toEqual([]);
  });
});
