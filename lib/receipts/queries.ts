import type { Context } from '@/lib/access/context';
import { loadCatalog } from '@/lib/catalog/queries';
import { factsOf, loadInstalled } from './facts';
import type { EffectiveSetting } from './model';
import { effectiveSetting, inherit } from './receipt-setting.rule';
import { chainOf, loadSettings, terminalInScope } from './store';

/**
 * What the terminal has to do with receipts now, for its configuration and for the screen: the nearest setting wins,
 * what cannot be applied is named in `reasons`. Null: no such terminal in scope.
 */
export async function effectiveReceiptSetting(
  ctx: Context,
  terminalId: string,
): Promise<EffectiveSetting | null> {
  const terminal = await terminalInScope(ctx, terminalId);
  if (!terminal) return null;
  const [settings, catalog, installed] = await Promise.all([
    loadSettings(ctx, { storeIds: [terminal.storeId], terminalIds: [terminal.id] }),
    loadCatalog(ctx.db),
    loadInstalled(ctx, [terminal]),
  ]);
  const chosen = inherit(chainOf(settings, terminal.storeId, terminal.id));
  return effectiveSetting(chosen, factsOf(catalog, installed, terminal));
}
