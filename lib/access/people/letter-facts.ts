import { productClock } from '@/lib/platform/clock';
import type { Db } from '@/lib/platform/db';
import type { Context } from '../context';
import type { Role } from '../permission.rule';
import { invitationState } from './people.rule';

export interface InvitationFacts {
  readonly email: string;
  readonly role: Role;
  /** names; null: every store */
  readonly stores: readonly string[] | null;
  readonly invitedBy: string;
  readonly organization: string;
  readonly expiresAt: Date;
  /** which letter of this invitation */
  readonly letter: number;
}

const namesOf = (row: {
  readonly allStores: boolean;
  readonly stores: readonly { readonly store: { readonly name: string } }[];
}): readonly string[] | null => (row.allStores ? null : row.stores.map(({ store }) => store.name));

const storeNames = {
  select: { store: { select: { name: true } } },
  orderBy: { store: { name: 'asc' as const } },
};

/** For the letter of an invitation; null: it waits for no answer any more. */
export async function invitationFacts(ctx: Context, invitationId: string): Promise<InvitationFacts | null> {
  const row = await ctx.db.invitation.findFirst({
    where: { organizationId: ctx.organizationId, id: invitationId },
    include: { stores: storeNames, organization: { select: { name: true } } },
  });
  if (!row || invitationState(row, ctx.clock.now()) !== 'OPEN') return null;
  return {
    email: row.email,
    role: row.role,
    stores: namesOf(row),
    invitedBy: row.invitedByName,
    organization: row.organization.name,
    expiresAt: row.expiresAt,
    letter: row.letters,
  };
}

export interface PersonFacts {
  readonly email: string;
  readonly name: string;
  readonly organization: string;
  /** null: not of the organization any more */
  readonly rights: { readonly role: Role; readonly stores: readonly string[] | null } | null;
}

/** For the letter about a person's rights, as they are now. Null: there is no such person. */
export async function personFacts(ctx: Context, userId: string): Promise<PersonFacts | null> {
  const { organizationId } = ctx;
  const [user, membership, organization] = await Promise.all([
    ctx.db.user.findUnique({ where: { id: userId }, select: { email: true, name: true } }),
    ctx.db.membership.findFirst({
      where: { organizationId, userId },
      select: { role: true, allStores: true, stores: storeNames },
    }),
    ctx.db.organization.findUniqueOrThrow({ where: { id: organizationId }, select: { name: true } }),
  ]);
  if (!user) return null;
  const rights = membership && { role: membership.role, stores: namesOf(membership) };
  return { ...user, organization: organization.name, rights };
}

/** Some organization waits for an answer from the address. */
export async function isInvited(db: Db, email: string): Promise<boolean> {
  const now = (await productClock(db)).now();
  const open = await db.invitation.findFirst({
    where: { email, acceptedAt: null, revokedAt: null, expiresAt: { gt: now } },
    select: { id: true },
  });
  return open !== null;
}
