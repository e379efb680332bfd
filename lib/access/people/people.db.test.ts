import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { carryOut } from '@/lib/platform/audit';
import { useDatabase } from '@/lib/testing/database';
import { type Chain, contextOf, createChain, queuedTasks } from '@/lib/testing/factories';
import { secondOwner } from '@/lib/testing/people';
import { type Role, roles } from '../permission.rule';
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
    const other = await secondOwner(database(), chain);
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
