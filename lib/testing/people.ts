import { randomUUID } from 'node:crypto';
import type { Context } from '@/lib/access/context';
import type { PrismaClient } from '@/lib/platform/db';
import { type Chain, contextOf } from './factories';

/** Another owner of the chain. */
export async function secondOwner(
  db: PrismaClient,
  chain: Chain,
): Promise<{ membershipId: string; userId: string; ctx: Context }> {
  const { organizationId } = chain;
  const createdAt = new Date();
  const user = await db.user.create({
    data: { email: `${randomUUID()}@kassa.test`, name: 'Второй владелец', passwordHash: '-', createdAt },
  });
  const { id } = await db.membership.create({
    data: { organizationId, userId: user.id, role: 'OWNER', allStores: true, createdAt },
  });
  const actor = { kind: 'USER', id: user.id, name: user.name, role: 'OWNER' } as const;
  return { membershipId: id, userId: user.id, ctx: { ...contextOf(db, chain, 'OWNER'), actor } };
}
