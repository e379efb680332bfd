import { beforeEach, describe, expect, it } from 'vitest';
import type { Context } from '@/lib/access/context';
import type { Role } from '@/lib/access/permission.rule';
import { localDate } from '@/lib/core/local-date';
import { transaction } from '@/lib/platform/transaction';
import { useDatabase } from '@/lib/testing/database';
import { type Chain, contextOf, createCard, createChain, TEST_NOW } from '@/lib/testing/factories';
import { startSubscriptions } from './commands/start';
import { renewalsSince, subscriptionOutlook } from './outlook';

const database = useDatabase();
const MONTH = localDate('2026-12-21');
let chain: Chain;
let foreign: Chain;

async function subscribe(of: Chain, terminalId: string): Promise<void> {
  const card = await createCard(database(), of, { state: 'ACTIVE', terminalId });
  const started = await transaction(contextOf(database(), of, 'OWNER'), (ctx: Context) =>
    startSubscriptions(ctx, {
      planSlug: 'cash-services-card',
      period: 'M1',
      subjects: [{ simCardId: card.id, name: '…1' }],
    }),
  );
  expect(started.ok).toBe(true);
}

beforeEach(async () => {
  chain = await createChain(database(), 100_000);
  foreign = await createChain(database(), 100_000);
  for (const terminalId of chain.terminalIds) await subscribe(chain, terminalId);
  await subscribe(foreign, foreign.terminalIds[0]);
});

const as = (role: Role, now?: string) => contextOf(database(), chain, role, now);

describe('what will happen to the subscriptions', () => {
  it.each([
    ['OWNER', true],
    ['ACCOUNTANT', true],
    ['ADMIN', false],
    ['CASHIER', false],
  ] as const)('%s sees it: %s', async (role, sees) => {
    const outlook = await subscriptionOutlook(as(role), MONTH);
    const done = await renewalsSince(as(role), new Date(TEST_NOW));
    expect([outlook !== null, done !== null]).toEqual([sees, sees]);
  });

  it('is of the whole organization and of no other, whatever store is chosen', async () => {
    const events = [
      { kind: 'CHARGED', on: '2026-12-20', count: 2, amount: 38_000 },
      { kind: 'UNPAID', count: 1 },
    ];
    expect(await subscriptionOutlook(as('OWNER'), MONTH)).toMatchObject({
      events,
      charged: 38_000,
      left: 5_000,
    });
    const narrowed = { ...as('OWNER'), storeIds: [chain.storeIds[1]] };
    expect(await subscriptionOutlook(narrowed, MONTH)).toMatchObject({ events });
    expect(await subscriptionOutlook(as('OWNER'), localDate('2026-12-19'))).toMatchObject({ events: [] });
  });

  it('has no first payments among what was renewed', async () => {
    const nothing = { renewed: 0, charged: 0, ended: 0, pastDue: 0 };
    expect(await renewalsSince(as('OWNER'), new Date(TEST_NOW))).toEqual(nothing);
  });
});
