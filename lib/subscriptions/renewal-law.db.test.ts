import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { type BillingPeriod, billingPeriods, periodMonths } from '@/lib/catalog/model';
import { fixedClock } from '@/lib/core/clock';
import { addDays, addMonths, daysBetween, fromDbDate, localDate, toDbDate } from '@/lib/core/local-date';
import { realNow } from '@/lib/platform/clock';
import { useDatabase } from '@/lib/testing/database';
import { type Chain, createCard, createChain, fillWallet } from '@/lib/testing/factories';
import { renewDue } from './commands/renew-due';
import type { RenewalTerms } from './model';
import { decideRenewal } from './renewal.rule';
import { termsOf } from './store';

const database = useDatabase();
const PRICES: Record<BillingPeriod, number> = { M1: 19_000, M3: 55_000, M12: 206_000 };
const TODAY = localDate('2028-03-01');
const CARDS = 40;
let chain: Chain;
let cards: string[];

beforeAll(async () => {
  chain = await createChain(database(), 1);
  cards = await Promise.all(
    Array.from({ length: CARDS }, async () => (await createCard(database(), chain)).id),
  );
});

interface Case {
  readonly terms: Omit<RenewalTerms, 'periodEnd'> & { readonly periodEnd: string };
}

/** Terms whose paid end is near TODAY, a little before or after, from any anchor of two centuries. */
const anyTerms: fc.Arbitrary<Case> = fc
  .record({
    months: fc.integer({ min: 1, max: 2_400 }),
    shift: fc.integer({ min: -450, max: 3 }),
    near: fc.integer({ min: -8, max: 2 }),
    isNear: fc.boolean(),
    state: fc.constantFrom('ACTIVE' as const, 'PAST_DUE' as const),
    period: fc.constantFrom(...billingPeriods),
    pendingPeriod: fc.option(fc.constantFrom(...billingPeriods)),
    cancelAtPeriodEnd: fc.boolean(),
    tried: fc.constantFrom(null, 0, 1, 2),
  })
  .map(({ months, shift, near, isNear, tried, ...rest }) => {
    const end = addDays(TODAY, isNear ? near : shift);
    const anchorDate = addMonths(end, -months);
    const periodEnd = addMonths(anchorDate, months);
    const triedOn = tried === null ? null : addDays(TODAY, -tried);
    return { terms: { ...rest, anchorDate, paidMonths: months, periodEnd, periodIndex: 0, triedOn } };
  });

/** The rule for one after another, each with what the ones before it left on the account. */
function expected(all: readonly RenewalTerms[], order: readonly number[], balance: number) {
  let rest = balance;
  const after = new Map<number, Partial<RenewalTerms>>();
  for (const at of order) {
    const terms = all[at];
    if (!terms) continue;
    const decision = decideRenewal(terms, TODAY);
    if (decision.kind === 'WAIT') after.set(at, terms);
    else if (decision.kind === 'END') after.set(at, { ...terms, state: 'EXPIRED' });
    else if (PRICES[decision.next.period] <= rest) {
      rest -= PRICES[decision.next.period];
      const { next } = decision;
      after.set(at, {
        ...terms,
        state: 'ACTIVE',
        period: next.period,
        pendingPeriod: null,
        periodIndex: next.index,
        paidMonths: next.paidMonths,
        periodEnd: next.end,
        triedOn: null,
      });
    } else if (decision.lastAttempt) after.set(at, { ...terms, state: 'EXPIRED' });
    else after.set(at, { ...terms, state: 'PAST_DUE', triedOn: TODAY });
  }
  return { after, rest };
}

it('one statement does with all what the rule says of each, in order, with any money', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyTerms, { minLength: 1, maxLength: CARDS }),
      fc.integer({ min: 0, max: 30 }),
      async (cases, tens) => {
        const { organizationId } = chain;
        await database().subscription.updateMany({ where: { organizationId }, data: { state: 'EXPIRED' } });
        await fillWallet(database(), organizationId, tens * 19_000 + 1);
        const created = await database().subscription.createManyAndReturn({
          data: cases.map(({ terms }, at) => ({
            ...terms,
            organizationId,
            planSlug: 'cash-services-card',
            simCardId: cards[at] ?? '',
            anchorDate: toDbDate(terms.anchorDate),
            triedOn: terms.triedOn && toDbDate(terms.triedOn),
            periodStart: toDbDate(addMonths(terms.anchorDate, terms.paidMonths - periodMonths[terms.period])),
            periodEnd: toDbDate(localDate(terms.periodEnd)),
            createdAt: realNow(),
          })),
        });
        const paid = await database().ledgerTransaction.findFirstOrThrow({ where: { organizationId } });
        await database().subscriptionCharge.createMany({
          data: created.map(({ id, period, periodStart, periodEnd }) => ({
            organizationId,
            subscriptionId: id,
            periodIndex: 0,
            period,
            periodStart,
            periodEnd,
            amountKopecks: 1,
            ledgerTransactionId: paid.id,
            createdAt: realNow(),
          })),
        });
        const terms = created.map((row) => termsOf(row));
        const order = created
          .map((row, at) => ({ at, key: `${fromDbDate(row.periodEnd)} ${row.id}` }))
          .sort((a, b) => (a.key < b.key ? -1 : 1))
          .map(({ at }) => at);
        const wallet = () =>
          database().ledgerAccount.findFirstOrThrow({ where: { organizationId, kind: 'WALLET' } });
        const balance = Number((await wallet()).balanceKopecks);
        const { after, rest } = expected(terms, order, balance);

        await renewDue(database(), fixedClock('2028-03-01T09:00:00Z'), { organizationId });

        const rows = await database().subscription.findMany({
          where: { id: { in: created.map((row) => row.id) } },
        });
        const now = new Map(rows.map((row) => [row.id, termsOf(row)]));
        for (const [at, row] of created.entries()) expect(now.get(row.id)).toEqual(after.get(at));
        expect(Number((await wallet()).balanceKopecks)).toBe(rest);
      },
    ),
    { numRuns: 40 },
  );
}, 120_000);

it('counts months as the calendar of the screens does, for two hundred years of anchors', async () => {
  const wrong = await database().$queryRaw<{ anchor: string; months: number; end: string }[]>`
    SELECT a::date::text AS anchor, m AS months, (a::date + make_interval(months => m))::date::text AS "end"
    FROM generate_series('1900-01-29'::date, '2100-12-31'::date, '1 day') a
    CROSS JOIN unnest(ARRAY[1, 3, 12, 37]) m
    WHERE extract(day FROM a) > 27 OR extract(doy FROM a) < 60`;
  expect(wrong.length).toBeGreaterThan(50_000);
  const differing = wrong.filter(({ anchor, months, end }) => addMonths(localDate(anchor), months) !== end);
  expect(differing).toEqual([]);
  expect(daysBetween(localDate('1900-01-29'), localDate('2100-12-31'))).toBeGreaterThan(365 * 200);
});
