import { type Result, refusal, success } from '@/lib/core/result';
import { audit } from '@/lib/platform/audit';
import { transaction } from '@/lib/platform/transaction';
import { authorize, type Context } from '../../context';
import { lockInvitation } from '../invitation.store';
import type { PeopleCode } from '../messages';
import { decideGiving } from '../people.rule';
import type { InvitationInput } from '../schema';
import { lockRights } from '../store';

/**
 * The link opens nothing any more; revoking again changes nothing. Refusals: FORBIDDEN, NOT_FOUND,
 * INVITATION_ACCEPTED: who has joined is removed from the list of people.
 */
export async function revokeInvitation(
  ctx: Context,
  { invitationId }: InvitationInput,
): Promise<Result<{ email: string }, PeopleCode>> {
  const denied = authorize(ctx, 'staff.manage');
  if (denied) return denied;
  return transaction(ctx, async (ctx): Promise<Result<{ email: string }, PeopleCode>> => {
    const own = await lockRights(ctx);
    if (!own || decideGiving(own, own)) return refusal('FORBIDDEN');
    const invitation = await lockInvitation(ctx, invitationId);
    if (!invitation) return refusal('NOT_FOUND');
    const { id, email } = invitation;
    if (invitation.acceptedAt !== null) return refusal('INVITATION_ACCEPTED');
    if (invitation.revokedAt !== null) return success({ email });
    await ctx.db.invitation.update({ where: { id }, data: { revokedAt: ctx.clock.now() } });
    await audit(ctx, {
      action: 'people.revokeInvitation',
      objectType: 'invitation',
      objectId: id,
      objectName: email,
    });
    return success({ email });
  });
}
