import type { Catalog } from './model';

/** «комплект «Закон: базовый»», «модуль «Маркировка товаров»»: what a plan pays for. */
export function planTitle(catalog: Pick<Catalog, 'kits' | 'plans'>, planSlug: string): string {
  const plan = catalog.plans.get(planSlug);
  const kit = catalog.kits.get(plan?.kitSlug ?? '');
  return kit ? `комплект «${kit.name}»` : `модуль «${plan?.name ?? planSlug}»`;
}
