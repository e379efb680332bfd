import { authorize, type Context } from '@/lib/access/context';
import { type Result, refusal, success } from '@/lib/core/result';
import { audit } from '@/lib/platform/audit';
import { transaction } from '@/lib/platform/transaction';
import type { CloudCode } from '../messages';
import { lockCloud } from '../store';

/**
 * Takes the token away: the cloud is asked nothing any more and its webhooks are refused. Stores and terminals stay, and
 * so does what they are tied to, for a later token. Refusals: FORBIDDEN, ALL_STORES_ONLY, NOT_CONNECTED.
 */
export async function disconnectCloud(ctx: Context): Promise<Result<null, CloudCode>> {
  const denied = authorize(ctx, 'terminals.manage');
  if (denied) return denied;
  if (ctx.storeIds !== null) return refusal('ALL_STORES_ONLY');
  return transaction(ctx, async (ctx): Promise<Result<null, CloudCode>> => {
    const { organizationId } = ctx;
    await lockCloud(ctx);
    const there = await ctx.db.cloudConnection.findUnique({ where: { organizationId } });
    if (!there) return refusal('NOT_CONNECTED');
    await ctx.db.cloudConnection.deleteMany({ where: { organizationId } });
    await audit(ctx, {
      action: 'terminals.cloudDisconnect',
      objectType: 'cloud',
      objectId: organizationId,
      objectName: 'Облако Эвотор',
      before: { token: `…${there.tokenTail}` },
    });
    return success(null);
  });
}
