import { randomBytes, randomUUID } from 'node:crypto';
import { hashPassword } from '@/lib/access/password';
import { INVITATION_DAYS } from '@/lib/access/people/people.rule';
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

/** Invited and not answered yet; the link of its letter was never sent, so nobody joins by it. */
export async function invitePerson(
  db: Db,
  organizationId: string,
  invitation: { readonly email: string; readonly storeId: string; readonly by: string },
  createdAt: Date,
): Promise<void> {
  const owner = await db.membership.findFirstOrThrow({
    where: { organizationId, role: 'OWNER' },
    select: { userId: true },
  });
  await db.invitation.create({
    data: {
      organizationId,
      requestId: randomUUID(),
      email: invitation.email,
      role: 'CASHIER',
      allStores: false,
      tokenHash: randomBytes(32).toString('hex'),
      invitedById: owner.userId,
      invitedByName: invitation.by,
      createdAt,
      expiresAt: new Date(createdAt.getTime() + INVITATION_DAYS * 86_400_000),
      stores: { create: [{ storeId: invitation.storeId }] },
    },
  });
}
