import { billingPeriods, type BillingPeriod, type Catalog } from '@/lib/catalog/model';
import { groupedBy } from '@/lib/core/group';
import type { BlockReason, TerminalFacts } from './model';
import { planInstallation, type TerminalPlan, type Verdict } from './plan.rule';

/** What the person has agreed to take along. */
export interface Agreed {
  readonly complete: boolean;
  readonly buy: boolean;
}

export const agreements: readonly Agreed[] = [
  { complete: false, buy: false },
  { complete: true, buy: false },
  { complete: false, buy: true },
  { complete: true, buy: true },
];

export const agreementIndex = ({ complete, buy }: Agreed): number => (complete ? 1 : 0) + (buy ? 2 : 0);

/** What would happen on every terminal that has it, worked out once. */
export interface Outcome {
  readonly verdict: Verdict;
  readonly order: readonly string[];
  readonly missing: readonly string[];
  readonly reasons: readonly BlockReason[];
  /** plans to buy for one such terminal, by period; empty: nothing */
  readonly buy: Readonly<Record<BillingPeriod, readonly string[]>>;
}

export interface Outcomes {
  readonly outcomes: readonly Outcome[];
  /** by terminal: the number of its outcome under each of `agreements` */
  readonly byTerminal: ReadonlyMap<string, readonly number[]>;
}

/**
 * The plans of `planInstallation` for many terminals under everything a person may agree to, equal ones said once, so
 * that 500 terminals are a handful of groups.
 */
export function planOutcomes(
  catalog: Catalog,
  wanted: readonly string[],
  facts: Iterable<TerminalFacts>,
): Outcomes {
  const outcomes: Outcome[] = [];
  const known = new Map<string, number>();
  const numberOf = (outcome: Outcome): number => {
    const key = JSON.stringify(outcome);
    const number = known.get(key) ?? outcomes.push(outcome) - 1;
    known.set(key, number);
    return number;
  };
  const byTerminal = new Map<string, readonly number[]>();
  for (const fact of facts) {
    const numbers = agreements.map(({ complete, buy }) => {
      const plan = (period: BillingPeriod | null) =>
        planInstallation(catalog, wanted, fact, complete, period);
      const { verdict, order, missing, reasons } = plan(buy ? 'M1' : null);
      const bought = billingPeriods.map((period) => [period, buy ? plan(period).buy : []] as const);
      const byPeriod = Object.fromEntries(bought) as Outcome['buy'];
      return numberOf({ verdict, order, missing, reasons, buy: byPeriod });
    });
    byTerminal.set(fact.terminalId, numbers);
  }
  return { outcomes, byTerminal };
}

export interface OutcomeGroup {
  readonly number: number;
  readonly terminalIds: readonly string[];
}

const rank: Record<Verdict, number> = { INSTALL: 0, NEEDS: 1, CANNOT: 2, ALREADY: 3 };

/** The chosen terminals by what would happen on them: what will be first, the largest group first among equals. */
export function groupedOutcomes(
  outcomes: readonly { readonly verdict: Verdict }[],
  chosen: readonly { readonly id: string; readonly numbers: readonly number[] }[],
  agreed: Agreed,
): OutcomeGroup[] {
  const index = agreementIndex(agreed);
  const place = ({ number, terminalIds }: OutcomeGroup) => [
    rank[outcomes[number]?.verdict ?? 'CANNOT'],
    -terminalIds.length,
    number,
  ];
  return [...groupedBy(chosen, ({ numbers }) => numbers[index] ?? 0)]
    .map(([number, rows]) => ({ number, terminalIds: rows.map(({ id }) => id) }))
    .sort((a, b) => {
      const [left, right] = [place(a), place(b)];
      const at = left.findIndex((each, position) => each !== right[position]);
      return at === -1 ? 0 : (left[at] ?? 0) - (right[at] ?? 0);
    });
}

/** A sum by what is bought, for the groups that will be installed. */
export function groupPurchases(
  outcomes: readonly { readonly verdict: Verdict; readonly buy: Outcome['buy'] }[],
  groups: readonly OutcomeGroup[],
  period: BillingPeriod,
): Pick<TerminalPlan, 'terminalId' | 'buy'>[] {
  return groups.flatMap(({ number, terminalIds }) => {
    const outcome = outcomes[number];
    const buy = outcome?.verdict === 'INSTALL' ? outcome.buy[period] : [];
    return terminalIds.map((terminalId) => ({ terminalId, buy }));
  });
}
