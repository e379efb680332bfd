import { randomUUID } from 'node:crypto';
import type { Browser } from '@playwright/test';
import type { Role } from '@/lib/access/permission.rule';
import type { PrismaClient } from '@/lib/platform/db';
import { createDemoOrganization } from '@/prisma/demo/organization';
import { createPeople } from '@/prisma/demo/people';
import { type Cabinet, type Person, signInCookies } from '../fixtures';

/** The cookies of a person of the worker's organization as one header. */
export async function cookieOf(cabinet: Cabinet, person: Person = 'owner'): Promise<string> {
  const cookies = await cabinet.cookies(person);
  return cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
}

/** Those who ask, each with what stands in their cookie. */
export interface Asker {
  readonly name: string;
  /** null: signed in nowhere */
  readonly role: Role | null;
  readonly cookie: string | undefined;
  /** of the organization, and not bound to stores that hold nothing of what is asked for */
  readonly at: 'HOME' | 'OTHER_STORE' | 'OTHER_ORGANIZATION';
}

export interface Town {
  readonly organizationId: string;
  readonly foreignOrganizationId: string;
  /** stores that the administrator and the cashier of the organization see; the other administrator sees the other one */
  readonly storeId: string;
  readonly askers: readonly Asker[];
  readonly owner: Asker;
}

const NOW = new Date('2026-11-01T09:00:00Z');

async function signedInAs(browser: Browser, email: string): Promise<string> {
  const cookies = await signInCookies(browser, email);
  return cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
}

/** The cookie of somebody new in the worker's organization: what they try is counted for nobody else. */
export async function cookieOfNew(
  browser: Browser,
  { db, organizationId }: Cabinet,
  role: Role,
  storeIds: readonly string[] | null = null,
): Promise<string> {
  const email = `${randomUUID()}@kassa.test`;
  await createPeople(db, organizationId, [{ email, name: 'Проба новых', role, storeIds }], NOW);
  return signedInAs(browser, email);
}

/** An organization of its own with everybody who may try its doors, and another one with an owner. */
export async function settle(browser: Browser, db: PrismaClient, suffix: string): Promise<Town> {
  const { organizationId, storeIds } = await createDemoOrganization(db, { suffix });
  const mail = (login: string) => `${login}-${suffix}@kassa.test`;
  const person = (login: string, role: Role, stores: readonly string[] | null) => ({
    email: mail(login),
    name: `Проверка ${login}`,
    role,
    storeIds: stores,
  });
  await createPeople(
    db,
    organizationId,
    [
      person('elsewhere', 'ADMIN', [storeIds.baltic]),
      person('removed', 'OWNER', null),
      person('ended', 'OWNER', null),
    ],
    NOW,
  );
  const foreign = await db.organization.create({
    data: { name: 'ООО «Чужие»', kind: 'LEGAL_ENTITY', inn: '7728168971', createdAt: NOW },
  });
  await createPeople(db, foreign.id, [person('foreign', 'OWNER', null)], NOW);
  await db.installation.create({
    data: {
      organizationId: foreign.id,
      moduleSlug: 'cash-services',
      state: 'INSTALLED',
      requestedAt: NOW,
      appliedAt: NOW,
    },
  });
  const signedIn = async (
    login: string,
    role: Role | null,
    at: Asker['at'],
    name: string,
  ): Promise<Asker> => ({
    name,
    role,
    at,
    cookie: await signedInAs(browser, mail(login)),
  });
  const owner = await signedIn('owner', 'OWNER', 'HOME', 'владелец');
  const askers: Asker[] = [
    { name: 'никто', role: null, at: 'HOME', cookie: undefined },
    owner,
    await signedIn('admin', 'ADMIN', 'HOME', 'администратор'),
    await signedIn('accountant', 'ACCOUNTANT', 'HOME', 'бухгалтер'),
    await signedIn('cashier', 'CASHIER', 'HOME', 'кассир'),
    await signedIn('elsewhere', 'ADMIN', 'OTHER_STORE', 'администратор других магазинов'),
    await signedIn('foreign', 'OWNER', 'OTHER_ORGANIZATION', 'чужой владелец'),
    await signedIn('removed', null, 'HOME', 'удалённый сотрудник'),
    await signedIn('ended', null, 'HOME', 'завершённый сеанс'),
  ];
  await db.membership.deleteMany({ where: { organizationId, user: { email: mail('removed') } } });
  await db.session.updateMany({ where: { user: { email: mail('ended') } }, data: { revokedAt: new Date() } });
  return { organizationId, foreignOrganizationId: foreign.id, storeId: storeIds.center, askers, owner };
}
