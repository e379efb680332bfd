import { addMoney, type Kopecks, kopecks } from '@/lib/core/money';
import type { BillingPeriod, Catalog, Kit, Plan } from './model';

/** What to buy for one terminal, and what it costs for one period. */
export interface Cover {
  /** in the order of their slugs */
  readonly planSlugs: readonly string[];
  readonly price: Kopecks;
}

interface Choice extends Cover {
  /** how many modules the chosen plans hold in all */
  readonly held: number;
}

/** Modules that a plan entitles a terminal to. */
export function entitledBy(catalog: Catalog, plan: Plan): readonly string[] {
  if (plan.subject !== 'TERMINAL') return [];
  if (plan.kitSlug !== null) return catalog.kits.get(plan.kitSlug)?.moduleSlugs ?? [];
  return plan.moduleSlug === null ? [] : [plan.moduleSlug];
}

/** Cheaper; then fewer purchases; then the one that holds more; then by name. */
function better(a: Choice, b: Choice | undefined): boolean {
  if (!b) return true;
  if (a.price !== b.price) return a.price < b.price;
  if (a.planSlugs.length !== b.planSlugs.length) return a.planSlugs.length < b.planSlugs.length;
  if (a.held !== b.held) return a.held > b.held;
  return a.planSlugs.join() < b.planSlugs.join();
}

/**
 * The cheapest set of kits and plans that together entitle one terminal to all of `moduleSlugs`, at the prices of one
 * period; the result does not depend on the order of the data. Null: something of it is not for sale. Nothing wanted:
 * nothing to buy. At most 20 modules.
 */
export function cheapestCover(
  catalog: Catalog,
  moduleSlugs: readonly string[],
  period: BillingPeriod,
  allowed: (plan: Plan) => boolean = () => true,
): Cover | null {
  const wanted = [...new Set(moduleSlugs)];
  const all = 2 ** wanted.length - 1;
  const offers = [...catalog.plans.values()]
    .filter(allowed)
    .sort((a, b) => (a.slug < b.slug ? -1 : 1))
    .map((plan) => {
      const holds = entitledBy(catalog, plan);
      const mask = wanted.reduce((sum, slug, bit) => (holds.includes(slug) ? sum + 2 ** bit : sum), 0);
      return { slug: plan.slug, price: plan.prices[period], held: holds.length, mask };
    })
    .filter(({ mask }) => mask > 0);
  const best = new Map<number, Choice>([[0, { planSlugs: [], price: kopecks(0), held: 0 }]]);
  for (const { slug, price, held, mask } of offers) {
    for (const [covered, choice] of [...best]) {
      const next = covered | mask;
      const candidate: Choice = {
        planSlugs: [...choice.planSlugs, slug],
        price: addMoney(choice.price, price),
        held: choice.held + held,
      };
      if (next !== covered && better(candidate, best.get(next))) best.set(next, candidate);
    }
  }
  const found = best.get(all);
  return found ? { planSlugs: found.planSlugs, price: found.price } : null;
}

/**
 * What the modules of a kit cost one by one and in smaller kits. Null: some of them come only with it or with a kit that
 * holds as much.
 */
export const separately = (catalog: Catalog, kit: Kit, period: BillingPeriod): Cover | null =>
  cheapestCover(
    catalog,
    kit.moduleSlugs,
    period,
    (plan) => plan.kitSlug === null || entitledBy(catalog, plan).length < kit.moduleSlugs.length,
  );
