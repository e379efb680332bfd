import { beforeEach, describe, expect, it } from 'vitest';
import { transaction } from '@/lib/platform/transaction';
import { success } from '@/lib/core/result';
import { realNow } from '@/lib/platform/clock';
import { useDatabase } from '@/lib/testing/database';
import { type Chain, contextOf, createChain } from '@/lib/testing/factories';
import { loadSession } from '../session';
import { changeRights } from './commands/change-rights';
import { startViewing } from './commands/start-viewing';
import { stopViewing } from './commands/stop-viewing';

const database = useDatabase();
let chain: Chain;
let sessionId: string;

beforeEach(async () => {
  chain = await createChain(database());
  sessionId = await aSession(chain.userIds.OWNER);
});

async function aSession(userId: string): Promise<string> {
  const { id } = await database().session.create({
    data: {
      userId,
      createdAt: realNow(),
      expiresAt: new Date(realNow().getTime() + 86_400_000),
      userAgent: '',
      ip: '',
    },
  });
  return id;
}

const owner = () => ({ ...contextOf(database(), chain, 'OWNER'), sessionId });
const asCashier = () => startViewing(owner(), { role: 'CASHIER', storeIds: [chain.storeIds[1]] });
async function seen(id = sessionId) {
  const session = await loadSession(id, null);
  if (!session) throw new Error('no session');
  return session;
}

describe('looking at the cabinet as another role', () => {
  it('gives the session the role and these stores, and the owner stays the one who acts', async () => {
    expect((await asCashier()).ok).toBe(true);
    const session = await seen();
    expect(session).toMatchObject({
      role: 'CASHIER',
      viewing: true,
      ctx: {
        storeIds: [chain.storeIds[1]],
        viewing: true,
        actor: { id: chain.userIds.OWNER, role: 'CASHIER' },
      },
    });
  });

  it('an accountant is looked through with every store', async () => {
    await startViewing(owner(), { role: 'ACCOUNTANT', storeIds: [chain.storeIds[0]] });
    expect(await seen()).toMatchObject({ role: 'ACCOUNTANT', ctx: { storeIds: null } });
  });

  it('changes nothing, whatever comes past the screens', async () => {
    await asCashier();
    const { ctx } = await seen();
    await expect(transaction(ctx, () => Promise.resolve(success(null)))).rejects.toThrow(
      'nothing is changed',
    );
  });

  it('is of one session, ends with a word, and both stand in the journal', async () => {
    const other = await aSession(chain.userIds.OWNER);
    await asCashier();
    expect(await seen(other)).toMatchObject({ role: 'OWNER', viewing: false });
    const { ctx } = await seen();
    expect(await stopViewing(ctx)).toEqual({ ok: true, value: null });
    expect(await stopViewing(ctx)).toEqual({ ok: true, value: null });
    expect(await seen()).toMatchObject({ role: 'OWNER', viewing: false, ctx: { storeIds: null } });
    const entries = await database().auditEntry.findMany({
      where: { organizationId: chain.organizationId, action: { startsWith: 'access.view' } },
      orderBy: { id: 'asc' },
    });
    expect(entries).toMatchObject([
      {
        action: 'access.viewStarted',
        actorId: chain.userIds.OWNER,
        after: { role: 'CASHIER', stores: ['Камчатка'] },
      },
      { action: 'access.viewEnded', before: { role: 'CASHIER', stores: ['Камчатка'] } },
    ]);
  });

  it('lends nothing: who is no owner any more sees with the own rights', async () => {
    await startViewing(owner(), { role: 'ADMIN', storeIds: [...chain.storeIds] });
    await database().membership.updateMany({
      where: { userId: chain.userIds.OWNER },
      data: { role: 'CASHIER', allStores: false },
    });
    expect(await seen()).toMatchObject({ role: 'CASHIER', viewing: false, ctx: { storeIds: [] } });
  });

  it('a view of another organization is none', async () => {
    const foreign = await createChain(database());
    await database().sessionView.create({
      data: {
        sessionId,
        organizationId: foreign.organizationId,
        role: 'ADMIN',
        storeIds: [...foreign.storeIds],
        allStores: false,
        since: realNow(),
      },
    });
    expect(await seen()).toMatchObject({ role: 'OWNER', viewing: false });
  });

  it('does not hide the rights of a command that is let through all the same', async () => {
    await asCashier();
    const { ctx } = await seen();
    const membership = await database().membership.findFirstOrThrow({
      where: { userId: chain.userIds.CASHIER },
    });
    const input = { membershipId: membership.id, role: 'OWNER' as const, storeIds: [] };
    expect(await changeRights(ctx, input)).toMatchObject({ ok: false, code: 'FORBIDDEN' });
  });
});
