import { randomInt, randomUUID } from 'node:crypto';
import type { Caller } from '@/lib/access/commands/sign-in';
import type { Context } from '@/lib/access/context';
import { hashPassword } from '@/lib/access/password';
import type { Role } from '@/lib/access/permission.rule';
import { loadSession } from '@/lib/access/session';
import { realNow } from '@/lib/platform/clock';
import type { PrismaClient } from '@/lib/platform/db';
import { type Chain, contextOf, createChain } from './factories';

export const PASSWORD = 'правильный пароль';

export interface Person {
  readonly chain: Chain;
  readonly id: string;
  readonly email: string;
}

/** Somebody of an organization of their own whose password is PASSWORD. */
export async function createPerson(db: PrismaClient, role: Role = 'OWNER'): Promise<Person> {
  const chain = await createChain(db);
  const { id, email } = await db.user.update({
    where: { id: chain.userIds[role] },
    data: { passwordHash: await hashPassword(PASSWORD) },
  });
  return { chain, id, email };
}

const anAddress = (): string => [198, 51, randomInt(256), randomInt(1, 255)].map(String).join('.');

/** Somebody who knocks from an address where nobody else is. */
export const callerFrom = (parts: Partial<Caller> = {}): Caller => ({
  address: anAddress(),
  userAgent: 'Mozilla/5.0 (Windows NT 10.0) Chrome/140.0.0.0 Safari/537.36',
  now: realNow(),
  device: null,
  sessionId: null,
  ...parts,
});

/** A session of the person as a request sees it. */
export async function sessionOf(
  db: PrismaClient,
  person: Person,
  data: { confirmedAt?: Date } = {},
): Promise<Context & { sessionId: string }> {
  const now = realNow();
  const { id } = await db.session.create({
    data: {
      userId: person.id,
      createdAt: now,
      expiresAt: new Date(now.getTime() + 86_400_000),
      userAgent: 'test',
      ip: anAddress(),
      deviceHash: randomUUID(),
      ...data,
    },
  });
  const session = await loadSession(id, '127.0.0.1');
  if (!session) throw new Error('the session is not there');
  return { ...session.ctx, sessionId: id };
}

/** Another owner of the chain. */
export async function secondOwner(
  db: PrismaClient,
  chain: Chain,
): Promise<{ membershipId: string; userId: string; ctx: Context }> {
  const { organizationId } = chain;
  const createdAt = realNow();
  const user = await db.user.create({
    data: { email: `${randomUUID()}@kassa.test`, name: 'Второй владелец', passwordHash: '-', createdAt },
  });
  const { id } = await db.membership.create({
    data: { organizationId, userId: user.id, role: 'OWNER', allStores: true, createdAt },
  });
  const actor = { kind: 'USER', id: user.id, name: user.name, role: 'OWNER' } as const;
  return { membershipId: id, userId: user.id, ctx: { ...contextOf(db, chain, 'OWNER'), actor } };
}
