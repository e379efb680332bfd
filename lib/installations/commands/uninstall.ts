import { authorize, type Context, inStores } from '@/lib/access/context';
import { loadCatalog } from '@/lib/catalog/queries';
import { type Result, refusal, success } from '@/lib/core/result';
import { audit } from '@/lib/platform/audit';
import { transaction } from '@/lib/platform/transaction';
import { dependents } from '../plan.rule';
import { terminalFacts } from '../queries';
import type { UninstallInput } from '../schema';
import { loadInstallations, lockTerminals, moveInstallation } from '../store';
import { settleBlocks } from './settle-blocks';

type Code = 'FORBIDDEN' | 'NOT_FOUND' | 'NOT_INSTALLED' | 'REQUIRED_BY';

/**
 * Removes a module from a terminal: REMOVING until the terminal reports that it is gone. Others that need it go with
 * it, before it, if each of them was named in `together`; receipt settings and what is paid stay, so that installing
 * again before the paid end costs nothing. Refusals: FORBIDDEN, NOT_FOUND, NOT_INSTALLED, REQUIRED_BY (details
 * `modules`: those that need it and were not named).
 */
export async function uninstallModule(
  ctx: Context,
  input: UninstallInput,
): Promise<Result<{ state: 'REMOVING' }, Code>> {
  const denied = authorize(ctx, 'modules.install');
  if (denied) return denied;
  return transaction<{ state: 'REMOVING' }, Code>(ctx, async (ctx) => {
    const terminal = await ctx.db.terminal.findFirst({
      where: { organizationId: ctx.organizationId, id: input.terminalId, ...inStores(ctx) },
      select: { id: true, name: true, storeId: true },
    });
    if (!terminal) return refusal('NOT_FOUND');
    await lockTerminals(ctx, [terminal.id]);
    const catalog = await loadCatalog(ctx.db);
    const rows = await loadInstallations(ctx, { terminalId: terminal.id });
    const row = rows.find((each) => each.moduleSlug === input.moduleSlug);
    if (!row || row.state === 'REMOVED') return refusal('NOT_INSTALLED');
    const present = (await terminalFacts(ctx, [terminal.id])).get(terminal.id)?.present ?? new Set();
    const needed = dependents(catalog, input.moduleSlug, present);
    const unnamed = needed.filter((slug) => !input.together?.includes(slug));
    const nameOf = (slug: string) => catalog.modules.get(slug)?.name ?? slug;
    if (unnamed.length > 0) {
      return refusal('REQUIRED_BY', { modules: unnamed.map((slug) => `«${nameOf(slug)}»`).join(', ') });
    }
    const removed: string[] = [];
    for (const slug of [...needed, input.moduleSlug]) {
      const each = rows.find((other) => other.moduleSlug === slug);
      const change = { requestedAt: ctx.clock.now(), error: null };
      if (each && (await moveInstallation(ctx, each, 'REMOVE', change))) removed.push(slug);
    }
    if (removed.length > 0) {
      await audit(ctx, {
        action: 'installations.uninstall',
        objectType: 'terminal',
        objectId: terminal.id,
        objectName: terminal.name,
        storeId: terminal.storeId,
        before: { modules: removed.map(nameOf) },
      });
      await settleBlocks(ctx, [terminal.id]);
    }
    return success({ state: 'REMOVING' });
  });
}
