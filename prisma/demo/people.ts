import { hashPassword } from '@/lib/access/password';
import type { Db } from '@/lib/platform/db';
import type { Role } from '@/lib/access/permission.rule';

const PASSWORD = 'kassa-demo';

export interface PersonData {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  /** null: every store */
  readonly storeIds: readonly string[] | null;
}

export async function createPeople(
  db: Db,
  organizationId: string,
  people: readonly PersonData[],
  createdAt: Date,
): Promise<void> {
  for (const { email, name, role, storeIds } of people) {
    const passwordHash = await hashPassword(PASSWORD);
    const user = await db.user.create({ data: { email, name, passwordHash, createdAt } });
    const membership = await db.membership.create({
      data: { organizationId, userId: user.id, role, allStores: storeIds === null, createdAt },
    });
    await db.membershipStore.createMany({
      data: (storeIds ?? []).map((storeId) => ({ organizationId, membershipId: membership.id, storeId })),
    });
  }
}
