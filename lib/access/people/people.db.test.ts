import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { carryOut } from '@/lib/platform/audit';
import { useDatabase } from '@/lib/testing/database';
import { type Chain, contextOf, createChain, queuedTasks } from '@/lib/testing/factories';
import { actingFor } from '../acting';
import { type Role, roles } from '../permission.rule';
import { loadSession } from '../session';
import { changeRights } from './commands/change-rights';
import { invitePerson } from './commands/invite-person';
import { removePerson } from './commands/remove-person';
import { resendInvitation } from './commands/resend-invitation';
import { revokeInvitation } from './commands/revoke-invitation';
import { startViewing } from './commands/start-viewing';
import { changeRightsInput, invitePersonInput, startViewingInput } from './schema';
import { listInvitations, listStaff } from './queries';

const database = useDatabase();
let chain: Chain;
let foreign: Chain;

beforeEach(async () => {
  chain = await createChain(database());
  foreign = await createChain(database());
});

const as = (role: Role, of = chain) => contextOf(database(), of, role);
const membership = (role: Role, of = chain) =>
  database().membership.findFirstOrThrow({
    where: { organizationId: of.organizationId, userId: of.userIds[role] },
  });
const asked = (over: object = {}) => ({
  requestId: randomUUID(),
  email: `${randomUUID()}@kassa.test`,
  role: 'CASHIER' as Role,
  storeIds: [chain.storeIds[0]] as string[],
  ...over,
});
const codeOf = (result: { ok: boolean; code?: string }) => (result.ok ? 'ok' : result.code);
const audited = (action: string) =>
  database().auditEntry.findMany({
    where: { organizationId: chain.organizationId, action },
    orderBy: { id: 'asc' },
  });

/** Another owner of the chain. */
async function secondOwner() {
  const { organizationId } = chain;
  const createdAt = new Date();
  const user = await database().user.create({
    data: { email: `${randomUUID()}@kassa.test`, name: 'Второй владелец', passwordHash: '-', createdAt },
  });
  const { id } = await database().membership.create({
    data: { organizationId, userId: user.id, role: 'OWNER', allStores: true, createdAt },
  });
  const actor = { kind: 'USER', id: user.id, name: user.name, role: 'OWNER' } as const;
  return { membershipId: id, userId: user.id, ctx: { ...as('OWNER'), actor } };
}

async function anInvitation(of = chain) {
  const input = asked({ storeIds: [of.storeIds[0]] });
  const result = await invitePerson(as('OWNER', of), input);
  if (!result.ok) throw new Error(result.code);
  return { id: result.value.invitationId, email: input.email };
}

describe('who may', () => {
  it.each(roles)('%s', async (role) => {
    const may = role === 'OWNER' ? 'ok' : 'FORBIDDEN';
    const { id } = await anInvitation();
    const cashier = (await membership('CASHIER')).id;
    const rights = { membershipId: cashier, role: 'CASHIER' as const, storeIds: [chain.storeIds[1]] };
    const ctx = as(role);
    expect(codeOf(await invitePerson(ctx, asked()))).toBe(may);
    expect(codeOf(await resendInvitation(ctx, { invitationId: id }))).toBe(may);
    expect(codeOf(await changeRights(ctx, rights))).toBe(may);
    expect(codeOf(await revokeInvitation(ctx, { invitationId: id }))).toBe(may);
    expect(codeOf(await startViewing(ctx, { role: 'CASHIER', storeIds: [chain.storeIds[0]] }))).toBe(
      role === 'OWNER' ? 'NOT_FOUND' : 'FORBIDDEN',
    );
    expect(codeOf(await removePerson(ctx, { membershipId: cashier }))).toBe(may);
    expect((await listInvitations(ctx)).length > 0).toBe(role === 'OWNER');
    expect((await listStaff(ctx)).length > 0).toBe(role === 'OWNER');
  });

  it('a role with which the request came counts for nothing once it is taken away', async () => {
    const other = await secondOwner();
    await changeRights(other.ctx, {
      membershipId: (await membership('OWNER')).id,
      role: 'ACCOUNTANT',
      storeIds: [],
    });
    const cashier = (await membership('CASHIER')).id;
    const stale = as('OWNER');
    expect(codeOf(await invitePerson(stale, asked()))).toBe('FORBIDDEN');
    expect(codeOf(await removePerson(stale, { membershipId: cashier }))).toBe('FORBIDDEN');
    const own = { membershipId: (await membership('OWNER')).id, role: 'OWNER' as const, storeIds: [] };
    expect(codeOf(await changeRights(stale, own))).toBe('FORBIDDEN');
    await database().membership.deleteMany({ where: { userId: chain.userIds.OWNER } });
    expect(codeOf(await invitePerson(stale, asked()))).toBe('FORBIDDEN');
  });
});

