import { authorize, type Context, seesStore } from '@/lib/access/context';
import { type Result, refusal, success } from '@/lib/core/result';
import { audit } from '@/lib/platform/audit';
import { transaction } from '@/lib/platform/transaction';
import type { StoreCode } from '../messages';
import type { EditStoreInput } from '../schema';
import { foldedName, isNameTaken, type NameSource } from '../name.store';
import { storeTag } from '../store-tag.rule';

/**
 * Name, address and time zone of a store; what somebody else has changed since the form opened is not overwritten. The
 * same again changes nothing. Refusals: FORBIDDEN, NOT_FOUND, CHANGED_MEANWHILE, NAME_TAKEN for a name that is typed.
 */
export async function editStore(
  ctx: Context,
  { storeId, seen, ...wanted }: EditStoreInput,
  names: NameSource = 'TYPED',
): Promise<Result<{ readonly name: string }, StoreCode>> {
  const denied = authorize(ctx, 'stores.manage');
  if (denied) return denied;
  if (!seesStore(ctx, storeId)) return refusal('NOT_FOUND');
  return transaction(ctx, async (ctx): Promise<Result<{ readonly name: string }, StoreCode>> => {
    const where = { organizationId: ctx.organizationId, id: storeId };
    const taken = names === 'TYPED' && (await isNameTaken(ctx, storeId, wanted.name));
    await ctx.db.$executeRaw`
      SELECT 1 FROM "store"
      WHERE "organization_id" = ${ctx.organizationId}::uuid AND "id" = ${storeId}::uuid FOR UPDATE`;
    const store = await ctx.db.store.findFirst({ where });
    if (!store) return refusal('NOT_FOUND');
    const { name, address, timeZone } = store;
    const now = { name, address, timeZone };
    if (storeTag(now) === storeTag(wanted)) return success({ name });
    if (storeTag(now) !== seen) return refusal('CHANGED_MEANWHILE');
    if (taken && foldedName(wanted.name) !== foldedName(name)) return refusal('NAME_TAKEN');
    await ctx.db.store.updateMany({ where, data: wanted });
    await audit(ctx, {
      action: 'stores.edit',
      objectType: 'store',
      objectId: store.id,
      objectName: wanted.name,
      storeId: store.id,
      before: now,
      after: wanted,
    });
    return success({ name: wanted.name });
  });
}
