import { type Result, success } from '@/lib/core/result';
import { audit } from '@/lib/platform/audit';
import { transaction } from '@/lib/platform/transaction';
import { authorize, type Context } from '../../context';
import { rightsFacts } from '../facts';
import type { ViewCode } from '../messages';
import { storeNames } from '../store';

/** The session sees with its own rights again; where nothing is looked through, nothing changes. Refusal: FORBIDDEN. */
export async function stopViewing(ctx: Context): Promise<Result<null, ViewCode>> {
  const denied = authorize(ctx, 'stores.read');
  if (denied) return denied;
  const { organizationId, sessionId } = ctx;
  if (sessionId === undefined) return success(null);
  return transaction({ ...ctx, viewing: false }, async (ctx): Promise<Result<null, ViewCode>> => {
    const view = await ctx.db.sessionView.findFirst({ where: { sessionId, organizationId } });
    if (!view) return success(null);
    await ctx.db.sessionView.deleteMany({ where: { sessionId, organizationId } });
    const named = await storeNames(ctx, view.allStores ? null : view.storeIds);
    await audit(ctx, {
      action: 'access.viewEnded',
      objectType: 'user',
      objectId: ctx.actor.id,
      objectName: ctx.actor.name,
      before: rightsFacts(view.role, named?.stores ?? []),
    });
    return success(null);
  });
}