describe('foreign and missing', () => {
  it('are the same, change nothing and stand in the audit', async () => {
    const theirs = await anInvitation(foreign);
    const before = await database().membership.findMany({
      where: { organizationId: foreign.organizationId },
    });
    const admin = (await membership('ADMIN', foreign)).id;
    for (const id of [admin, randomUUID()]) {
      const rights = { membershipId: id, role: 'OWNER' as const, storeIds: [] };
      expect(await carryOut(as('OWNER'), changeRights, rights, 'people.changeRights')).toEqual({
        ok: false,
        code: 'NOT_FOUND',
      });
      expect(await carryOut(as('OWNER'), removePerson, { membershipId: id }, 'people.remove')).toEqual({
        ok: false,
        code: 'NOT_FOUND',
      });
    }
    for (const invitationId of [theirs.id, randomUUID()]) {
      expect(codeOf(await resendInvitation(as('OWNER'), { invitationId }))).toBe('NOT_FOUND');
      expect(codeOf(await revokeInvitation(as('OWNER'), { invitationId }))).toBe('NOT_FOUND');
    }
    expect(
      await database().membership.findMany({ where: { organizationId: foreign.organizationId } }),
    ).toEqual(before);
    expect(await listInvitations(as('OWNER', foreign))).toMatchObject([{ state: 'OPEN' }]);
    expect((await audited('access.missing')).map(({ after }) => after)).toEqual([
      { asked: 'people.changeRights', tried: [admin] },
      { asked: 'people.remove', tried: [admin] },
      expect.objectContaining({ asked: 'people.changeRights' }),
      expect.objectContaining({ asked: 'people.remove' }),
    ]);
  });

  it('a store of another organization is none: in an invitation, in rights, in a view', async () => {
    const storeIds = [chain.storeIds[0], foreign.storeIds[0]];
    const cashier = (await membership('CASHIER')).id;
    const owner = { ...as('OWNER'), sessionId: randomUUID() };
    expect(codeOf(await invitePerson(owner, asked({ storeIds })))).toBe('STORE_NOT_FOUND');
    expect(codeOf(await changeRights(owner, { membershipId: cashier, role: 'ADMIN', storeIds }))).toBe(
      'STORE_NOT_FOUND',
    );
    expect(codeOf(await startViewing(owner, { role: 'CASHIER', storeIds }))).toBe('STORE_NOT_FOUND');
    expect(await database().invitation.count({ where: { organizationId: chain.organizationId } })).toBe(0);
  });
});

describe('inviting', () => {
  it('is once a request and once an address, written down, and a letter is on its way', async () => {
    const input = asked();
    const [first, second] = await Promise.all([
      invitePerson(as('OWNER'), input),
      invitePerson(as('OWNER'), input),
    ]);
    expect(first).toEqual(second);
    const again = await invitePerson(as('OWNER'), { ...input, requestId: randomUUID() });
    expect(codeOf(again)).toBe('ALREADY_INVITED');
    const [entry, ...rest] = await audited('people.invite');
    expect(rest).toEqual([]);
    expect(entry).toMatchObject({
      objectType: 'invitation',
      objectName: input.email,
      after: { role: 'CASHIER', stores: ['Центр'] },
    });
    const tasks = (await queuedTasks(database())).filter(
      ({ payload }) => payload['organizationId'] === chain.organizationId,
    );
    expect(tasks).toMatchObject([
      { task: 'notifications.invitation', payload: { invitationId: entry?.objectId } },
    ]);
    expect(JSON.stringify(tasks)).not.toContain('token');
  });

  it('two requests for one address at once are one invitation', async () => {
    const input = asked();
    const results = await Promise.all(
      Array.from({ length: 4 }, () => invitePerson(as('OWNER'), { ...input, requestId: randomUUID() })),
    );
    expect(results.map(codeOf).sort()).toEqual([
      'ALREADY_INVITED',
      'ALREADY_INVITED',
      'ALREADY_INVITED',
      'ok',
    ]);
  });

  it('a member is told apart, a person of another organization is not', async () => {
    const email = async (userId: string) =>
      (await database().user.findUniqueOrThrow({ where: { id: userId } })).email;
    const member = asked({ email: await email(chain.userIds.ADMIN) });
    expect(codeOf(await invitePerson(as('OWNER'), member))).toBe('ALREADY_HERE');
    const elsewhere = asked({ email: await email(foreign.userIds.ADMIN) });
    expect(codeOf(await invitePerson(as('OWNER'), elsewhere))).toBe('ok');
  });

  it('has a limit an hour, which other organizations do not feel', async () => {
    const codes: (string | undefined)[] = [];
    for (let index = 0; index < 42; index += 1) codes.push(codeOf(await invitePerson(as('OWNER'), asked())));
    expect(codes.filter((code) => code === 'ok')).toHaveLength(40);
    expect(codes.at(-1)).toBe('TOO_MANY');
    const theirs = asked({ storeIds: [foreign.storeIds[0]] });
    expect(codeOf(await invitePerson(as('OWNER', foreign), theirs))).toBe('ok');
  });

  it('what a form does not ask for is not taken: rights, links and owners come from here alone', async () => {
    const sent = {
      ...asked(),
      id: foreign.organizationId,
      organizationId: foreign.organizationId,
      allStores: true,
      tokenHash: 'x',
      invitedById: foreign.userIds.OWNER,
      acceptedAt: new Date(0),
      expiresAt: new Date('2099-01-01'),
      letters: 99,
      stores: [],
    };
    const parsed = invitePersonInput.parse(sent);
    expect(Object.keys(parsed).sort()).toEqual(['email', 'requestId', 'role', 'storeIds']);
    const result = await invitePerson(as('OWNER'), parsed);
    if (!result.ok) throw new Error(result.code);
    expect(
      await database().invitation.findUniqueOrThrow({ where: { id: result.value.invitationId } }),
    ).toMatchObject({
      organizationId: chain.organizationId,
      allStores: false,
      invitedById: chain.userIds.OWNER,
      acceptedAt: null,
      expiresAt: new Date('2026-11-27T09:00:00Z'),
      letters: 1,
    });
    expect(
      Object.keys(
        changeRightsInput.parse({
          membershipId: randomUUID(),
          role: 'OWNER',
          storeIds: [],
          userId: foreign.userIds.OWNER,
          organizationId: foreign.organizationId,
        }),
      ).sort(),
    ).toEqual(['membershipId', 'role', 'storeIds']);
    expect(startViewingInput.safeParse({ role: 'OWNER', storeIds: [] }).success).toBe(false);
    expect(
      changeRightsInput.safeParse({ membershipId: randomUUID(), role: 'ROOT', storeIds: [] }).success,
    ).toBe(false);
  });
});

