import type { Context } from '@/lib/access/context';
import { loadCatalog } from '@/lib/catalog/queries';
import { type Result, success } from '@/lib/core/result';
import { audit, type AuditRecord } from '@/lib/platform/audit';
import { transaction } from '@/lib/platform/transaction';
import { reasonText } from '../labels';
import { installedOnTerminals } from '../queries';
import { loadBlocks, lockTerminals, saveBlock } from '../store';

const same = (a: readonly string[], b: readonly string[]) => a.join() === b.join();

/**
 * Looks again at what stands on terminals and writes down what has stopped working or works again since the last
 * look, with the reasons. What works is decided by the rules each time it is asked; this keeps since when, and its
 * history. Everything that can change it ends here: a purchase, the end or return of a subscription, another version
 * of EvotorPOS, an installation, a removal, a report of the terminal.
 */
export async function settleBlocks(
  ctx: Context,
  terminalIds: readonly string[],
): Promise<Result<{ blocked: number; healed: number }>> {
  if (terminalIds.length === 0) return success({ blocked: 0, healed: 0 });
  return transaction(ctx, async (ctx) => {
    await lockTerminals(ctx, terminalIds);
    const stored = await loadBlocks(ctx, terminalIds);
    if (stored.length === 0) return success({ blocked: 0, healed: 0 });
    const [catalog, installed, terminals] = await Promise.all([
      loadCatalog(ctx.db),
      installedOnTerminals(ctx, terminalIds),
      ctx.db.terminal.findMany({
        where: { organizationId: ctx.organizationId, id: { in: [...terminalIds] } },
        select: { id: true, name: true, storeId: true },
      }),
    ]);
    const news: AuditRecord[] = [];
    for (const row of stored) {
      const now = installed.get(row.terminalId)?.find((each) => each.moduleSlug === row.moduleSlug);
      if (!now) continue;
      const codes = [...new Set(now.reasons.map(({ code }) => code))].sort();
      if (same(codes, row.blockCodes)) continue;
      await saveBlock(ctx, row.id, codes);
      if (codes.length > 0 === row.blockCodes.length > 0) continue;
      const terminal = terminals.find(({ id }) => id === row.terminalId);
      news.push({
        action: codes.length > 0 ? 'installations.blocked' : 'installations.unblocked',
        objectType: 'terminal',
        objectId: row.terminalId,
        objectName: terminal?.name ?? '',
        storeId: terminal?.storeId,
        after: {
          module: catalog.modules.get(row.moduleSlug)?.name ?? row.moduleSlug,
          ...(codes.length > 0 && { reasons: now.reasons.map((each) => reasonText(catalog, each)) }),
        },
      });
    }
    await audit(ctx, news);
    const blocked = news.filter(({ action }) => action === 'installations.blocked').length;
    return success({ blocked, healed: news.length - blocked });
  });
}
