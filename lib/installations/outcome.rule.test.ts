import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalogOf } from '@/lib/testing/catalog';
import type { TerminalFacts } from './model';
import { agreementIndex, agreements, groupedOutcomes, groupPurchases, planOutcomes } from './outcome.rule';
import { planInstallation } from './plan.rule';
import { purchaseOf } from './purchase.rule';
import { runOutcome } from './run-outcome.rule';

const catalog = catalogOf(
  [
    { slug: 'law' },
    { slug: 'mail', requires: ['law'], conflictsWith: ['sections'] },
    { slug: 'sections', conflictsWith: ['mail'] },
  ],
  { basic: [['law'], 59_000] },
);
const facts = (terminalId: string, change: Partial<TerminalFacts> = {}): TerminalFacts => ({
  terminalId,
  posVersion: '8.4.2',
  model: '7.3',
  present: new Set(),
  cabinet: new Set(),
  paidPlans: new Set(),
  ...change,
});

describe('five hundred terminals are a handful of groups', () => {
  const fleet = Array.from({ length: 500 }, (_, index) =>
    facts(`t${String(index)}`, {
      present: new Set(index % 50 === 0 ? ['sections'] : index % 7 === 0 ? ['law', 'mail'] : []),
      paidPlans: new Set(index % 3 === 0 || index % 7 === 0 ? ['plan-basic'] : []),
    }),
  );
  const { outcomes, byTerminal } = planOutcomes(catalog, ['mail'], fleet);
  const rows = [...byTerminal].map(([id, numbers]) => ({ id, numbers }));
  const view = (complete: boolean, buy: boolean) =>
    groupedOutcomes(outcomes, rows, { complete, buy }).map(({ number, terminalIds }) => [
      outcomes[number]?.verdict,
      terminalIds.length,
      outcomes[number]?.reasons.map(({ code }) => code).join(),
    ]);

  it('what will be comes first, then what needs something, then what cannot be', () => {
    expect(view(false, false)).toEqual([
      ['NEEDS', 280, 'MISSING_DEPENDENCY,NO_ENTITLEMENT'],
      ['NEEDS', 140, 'MISSING_DEPENDENCY'],
      ['CANNOT', 10, 'CONFLICT'],
      ['ALREADY', 70, ''],
    ]);
    expect(view(true, true).map(([verdict, count]) => [verdict, count])).toEqual([
      ['INSTALL', 280],
      ['INSTALL', 140],
      ['CANNOT', 10],
      ['ALREADY', 70],
    ]);
  });

  it('the sum is of those that will be installed and are not paid', () => {
    const groups = groupedOutcomes(outcomes, rows, { complete: true, buy: true });
    const { lines, total } = purchaseOf(catalog, groupPurchases(outcomes, groups, 'M1'), 'M1');
    expect(lines.map(({ planSlug, terminalIds, each }) => [planSlug, terminalIds.length, each])).toEqual([
      ['plan-basic', 280, 59_000],
    ]);
    expect(total).toBe(280 * 59_000);
  });

  it('says of each terminal what its own plan says', () => {
    fc.assert(
      fc.property(fc.constantFrom(...fleet), fc.constantFrom(...agreements), (fact, agreed) => {
        const outcome = outcomes[byTerminal.get(fact.terminalId)?.[agreementIndex(agreed)] ?? -1];
        const plan = planInstallation(catalog, ['mail'], fact, agreed.complete, agreed.buy ? 'M3' : null);
        expect(outcome).toMatchObject({ verdict: plan.verdict, order: plan.order, reasons: plan.reasons });
        expect(outcome?.buy.M3).toEqual(plan.buy);
      }),
    );
  });
});

it.each([
  ['INSTALL', ['INSTALLED', 'INSTALLED'], 'INSTALLED'],
  ['INSTALL', ['INSTALLED', 'REQUESTED'], 'WAITING'],
  ['INSTALL', ['WAITING_TERMINAL'], 'WAITING'],
  ['INSTALL', ['FAILED', 'REQUESTED'], 'FAILED'],
  ['INSTALL', ['INSTALLED', 'REMOVING'], 'GONE'],
  ['INSTALL', [null], 'GONE'],
  ['ALREADY', ['INSTALLED'], 'ALREADY'],
  ['NEEDS', [null], 'NEEDS'],
  ['CANNOT', ['INSTALLED'], 'CANNOT'],
] as const)('%s with %j has come to %s', (verdict, states, outcome) => {
  expect(runOutcome(verdict, states)).toBe(outcome);
});
