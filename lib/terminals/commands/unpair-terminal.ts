import { authorize, type Context, inStores } from '@/lib/access/context';
import { type Result, refusal, success } from '@/lib/core/result';
import { audit } from '@/lib/platform/audit';
import { transaction } from '@/lib/platform/transaction';
import type { TerminalCode } from '../messages';
import type { UnpairInput } from '../schema';

/**
 * Takes the token away: the terminal is refused from its next request on, codes that wait for it are void. Its history,
 * modules and settings stay. Refusals: FORBIDDEN, NOT_FOUND, NOT_PAIRED.
 */
export async function unpairTerminal(
  ctx: Context,
  { terminalId }: UnpairInput,
): Promise<Result<null, TerminalCode>> {
  const denied = authorize(ctx, 'terminals.manage');
  if (denied) return denied;
  return transaction(ctx, async (ctx): Promise<Result<null, TerminalCode>> => {
    const where = { organizationId: ctx.organizationId, id: terminalId, ...inStores(ctx) };
    const terminal = await ctx.db.terminal.findFirst({ where });
    if (!terminal) return refusal('NOT_FOUND');
    const now = ctx.clock.now();
    await ctx.db.pairingCode.updateMany({
      where: { organizationId: ctx.organizationId, terminalId, usedAt: null, expiresAt: { gt: now } },
      data: { expiresAt: now },
    });
    const { count } = await ctx.db.terminal.updateMany({
      where: { ...where, deviceTokenHash: { not: null } },
      data: { deviceTokenHash: null, pairedAt: null },
    });
    if (count === 0) return refusal('NOT_PAIRED');
    await audit(ctx, {
      action: 'terminals.unpair',
      objectType: 'terminal',
      objectId: terminal.id,
      objectName: terminal.name,
      storeId: terminal.storeId,
    });
    return success(null);
  });
}
