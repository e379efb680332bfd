import { expect, it } from 'vitest';
import type { Context } from '@/lib/access/context';
import type { BillingPeriod } from '@/lib/catalog/model';
import { addDays, addMonths, firstOfMonth, type LocalDate, localDateAt } from '@/lib/core/local-date';
import { realNow } from '@/lib/platform/clock';
import { schedule } from '@/lib/platform/jobs';
import { transaction } from '@/lib/platform/transaction';
import { useDatabase } from '@/lib/testing/database';
import { type Chain, contextOf, createCard, createChain } from '@/lib/testing/factories';
import { workOnce } from '@/lib/testing/worker';
import { changePeriod } from './commands/change-period';
import { startSubscriptions } from './commands/start';
import { stopRenewal } from './commands/stop';
import { chargesAhead, type ChargesAhead } from './forecast';
import { subscriptionsJobs } from './jobs';

const database = useDatabase();
const MOSCOW = 'Europe/Moscow';
/** Years of a shop that has been here for a while: anchors at the ends of months, and a leap day on the way. */
const START = '2028-01-15T09:00:00.000Z';
const MONTHS = 12;

/** The renewals of a day, as the worker does them: what finds the work, then the work. */
async function renew(day: LocalDate): Promise<void> {
  await database().sandboxClock.update({
    where: { id: 1 },
    data: { offsetMs: BigInt(Date.parse(`${day}T09:00:00Z`) - realNow().getTime()) },
  });
  await schedule(database(), 'subscriptions.renew-due', {}, { key: `renew:${day}` });
  await workOnce(subscriptionsJobs);
}

const fail = (): never => {
  throw new Error('the calendar is not told');
};

const ownerOn = (chain: Chain, day: string): Context =>
  contextOf(database(), chain, 'OWNER', `${day}T09:00:00Z`);

async function onCard(chain: Chain, day: string, period: BillingPeriod, store: 0 | 1 = 0): Promise<string> {
  const terminalId = chain.terminalIds[store === 0 ? 0 : 2];
  const card = await createCard(database(), chain, { terminalId, state: 'ACTIVE' });
  return start(ownerOn(chain, day), {
    planSlug: 'cash-services-card',
    period,
    subjects: [{ simCardId: card.id, name: '…1' }],
  });
}

const onTerminal = (chain: Chain, day: string, planSlug: string, period: BillingPeriod, at: 0 | 1 | 2) =>
  start(ownerOn(chain, day), {
    planSlug,
    period,
    subjects: [{ terminalId: chain.terminalIds[at], name: 'Касса' }],
  });

async function start(ctx: Context, input: Parameters<typeof startSubscriptions>[1]): Promise<string> {
  const result = await transaction(ctx, (ctx) => startSubscriptions(ctx, input));
  const id = result.ok ? result.value.subscriptionIds[0] : undefined;
  if (!id) throw new Error('not started');
  return id;
}

/** Ends of months and every period of payment, in two stores. */
async function steady(): Promise<Chain> {
  const chain = await createChain(database(), 100_000_000);
  await onCard(chain, '2027-12-31', 'M1');
  await onCard(chain, '2027-12-30', 'M1', 1);
  await onCard(chain, '2028-01-15', 'M1');
  await onCard(chain, '2027-11-30', 'M3');
  await onCard(chain, '2027-02-28', 'M12', 1);
  await onTerminal(chain, '2027-12-29', 'smart-terminal-plus-terminal', 'M1', 2);
  await onTerminal(chain, '2027-10-31', 'law-basic-terminal', 'M3', 0);
  return chain;
}

