import { formatMoney } from '@/lib/core/money';
import { cheapestCover } from './cover.rule';
import type { Catalog, CatalogModule, Kit, Plan } from './model';

const perWords: Record<Plan['subject'], string> = { SMART_CARD: 'за карту', TERMINAL: 'за кассу' };

const monthly = (plan: Plan): string => `${formatMoney(plan.prices.M1)} в месяц ${perWords[plan.subject]}`;

/** «бесплатно», «190 ₽ в месяц за карту», «в комплекте от 590 ₽ в месяц за кассу». */
export function priceWords(catalog: Catalog, subject: CatalogModule | Kit): string {
  const planOf = (slug: string) => catalog.plans.get(slug);
  if ('planSlug' in subject) {
    const plan = planOf(subject.planSlug);
    return plan ? monthly(plan) : '';
  }
  const own = subject.planSlugs.map(planOf).find((plan) => plan !== undefined);
  if (own) return monthly(own);
  const plan = planOf(cheapestCover(catalog, [subject.slug], 'M1')?.planSlugs[0] ?? '');
  return plan ? `в комплекте от ${monthly(plan)}` : 'бесплатно';
}
