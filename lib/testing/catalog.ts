import type { Catalog, CatalogModule, Plan } from '@/lib/catalog/model';
import { kopecks } from '@/lib/core/money';

const base: Omit<CatalogModule, 'slug' | 'name'> = {
  publisher: 'П',
  summary: '',
  description: '',
  version: '1.0.0',
  scope: 'TERMINAL',
  provides: null,
  requires: [],
  conflictsWith: [],
  posVersions: {},
  features: {},
  hardware: [],
  kitSlugs: [],
  planSlugs: [],
};

/** [what it holds, price by month] */
type Offers = Readonly<Record<string, readonly [modules: readonly string[], price: number]>>;

const planOf = (slug: string, price: number, holder: Pick<Plan, 'moduleSlug' | 'kitSlug'>): Plan => {
  const month = kopecks(price);
  return {
    slug,
    name: slug,
    subject: 'TERMINAL',
    provides: null,
    prices: { M1: month, M3: kopecks(price * 3 - 1), M12: kopecks(price * 11) },
    ...holder,
  };
};

/**
 * A catalogue of a test: kits by name, whose plans are `plan-<kit>`, and modules sold alone, whose plans are
 * `plan-<module>`. Model 73 has a port, model 5 has none.
 */
export function catalogOf(
  modules: readonly Partial<CatalogModule>[],
  kits: Offers = {},
  alone: Readonly<Record<string, number>> = {},
): Catalog {
  const all = modules.map((module): CatalogModule => {
    const slug = module.slug ?? '';
    const kitSlugs = Object.keys(kits).filter((kit) => kits[kit]?.[0].includes(slug));
    const planSlugs = slug in alone ? [`plan-${slug}`] : [];
    return { ...base, ...module, slug, name: slug, kitSlugs, planSlugs };
  });
  const plans = [
    ...Object.entries(kits).map(([kitSlug, [, price]]) =>
      planOf(`plan-${kitSlug}`, price, { kitSlug, moduleSlug: null }),
    ),
    ...Object.entries(alone).map(([moduleSlug, price]) =>
      planOf(`plan-${moduleSlug}`, price, { kitSlug: null, moduleSlug }),
    ),
  ];
  return {
    modules: new Map(all.map((module) => [module.slug, module])),
    kits: new Map(
      Object.entries(kits).map(([slug, [moduleSlugs]]) => [
        slug,
        { slug, name: slug, summary: '', description: '', moduleSlugs, planSlug: `plan-${slug}` },
      ]),
    ),
    plans: new Map(plans.map((plan) => [plan.slug, plan])),
    hardware: new Map([['port', 'разъём']]),
    models: new Map([
      ['73', { name: 'Эвотор 7.3', hardware: new Set(['port']) }],
      ['5', { name: 'Эвотор 5', hardware: new Set() }],
    ]),
  };
}
