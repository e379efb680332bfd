import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { realNow } from '@/lib/platform/clock';
import { useDatabase } from '@/lib/testing/database';
import { type Chain, contextOf, createChain } from '@/lib/testing/factories';
import { type Context } from '../context';
import { hashPassword } from '../password';
import type { Role } from '../permission.rule';
import { acceptInvitation } from './commands/accept-invitation';
import { invitePerson } from './commands/invite-person';
import { removePerson } from './commands/remove-person';
import { resendInvitation } from './commands/resend-invitation';
import { revokeInvitation } from './commands/revoke-invitation';
import { invitationToken } from './invitation-link';
import { invitationPage } from './invitation-page';
import { acceptInvitationInput } from './schema';

const database = useDatabase();
let chain: Chain;

/** Invitations of these tests live in the time of the product itself. */
const owner = (of = chain): Context => contextOf(database(), of, 'OWNER', realNow().toISOString());
const from = { ip: '203.0.113.9' };
const PASSWORD = 'длинный новый пароль';

beforeEach(async () => {
  chain = await createChain(database());
});

async function invited(over: { role?: Role; email?: string; of?: Chain; ctx?: Context } = {}) {
  const { of = chain, ctx = owner(of) } = over;
  const email = over.email ?? `${randomUUID()}@kassa.test`;
  const input = { requestId: randomUUID(), email, role: over.role ?? 'CASHIER', storeIds: [of.storeIds[1]] };
  const result = await invitePerson(ctx, input);
  if (!result.ok) throw new Error(result.code);
  const id = result.value.invitationId;
  return { id, email, token: invitationToken(id, 1) };
}
const join = (token: string, over: object = {}) =>
  acceptInvitation(database(), from, {
    person: 'NEW',
    token,
    name: 'Нина Новая',
    password: PASSWORD,
    ...over,
  });
const codeOf = (result: { ok: boolean; code?: string }) => (result.ok ? 'ok' : result.code);
const memberships = (email: string) =>
  database().membership.findMany({ where: { user: { email } }, include: { stores: true } });

/** Somebody with a password who belongs to no organization any more. */
async function known(): Promise<string> {
  const email = `${randomUUID()}@kassa.test`;
  const passwordHash = await hashPassword(PASSWORD);
  await database().user.create({
    data: { email, name: 'Ким Известный', passwordHash, createdAt: realNow() },
  });
  return email;
}

describe('joining', () => {
  it('a new person gets exactly the rights of the invitation, and stands in the journal', async () => {
    const { email, token, id } = await invited();
    expect(await invitationPage(token)).toMatchObject({
      state: 'OPEN',
      email,
      organization: 'ООО «Проба»',
      role: 'CASHIER',
      stores: ['Камчатка'],
      person: 'NEW',
    });
    const sent = { person: 'NEW', token, name: ' Нина ', password: PASSWORD, role: 'OWNER', allStores: true };
    const input = acceptInvitationInput.parse({ ...sent, email: 'other@kassa.test', organizationId: id });
    expect(await acceptInvitation(database(), from, input)).toEqual({ ok: true, value: { email } });
    expect(await memberships(email)).toMatchObject([
      {
        organizationId: chain.organizationId,
        role: 'CASHIER',
        allStores: false,
        stores: [{ storeId: chain.storeIds[1] }],
      },
    ]);
    const user = await database().user.findUniqueOrThrow({ where: { email } });
    expect(user).toMatchObject({ name: 'Нина' });
    expect(user.passwordHash).toMatch(/^\$argon2id\$/);
    expect(
      await database().auditEntry.findFirstOrThrow({ where: { action: 'people.join', objectId: user.id } }),
    ).toMatchObject({
      organizationId: chain.organizationId,
      actorName: 'Нина',
      ip: from.ip,
      after: { role: 'CASHIER', stores: ['Камчатка'] },
    });
  });

  it('a known person needs the password they have; ten wrong ones and the link rests', async () => {
    const email = await known();
    const { token } = await invited({ email });
    expect(await invitationPage(token)).toMatchObject({ person: 'KNOWN' });
    const enter = (password: string) => join(token, { person: 'KNOWN', password });
    expect(codeOf(await join(token))).toBe('PERSON_CHANGED');
    expect(codeOf(await enter('чужой'))).toBe('WRONG_PASSWORD');
    expect(await memberships(email)).toEqual([]);
    expect(codeOf(await enter(PASSWORD))).toBe('ok');
    expect(await memberships(email)).toHaveLength(1);
    const other = await invited({ email: await known() });
    for (let index = 0; index < 10; index += 1) {
      expect(codeOf(await join(other.token, { person: 'KNOWN', password: 'чужой' }))).toBe('WRONG_PASSWORD');
    }
    expect(codeOf(await join(other.token, { person: 'KNOWN', password: PASSWORD }))).toBe('TOO_MANY');
  });

  it('a person of another organization is told so, and nobody else is', async () => {
    const foreign = await createChain(database());
    const { email } = await database().user.update({
      where: { id: foreign.userIds.ADMIN },
      data: { passwordHash: await hashPassword(PASSWORD) },
    });
    const { token } = await invited({ email });
    expect(await invitationPage(token)).toMatchObject({ state: 'OPEN', person: 'ELSEWHERE' });
    const result = await join(token, { person: 'KNOWN' });
    expect(codeOf(result)).toBe('IN_ANOTHER_ORGANIZATION');
    expect((await memberships(email)).map(({ organizationId }) => organizationId)).toEqual([
      foreign.organizationId,
    ]);
  });

  it('two organizations that invite one person at once: one gets them', async () => {
    const email = await known();
    const second = await createChain(database());
    const links = [await invited({ email }), await invited({ email, of: second })];
    const results = await Promise.all(links.map(({ token }) => join(token, { person: 'KNOWN' })));
    expect(results.map(codeOf).sort()).toEqual(['IN_ANOTHER_ORGANIZATION', 'ok']);
    expect(await memberships(email)).toHaveLength(1);
  });
});

