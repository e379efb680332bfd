import { authorize, type Context } from '@/lib/access/context';
import { type Result, refusal, success } from '@/lib/core/result';
import { audit } from '@/lib/platform/audit';
import { transaction } from '@/lib/platform/transaction';
import { hoursWords } from '../hours.rule';
import type { StoreCode } from '../messages';
import { isNameTaken, type NameSource } from '../name.store';
import type { CreateStoreInput } from '../schema';

/**
 * A new store; the request's id becomes its own, so the same request is one store. Refusals: FORBIDDEN, NOT_FOUND,
 * NAME_TAKEN for a name that is typed.
 */
export async function createStore(
  ctx: Context,
  { requestId, name, address, timeZone, hours }: CreateStoreInput,
  names: NameSource = 'TYPED',
): Promise<Result<{ readonly storeId: string }, StoreCode>> {
  const denied = authorize(ctx, 'stores.create');
  if (denied) return denied;
  return transaction(ctx, async (ctx): Promise<Result<{ readonly storeId: string }, StoreCode>> => {
    const { organizationId } = ctx;
    if (names === 'TYPED' && (await isNameTaken(ctx, requestId, name))) return refusal('NAME_TAKEN');
    const times = { opensAt: hours?.opensAt ?? null, closesAt: hours?.closesAt ?? null };
    const { count } = await ctx.db.store.createMany({
      data: [
        { id: requestId, organizationId, name, address, timeZone, ...times, createdAt: ctx.clock.now() },
      ],
      skipDuplicates: true,
    });
    if (count === 0) {
      const same = await ctx.db.store.findFirst({ where: { id: requestId, organizationId } });
      return same ? success({ storeId: same.id }) : refusal('NOT_FOUND');
    }
    await audit(ctx, {
      action: 'stores.create',
      objectType: 'store',
      objectId: requestId,
      objectName: name,
      storeId: requestId,
      after: { name, address, timeZone, hours: hoursWords(times) },
    });
    return success({ storeId: requestId });
  });
}
