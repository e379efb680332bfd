import type { Kopecks } from '@/lib/core/money';

export const billingPeriods = ['M1', 'M3', 'M12'] as const;
/** Once in 1, 3 or 12 months; nothing else exists (seed «Кассовые сервисы», functional characteristic 4). */
export type BillingPeriod = (typeof billingPeriods)[number];

export const periodMonths: Record<BillingPeriod, number> = { M1: 1, M3: 3, M12: 12 };
export const periodNames: Record<BillingPeriod, string> = {
  M1: 'раз в месяц',
  M3: 'раз в 3 месяца',
  M12: 'раз в 12 месяцев',
};

/** Lowest EvotorPOS version per release line, e.g. `{6: '6.42.8', 8: '8.4.2'}`. Empty: any version. */
export type PosVersionFloor = Readonly<Record<number, string>>;

export interface Plan {
  readonly slug: string;
  readonly name: string;
  readonly subject: 'SMART_CARD' | 'TERMINAL';
  readonly moduleSlug: string | null;
  readonly kitSlug: string | null;
  readonly prices: Readonly<Record<BillingPeriod, Kopecks>>;
}

export interface CatalogModule {
  readonly slug: string;
  readonly name: string;
  readonly publisher: string;
  readonly summary: string;
  readonly description: string;
  readonly version: string;
  readonly scope: 'ORGANIZATION' | 'TERMINAL';
  readonly needsPaperless: boolean;
  readonly requires: readonly string[];
  /** symmetric: filled on both sides */
  readonly conflictsWith: readonly string[];
  /** key: feature, '' for the module as a whole */
  readonly posVersions: Readonly<Record<string, PosVersionFloor>>;
  /** kits that give the entitlement; with neither kits nor plans the module is free */
  readonly kitSlugs: readonly string[];
  readonly planSlugs: readonly string[];
}

export interface Kit {
  readonly slug: string;
  readonly name: string;
  readonly summary: string;
  readonly description: string;
  readonly moduleSlugs: readonly string[];
  readonly planSlug: string;
}

export interface Catalog {
  readonly modules: ReadonlyMap<string, CatalogModule>;
  readonly kits: ReadonlyMap<string, Kit>;
  readonly plans: ReadonlyMap<string, Plan>;
}