describe('sending again and revoking', () => {
  it('another letter has another link, until when counts anew; five an hour', async () => {
    const { id } = await anInvitation();
    const before = await database().invitation.findUniqueOrThrow({ where: { id } });
    const later = contextOf(database(), chain, 'OWNER', '2026-12-20T09:00:00Z');
    expect(await listInvitations(later)).toMatchObject([{ id, state: 'EXPIRED' }]);
    expect(codeOf(await resendInvitation(later, { invitationId: id }))).toBe('ok');
    const after = await database().invitation.findUniqueOrThrow({ where: { id } });
    expect(after).toMatchObject({ letters: 2, expiresAt: new Date('2026-12-27T09:00:00Z') });
    expect(after.tokenHash).not.toBe(before.tokenHash);
    expect(await listInvitations(later)).toMatchObject([{ id, state: 'OPEN' }]);
    for (let index = 0; index < 4; index += 1) await resendInvitation(later, { invitationId: id });
    expect(codeOf(await resendInvitation(later, { invitationId: id }))).toBe('TOO_MANY');
  });

  it('a revoked one is gone for good, and the address may be invited again', async () => {
    const { id, email } = await anInvitation();
    expect(codeOf(await revokeInvitation(as('OWNER'), { invitationId: id }))).toBe('ok');
    expect(codeOf(await revokeInvitation(as('OWNER'), { invitationId: id }))).toBe('ok');
    expect(await audited('people.revokeInvitation')).toHaveLength(1);
    expect(codeOf(await resendInvitation(as('OWNER'), { invitationId: id }))).toBe('INVITATION_REVOKED');
    expect(await listInvitations(as('OWNER'))).toEqual([]);
    expect(codeOf(await invitePerson(as('OWNER'), asked({ email })))).toBe('ok');
  });
});

