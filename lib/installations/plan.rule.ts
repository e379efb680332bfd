import { type Catalog, type CatalogModule, type Kit } from '@/lib/catalog/model';
import { checkPosVersion } from '@/lib/terminals/pos-version.rule';
import { type BlockReason, type InstallationState, type TerminalFacts, versionProblem } from './model';

/** INSTALL: will be; NEEDS: after what `reasons` name; CANNOT: not on this terminal; ALREADY: nothing to do. */
export type Verdict = 'INSTALL' | 'ALREADY' | 'NEEDS' | 'CANNOT';

export interface TerminalPlan {
  readonly terminalId: string;
  readonly verdict: Verdict;
  /** what would be installed, dependencies before what needs them */
  readonly order: readonly string[];
  /** of these: not asked for, but needed */
  readonly missing: readonly string[];
  readonly reasons: readonly BlockReason[];
}

const isFree = (module: CatalogModule): boolean =>
  module.kitSlugs.length === 0 && module.planSlugs.length === 0;

/** A plan of the module, or of a kit that contains it, is paid on the terminal; a module in no kit and no plan is free. */
export function isEntitled(catalog: Catalog, slug: string, paidPlans: ReadonlySet<string>): boolean {
  const module = catalog.modules.get(slug);
  if (!module) return false;
  if (isFree(module)) return true;
  const plans = [...module.planSlugs, ...module.kitSlugs.map((kit) => catalog.kits.get(kit)?.planSlug)];
  return plans.some((plan) => plan !== undefined && paidPlans.has(plan));
}

/** The kit with the lowest monthly price that contains all of `slugs`; null when none does. */
export function cheapestKit(catalog: Catalog, slugs: readonly string[]): Kit | null {
  const price = (kit: Kit) => catalog.plans.get(kit.planSlug)?.prices.M1 ?? Number.POSITIVE_INFINITY;
  return (
    [...catalog.kits.values()]
      .filter((kit) => slugs.every((slug) => kit.moduleSlugs.includes(slug)))
      .sort((a, b) => price(a) - price(b))[0] ?? null
  );
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
  code: BlockReason['code'],
  moduleSlug: string,
  otherSlug: string | null = null,
): BlockReason => ({
  code,
  moduleSlug,
  otherSlug,
  kitSlug: null,
});

/** What forbids `slug` on the terminal, given what else will stand there. */
function obstacles(
  catalog: Catalog,
  slug: string,
  facts: TerminalFacts,
  together: ReadonlySet<string>,
): BlockReason[] {
  const module = catalog.modules.get(slug);
  if (!module) return [];
  const found = module.conflictsWith
    .filter((other) => together.has(other))
    .map((other) => reason('CONFLICT', slug, other));
  const version = checkPosVersion(facts.posVersion, module.posVersions[''] ?? {});
  return version === 'OK' ? found : [...found, reason(versionProblem[version], slug)];
}

/**
 * What installing `wanted` on one terminal would do, before anything is done; the command decides by the same
 * function. A conflict is seen with what is there and with what comes along in the same request, whichever came
 * first. With `complete` the missing dependencies are taken along («установить недостающее»).
 */
export function planInstallation(
  catalog: Catalog,
  wanted: readonly string[],
  facts: TerminalFacts,
  complete = false,
): TerminalPlan {
  const { terminalId } = facts;
  const all = withRequirements(catalog, wanted);
  const order = all.filter((slug) => !facts.present.has(slug));
  const missing = order.filter((slug) => !wanted.includes(slug));
  if (order.length === 0) return { terminalId, verdict: 'ALREADY', order, missing, reasons: [] };

  const together = new Set([...facts.present, ...order]);
  const hard = order.flatMap((slug) => obstacles(catalog, slug, facts, together));
  const unpaid = order.filter((slug) => !isEntitled(catalog, slug, facts.paidPlans));
  const kit =
    unpaid.length > 0 ? (cheapestKit(catalog, unpaid) ?? cheapestKit(catalog, unpaid.slice(0, 1))) : null;
  const soft = [
    ...(complete ? [] : missing.map((slug) => reason('MISSING_DEPENDENCY', wanted[0] ?? slug, slug))),
    ...unpaid.map((slug) => ({ ...reason('NO_ENTITLEMENT', slug), kitSlug: kit?.slug ?? null })),
  ];
  const verdict = hard.length > 0 ? 'CANNOT' : soft.length > 0 ? 'NEEDS' : 'INSTALL';
  return { terminalId, verdict, order, missing, reasons: [...hard, ...soft] };
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
    if (each !== slug && !working.has(each)) return [reason('MISSING_DEPENDENCY', slug, each)];
    const others = new Set([...working].filter((other) => other !== each));
    const unpaid = { ...reason('NO_ENTITLEMENT', each), kitSlug: cheapestKit(catalog, [each])?.slug ?? null };
    return [
      ...obstacles(catalog, each, facts, others),
      ...(isEntitled(catalog, each, facts.paidPlans) ? [] : [unpaid]),
    ];
  });
}

/**
 * What it means that a terminal has a module after all: APPLIED; or REMOVE, when it had FAILED and one that cannot
 * stand beside it has been asked for since.
 */
export const arrival = (
  catalog: Catalog,
  slug: string,
  state: InstallationState,
  present: ReadonlySet<string>,
): 'APPLIED' | 'REMOVE' =>
  state === 'FAILED' && catalog.modules.get(slug)?.conflictsWith.some((other) => present.has(other))
    ? 'REMOVE'
    : 'APPLIED';

/** Modules present on the terminal that need `slug`, directly or through another. */
export function dependents(catalog: Catalog, slug: string, present: ReadonlySet<string>): string[] {
  return [...present].filter((other) => other !== slug && withRequirements(catalog, [other]).includes(slug));
}
