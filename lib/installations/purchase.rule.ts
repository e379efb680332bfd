import type { BillingPeriod, Catalog } from '@/lib/catalog/model';
import { addMoney, type Kopecks, kopecks, timesMoney } from '@/lib/core/money';
import type { TerminalPlan } from './plan.rule';

/** One kind of purchase for several terminals. */
export interface PurchaseLine {
  readonly planSlug: string;
  readonly terminalIds: readonly string[];
  readonly each: Kopecks;
  readonly total: Kopecks;
}

/** What the plans would buy, by the name of the plan, and what it costs together. */
export function purchaseOf(
  catalog: Pick<Catalog, 'plans'>,
  plans: readonly Pick<TerminalPlan, 'terminalId' | 'buy'>[],
  period: BillingPeriod,
): { readonly lines: readonly PurchaseLine[]; readonly total: Kopecks } {
  const slugs = [...new Set(plans.flatMap(({ buy }) => buy))].sort();
  const lines = slugs.map((planSlug): PurchaseLine => {
    const terminalIds = plans.filter(({ buy }) => buy.includes(planSlug)).map(({ terminalId }) => terminalId);
    const each = catalog.plans.get(planSlug)?.prices[period] ?? kopecks(0);
    return { planSlug, terminalIds, each, total: timesMoney(each, terminalIds.length) };
  });
  return { lines, total: addMoney(...lines.map((line) => line.total)) };
}
