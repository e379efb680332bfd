import type { Context } from '../context';
import type { Role } from '../permission.rule';
import type { Rights } from './model';

export interface Member extends Rights {
  readonly membershipId: string;
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  /** names; null: every store */
  readonly stores: readonly string[] | null;
}

const memberFields = {
  id: true,
  userId: true,
  role: true,
  allStores: true,
  user: { select: { name: true, email: true } },
  stores: {
    select: { storeId: true, store: { select: { name: true } } },
    orderBy: { store: { name: 'asc' as const } },
  },
};

interface MemberRow {
  readonly id: string;
  readonly userId: string;
  readonly role: Role;
  readonly allStores: boolean;
  readonly user: { readonly name: string; readonly email: string };
  readonly stores: readonly { readonly storeId: string; readonly store: { readonly name: string } }[];
}

const memberOf = (row: MemberRow): Member => ({
  membershipId: row.id,
  userId: row.userId,
  name: row.user.name,
  email: row.user.email,
  role: row.role,
  storeIds: row.allStores ? null : row.stores.map(({ storeId }) => storeId),
  stores: row.allStores ? null : row.stores.map(({ store }) => store.name),
});

/** People of the organization, by role and name. */
export async function members(ctx: Context): Promise<Member[]> {
  const rows = await ctx.db.membership.findMany({
    where: { organizationId: ctx.organizationId },
    orderBy: [{ role: 'asc' }, { user: { name: 'asc' } }, { id: 'asc' }],
    select: memberFields,
  });
  return rows.map(memberOf);
}

export async function memberById(ctx: Context, id: string): Promise<Member | null> {
  const where = { organizationId: ctx.organizationId, id };
  const row = await ctx.db.membership.findFirst({ where, select: memberFields });
  return row && memberOf(row);
}

/**
 * Rights of an organization are changed one at a time; gives the one who acts as they are now, which may be less than
 * when the request came. Null: not of the organization any more.
 */
export async function lockRights(ctx: Context): Promise<Member | null> {
  const { organizationId } = ctx;
  await ctx.db
    .$queryRaw`SELECT "id" FROM "organization" WHERE "id" = ${organizationId}::uuid FOR NO KEY UPDATE`;
  if (ctx.actor.kind !== 'USER') return null;
  const where = { organizationId, userId: ctx.actor.id };
  const row = await ctx.db.membership.findFirst({ where, select: memberFields });
  return row && memberOf(row);
}

export const countOwners = (ctx: Context): Promise<number> =>
  ctx.db.membership.count({ where: { organizationId: ctx.organizationId, role: 'OWNER' } });

/** Names of stores of the organization, or null when one is not among them; `storeIds` null: every store. */
export async function storeNames(
  ctx: Context,
  storeIds: readonly string[] | null,
): Promise<{ readonly stores: readonly string[] | null } | null> {
  if (storeIds === null) return { stores: null };
  const rows = await ctx.db.store.findMany({
    where: { organizationId: ctx.organizationId, id: { in: [...storeIds] } },
    select: { name: true },
    orderBy: { name: 'asc' },
  });
  return rows.length === storeIds.length ? { stores: rows.map(({ name }) => name) } : null;
}

export async function saveRights(ctx: Context, member: Member, wanted: Rights): Promise<void> {
  const { organizationId } = ctx;
  const { membershipId } = member;
  await ctx.db.membership.updateMany({
    where: { organizationId, id: membershipId },
    data: { role: wanted.role, allStores: wanted.storeIds === null },
  });
  await ctx.db.membershipStore.deleteMany({ where: { organizationId, membershipId } });
  await ctx.db.membershipStore.createMany({
    data: (wanted.storeIds ?? []).map((storeId) => ({ organizationId, membershipId, storeId })),
  });
}

/** Ends what the person has of the organization: membership, and every session of theirs. */
export async function endMembership(ctx: Context, member: Member): Promise<void> {
  const { organizationId } = ctx;
  await ctx.db.membership.deleteMany({ where: { organizationId, id: member.membershipId } });
  await ctx.db.session.updateMany({
    where: { userId: member.userId, revokedAt: null },
    data: { revokedAt: ctx.clock.now() },
  });
}

/** Who may invite no more has invited nobody: what they left open would outlive them. Gives the addresses. */
export async function revokeInvitationsOf(ctx: Context, userId: string): Promise<string[]> {
  const where = {
    organizationId: ctx.organizationId,
    invitedById: userId,
    acceptedAt: null,
    revokedAt: null,
  };
  const rows = await ctx.db.invitation.updateManyAndReturn({
    where,
    data: { revokedAt: ctx.clock.now() },
    select: { email: true },
  });
  return rows.map(({ email }) => email);
}
