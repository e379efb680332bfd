import { cheapestCover, entitledBy } from '@/lib/catalog/cover.rule';
import { checkHardware } from '@/lib/catalog/hardware.rule';
import type { BillingPeriod, Catalog } from '@/lib/catalog/model';
import { checkPosVersion } from '@/lib/terminals/pos-version.rule';
import { isPresent } from './installation-state.rule';
import {
  type BlockCode,
  type BlockReason,
  hardwareProblem,
  type InstallationState,
  type TerminalFacts,
  versionProblem,
} from './model';

/** INSTALL: will be; NEEDS: after what `reasons` name; CANNOT: not on this terminal; ALREADY: nothing to do. */
export type Verdict = 'INSTALL' | 'ALREADY' | 'NEEDS' | 'CANNOT';

export interface TerminalPlan {
  readonly terminalId: string;
  readonly verdict: Verdict;
  /** what would be installed, dependencies before what needs them */
  readonly order: readonly string[];
  /** of these: not asked for, but needed */
  readonly missing: readonly string[];
  /** of what is asked for and needed: not paid on this terminal */
  readonly unpaid: readonly string[];
  /** plans that would be bought, the cheapest that entitle to all of it */
  readonly buy: readonly string[];
  readonly reasons: readonly BlockReason[];
}

/** A plan of the module, or of a kit that contains it, is paid on the terminal; what no such plan holds is free. */
export function isEntitled(catalog: Catalog, slug: string, paidPlans: ReadonlySet<string>): boolean {
  if (!catalog.modules.has(slug)) return false;
  const plans = [...catalog.plans.values()].filter((plan) => entitledBy(catalog, plan).includes(slug));
  return plans.length === 0 || plans.some((plan) => paidPlans.has(plan.slug));
}

/** `slugs` with everything they require, dependencies first. */
export function withRequirements(catalog: Catalog, slugs: readonly string[]): string[] {
  const order = new Set<string>();
  const visit = (slug: string, path: readonly string[]) => {
    if (order.has(slug) || path.includes(slug)) return;
    for (const required of catalog.modules.get(slug)?.requires ?? []) visit(required, [...path, slug]);
    order.add(slug);
  };
  for (const slug of slugs) visit(slug, []);
  return [...order];
}

const reason = (
  code: BlockCode,
  moduleSlug: string,
  otherSlug: string | null = null,
  planSlugs: readonly string[] = [],
): BlockReason => ({ code, moduleSlug, otherSlug, planSlugs });

const inCabinet = (catalog: Catalog, slug: string): boolean =>
  catalog.modules.get(slug)?.scope === 'ORGANIZATION';

/** What forbids `slug` on the terminal, given what else will stand there: no purchase and no other module helps. */
function obstacles(
  catalog: Catalog,
  slug: string,
  facts: TerminalFacts,
  together: ReadonlySet<string>,
): BlockReason[] {
  const module = catalog.modules.get(slug);
  if (!module) return [];
  const version = checkPosVersion(facts.posVersion, module.posVersions[''] ?? {});
  return [
    ...module.conflictsWith
      .filter((other) => together.has(other))
      .map((other) => reason('CONFLICT', slug, other)),
    ...(version === 'OK' ? [] : [reason(versionProblem[version], slug)]),
    ...module.hardware.flatMap((each) => {
      const has = checkHardware(catalog, facts.model, each);
      return has === 'OK' ? [] : [reason(hardwareProblem[has], slug, each)];
    }),
  ];
}

/** One reason for each module that is not paid, all naming the same cheapest purchase. */
function unpaidReasons(catalog: Catalog, unpaid: readonly string[]): BlockReason[] {
  const whole = cheapestCover(catalog, unpaid, 'M1');
  return unpaid.map((slug) => {
    const cover = whole ?? cheapestCover(catalog, [slug], 'M1');
    const plans = cover?.planSlugs.filter((each) => holds(catalog, each, slug)) ?? [];
    return reason('NO_ENTITLEMENT', slug, null, plans);
  });
}

function holds(catalog: Catalog, planSlug: string, moduleSlug: string): boolean {
  const plan = catalog.plans.get(planSlug);
  return plan !== undefined && entitledBy(catalog, plan).includes(moduleSlug);
}

/** Who of `all` needs `slug`. */
const neededBy = (catalog: Catalog, slug: string, all: readonly string[]): string =>
  all.find((other) => catalog.modules.get(other)?.requires.includes(slug)) ?? slug;

/**
 * What installing `wanted` on one terminal would do, before anything is done; the command decides by the same
 * function. A conflict is seen with what is there, with what that needs and with what comes along in the same request,
 * whichever came first. What is needed and stands there already must itself be fit and paid, or the new module would not work. With
 * `complete` missing dependencies are taken along («установить недостающее»), with a `period` what is not paid is
 * bought, as cheaply as it can be.
 */
