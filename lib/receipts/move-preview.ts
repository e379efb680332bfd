import { type Context, inStores, seesStore } from '@/lib/access/context';
import type { ChosenSetting } from './model';
import { inherit } from './receipt-setting.rule';
import { chainOf, loadSettings } from './store';

export interface ReceiptsAfterMove {
  readonly before: ChosenSetting;
  readonly after: ChosenSetting;
}

/**
 * What the chosen receipt settings of terminals are now and would be in another store: own values go along, what is
 * inherited from the store changes. Terminals and a store out of scope are not in the map.
 */
export async function receiptsAfterMove(
  ctx: Context,
  terminalIds: readonly string[],
  storeId: string,
): Promise<Map<string, ReceiptsAfterMove>> {
  if (!seesStore(ctx, storeId)) return new Map();
  const terminals = await ctx.db.terminal.findMany({
    where: { organizationId: ctx.organizationId, id: { in: [...terminalIds] }, ...inStores(ctx) },
    select: { id: true, storeId: true },
  });
  const settings = await loadSettings(ctx, {
    storeIds: [...new Set([storeId, ...terminals.map((terminal) => terminal.storeId)])],
    terminalIds: terminals.map(({ id }) => id),
  });
  return new Map(
    terminals.map((terminal) => [
      terminal.id,
      {
        before: inherit(chainOf(settings, terminal.storeId, terminal.id)),
        after: inherit(chainOf(settings, storeId, terminal.id)),
      },
    ]),
  );
}
