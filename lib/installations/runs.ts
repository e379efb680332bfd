import { type Context, inStores } from '@/lib/access/context';
import { loadCatalog } from '@/lib/catalog/queries';
import { isId } from '@/lib/core/ids';
import { type Kopecks, kopecks } from '@/lib/core/money';
import { reasonText, sentence } from './labels';
import type { BlockReason, InstalledModule, ModulePlace } from './model';
import { installedOnTerminals } from './queries';
import { type RunOutcome, runOutcome } from './run-outcome.rule';

export interface RunLine {
  readonly terminalId: string;
  readonly name: string;
  readonly storeName: string;
  readonly outcome: RunOutcome;
  /** why not, in words */
  readonly reasons: readonly string[];
}

export interface InstallationRunView {
  readonly id: string;
  readonly moduleSlugs: readonly string[];
  readonly complete: boolean;
  readonly actorName: string;
  readonly createdAt: Date;
  readonly charged: Kopecks;
  readonly lines: readonly RunLine[];
}

/** What the terminal has said of what it could not install. */
const failures = (own: readonly InstalledModule[], asked: readonly string[]): string[] =>
  own.flatMap((each) =>
    asked.includes(each.moduleSlug) && each.state === 'FAILED' && each.error
      ? [`Касса сообщила: ${each.error}`]
      : [],
  );

/**
 * An installation on many terminals: what the plan was for each in scope and what has come of it by now. Null: unknown,
 * foreign, or none of its terminals is in scope.
 */
export async function findRun(ctx: Context, id: string): Promise<InstallationRunView | null> {
  if (!isId(id)) return null;
  const run = await ctx.db.installationRun.findFirst({
    where: { organizationId: ctx.organizationId, id },
    include: {
      lines: {
        where: { terminal: { organizationId: ctx.organizationId, ...inStores(ctx) } },
        include: { terminal: { select: { name: true, store: { select: { name: true } } } } },
      },
    },
  });
  if (!run || run.lines.length === 0) return null;
  const [catalog, installed] = await Promise.all([
    loadCatalog(ctx.db),
    installedOnTerminals(
      ctx,
      run.lines.map(({ terminalId }) => terminalId),
    ),
  ]);
  const lines = run.lines.map((line): RunLine => {
    const own = installed.get(line.terminalId) ?? [];
    const asked = line.modules.length > 0 ? line.modules : run.moduleSlugs;
    const state = (slug: string) => own.find((each) => each.moduleSlug === slug)?.state ?? null;
    const outcome = runOutcome(line.verdict, asked.map(state));
    const refused = line.reasons as unknown as BlockReason[];
    const planned = refused.map((reason) => sentence(reasonText(catalog, reason)));
    return {
      terminalId: line.terminalId,
      name: line.terminal.name,
      storeName: line.terminal.store.name,
      outcome,
      reasons: outcome === 'FAILED' ? failures(own, asked) : planned,
    };
  });
  const collator = new Intl.Collator('ru', { numeric: true });
  lines.sort((a, b) => collator.compare(a.storeName, b.storeName) || collator.compare(a.name, b.name));
  return {
    id: run.id,
    moduleSlugs: run.moduleSlugs,
    complete: run.complete,
    actorName: run.actorName,
    createdAt: run.createdAt,
    charged: kopecks(run.chargedKopecks),
    lines,
  };
}

const MOST = 1_000;

/** Terminals in scope on which a module stands, is on its way or has failed, by store and name. */
export async function placesOf(ctx: Context, moduleSlug: string): Promise<ModulePlace[]> {
  const terminals = await ctx.db.terminal.findMany({
    where: {
      organizationId: ctx.organizationId,
      ...inStores(ctx),
      installations: { some: { moduleSlug, state: { not: 'REMOVED' } } },
    },
    select: { id: true, name: true, store: { select: { name: true } } },
    orderBy: [{ store: { name: 'asc' } }, { name: 'asc' }, { id: 'asc' }],
    take: MOST,
  });
  const installed = await installedOnTerminals(
    ctx,
    terminals.map(({ id }) => id),
  );
  return terminals.flatMap(({ id, name, store }): ModulePlace[] => {
    const own = installed.get(id)?.find((each) => each.moduleSlug === moduleSlug);
    return own ? [{ terminalId: id, name, storeName: store.name, installed: own }] : [];
  });
}
