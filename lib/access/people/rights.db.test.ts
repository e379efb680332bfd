import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { realNow } from '@/lib/platform/clock';
import { useDatabase } from '@/lib/testing/database';
import { type Chain, contextOf, createChain } from '@/lib/testing/factories';
import { secondOwner } from '@/lib/testing/people';
import { actingFor } from '../acting';
import type { Role } from '../permission.rule';
import { loadSession } from '../session';
import { changeRights } from './commands/change-rights';
import { invitePerson } from './commands/invite-person';
import { removePerson } from './commands/remove-person';
import { listInvitations } from './queries';

const database = useDatabase();
let chain: Chain;
let foreign: Chain;

beforeEach(async () => {
  chain = await createChain(database());
  foreign = await createChain(database());
});

const as = (role: Role) => contextOf(database(), chain, role);
const membership = (role: Role) =>
  database().membership.findFirstOrThrow({
    where: { organizationId: chain.organizationId, userId: chain.userIds[role] },
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

async function anInvitation() {
  const input = asked();
  const result = await invitePerson(as('OWNER'), input);
  if (!result.ok) throw new Error(result.code);
  return { id: result.value.invitationId, email: input.email };
}

describe('changing rights', () => {
  const session = (userId: string) =>
    database().session.create({
      data: {
        userId,
        createdAt: realNow(),
        expiresAt: new Date(realNow().getTime() + 86_400_000),
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
    const other = await secondOwner(database(), chain);
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
    const other = await secondOwner(database(), chain);
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
      const other = await secondOwner(database(), chain);
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
        createdAt: realNow(),
      },
    }),
  ).rejects.toThrow(/membership_one_organization|Unique constraint/);
});
