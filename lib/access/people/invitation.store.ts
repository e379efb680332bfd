import type { Db } from '@/lib/platform/db';
import type { Context } from '../context';

const withStores = {
  stores: {
    select: { storeId: true, store: { select: { name: true } } },
    orderBy: { store: { name: 'asc' as const } },
  },
};

/** Invitations that are neither accepted nor revoked, newest first. */
export const openInvitations = (ctx: Context) =>
  ctx.db.invitation.findMany({
    where: { organizationId: ctx.organizationId, acceptedAt: null, revokedAt: null },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    include: withStores,
  });

/** One, held until the transaction ends. */
export async function lockInvitation(ctx: Context, id: string) {
  const { organizationId } = ctx;
  await ctx.db.$queryRaw`
    SELECT "id" FROM "invitation" WHERE "organization_id" = ${organizationId}::uuid AND "id" = ${id}::uuid FOR UPDATE`;
  return ctx.db.invitation.findFirst({ where: { organizationId, id }, include: withStores });
}

/** By the hash of the link, whatever has become of it. Whose it is, the caller does not know yet. */
export const invitationByHash = (db: Db, tokenHash: string) =>
  db.invitation.findUnique({
    where: { tokenHash },
    include: { ...withStores, organization: { select: { name: true, timeZone: true } } },
  });

/** The person behind an address, with the organization they belong to. */
export const personByEmail = (db: Db, email: string) =>
  db.user.findUnique({
    where: { email },
    select: { id: true, name: true, passwordHash: true, memberships: { select: { organizationId: true } } },
  });
