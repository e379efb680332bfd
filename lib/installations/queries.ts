import { createHash } from 'node:crypto';
import { type Context, inStores, today } from '@/lib/access/context';
import type { Catalog, ModuleCapability } from '@/lib/catalog/model';
import { loadCatalog } from '@/lib/catalog/queries';
import { groupedBy } from '@/lib/core/group';
import { fromDbDate, type LocalDate } from '@/lib/core/local-date';
import { type Refusal, refusal } from '@/lib/core/result';
import { hotRead, Prisma } from '@/lib/platform/db';
import { livingSubscriptions } from '@/lib/subscriptions/queries';
import { isPresent } from './installation-state.rule';
import type { CabinetInstallation, ConcernedCard, InstalledModule, TerminalFacts } from './model';
import { blockReasons, withRequirements } from './plan.rule';
import { removalEnd } from './removal.rule';

/** The module of the cabinet that brings a capability works: installed, or being removed and still paid for. */
export async function isModuleUsable(ctx: Context, capability: ModuleCapability): Promise<boolean> {
  const found = await hotRead(
    ctx.db,
    Prisma.sql`
    SELECT 1 FROM "installation" i JOIN "module" m ON m."slug" = i."module_slug"
    WHERE i."organization_id" = ${ctx.organizationId}::uuid AND m."provides" = ${capability}::"module_capability"
      AND i."terminal_id" IS NULL
      AND (i."state" = 'INSTALLED' OR (i."state" = 'REMOVING' AND i."ends_on" > ${today(ctx)}::date))
    LIMIT 1`,
  );
  return found.length > 0;
}

/** The gate of everything that a module of the cabinet brings. Refusal: MODULE_NOT_INSTALLED, details `capability`. */
export async function requireModule(
  ctx: Context,
  capability: ModuleCapability,
): Promise<Refusal<'MODULE_NOT_INSTALLED'> | null> {
  return (await isModuleUsable(ctx, capability)) ? null : refusal('MODULE_NOT_INSTALLED', { capability });
}

/** What is installed in the cabinet itself, by module. */
export async function cabinetInstallations(ctx: Context): Promise<Map<string, CabinetInstallation>> {
  const rows = await ctx.db.installation.findMany({
    where: { organizationId: ctx.organizationId, terminalId: null, state: { not: 'REMOVED' } },
    select: { moduleSlug: true, state: true, endsOn: true },
  });
  return new Map(
    rows.map((row) => [row.moduleSlug, { ...row, endsOn: row.endsOn && fromDbDate(row.endsOn) }]),
  );
}

/**
 * What the removal of a cabinet module concerns: the first day without it (null: it goes at once), the cards that are
 * paid for until then, and those that are overdue and stop at once.
 */
export async function removalPreview(
  ctx: Context,
  planSlugs: readonly string[],
): Promise<{ endsOn: LocalDate | null; paid: ConcernedCard[]; overdue: ConcernedCard[] }> {
  const living = await livingSubscriptions(ctx, { planSlugs });
  const day = today(ctx);
  const paidIds = new Set(living.filter((each) => each.periodEnd > day).map((each) => each.simCardId));
  const rows = await ctx.db.simCard.findMany({
    where: {
      organizationId: ctx.organizationId,
      id: { in: living.flatMap(({ simCardId }) => simCardId ?? []) },
    },
    select: { id: true, iccid: true, label: true, terminal: { select: { name: true } } },
    orderBy: { id: 'asc' },
  });
  const concerned = (paid: boolean) =>
    rows
      .filter((row) => paidIds.has(row.id) === paid)
      .map(({ iccid, label, terminal }) => ({ iccid, place: label ?? terminal?.name ?? null }));
  return { endsOn: removalEnd(living, day), paid: concerned(true), overdue: concerned(false) };
}

/** Modules of the cabinet that work today. */
async function workingInCabinet(ctx: Context): Promise<ReadonlySet<string>> {
  const day = today(ctx);
  const all = [...(await cabinetInstallations(ctx)).values()];
  return new Set(
    all
      .filter(({ state, endsOn }) => state === 'INSTALLED' || (endsOn !== null && endsOn > day))
      .map(({ moduleSlug }) => moduleSlug),
  );
}

/** Facts of terminals in scope for the rules of installing. A terminal out of scope is not in the map. */
export async function terminalFacts(
  ctx: Context,
  terminalIds: readonly string[],
): Promise<Map<string, TerminalFacts>> {
  const where = { organizationId: ctx.organizationId, id: { in: [...terminalIds] }, ...inStores(ctx) };
  const [terminals, paid, cabinet] = await Promise.all([
    ctx.db.terminal.findMany({
      where,
      select: {
        id: true,
        posVersion: true,
        model: true,
        installations: { select: { moduleSlug: true, state: true } },
      },
    }),
    livingSubscriptions(ctx, { terminalIds }),
    workingInCabinet(ctx),
  ]);
  const plansOf = groupedBy(paid, (each) => each.terminalId ?? '');
  return new Map(
    terminals.map((terminal) => [
      terminal.id,
      {
        terminalId: terminal.id,
        posVersion: terminal.posVersion,
        model: terminal.model,
        cabinet,
        present: new Set(
          terminal.installations.filter((row) => isPresent(row.state)).map((row) => row.moduleSlug),
        ),
        paidPlans: new Set((plansOf.get(terminal.id) ?? []).map((each) => each.planSlug)),
      },
    ]),
  );
}

