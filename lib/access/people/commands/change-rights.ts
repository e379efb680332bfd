import { type Result, refusal, success } from '@/lib/core/result';
import { audit } from '@/lib/platform/audit';
import { emit } from '@/lib/platform/jobs';
import { transaction } from '@/lib/platform/transaction';
import { authorize, type Context } from '../../context';
import { type Role, roleMay } from '../../permission.rule';
import { rightsFacts } from '../facts';
import type { PeopleCode } from '../messages';
import { decideGiving, decideLosing, rightsOf, sameRights } from '../people.rule';
import type { ChangeRightsInput } from '../schema';
import { countOwners, lockRights, memberById, revokeInvitationsOf, saveRights, storeNames } from '../store';

interface Changed {
  readonly name: string;
  readonly role: Role;
}

/**
 * Another role or other stores for a person, from their next request on. The same rights again change nothing.
 * Invitations of an owner who is none any more are revoked. Refusals: FORBIDDEN, NOT_FOUND, STORES_NEEDED,
 * STORE_NOT_FOUND, MORE_THAN_OWN, LAST_OWNER.
 */
export async function changeRights(
  ctx: Context,
  { membershipId, role: askedRole, storeIds: askedStores }: ChangeRightsInput,
): Promise<Result<Changed, PeopleCode>> {
  const denied = authorize(ctx, 'staff.manage');
  if (denied) return denied;
  return transaction(ctx, async (ctx): Promise<Result<Changed, PeopleCode>> => {
    const own = await lockRights(ctx);
    if (!own) return refusal('FORBIDDEN');
    const wanted = rightsOf(askedRole, askedStores);
    if (!wanted.ok) return wanted;
    const given = decideGiving(own, wanted.value);
    if (given) return given;
    const person = await memberById(ctx, membershipId);
    if (!person) return refusal('NOT_FOUND');
    const { name, userId } = person;
    const { role, storeIds } = wanted.value;
    if (sameRights(person, wanted.value)) return success({ name, role });
    const named = await storeNames(ctx, storeIds);
    if (!named) return refusal('STORE_NOT_FOUND');
    const lost = decideLosing(person, wanted.value, await countOwners(ctx));
    if (lost) return lost;
    await saveRights(ctx, person, wanted.value);
    const revoked = roleMay(role, 'staff.manage') ? [] : await revokeInvitationsOf(ctx, userId);
    await audit(ctx, {
      action: 'people.changeRights',
      objectType: 'user',
      objectId: userId,
      objectName: name,
      before: rightsFacts(person.role, person.stores),
      after: { ...rightsFacts(role, named.stores), ...(revoked.length > 0 && { revoked }) },
    });
    await emit(ctx, 'person.rights-changed', { userId, at: ctx.clock.now().getTime() });
    return success({ name, role });
  });
}