describe('changing rights', () => {
  const session = (userId: string) =>
    database().session.create({
      data: {
        userId,
        createdAt: new Date(),
        expiresAt: new Date(Date.now() + 86_400_000),
        userAgent: '',
        ip: '',
      },
    });

  it('counts at the next request, for jobs in the person’s name too, and is written before → after', async () => {
    const { id: sessionId } = await session(chain.userIds.ADMIN);
    const { id: membershipId } = await membership('ADMIN');
    expect(await loadSession(sessionId, null)).toMatchObject({
      role: 'ADMIN',
      ctx: { storeIds: [chain.storeIds[0]] },
    });
    const input = { membershipId, role: 'CASHIER' as const, storeIds: [chain.storeIds[1]] };
    expect(codeOf(await changeRights(as('OWNER'), input))).toBe('ok');
    expect(await loadSession(sessionId, null)).toMatchObject({
      role: 'CASHIER',
      ctx: { storeIds: [chain.storeIds[1]] },
    });
    expect(await actingFor(as('OWNER'), chain.userIds.ADMIN)).toMatchObject({
      actor: { role: 'CASHIER' },
      storeIds: [chain.storeIds[1]],
    });
    expect(codeOf(await changeRights(as('OWNER'), input))).toBe('ok');
    const [entry, ...rest] = await audited('people.changeRights');
    expect(rest).toEqual([]);
    expect(entry).toMatchObject({
      objectName: 'Тест ADMIN',
      before: { role: 'ADMIN', stores: ['Центр'] },
      after: { role: 'CASHIER', stores: ['Камчатка'] },
    });
  });

  it('a removed person is out at once, with every session, and may be invited again', async () => {
    const { id: sessionId } = await session(chain.userIds.ADMIN);
    const { id: membershipId } = await membership('ADMIN');
    expect(codeOf(await removePerson(as('OWNER'), { membershipId }))).toBe('ok');
    expect(await loadSession(sessionId, null)).toBeNull();
    expect(await actingFor(as('OWNER'), chain.userIds.ADMIN)).toBeNull();
    const row = await database().session.findUniqueOrThrow({ where: { id: sessionId } });
    expect(row.revokedAt).not.toBeNull();
    expect(codeOf(await removePerson(as('OWNER'), { membershipId }))).toBe('NOT_FOUND');
    expect(await audited('people.remove')).toMatchObject([
      { objectName: 'Тест ADMIN', before: { role: 'ADMIN', stores: ['Центр'] } },
    ]);
    const { email } = await database().user.findUniqueOrThrow({ where: { id: chain.userIds.ADMIN } });
    expect(codeOf(await invitePerson(as('OWNER'), asked({ email })))).toBe('ok');
  });

  it('takes the open invitations of an owner who is none any more along', async () => {
    const other = await secondOwner();
    const { email } = await anInvitation();
    const own = (await membership('OWNER')).id;
    const rights = { membershipId: own, role: 'ADMIN' as const, storeIds: [chain.storeIds[0]] };
    expect(codeOf(await changeRights(other.ctx, rights))).toBe('ok');
    expect(await listInvitations(other.ctx)).toEqual([]);
    expect(await audited('people.changeRights')).toMatchObject([{ after: { revoked: [email] } }]);
  });
});

describe('the last owner', () => {
  it('is neither demoted nor removed, by nobody', async () => {
    const { id: membershipId } = await membership('OWNER');
    const lower = { membershipId, role: 'ACCOUNTANT' as const, storeIds: [] };
    expect(codeOf(await changeRights(as('OWNER'), lower))).toBe('LAST_OWNER');
    expect(codeOf(await removePerson(as('OWNER'), { membershipId }))).toBe('LAST_OWNER');
    const other = await secondOwner();
    expect(await removePerson(as('OWNER'), { membershipId })).toMatchObject({ value: { wasYou: true } });
    expect(codeOf(await removePerson(other.ctx, { membershipId: other.membershipId }))).toBe('LAST_OWNER');
  });

  it.each([
    ['demoting each other', 'demote', 'other'],
    ['removing each other', 'remove', 'other'],
    ['both leaving', 'remove', 'self'],
    ['both stepping down', 'demote', 'self'],
  ] as const)('two owners %s at the same moment leave one', async (_, what, whom) => {
    for (let round = 0; round < 6; round += 1) {
      chain = await createChain(database());
      const other = await secondOwner();
      const own = { membershipId: (await membership('OWNER')).id, ctx: as('OWNER') };
      const act = ({ ctx }: Pick<typeof own, 'ctx'>, { membershipId }: Pick<typeof own, 'membershipId'>) =>
        what === 'remove'
          ? removePerson(ctx, { membershipId })
          : changeRights(ctx, { membershipId, role: 'ACCOUNTANT', storeIds: [] });
      const results = await Promise.all(
        whom === 'other' ? [act(own, other), act(other, own)] : [act(own, own), act(other, other)],
      );
      expect(results.filter(({ ok }) => ok)).toHaveLength(1);
      expect(results.map(codeOf)).toContain(whom === 'other' ? 'FORBIDDEN' : 'LAST_OWNER');
      const owners = { organizationId: chain.organizationId, role: 'OWNER' as const };
      expect(await database().membership.count({ where: owners })).toBe(1);
    }
  });
});

it('a person belongs to one organization: the base itself refuses a second', async () => {
  await expect(
    database().membership.create({
      data: {
        organizationId: foreign.organizationId,
        userId: chain.userIds.CASHIER,
        role: 'OWNER',
        allStores: true,
        createdAt: new Date(),
      },
    }),
  ).rejects.toThrow(/membership_one_organization|Unique constraint/);
});
