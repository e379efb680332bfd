import { type Result, refusal, success } from '@/lib/core/result';
import { audit } from '@/lib/platform/audit';
import { takeGuess } from '@/lib/platform/guesses';
import { emit } from '@/lib/platform/jobs';
import { transaction } from '@/lib/platform/transaction';
import { authorize, type Context } from '../../context';
import { rightsFacts } from '../facts';
import { invitationToken, tokenHash } from '../invitation-link';
import type { PeopleCode } from '../messages';
import { decideGiving, INVITATION_DAYS, rightsOf } from '../people.rule';
import type { InvitePersonInput } from '../schema';
import { lockRights, storeNames } from '../store';

const DAY_MS = 86_400_000;
const ALLOWANCE = { tries: 40, perMs: 3_600_000 };

interface Invited {
  readonly invitationId: string;
  readonly email: string;
}

/**
 * Writes to an address that it may join with these rights; the link works for 7 days. Whether the address is known to
 * the cabinet is not said here. The same request again is the same invitation. Refusals: FORBIDDEN, STORES_NEEDED,
 * STORE_NOT_FOUND, MORE_THAN_OWN, ALREADY_HERE, ALREADY_INVITED, TOO_MANY.
 */
export async function invitePerson(
  ctx: Context,
  input: InvitePersonInput,
): Promise<Result<Invited, PeopleCode>> {
  const denied = authorize(ctx, 'staff.manage');
  if (denied) return denied;
  if (!(await takeGuess(ctx.db, ctx.clock.now(), `invite:${ctx.organizationId}`, ALLOWANCE))) {
    return refusal('TOO_MANY');
  }
  return transaction(ctx, async (ctx): Promise<Result<Invited, PeopleCode>> => {
    const { organizationId, actor } = ctx;
    const { email, requestId } = input;
    const own = await lockRights(ctx);
    if (!own) return refusal('FORBIDDEN');
    const asked = await ctx.db.invitation.findFirst({ where: { organizationId, requestId } });
    if (asked) return success({ invitationId: asked.id, email: asked.email });
    const wanted = rightsOf(input.role, input.storeIds);
    if (!wanted.ok) return wanted;
    const given = decideGiving(own, wanted.value);
    if (given) return given;
    const { role, storeIds } = wanted.value;
    const named = await storeNames(ctx, storeIds);
    if (!named) return refusal('STORE_NOT_FOUND');
    const already = { organizationId, user: { email } };
    if (await ctx.db.membership.findFirst({ where: already, select: { id: true } })) {
      return refusal('ALREADY_HERE');
    }
    const open = { organizationId, email, acceptedAt: null, revokedAt: null };
    if (await ctx.db.invitation.findFirst({ where: open, select: { id: true } })) {
      return refusal('ALREADY_INVITED');
    }
    const now = ctx.clock.now();
    const { id } = await ctx.db.invitation.create({
      data: {
        organizationId,
        requestId,
        email,
        role,
        allStores: storeIds === null,
        tokenHash: `new:${requestId}`,
        invitedById: actor.id,
        invitedByName: own.name,
        createdAt: now,
        expiresAt: new Date(now.getTime() + INVITATION_DAYS * DAY_MS),
        stores: { create: (storeIds ?? []).map((storeId) => ({ storeId })) },
      },
      select: { id: true },
    });
    await ctx.db.invitation.update({
      where: { id },
      data: { tokenHash: tokenHash(invitationToken(id, 1)) },
    });
    await audit(ctx, {
      action: 'people.invite',
      objectType: 'invitation',
      objectId: id,
      objectName: email,
      after: rightsFacts(role, named.stores),
    });
    await emit(ctx, 'person.invited', { invitationId: id });
    return success({ invitationId: id, email });
  });
}
