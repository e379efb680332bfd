import { type Result, refusal, success } from '@/lib/core/result';
import { audit } from '@/lib/platform/audit';
import { productClock } from '@/lib/platform/clock';
import type { PrismaClient } from '@/lib/platform/db';
import { takeGuess } from '@/lib/platform/guesses';
import { contextFor, jobActor } from '@/lib/platform/job-context';
import { transaction } from '@/lib/platform/transaction';
import type { Context } from '../../context';
import { isCommonPassword } from '../../common-passwords';
import { hashPassword, passwordMatches } from '../../password';
import { passwordProblem } from '../../password.rule';
import { rightsFacts } from '../facts';
import { tokenHash } from '../invitation-link';
import { invitationByHash, lockInvitation, personByEmail } from '../invitation.store';
import type { AcceptCode } from '../messages';
import { invitationState } from '../people.rule';
import type { AcceptInvitationInput } from '../schema';

const ALLOWANCE = { tries: 10, perMs: 15 * 60_000 };

type Accepted = Result<{ email: string }, AcceptCode>;
type Invitation = NonNullable<Awaited<ReturnType<typeof lockInvitation>>>;

const closed = {
  ACCEPTED: 'LINK_USED',
  REVOKED: 'LINK_REVOKED',
  EXPIRED: 'LINK_EXPIRED',
} as const satisfies Record<string, AcceptCode>;

/** Null: the link is good. */
function refuseClosed(invitation: Invitation, hash: string, now: Date): AcceptCode | null {
  const state = invitationState(invitation, now);
  if (state !== 'OPEN') return closed[state];
  return invitation.tokenHash === hash ? null : 'LINK_UNKNOWN';
}

/**
 * The one who holds the link joins with the rights of the invitation, once: a new person with a name and a password, a
 * known one with the password they have. Nothing of the rights comes from the form. Refusals: LINK_UNKNOWN,
 * LINK_EXPIRED, LINK_REVOKED, LINK_USED, WRONG_PASSWORD, PERSON_CHANGED, ALREADY_HERE, IN_ANOTHER_ORGANIZATION,
 * TOO_MANY, and of a new password those of `passwordProblem`.
 */
export async function acceptInvitation(
  db: PrismaClient,
  from: { readonly ip: string | null },
  input: AcceptInvitationInput,
): Promise<Accepted> {
  const clock = await productClock(db);
  const hash = tokenHash(input.token);
  const found = await invitationByHash(db, hash);
  if (!found) return refusal('LINK_UNKNOWN');
  const wrong = refuseClosed(found, hash, clock.now());
  if (wrong) return refusal(wrong);
  if (!(await takeGuess(db, clock.now(), `invitation:${found.id}`, ALLOWANCE))) return refusal('TOO_MANY');
  const known = await personByEmail(db, found.email);
  const problem = known ? null : passwordProblem(input.password, isCommonPassword, [found.email]);
  if (problem) return refusal(problem);
  if ((known === null) !== (input.person === 'NEW')) return refusal('PERSON_CHANGED');
  if (known && !(await passwordMatches(known.passwordHash, input.password))) return refusal('WRONG_PASSWORD');
  const passwordHash = known ? null : await hashPassword(input.password);
  const { organizationId } = found;
  const { timeZone } = found.organization;
  const ctx = contextFor({ db, clock, actor: jobActor, organizationId, timeZone });
  return transaction({ ...ctx, ip: from.ip }, async (ctx): Promise<Accepted> => {
    const invitation = await lockInvitation(ctx, found.id);
    if (!invitation) return refusal('LINK_UNKNOWN');
    const late = refuseClosed(invitation, hash, clock.now());
    if (late) return refusal(late);
    const { email } = invitation;
    const person =
      input.person === 'NEW'
        ? await newPerson(ctx, { email, name: input.name, passwordHash: passwordHash ?? '' })
        : known;
    if (!person) return refusal('PERSON_CHANGED');
    const elsewhere = await heldElsewhere(ctx, person.id);
    if (elsewhere) return refusal(elsewhere);
    await join(ctx, invitation, person);
    return success({ email });
  });
}

/** Null: the address has become somebody's in the meantime. */
async function newPerson(
  ctx: Context,
  data: { readonly email: string; readonly name: string; readonly passwordHash: string },
): Promise<{ id: string; name: string } | null> {
  const [user] = await ctx.db.user.createManyAndReturn({
    data: [{ ...data, createdAt: ctx.clock.now() }],
    skipDuplicates: true,
    select: { id: true, name: true },
  });
  return user ?? null;
}

/** The row of the person is held, so that two invitations at once do not make two memberships. */
async function heldElsewhere(
  ctx: Context,
  userId: string,
): Promise<'ALREADY_HERE' | 'IN_ANOTHER_ORGANIZATION' | null> {
  await ctx.db.$queryRaw`SELECT "id" FROM "user" WHERE "id" = ${userId}::uuid FOR NO KEY UPDATE`;
  const [held] = await ctx.db.membership.findMany({ where: { userId }, select: { organizationId: true } });
  if (!held) return null;
  return held.organizationId === ctx.organizationId ? 'ALREADY_HERE' : 'IN_ANOTHER_ORGANIZATION';
}

async function join(
  ctx: Context,
  { id, role, allStores, stores }: Invitation,
  person: { readonly id: string; readonly name: string },
): Promise<void> {
  const { organizationId } = ctx;
  const now = ctx.clock.now();
  const membership = await ctx.db.membership.create({
    data: { organizationId, userId: person.id, role, allStores, createdAt: now },
    select: { id: true },
  });
  await ctx.db.membershipStore.createMany({
    data: stores.map(({ storeId }) => ({ organizationId, membershipId: membership.id, storeId })),
  });
  await ctx.db.invitation.update({ where: { id }, data: { acceptedAt: now, acceptedById: person.id } });
  const actor = { kind: 'USER', id: person.id, name: person.name, role } as const;
  await audit(
    { ...ctx, actor },
    {
      action: 'people.join',
      objectType: 'user',
      objectId: person.id,
      objectName: person.name,
      after: rightsFacts(role, allStores ? null : stores.map(({ store }) => store.name)),
    },
  );
}
