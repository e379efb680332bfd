import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Context } from '@/lib/access/context';
import { chargeSavedCard } from '@/lib/billing/commands/charge-saved-card';
import { followPayment } from '@/lib/billing/commands/follow-payment';
import { removeCard } from '@/lib/billing/commands/remove-card';
import { setAutopay } from '@/lib/billing/commands/set-autopay';
import { startTopUp } from '@/lib/billing/commands/start-top-up';
import { checkLedger } from '@/lib/billing/ledger-check';
import { paymentCards, walletBalance } from '@/lib/billing/queries';
import { type BillingPeriod, billingPeriods } from '@/lib/catalog/model';
import { fixedClock } from '@/lib/core/clock';
import { addDays, type LocalDate, localDate } from '@/lib/core/local-date';
import { kopecks } from '@/lib/core/money';
import { paymentProvider } from '@/lib/platform/ports';
import { transaction } from '@/lib/platform/transaction';
import { useDatabase } from '@/lib/testing/database';
import { anIccid, type Chain, contextOf, createChain, fillWallet } from '@/lib/testing/factories';
import { seededRandom } from '@/lib/testing/random';
import { closeAll, connectedPayments } from '@/sandbox/testing';
import { askAutopay } from './commands/ask-autopay';
import { changePeriod } from './commands/change-period';
import { changePeriodNow } from './commands/change-period-now';
import { quotePeriodChange } from './commands/quote-period-change';
import { renewDue } from './commands/renew-due';
import { renewNow } from './commands/renew-now';
import { resumeSubscription } from './commands/resume';
import { settleDebts } from './commands/settle-debts';
import { startSubscriptions } from './commands/start';
import { stopRenewal } from './commands/stop';
import { debtOf, getSubscription } from './queries';

const ORGANIZATIONS = 5;
const EACH = 100;
const FIRST_DAY = localDate('2027-12-29');
const DAYS = 366;
/** So many of the organizations pay by autopay, on and off. */
const WITH_CARDS = 2;
const PRICES: Record<BillingPeriod, number> = { M1: 19_000, M3: 55_000, M12: 206_000 };
const ZONES = [
  'Europe/Moscow',
  'Asia/Kamchatka',
  'Europe/Kaliningrad',
  'Asia/Yekaterinburg',
  'Europe/Moscow',
];

const { seed, below, chance, oneOf } = seededRandom();
const database = useDatabase();
const chains: Chain[] = [];
/** what was shown before each charge: `<subscription>:<period index>` → kopecks */
const shown = new Map<string, number>();
let stand: Awaited<ReturnType<typeof connectedPayments>>;
/** cards of autopay by organization: none, or one that has not been deleted */
const kept = new Map<Chain, string>();
const tally = { byCard: 0, declined: 0, deleted: 0 };

afterAll(closeAll);
beforeAll(async () => {
  stand = await connectedPayments();
  for (let at = 0; at < ORGANIZATIONS; at += 1) {
    const chain = await createChain(database(), EACH * (at < WITH_CARDS ? 40_000 : 60_000));
    await database().organization.update({
      where: { id: chain.organizationId },
      data: { timeZone: ZONES[at] ?? 'Europe/Moscow' },
    });
    chains.push(chain);
  }
});

const context = (chain: Chain, day: LocalDate): Context => ({
  ...contextOf(database(), chain, 'OWNER', `${day}T09:00:00Z`),
  timeZone: ZONES[chains.indexOf(chain)] ?? 'Europe/Moscow',
});

/** Cards of an organization are started over the first five weeks, so anchors are all the days of a month. */
async function start(chain: Chain, day: LocalDate, count: number): Promise<void> {
  const created = await database().simCard.createManyAndReturn({
    data: Array.from({ length: count }, () => ({
      organizationId: chain.organizationId,
      storeId: chain.storeIds[0],
      operatorSlug: 'mts',
      iccid: anIccid(),
      state: 'ACTIVE' as const,
      stateChangedAt: new Date(`${day}T09:00:00Z`),
      createdAt: new Date(`${day}T09:00:00Z`),
    })),
    select: { id: true },
  });
  const period = oneOf(billingPeriods);
  await transaction(context(chain, day), (ctx) =>
    startSubscriptions(ctx, {
      planSlug: 'cash-services-card',
      period,
      subjects: created.map(({ id }) => ({ simCardId: id, name: '…' })),
    }),
  );
}

