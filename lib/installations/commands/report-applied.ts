import type { Context } from '@/lib/access/context';
import { loadCatalog } from '@/lib/catalog/queries';
import { type Result, success } from '@/lib/core/result';
import { audit } from '@/lib/platform/audit';
import { transaction } from '@/lib/platform/transaction';
import type { AppliedReport } from '../device.schema';
import { arrival } from '../plan.rule';
import type { WantedModule } from '../queries';
import { loadInstallations, lockTerminals, moveInstallation, saveVersions } from '../store';
import { settleBlocks } from './settle-blocks';

const events = { REMOVED: 'GONE', FAILED: 'FAILED' } as const;

/**
 * What a terminal says it has applied; repeated, late and unknown lines change nothing, and what has been given up and
 * would now stand beside its opposite, or without what it needs, is taken away again. The context is the terminal's.
 */
export async function reportApplied(
  ctx: Context,
  terminalId: string,
  report: AppliedReport,
): Promise<Result<{ changed: number }>> {
  return transaction(ctx, async (ctx) => {
    await lockTerminals(ctx, [terminalId]);
    const catalog = await loadCatalog(ctx.db);
    const rows = await loadInstallations(ctx, { terminalId });
    const states = new Map(rows.map((row) => [row.moduleSlug, row.state]));
    let changed = 0;
    for (const line of report.modules) {
      const row = rows.find((each) => each.moduleSlug === line.slug);
      const module = catalog.modules.get(line.slug);
      if (!row || !module) continue;
      const event = line.state === 'INSTALLED' ? arrival(catalog, line.slug, states) : events[line.state];
      const moved = await moveInstallation(ctx, row, event, {
        appliedAt: ctx.clock.now(),
        appliedVersion: line.state === 'INSTALLED' ? (line.version ?? module.version) : null,
        error: line.state === 'FAILED' ? (line.error ?? 'касса не назвала причину') : null,
      });
      if (!moved || moved === row.state) continue;
      changed += 1;
      states.set(line.slug, moved);
      await audit(ctx, {
        action: 'installations.applied',
        objectType: 'terminal',
        objectId: terminalId,
        objectName: ctx.actor.name,
        storeId: ctx.storeIds?.[0] ?? null,
        after: { module: module.name, state: moved },
      });
    }
    if (changed > 0) await settleBlocks(ctx, [terminalId]);
    return success({ changed });
  });
}

/** The terminal has fetched what is wanted of it: of that, REQUESTED turns into WAITING_TERMINAL. */
export async function noteFetched(
  ctx: Context,
  terminalId: string,
  wanted: readonly Pick<WantedModule, 'slug' | 'requestedAt'>[],
): Promise<void> {
  if (wanted.length === 0) return;
  const rows = await loadInstallations(ctx, { terminalId, state: 'REQUESTED' });
  for (const row of rows) {
    const asked = row.requestedAt.toISOString();
    if (wanted.some(({ slug, requestedAt }) => slug === row.moduleSlug && requestedAt === asked)) {
      await moveInstallation(ctx, row, 'FETCHED');
    }
  }
}

/** Versions of modules as the terminal has them now. */
export async function noteVersions(
  ctx: Context,
  terminalId: string,
  installed: readonly { readonly slug: string; readonly version?: string | null | undefined }[],
): Promise<void> {
  const known = installed.flatMap(({ slug, version }) => (version ? [{ slug, version }] : []));
  if (known.length > 0) await saveVersions(ctx, terminalId, known);
}
