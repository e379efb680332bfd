import { randomBytes, randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { hashPassword } from '@/lib/access/password';
import { invitationToken } from '@/lib/access/people/invitation-link';
import { type Cabinet, expect } from '../fixtures';
import { instance } from '../instance';
import { builtAction, callAction } from './calls';

export const SOON = { timeout: 30_000 };
export const PASSWORD = 'лиса и двенадцать сов';

export const anAddress = (name: string) => `${name}-${randomBytes(4).toString('hex')}@kassa.test`;

/** The link in the latest letter of this subject that has come to the address. */
export async function linkIn(to: string, subject: string): Promise<string> {
  let link = '';
  await expect
    .poll(async () => {
      const response = await fetch(`${instance.appUrl}/api/sandbox/inbox?to=${encodeURIComponent(to)}`);
      const letters = (await response.json()) as { subject: string; text: string }[];
      const letter = letters.find((each) => each.subject.includes(subject));
      link = /https?:\/\/\S+token=\S+/.exec(letter?.text ?? '')?.[0] ?? '';
      return link;
    }, SOON)
    .toContain(instance.appUrl);
  return link;
}

export async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Пароль').fill(password);
  await page.getByRole('button', { name: 'Войти', exact: true }).click();
}

/** An owner of the worker's organization that no other test signs in as. */
export async function anOwner({ db, organizationId }: Cabinet): Promise<{ id: string; email: string }> {
  const createdAt = new Date();
  const user = await db.user.create({
    data: {
      email: anAddress('own'),
      name: 'Анна Новикова',
      passwordHash: await hashPassword(PASSWORD),
      createdAt,
      memberships: { create: { organizationId, role: 'OWNER', allStores: true, createdAt } },
    },
    select: { id: true, email: true },
  });
  return user;
}

/** Presses «Выйти»; the cookies of before open nothing any more. */
export async function leave(page: Page, cabinet: Cabinet): Promise<void> {
  const { email, id } = await anOwner(cabinet);
  await page.goto('/sign-in?next=/stores');
  await signIn(page, email, PASSWORD);
  await expect(page.getByRole('heading', { level: 1, name: 'Магазины' })).toBeVisible();
  const kept = await page.context().cookies();
  await page.getByRole('button', { name: 'Анна Новикова' }).click();
  await page.getByRole('button', { name: 'Выйти' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Вход' })).toBeVisible();
  expect((await page.context().cookies()).map(({ name }) => name)).not.toContain('kassa-session');
  await page.context().addCookies(kept);
  await page.goto('/stores');
  await expect(page).toHaveURL(/\/sign-in\?next=%2Fstores/);
  expect(await cabinet.db.session.findFirst({ where: { userId: id } })).toMatchObject({
    endReason: 'SIGN_OUT',
  });
}

/** The page of an invitation that the worker's owner has just sent. */
export async function anInvitation(cabinet: Cabinet, email = anAddress('nina')): Promise<string> {
  const invite = builtAction('access/people.invitePerson');
  const cookie = (await cabinet.freshCookies('owner'))
    .map(({ name, value }) => `${name}=${value}`)
    .join('; ');
  const input = { requestId: randomUUID(), email, role: 'ACCOUNTANT', storeIds: [] };
  expect((await callAction(invite, input, { cookie })).result).toMatchObject({ ok: true });
  const { id } = await cabinet.db.invitation.findFirstOrThrow({ where: { email } });
  return `/invitation/${invitationToken(id, 1)}`;
}
