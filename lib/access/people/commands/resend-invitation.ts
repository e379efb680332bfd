import { type Result, refusal, success } from '@/lib/core/result';
import { audit } from '@/lib/platform/audit';
import { takeGuess } from '@/lib/platform/guesses';
import { emit } from '@/lib/platform/jobs';
import { transaction } from '@/lib/platform/transaction';
import { authorize, type Context } from '../../context';
import { invitationToken, tokenHash } from '../invitation-link';
import { lockInvitation } from '../invitation.store';
import type { PeopleCode } from '../messages';
import { decideGiving, INVITATION_DAYS, invitationState } from '../people.rule';
import type { InvitationInput } from '../schema';
import { lockRights } from '../store';

const DAY_MS = 86_400_000;
const ALLOWANCE = { tries: 5, perMs: 3_600_000 };

/**
 * Another letter with a link of its own, for 7 days from now; the link before it opens nothing any more. Refusals:
 * FORBIDDEN, NOT_FOUND, MORE_THAN_OWN, INVITATION_ACCEPTED, INVITATION_REVOKED, TOO_MANY.
 */
export async function resendInvitation(
  ctx: Context,
  { invitationId }: InvitationInput,
): Promise<Result<{ email: string }, PeopleCode>> {
  const denied = authorize(ctx, 'staff.manage');
  if (denied) return denied;
  return transaction(ctx, async (ctx): Promise<Result<{ email: string }, PeopleCode>> => {
    const own = await lockRights(ctx);
    if (!own) return refusal('FORBIDDEN');
    const invitation = await lockInvitation(ctx, invitationId);
    if (!invitation) return refusal('NOT_FOUND');
    const { id, email, role, allStores, stores, letters } = invitation;
    const given = decideGiving(own, {
      role,
      storeIds: allStores ? null : stores.map((each) => each.storeId),
    });
    if (given) return given;
    const now = ctx.clock.now();
    const state = invitationState(invitation, now);
    if (state === 'ACCEPTED') return refusal('INVITATION_ACCEPTED');
    if (state === 'REVOKED') return refusal('INVITATION_REVOKED');
    if (!(await takeGuess(ctx.db, now, `resend:${id}`, ALLOWANCE))) return refusal('TOO_MANY');
    await ctx.db.invitation.update({
      where: { id },
      data: {
        letters: letters + 1,
        tokenHash: tokenHash(invitationToken(id, letters + 1)),
        expiresAt: new Date(now.getTime() + INVITATION_DAYS * DAY_MS),
        invitedById: ctx.actor.id,
        invitedByName: own.name,
      },
    });
    const about = { objectType: 'invitation', objectId: id, objectName: email };
    await audit(ctx, { action: 'people.resendInvitation', ...about });
    await emit(ctx, 'person.invited', { invitationId: id });
    return success({ email });
  });
}
