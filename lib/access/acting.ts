import type { Context } from './context';

/**
 * The context of a job that works in a person's name: with the role and the stores as they are now, so that rights
 * taken away end the work. Null: not of this organization any more.
 */
export async function actingFor(job: Context, userId: string): Promise<Context | null> {
  const membership = await job.db.membership.findFirst({
    where: { organizationId: job.organizationId, userId },
    orderBy: { createdAt: 'asc' },
    select: {
      role: true,
      allStores: true,
      stores: { select: { storeId: true } },
      user: { select: { name: true } },
    },
  });
  if (!membership) return null;
  return {
    ...job,
    actor: { kind: 'USER', id: userId, name: membership.user.name, role: membership.role },
    storeIds: membership.allStores ? null : membership.stores.map(({ storeId }) => storeId),
  };
}