async function somebodyActs(chain: Chain, day: LocalDate): Promise<void> {
  const ctx = context(chain, day);
  const rows = await database().subscription.findMany({
    where: { organizationId: chain.organizationId, state: { not: 'EXPIRED' } },
    orderBy: { id: 'asc' },
    select: { id: true },
  });
  if (rows.length === 0) return;
  const ids = Array.from({ length: 1 + below(4) }, () => oneOf(rows).id);
  const [id = ''] = ids;
  const act = below(10);
  if (act < 2) await stopRenewal(ctx, { subscriptionIds: ids });
  else if (act < 4) await resumeSubscription(ctx, { subscriptionId: id });
  else if (act < 6) await changePeriod(ctx, { subscriptionIds: ids, period: oneOf(billingPeriods) });
  else if (act < 8) await renewAsShown(ctx, id);
  else await changeAsShown(ctx, ids, oneOf(billingPeriods));
}

async function renewAsShown(ctx: Context, subscriptionId: string): Promise<void> {
  const sub = (await getSubscription(ctx, subscriptionId))?.subscription;
  if (!sub?.nextCharge) return;
  const expectedAmount = sub.nextCharge.amount;
  const result = await renewNow(ctx, {
    subscriptionId,
    expectedPeriodIndex: sub.periodIndex,
    expectedAmount,
  });
  if (result.ok) shown.set(`${subscriptionId}:${sub.periodIndex + 1}`, expectedAmount);
}

async function changeAsShown(ctx: Context, subscriptionIds: string[], period: BillingPeriod): Promise<void> {
  const quote = await quotePeriodChange(ctx, { subscriptionIds, period });
  if (!quote.ok) return;
  const before = await walletBalance(ctx);
  const result = await changePeriodNow(ctx, { quoteId: quote.value.quoteId });
  if (!result.ok) return;
  expect(before - (await walletBalance(ctx))).toBe(quote.value.total);
  for (const line of quote.value.lines)
    shown.set(`${line.subscriptionId}:${line.periodIndex + 1}`, line.amount);
}

const paid = async (chain: Chain, day: LocalDate, paymentId: string) =>
  followPayment(context(chain, day), { paymentId, look: 0 }, paymentProvider());

/** A person tops up with a card and keeps it for autopay. */
async function keepCard(chain: Chain, day: LocalDate): Promise<void> {
  const ctx = context(chain, day);
  const input = { requestId: randomUUID(), amount: kopecks(10_000), saveCard: true };
  const started = await startTopUp(ctx, input, paymentProvider());
  if (!started.ok) throw new Error(started.code);
  await stand.pay(started.value.confirmationUrl);
  await paid(chain, day, started.value.paymentId);
  const [card] = await paymentCards(ctx);
  if (!card) throw new Error('the card was not kept');
  expect(await setAutopay(ctx, { cardId: card.id })).toMatchObject({ ok: true });
  kept.set(chain, card.id);
}

async function deleteCard(chain: Chain, day: LocalDate): Promise<void> {
  const cardId = kept.get(chain) ?? '';
  expect(await removeCard(context(chain, day), { cardId })).toMatchObject({ ok: true });
  kept.delete(chain);
  tally.deleted += 1;
}

/** What the worker does after the renewals of a day: what is missing comes from the card, unless the bank refuses. */
async function autopay(chain: Chain, day: LocalDate): Promise<void> {
  const ctx = context(chain, day);
  const asked = await askAutopay(ctx);
  const amount = asked.ok ? asked.value.missing : kopecks(0);
  if (!kept.has(chain)) expect(amount).toBe(0);
  if (amount === 0) return;
  const isRefused = chance(0.4);
  if (isRefused) await stand.next('decline:insufficient_funds');
  const need = { amount, balance: await walletBalance(ctx), reason: 'Продление', key: `renewals:${day}` };
  const charged = await chargeSavedCard(ctx, need, paymentProvider());
  expect(charged).toMatchObject({
    value: { outcome: 'CHARGED', state: isRefused ? 'CANCELLED' : 'SUCCEEDED' },
  });
  if (isRefused) tally.declined += 1;
  else {
    tally.byCard += 1;
    await settleDebts(ctx);
    expect(await debtOf(ctx)).toBeNull();
  }
}