/** Scheduled stops and changes of period, up and down. */
async function changing(): Promise<Chain> {
  const chain = await createChain(database(), 100_000_000);
  const now = contextOf(database(), chain, 'OWNER', START);
  const stopped = await onCard(chain, '2027-12-20', 'M1');
  const yearly = await onCard(chain, '2027-12-31', 'M1');
  const monthly = await onTerminal(chain, '2027-11-30', 'law-basic-terminal', 'M3', 0);
  const lasting = await onCard(chain, '2027-12-17', 'M1', 1);
  const stoppedYear = await onTerminal(chain, '2027-06-30', 'smart-terminal-plus-terminal', 'M12', 2);
  expect(await stopRenewal(now, { subscriptionIds: [stopped, stoppedYear] })).toMatchObject({ ok: true });
  for (const [subscriptionId, period] of [
    [yearly, 'M12'],
    [monthly, 'M1'],
    [lasting, 'M3'],
  ] as const) {
    await changePeriod(now, { subscriptionIds: [subscriptionId], period });
  }
  return chain;
}

interface Told {
  readonly months: readonly LocalDate[];
  readonly totals: readonly number[];
  readonly plans: readonly (readonly [name: string, amounts: readonly number[]])[];
  readonly stores: Told['plans'];
  readonly days: readonly (readonly (LocalDate | number)[])[];
}

const told = ({ byPlan, byStore, days }: ChargesAhead): Told => ({
  months: byPlan.months,
  totals: byPlan.totals,
  plans: byPlan.rows.map(({ name, amounts }) => [name, amounts] as const).sort(),
  stores: byStore.rows.map(({ name, amounts }) => [name, amounts] as const).sort(),
  days: days.map(({ date, amount, left }) => [date, amount, left]),
});

/** The same of what the renewal has charged since. */
async function charged({ organizationId }: Chain, months: Told['months'], balance: number): Promise<Told> {
  const rows = await database().subscriptionCharge.findMany({
    where: { organizationId, createdAt: { gt: new Date(START) } },
    orderBy: { createdAt: 'asc' },
    include: {
      subscription: {
        include: {
          plan: true,
          simCard: { include: { store: true } },
          terminal: { include: { store: true } },
        },
      },
    },
  });
  const all = rows.map(({ createdAt, amountKopecks, subscription: { plan, simCard, terminal } }) => ({
    on: localDateAt(createdAt, MOSCOW),
    amount: Number(amountKopecks),
    plan: plan.name,
    store: (simCard ?? terminal)?.store?.name ?? '',
  }));
  const byMonth = (each: typeof all) =>
    months.map((month) =>
      each.reduce((sum, { on, amount }) => sum + (firstOfMonth(on) === month ? amount : 0), 0),
    );
  const by = (key: 'plan' | 'store') =>
    grouped(all, (each) => each[key])
      .map(([name, each]) => [name, byMonth(each)] as const)
      .sort();
  let left = balance;
  return {
    months,
    totals: byMonth(all),
    plans: by('plan'),
    stores: by('store'),
    days: grouped(all, ({ on }) => on).map(([on, each]) => {
      const amount = each.reduce((sum, one) => sum + one.amount, 0);
      left -= amount;
      return [on, amount, left];
    }),
  };
}

function grouped<T, K>(all: readonly T[], keyOf: (each: T) => K): [K, T[]][] {
  const groups = new Map<K, T[]>();
  for (const each of all) groups.set(keyOf(each), [...(groups.get(keyOf(each)) ?? []), each]);
  return [...groups];
}

it(
  'what the calendar says is what the renewals charge when a year goes by month after month',
  { timeout: 120_000 },
  async () => {
    const chains = [await steady(), await changing()];
    const promised = await Promise.all(
      chains.map(async (chain) => {
        const ahead = await chargesAhead(contextOf(database(), chain, 'OWNER', START), MONTHS);
        return ahead ?? fail();
      }),
    );
    const first = firstOfMonth(promised[0]?.today ?? fail());
    const monthEnds = Array.from({ length: MONTHS }, (_, k) => addDays(addMonths(first, k + 1), -1));
    const promisedDays = promised.flatMap(({ days }) => days.map(({ date }) => date));
    for (const day of [...new Set([...promisedDays, ...monthEnds])].sort()) await renew(day);
    for (const [index, chain] of chains.entries()) {
      const ahead = promised[index] ?? fail();
      expect(ahead.byPlan.total).toBeGreaterThan(0);
      expect(told(ahead)).toEqual(await charged(chain, ahead.byPlan.months, ahead.balance));
    }
  },
);
