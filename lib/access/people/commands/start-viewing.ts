import { type Result, refusal, success } from '@/lib/core/result';
import { audit } from '@/lib/platform/audit';
import { transaction } from '@/lib/platform/transaction';
import { authorize, type Context } from '../../context';
import { rightsFacts } from '../facts';
import type { ViewCode } from '../messages';
import { rightsOf } from '../people.rule';
import type { StartViewingInput } from '../schema';
import { storeNames } from '../store';

/**
 * From the next request on this session sees the cabinet as the role with these stores does, and changes nothing
 * (lib/platform/action.ts); other sessions of the owner are not concerned. Refusals: FORBIDDEN, NOT_FOUND (no session),
 * STORES_NEEDED, STORE_NOT_FOUND.
 */
export async function startViewing(ctx: Context, input: StartViewingInput): Promise<Result<null, ViewCode>> {
  const denied = authorize(ctx, 'staff.viewAs');
  if (denied) return denied;
  const { organizationId, sessionId } = ctx;
  if (sessionId === undefined) return refusal('NOT_FOUND');
  return transaction(ctx, async (ctx): Promise<Result<null, ViewCode>> => {
    const wanted = rightsOf(input.role, input.storeIds);
    if (!wanted.ok) return wanted;
    const { role, storeIds } = wanted.value;
    const named = await storeNames(ctx, storeIds);
    if (!named) return refusal('STORE_NOT_FOUND');
    const view = {
      organizationId,
      role,
      storeIds: [...(storeIds ?? [])],
      allStores: storeIds === null,
      since: ctx.clock.now(),
    };
    await ctx.db.sessionView.upsert({
      where: { sessionId },
      create: { sessionId, ...view },
      update: view,
    });
    await audit(ctx, {
      action: 'access.viewStarted',
      objectType: 'user',
      objectId: ctx.actor.id,
      objectName: ctx.actor.name,
      after: rightsFacts(role, named.stores),
    });
    return success(null);
  });
}
