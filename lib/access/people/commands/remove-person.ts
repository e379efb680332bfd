import { type Result, refusal, success } from '@/lib/core/result';
import { audit } from '@/lib/platform/audit';
import { emit } from '@/lib/platform/jobs';
import { transaction } from '@/lib/platform/transaction';
import { authorize, type Context } from '../../context';
import { rightsFacts } from '../facts';
import type { PeopleCode } from '../messages';
import { decideGiving, decideLosing } from '../people.rule';
import type { RemovePersonInput } from '../schema';
import { countOwners, endMembership, lockRights, memberById, revokeInvitationsOf } from '../store';

/**
 * Ends a person's access at their next request, in open tabs too: the membership and every session. What they did stays
 * in the journal; invitations they left open are revoked. An owner may remove themselves while another is left.
 * Refusals: FORBIDDEN, NOT_FOUND, LAST_OWNER.
 */
export async function removePerson(
  ctx: Context,
  { membershipId }: RemovePersonInput,
): Promise<Result<{ name: string; wasYou: boolean }, PeopleCode>> {
  const denied = authorize(ctx, 'staff.manage');
  if (denied) return denied;
  return transaction(ctx, async (ctx): Promise<Result<{ name: string; wasYou: boolean }, PeopleCode>> => {
    const own = await lockRights(ctx);
    if (!own || decideGiving(own, own)) return refusal('FORBIDDEN');
    const person = await memberById(ctx, membershipId);
    if (!person) return refusal('NOT_FOUND');
    const lost = decideLosing(person, null, await countOwners(ctx));
    if (lost) return lost;
    const { name, userId } = person;
    await endMembership(ctx, person);
    const revoked = await revokeInvitationsOf(ctx, userId);
    await audit(ctx, {
      action: 'people.remove',
      objectType: 'user',
      objectId: userId,
      objectName: name,
      before: rightsFacts(person.role, person.stores),
      ...(revoked.length > 0 && { after: { revoked } }),
    });
    await emit(ctx, 'person.rights-changed', { userId, at: ctx.clock.now().getTime() });
    return success({ name, wasYou: userId === own.userId });
  });
}