export function planInstallation(
  catalog: Catalog,
  wanted: readonly string[],
  facts: TerminalFacts,
  complete = false,
  period: BillingPeriod | null = null,
): TerminalPlan {
  const { terminalId } = facts;
  const all = withRequirements(catalog, wanted);
  const own = all.filter((slug) => !inCabinet(catalog, slug));
  const order = own.filter((slug) => !facts.present.has(slug));
  const missing = order.filter((slug) => !wanted.includes(slug));
  const unpaid = own.filter((slug) => !isEntitled(catalog, slug, facts.paidPlans));
  const cover = period ? cheapestCover(catalog, unpaid, period) : null;
  const buy = cover?.planSlugs ?? [];
  const base = { terminalId, order, missing, unpaid };
  if (order.length === 0 && buy.length === 0) return { ...base, verdict: 'ALREADY', buy: [], reasons: [] };

  const together = new Set(withRequirements(catalog, [...facts.present, ...order]));
  const hard = own.flatMap((slug) => obstacles(catalog, slug, facts, together));
  const absent = all.filter((slug) => inCabinet(catalog, slug) && !facts.cabinet.has(slug));
  const soft = [
    ...[...absent, ...(complete ? [] : missing)].map((slug) =>
      reason('MISSING_DEPENDENCY', neededBy(catalog, slug, all), slug),
    ),
    ...(cover ? [] : unpaidReasons(catalog, unpaid)),
  ];
  if (hard.length > 0) return { ...base, verdict: 'CANNOT', buy: [], reasons: hard };
  if (soft.length > 0) return { ...base, verdict: 'NEEDS', buy: [], reasons: soft };
  return { ...base, verdict: 'INSTALL', buy, reasons: [] };
}

/**
 * Why an installed module does not work now; empty: it works. What keeps a module it requires from working keeps it
 * from working too. `working`: modules INSTALLED on the terminal.
 */
export function blockReasons(
  catalog: Catalog,
  slug: string,
  facts: TerminalFacts,
  working: ReadonlySet<string>,
): BlockReason[] {
  return withRequirements(catalog, [slug]).flatMap((each) => {
    const there = inCabinet(catalog, each) ? facts.cabinet.has(each) : each === slug || working.has(each);
    if (!there) return [reason('MISSING_DEPENDENCY', slug, each)];
    if (inCabinet(catalog, each)) return [];
    const others = new Set([...working].filter((other) => other !== each));
    return [
      ...obstacles(catalog, each, facts, others),
      ...(isEntitled(catalog, each, facts.paidPlans) ? [] : unpaidReasons(catalog, [each])),
    ];
  });
}

/**
 * What it means that a terminal has a module after all: APPLIED; or REMOVE, when it had FAILED and since then one that
 * cannot stand beside it has been asked for, or one that it needs has been removed.
 */
export function arrival(
  catalog: Catalog,
  slug: string,
  states: ReadonlyMap<string, InstallationState>,
): 'APPLIED' | 'REMOVE' {
  if (states.get(slug) !== 'FAILED') return 'APPLIED';
  const module = catalog.modules.get(slug);
  const isThere = (other: string) => isPresent(states.get(other) ?? 'REMOVED');
  const opposed = module?.conflictsWith.some(isThere) ?? false;
  const lacking = (module?.requires ?? []).some(
    (each) => !inCabinet(catalog, each) && !isThere(each) && states.get(each) !== 'FAILED',
  );
  return opposed || lacking ? 'REMOVE' : 'APPLIED';
}

/** Modules present on the terminal that need `slug`, directly or through another; what needs others comes first. */
export function dependents(catalog: Catalog, slug: string, present: ReadonlySet<string>): string[] {
  const found = [...present].filter(
    (other) => other !== slug && withRequirements(catalog, [other]).includes(slug),
  );
  return withRequirements(catalog, found)
    .filter((each) => found.includes(each))
    .reverse();
}

/**
 * What stands against a module of the cabinet beside those that work there: what it requires and what it cannot go
 * with, in the cabinet.
 */
export function cabinetObstacles(
  catalog: Catalog,
  slug: string,
  cabinet: ReadonlySet<string>,
): BlockReason[] {
  const module = catalog.modules.get(slug);
  if (!module) return [];
  return [
    ...module.requires
      .filter((each) => !cabinet.has(each))
      .map((each) => reason('MISSING_DEPENDENCY', slug, each)),
    ...module.conflictsWith
      .filter((other) => cabinet.has(other))
      .map((other) => reason('CONFLICT', slug, other)),
  ];
}
