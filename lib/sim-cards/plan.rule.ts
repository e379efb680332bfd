import type { Catalog, Plan } from '@/lib/catalog/model';
import { SIM_CARD_MODULE } from './model';

/** What pays for a smart card. @throws when the catalogue has no such plan. */
export function simCardPlan(catalog: Pick<Catalog, 'plans'>): Plan {
  for (const plan of catalog.plans.values()) {
    if (plan.subject === 'SMART_CARD' && plan.provides === SIM_CARD_MODULE) return plan;
  }
  throw new Error('the catalogue has no plan for smart cards');
}
