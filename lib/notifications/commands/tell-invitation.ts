import { authorize, type Context } from '@/lib/access/context';
import { invitationLetterKey, invitationPath } from '@/lib/access/people/invitation-link';
import { invitationFacts } from '@/lib/access/people/letter-facts';
import { localDateAt } from '@/lib/core/local-date';
import { type Result, success } from '@/lib/core/result';
import { invitationLetter } from '../people-letters.rule';
import { postTo } from '../post';

/**
 * The letter that brings the link of an invitation, once a link; none when it has been accepted, revoked or expired
 * meanwhile. Gives how many were written. Refusal: FORBIDDEN.
 */
export async function tellInvitation(
  ctx: Context,
  { invitationId }: { readonly invitationId: string },
): Promise<Result<number, 'FORBIDDEN'>> {
  const denied = authorize(ctx, 'staff.manage');
  if (denied) return denied;
  const facts = await invitationFacts(ctx, invitationId);
  if (!facts) return success(0);
  const { email, expiresAt, letter } = facts;
  const until = localDateAt(expiresAt, ctx.timeZone);
  const parts = invitationLetter({ ...facts, until, path: invitationPath });
  return success(await postTo(ctx, invitationLetterKey(invitationId, letter), { email, name: '' }, parts));
}
