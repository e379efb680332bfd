import { formatMoney } from '@/lib/core/money';
import type { Catalog, CatalogModule, Kit } from './model';

/** «бесплатно», «190 ₽ в месяц за карту», «в комплекте от 590 ₽ в месяц за кассу». */
export function priceWords(catalog: Catalog, subject: CatalogModule | Kit): string {
  const each = (planSlug: string): { amount: number; words: string } | null => {
    const plan = catalog.plans.get(planSlug);
    if (!plan) return null;
    const per = plan.subject === 'SMART_CARD' ? 'за карту' : 'за кассу';
    return { amount: plan.prices.M1, words: `${formatMoney(plan.prices.M1)} в месяц ${per}` };
  };
  if ('planSlug' in subject) return each(subject.planSlug)?.words ?? '';
  const own = subject.planSlugs.map(each).find((price) => price !== null);
  const kits = subject.kitSlugs
    .map((slug) => each(catalog.kits.get(slug)?.planSlug ?? ''))
    .filter((price) => price !== null)
    .sort((a, b) => a.amount - b.amount);
  if (own) return own.words;
  const [cheapest] = kits;
  return cheapest ? `в комплекте от ${cheapest.words}` : 'бесплатно';
}