describe('the link', () => {
  it('works once, of eight at the same moment too', async () => {
    const { token, email } = await invited();
    const results = await Promise.all(Array.from({ length: 8 }, () => join(token)));
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(new Set(results.map(codeOf))).toEqual(
      new Set(['ok', ...results.filter(({ ok }) => !ok).map(codeOf)]),
    );
    for (const code of results.map(codeOf)) expect(['ok', 'LINK_USED', 'PERSON_CHANGED']).toContain(code);
    expect(await memberships(email)).toHaveLength(1);
    expect(codeOf(await join(token))).toBe('LINK_USED');
    expect(await invitationPage(token)).toEqual({ state: 'ACCEPTED' });
  });

  it('opens nothing once it is late, revoked, replaced or made up, and says which', async () => {
    const old = contextOf(
      database(),
      chain,
      'OWNER',
      new Date(realNow().getTime() - 8 * 86_400_000).toISOString(),
    );
    const late = await invited({ ctx: old });
    expect(codeOf(await join(late.token))).toBe('LINK_EXPIRED');
    expect(await invitationPage(late.token)).toEqual({ state: 'EXPIRED' });
    const revoked = await invited();
    await revokeInvitation(owner(), { invitationId: revoked.id });
    expect(codeOf(await join(revoked.token))).toBe('LINK_REVOKED');
    expect(await invitationPage(revoked.token)).toEqual({ state: 'REVOKED' });
    const replaced = await invited();
    await resendInvitation(owner(), { invitationId: replaced.id });
    expect(codeOf(await join(replaced.token))).toBe('LINK_UNKNOWN');
    expect(codeOf(await join(invitationToken(replaced.id, 3)))).toBe('LINK_UNKNOWN');
    expect(codeOf(await join('x'.repeat(43)))).toBe('LINK_UNKNOWN');
    for (const { email } of [late, revoked, replaced]) expect(await memberships(email)).toEqual([]);
    expect(codeOf(await join(invitationToken(replaced.id, 2)))).toBe('ok');
  });

  it('is looked at without a trace: opening the page writes nothing', async () => {
    const { id, token } = await invited();
    const state = async () => ({
      invitation: await database().invitation.findUniqueOrThrow({ where: { id } }),
      guesses: await database().guessGuard.findMany({ where: { key: { contains: id } } }),
      audit: await database().auditEntry.count(),
      users: await database().user.count(),
    });
    const before = await state();
    for (let index = 0; index < 3; index += 1) await invitationPage(token);
    expect(await state()).toEqual(before);
  });

  it('a removed person comes back by a new one alone', async () => {
    const { token, email } = await invited();
    await join(token);
    const [member] = await memberships(email);
    expect((await removePerson(owner(), { membershipId: member?.id ?? '' })).ok).toBe(true);
    expect(codeOf(await join(token))).toBe('LINK_USED');
    const again = await invited({ email });
    expect(codeOf(await join(again.token, { person: 'KNOWN' }))).toBe('ok');
  });
});

describe('what is typed', () => {
  it.each([
    ['a name that is empty', { name: '  ' }, 'name'],
    ['a name of 301 signs', { name: 'я'.repeat(301) }, 'name'],
    ['a name with a line of its own', { name: 'Нина\r\nBcc: all@kassa.test' }, 'name'],
    ['a name with NUL', { name: 'Ни\0на' }, 'name'],
    ['no password', { password: '' }, 'password'],
    ['a password of a megabyte', { password: 'a'.repeat(1_048_576) }, 'password'],
    ['a token that is none', { token: '../../etc' }, 'token'],
    ['a token of another type', { token: { $ne: '' } }, 'token'],
  ])('%s is said at its field', (_, over, field) => {
    const input = { person: 'NEW', token: 'x'.repeat(43), name: 'Нина', password: PASSWORD, ...over };
    const parsed = acceptInvitationInput.safeParse(input);
    expect(parsed.error?.issues[0]?.path.join('.')).toBe(field);
  });

  it.each([
    ['short', 'PASSWORD_SHORT'],
    ['password1', 'PASSWORD_COMMON'],
    ['ООО «Проба»', 'PASSWORD_OWN'],
  ])('the password «%s» is refused and the link stays good', async (password, code) => {
    const { token, email } = await invited();
    expect(codeOf(await join(token, { password }))).toBe(code);
    expect(await memberships(email)).toEqual([]);
    expect(codeOf(await join(token))).toBe('ok');
  });

  it.each(['<script>alert(1)</script>', '=cmd()', 'Нина 👩‍🍳', 'я'.repeat(300)])(
    '«%.30s» is a name',
    async (name) => {
      const { token, email } = await invited();
      expect(codeOf(await join(token, { name }))).toBe('ok');
      expect((await database().user.findUniqueOrThrow({ where: { email } })).name).toBe(name);
    },
  );
});
