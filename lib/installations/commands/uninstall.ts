import { authorize, type Context, inStores } from '@/lib/access/context';
import { loadCatalog } from '@/lib/catalog/queries';
import { type Result, refusal, success } from '@/lib/core/result';
import { audit } from '@/lib/platform/audit';
import { transaction } from '@/lib/platform/transaction';
import { dependents } from '../plan.rule';
import { terminalFacts } from '../queries';
import type { UninstallInput } from '../schema';
import { loadInstallations, lockTerminals, moveInstallation } from '../store';

type Code = 'FORBIDDEN' | 'NOT_FOUND' | 'NOT_INSTALLED' | 'REQUIRED_BY';

/**
 * Removes a module from a terminal: REMOVING until the terminal reports that it is gone.
 * Refusals: FORBIDDEN, NOT_FOUND, NOT_INSTALLED, REQUIRED_BY (details `modules`: those that need it).
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
    const [row] = await loadInstallations(ctx, { terminalId: terminal.id, moduleSlug: input.moduleSlug });
    if (!row || row.state === 'REMOVED') return refusal('NOT_INSTALLED');
    const present = (await terminalFacts(ctx, [terminal.id])).get(terminal.id)?.present ?? new Set();
    const needed = dependents(catalog, input.moduleSlug, present);
    if (needed.length > 0) {
      const modules = needed.map((slug) => `«${catalog.modules.get(slug)?.name ?? slug}»`).join(', ');
      return refusal('REQUIRED_BY', { modules });
    }
    const moved = await moveInstallation(ctx, row, 'REMOVE', { requestedAt: ctx.clock.now(), error: null });
    if (moved) {
      await audit(ctx, {
        action: 'installations.uninstall',
        objectType: 'terminal',
        objectId: terminal.id,
        objectName: terminal.name,
        storeId: terminal.storeId,
        before: { modules: [catalog.modules.get(input.moduleSlug)?.name ?? input.moduleSlug] },
      });
    }
    return success({ state: 'REMOVING' });
  });
}