/** Modules of each terminal in scope with their state, and whether they work: the reasons if not. */
export async function installedOnTerminals(
  ctx: Context,
  terminalIds: readonly string[],
): Promise<Map<string, InstalledModule[]>> {
  const [catalog, facts, rows] = await Promise.all([
    loadCatalog(ctx.db),
    terminalFacts(ctx, terminalIds),
    ctx.db.installation.findMany({
      where: {
        organizationId: ctx.organizationId,
        terminalId: { in: [...terminalIds] },
        state: { not: 'REMOVED' },
      },
      orderBy: { moduleSlug: 'asc' },
    }),
  ]);
  const result = new Map<string, InstalledModule[]>([...facts.keys()].map((id) => [id, []]));
  const rowsOf = groupedBy(rows, (row) => row.terminalId ?? '');
  for (const [terminalId, fact] of facts) {
    const own = rowsOf.get(terminalId) ?? [];
    const working = new Set(
      own.filter((row) => row.state === 'INSTALLED' || row.state === 'REMOVING').map((row) => row.moduleSlug),
    );
    for (const row of own) {
      const reasons = blockReasons(catalog, row.moduleSlug, fact, working);
      result.get(terminalId)?.push({
        moduleSlug: row.moduleSlug,
        state: row.state,
        effective: reasons.length === 0 ? 'ENABLED' : 'BLOCKED',
        reasons,
        blockedAt: row.blockedAt,
        appliedVersion: row.appliedVersion,
        error: row.error,
        requestedAt: row.requestedAt,
        appliedAt: row.appliedAt,
      });
    }
  }
  return result;
}

/** On how many terminals in scope each module stands. */
export async function installationCounts(ctx: Context): Promise<Map<string, number>> {
  const rows = await ctx.db.installation.groupBy({
    by: ['moduleSlug'],
    where: {
      organizationId: ctx.organizationId,
      terminal: { organizationId: ctx.organizationId, ...inStores(ctx) },
      state: { in: ['REQUESTED', 'WAITING_TERMINAL', 'INSTALLED'] },
    },
    _count: true,
  });
  return new Map(rows.map((row) => [row.moduleSlug, row._count]));
}

export interface WantedModule {
  readonly slug: string;
  readonly desired: 'INSTALLED' | 'REMOVED';
  /** when it was asked for, ISO: asked again, it is to be tried again, though nothing else has changed */
  readonly requestedAt: string;
  /** the current one of the catalogue; absent when it is to be removed */
  readonly version?: string;
  /** it is to stand there and not to be run, until this is gone */
  readonly blocked?: true;
}

/** What a terminal is to have, dependencies first: the modules of the Device API's configuration. */
export async function wantedModules(ctx: Context, terminalId: string): Promise<WantedModule[]> {
  const [catalog, installed] = await Promise.all([
    loadCatalog(ctx.db),
    installedOnTerminals(ctx, [terminalId]),
  ]);
  const rows = (installed.get(terminalId) ?? []).filter((row) => row.state !== 'FAILED');
  return orderedWishes(catalog, rows);
}

/** Blocked for anything but what is still on its way. */
const isHeld = (row: InstalledModule): boolean =>
  row.reasons.some(({ code }) => row.state === 'INSTALLED' || code !== 'MISSING_DEPENDENCY');

const wishOf = ({ moduleSlug, requestedAt }: InstalledModule) => ({
  slug: moduleSlug,
  requestedAt: requestedAt.toISOString(),
});

function orderedWishes(catalog: Catalog, rows: readonly InstalledModule[]): WantedModule[] {
  const bySlug = new Map(rows.map((row) => [row.moduleSlug, row]));
  const all = withRequirements(catalog, [...bySlug.keys()]).flatMap((slug) => bySlug.get(slug) ?? []);
  const leaving = all.filter((row) => row.state === 'REMOVING').reverse();
  return [
    ...leaving.map((row) => ({ ...wishOf(row), desired: 'REMOVED' as const })),
    ...all
      .filter((row) => row.state !== 'REMOVING')
      .map((row) => ({
        ...wishOf(row),
        desired: 'INSTALLED' as const,
        version: catalog.modules.get(row.moduleSlug)?.version ?? '',
        ...(isHeld(row) && { blocked: true as const }),
      })),
  ];
}

/** Strong ETag of a configuration: equal content, equal tag. */
export const configEtag = (content: unknown): string =>
  `"${createHash('sha256').update(JSON.stringify(content)).digest('base64url').slice(0, 22)}"`;
