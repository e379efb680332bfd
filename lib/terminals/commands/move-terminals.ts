import { authorize, type Context, inStores, seesStore } from '@/lib/access/context';
import { type Result, refusal, success } from '@/lib/core/result';
import { audit } from '@/lib/platform/audit';
import { transaction } from '@/lib/platform/transaction';
import type { MoveTerminalsCode } from '../messages';
import { decideMove } from '../move.rule';
import type { MoveTerminalsInput } from '../schema';
import { lockTerminals } from '../terminal.store';

export interface Moved {
  readonly moved: number;
  /** stood there before */
  readonly already: number;
  readonly storeName: string;
}

/**
 * Moves terminals to another store of the person's own, all or none; their smart cards and the codes that wait for them
 * go along, own settings and history stay. The same again changes nothing. The journal of the store that is left says
 * it. Refusals: FORBIDDEN, NOT_FOUND (a terminal or the store), MOVED_MEANWHILE (details `name`).
 */
export async function moveTerminals(
  ctx: Context,
  { storeId, terminals }: MoveTerminalsInput,
): Promise<Result<Moved, MoveTerminalsCode>> {
  const denied = authorize(ctx, 'terminals.manage');
  if (denied) return denied;
  if (!seesStore(ctx, storeId)) return refusal('NOT_FOUND');
  return transaction(ctx, async (ctx): Promise<Result<Moved, MoveTerminalsCode>> => {
    const { organizationId } = ctx;
    const store = await ctx.db.store.findFirst({ where: { organizationId, id: storeId } });
    if (!store) return refusal('NOT_FOUND');
    const ids = [...new Set(terminals.map(({ id }) => id))];
    await lockTerminals(ctx, ids);
    const found = await ctx.db.terminal.findMany({
      where: { organizationId, id: { in: ids }, ...inStores(ctx) },
      select: { id: true, name: true, storeId: true, store: { select: { name: true } } },
    });
    const decision = decideMove(terminals, found, storeId);
    if (!decision.ok) return decision;
    const { going } = decision;
    const goingIds = going.map(({ id }) => id);
    await ctx.db.pairingCode.updateMany({
      where: { organizationId, terminalId: { in: goingIds }, usedAt: null },
      data: { storeId },
    });
    await ctx.db.terminal.updateMany({
      where: { organizationId, id: { in: goingIds } },
      data: { storeId, movedAt: ctx.clock.now() },
    });
    const names = new Map(found.map((row) => [row.storeId, row.store.name]));
    await audit(
      ctx,
      going.map((terminal) => ({
        action: 'terminals.move',
        objectType: 'terminal',
        objectId: terminal.id,
        objectName: terminal.name,
        storeId: terminal.storeId,
        before: { store: names.get(terminal.storeId) ?? '' },
        after: { store: store.name },
      })),
    );
    return success({ moved: going.length, already: ids.length - going.length, storeName: store.name });
  });
}