/** What the operators do with cards that are no longer paid: only such cards come back with the money. */
const suspendUnpaid = () => database().$executeRaw`
  UPDATE sim_card c SET state = 'SUSPENDED', suspend_reason = 'PAYMENT', holds = '{PAYMENT}'
  FROM subscription s WHERE s.sim_card_id = c.id AND s.state = 'EXPIRED' AND NOT s.cancel_at_period_end
    AND c.state = 'ACTIVE'`;

async function lawsHold(day: LocalDate, awake: boolean): Promise<void> {
  expect((await checkLedger(database())).faults, `on ${day}, seed ${seed}`).toEqual([]);
  if (!awake) return;
  const late = await database().$queryRaw<{ id: string }[]>`
    SELECT s.id::text AS id FROM subscription s JOIN organization o ON o.id = s.organization_id
    WHERE s.state <> 'EXPIRED' AND s.period_end <= (${`${day}T09:00:00Z`}::timestamptz AT TIME ZONE o.time_zone)::date
      AND (s.cancel_at_period_end OR s.state = 'ACTIVE')`;
  expect(late, `left over on ${day}, seed ${seed}`).toEqual([]);
}

/** Every charge is of the sum that was shown: of the quote, of the button, or the price of its period. */
async function everythingWasShown(): Promise<number> {
  const charges = await database().subscriptionCharge.findMany({
    select: { subscriptionId: true, periodIndex: true, period: true, amountKopecks: true },
  });
  const wrong = charges.filter(
    ({ subscriptionId, periodIndex, period, amountKopecks }) =>
      (shown.get(`${subscriptionId}:${periodIndex}`) ?? PRICES[period]) !== Number(amountKopecks),
  );
  expect(wrong).toEqual([]);
  return charges.length;
}

it(`a year of five hundred subscriptions, day by day (seed ${seed})`, async () => {
  console.info(`SIMULATION_SEED=${seed}`);
  let asleep = 0;
  let renewed = 0;
  let ended = 0;
  for (let at = 0; at < DAYS; at += 1) {
    const day = addDays(FIRST_DAY, at);
    for (const chain of chains) {
      if (at < 40 && at % 2 === 0) await start(chain, day, EACH / 20);
      if (chance(0.3)) await somebodyActs(chain, day);
      if (chains.indexOf(chain) < WITH_CARDS && at >= 40) {
        if (!kept.has(chain) && chance(0.1)) await keepCard(chain, day);
        else if (kept.has(chain) && chance(0.01)) await deleteCard(chain, day);
      }
      const transfers = kept.has(chain) ? 0.01 : 0.12;
      if (chance(transfers)) {
        await fillWallet(database(), chain.organizationId, 1 + below(EACH * 12_000));
        await settleDebts(context(chain, day));
      }
    }
    if (asleep === 0 && chance(0.02)) asleep = 1 + below(12);
    const awake = asleep === 0;
    if (awake) {
      const clock = fixedClock(`${day}T09:00:00Z`);
      const workers = await Promise.all([
        renewDue(database(), clock, {}, 40),
        renewDue(database(), clock, {}, 25),
      ]);
      renewed += workers.reduce((sum, each) => sum + each.renewed, 0);
      ended += workers.reduce((sum, each) => sum + each.ended, 0);
      for (const chain of chains.slice(0, WITH_CARDS)) await autopay(chain, day);
      await suspendUnpaid();
    } else asleep -= 1;
    await lawsHold(day, awake);
  }
  const charges = await everythingWasShown();
  console.info(`renewed ${renewed}, ended ${ended}, charges ${charges}, shown before ${shown.size}`);
  console.info(`by card ${tally.byCard}, declined ${tally.declined}, cards deleted ${tally.deleted}`);
  expect(renewed).toBeGreaterThan(250);
  expect(ended).toBeGreaterThan(20);
  expect(shown.size).toBeGreaterThan(50);
  expect(tally.byCard).toBeGreaterThan(5);
  expect(tally.declined).toBeGreaterThan(1);
}, 600_000);
