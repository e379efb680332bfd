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

/** Lowest EvotorPOS version per release line, e.g. `{6: '6.42.8', 8: '8.4.2'}`. Empty: no version is too low. */
export type PosVersionFloor = Readonly<Record<number, string>>;

export const moduleCapabilities = ['SIM_CARDS', 'EMAIL_RECEIPTS'] as const;
/** What a domain of the cabinet asks for; which module brings it says the catalogue. */
export type ModuleCapability = (typeof moduleCapabilities)[number];

export interface Plan {
  readonly slug: string;
  readonly name: string;
  readonly subject: 'SMART_CARD' | 'TERMINAL';
  readonly moduleSlug: string | null;
  readonly kitSlug: string | null;
  /** what the module that it pays for brings */
  readonly provides: ModuleCapability | null;
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
  readonly provides: ModuleCapability | null;
  readonly requires: readonly string[];
  /** symmetric: filled on both sides */
  readonly conflictsWith: readonly string[];
  /** key: feature, '' for the module as a whole */
  readonly posVersions: Readonly<Record<string, PosVersionFloor>>;
  /** key: feature; in the genitive: «EvotorPOS для …» */
  readonly features: Readonly<Record<string, string>>;
  /** hardware it cannot do without */
  readonly hardware: readonly string[];
  /** kits that give the entitlement */
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

export interface TerminalModel {
  readonly name: string;
  readonly hardware: ReadonlySet<string>;
}

export interface Catalog {
  /** names of hardware */
  readonly hardware: ReadonlyMap<string, string>;
  /** known models by `modelKey` */
  readonly models: ReadonlyMap<string, TerminalModel>;
  readonly modules: ReadonlyMap<string, CatalogModule>;
  readonly kits: ReadonlyMap<string, Kit>;
  readonly plans: ReadonlyMap<string, Plan>;
}
