import { type Context, inStores } from '@/lib/access/context';
import { providerOf } from '@/lib/catalog/lookup.rule';
import type { Catalog } from '@/lib/catalog/model';
import { isPresent } from '@/lib/installations/installation-state.rule';
import type { InstalledModule, TerminalFacts as InstallationFacts } from '@/lib/installations/model';
import { isEntitled, withRequirements } from '@/lib/installations/plan.rule';
import { installedOnTerminals, terminalFacts } from '@/lib/installations/queries';
import type { Prisma } from '@/lib/platform/db';
import { checkPosVersion, type PosVersionVerdict } from '@/lib/terminals/pos-version.rule';
import type { ChosenSetting, TerminalFacts } from './model';
import type { ModuleFact, ReadinessFacts } from './readiness.rule';
import type { TerminalRow } from './store';

/** The module that brings receipts by e-mail; which one it is says the catalogue. */
const ours = (catalog: Catalog): string => providerOf(catalog, 'EMAIL_RECEIPTS')?.slug ?? '';
const DEFAULT_EMAIL = 'default-email';

/** Lowest EvotorPOS per release line that knows the default address; data of the catalogue. */
export const addressFloor = (catalog: Catalog) =>
  catalog.modules.get(ours(catalog))?.posVersions[DEFAULT_EMAIL] ?? {};

const addressVerdict = (catalog: Catalog, posVersion: string | null): PosVersionVerdict =>
  checkPosVersion(posVersion, addressFloor(catalog));

/** Terminals whose EvotorPOS does not know the default address, for a `where`. */
export async function onOldVersions(ctx: Context, catalog: Catalog): Promise<Prisma.TerminalWhereInput> {
  const versions = await ctx.db.terminal.groupBy({
    by: ['posVersion'],
    where: { organizationId: ctx.organizationId, ...inStores(ctx) },
  });
  const old = versions
    .map((row) => row.posVersion)
    .filter((version) => addressVerdict(catalog, version) !== 'OK');
  return { OR: [{ posVersion: { in: old.filter((version) => version !== null) } }, { posVersion: null }] };
}

type InstalledByTerminal = ReadonlyMap<string, readonly InstalledModule[]>;

export const loadInstalled = (
  ctx: Context,
  terminals: readonly { readonly id: string }[],
): Promise<InstalledByTerminal> =>
  installedOnTerminals(
    ctx,
    terminals.map(({ id }) => id),
  );

type Terminal = Pick<TerminalRow, 'id' | 'posVersion' | 'ofdMode'>;

export function factsOf(catalog: Catalog, installed: InstalledByTerminal, terminal: Terminal): TerminalFacts {
  const module = installed.get(terminal.id)?.find((each) => each.moduleSlug === ours(catalog));
  const isThere = module?.state === 'INSTALLED' || module?.state === 'REMOVING';
  return {
    moduleWorks: isThere && module.effective === 'ENABLED',
    autonomous: terminal.ofdMode === 'AUTONOMOUS',
    version: addressVerdict(catalog, terminal.posVersion),
  };
}

export const loadEntitlements = (
  ctx: Context,
  terminals: readonly { readonly id: string }[],
): Promise<ReadonlyMap<string, InstallationFacts>> =>
  terminalFacts(
    ctx,
    terminals.map(({ id }) => id),
  );

/** Kits that contain every one of the modules that are in a kit at all, the cheapest first. */
function kitsFor(catalog: Catalog, slugs: readonly string[]): string[] {
  const inKits = slugs.filter((slug) => (catalog.modules.get(slug)?.kitSlugs.length ?? 0) > 0);
  const price = (planSlug: string) => catalog.plans.get(planSlug)?.prices.M1 ?? Number.POSITIVE_INFINITY;
  return [...catalog.kits.values()]
    .filter((kit) => inKits.every((slug) => kit.moduleSlugs.includes(slug)))
    .sort((a, b) => price(a.planSlug) - price(b.planSlug))
    .map((kit) => kit.name);
}

export function readinessFactsOf(
  catalog: Catalog,
  installed: InstalledByTerminal,
  entitlements: ReadonlyMap<string, InstallationFacts>,
  terminal: Terminal,
  { defaultEmail, addressConfirmed }: ChosenSetting,
): ReadinessFacts {
  const own = installed.get(terminal.id) ?? [];
  const paidPlans = entitlements.get(terminal.id)?.paidPlans ?? new Set<string>();
  const slugs = withRequirements(catalog, [ours(catalog)]);
  const named = (slug: string) => ({ slug, name: catalog.modules.get(slug)?.name ?? slug });
  const fact = (slug: string): ModuleFact => ({
    ...named(slug),
    entitled: isEntitled(catalog, slug, paidPlans),
    state: own.find((each) => each.moduleSlug === slug)?.state ?? null,
  });
  const conflicts = catalog.modules.get(ours(catalog))?.conflictsWith ?? [];
  return {
    module: fact(ours(catalog)),
    required: slugs.filter((slug) => slug !== ours(catalog)).map(fact),
    conflicting: own
      .filter((each) => conflicts.includes(each.moduleSlug) && isPresent(each.state))
      .map((each) => named(each.moduleSlug)),
    kits: kitsFor(catalog, slugs),
    hasDefaultEmail: defaultEmail.value !== null,
    addressConfirmed,
    version: addressVerdict(catalog, terminal.posVersion),
    autonomous: terminal.ofdMode === 'AUTONOMOUS',
  };
}
