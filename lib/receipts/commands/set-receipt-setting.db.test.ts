import { beforeEach, describe, expect, it } from 'vitest';
import type { Role } from '@/lib/access/permission.rule';
import { changePeriod } from '@/lib/subscriptions/commands/change-period';
import { stopRenewal } from '@/lib/subscriptions/commands/stop';
import { useDatabase } from '@/lib/testing/database';
import { type Chain, contextOf, createChain } from '@/lib/testing/factories';
import { agreed } from '@/lib/testing/receipts';
import { aSubscription } from '@/lib/testing/subscriptions';
import { effectiveReceiptSetting, receiptSettings } from '../queries';
import type { ReceiptChoice, SettingTargetInput } from '../schema';
import { resetReceiptSetting } from './reset-receipt-setting';
import { setReceiptSetting } from './set-receipt-setting';

const database = useDatabase();
let chain: Chain;
let foreign: Chain;

beforeEach(async () => {
  chain = await createChain(database());
  foreign = await createChain(database());
});

const as = (role: Role, of: Chain = chain) => contextOf(database(), of, role);
const both: ReceiptChoice = { printMode: 'BOTH', addressFrom: 'OWN', defaultEmail: 'shop@company.ru' };
const organization = { scope: 'ORGANIZATION', targetId: null } as const;
const store = (of: Chain, index: 0 | 1) => ({ scope: 'STORE', targetId: of.storeIds[index] }) as const;
const terminal = (of: Chain, index: 0 | 1 | 2) =>
  ({ scope: 'TERMINAL', targetId: of.terminalIds[index] }) as const;
const set = (role: Role, target: SettingTargetInput, choice = both, version = 0) =>
  setReceiptSetting(as(role), { ...choice, target, version });

describe('who may', () => {
  it.each<[Role, string]>([
    ['OWNER', 'done'],
    ['ADMIN', 'done'],
    ['ACCOUNTANT', 'FORBIDDEN'],
    ['CASHIER', 'FORBIDDEN'],
  ])('%s sets and resets a store of the role: %s', async (role, outcome) => {
    const result = await set(role, store(chain, 0));
    expect(result.ok ? 'done' : result.code).toBe(outcome);
    const reset = await resetReceiptSetting(as(role), { target: store(chain, 0), version: 1 });
    expect(reset.ok ? 'done' : reset.code).toBe(outcome);
  });

  it.each<[Role, string]>([
    ['OWNER', 'done'],
    ['ADMIN', 'FORBIDDEN'],
    ['ACCOUNTANT', 'FORBIDDEN'],
    ['CASHIER', 'FORBIDDEN'],
  ])('%s sets the organization: %s', async (role, outcome) => {
    const result = await set(role, organization);
    expect(result.ok ? 'done' : result.code).toBe(outcome);
    expect(await database().receiptSetting.count({ where: { organizationId: chain.organizationId } })).toBe(
      outcome === 'done' ? 1 : 0,
    );
  });

  it('finds nothing in a foreign organization or in another’s store', async () => {
    for (const target of [store(foreign, 0), terminal(foreign, 0)]) {
      expect(await set('OWNER', target)).toMatchObject({ ok: false, code: 'NOT_FOUND' });
    }
    for (const target of [store(chain, 1), terminal(chain, 2), store(foreign, 0), terminal(foreign, 0)]) {
      expect(await set('ADMIN', target)).toMatchObject({ ok: false, code: 'NOT_FOUND' });
      expect(await resetReceiptSetting(as('ADMIN'), { target, version: 0 })).toMatchObject({
        code: 'NOT_FOUND',
      });
    }
    const organizationId = { in: [chain.organizationId, foreign.organizationId] };
    expect(await database().receiptSetting.count({ where: { organizationId } })).toBe(0);
  });
});

describe('two people at once', () => {
  it('tells the second, and nothing of the first is lost', async () => {
    expect(await set('OWNER', organization)).toEqual({ ok: true, value: { version: 1 } });
    const late = await set('OWNER', organization, { ...both, printMode: 'ASK' }, 0);
    expect(late).toMatchObject({ ok: false, code: 'CONFLICT_VERSION', details: { by: 'Тест OWNER' } });
    const { organization: kept } = await receiptSettings(as('OWNER'));
    expect(kept.own.printMode).toBe('BOTH');
    expect(await set('OWNER', organization, { ...both, printMode: 'ASK' }, kept.version)).toEqual({
      ok: true,
      value: { version: 2 },
    });
  });

  it('lets exactly one of two first ones through', async () => {
    const target = store(chain, 0);
    const results = await Promise.all([
      set('OWNER', target, { ...both, printMode: 'ASK' }),
      set('ADMIN', target, { ...both, printMode: 'PAPER_ONLY' }),
    ]);
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    expect(results.find((result) => !result.ok)).toMatchObject({ code: 'CONFLICT_VERSION' });
  });

  it('takes the same change twice for one', async () => {
    await set('OWNER', organization);
    expect(await set('OWNER', organization)).toEqual({ ok: true, value: { version: 1 } });
    const where = { organizationId: chain.organizationId, objectType: 'receiptSetting' };
    expect(await database().auditEntry.count({ where })).toBe(1);
  });

  it('tells who edits what was reset meanwhile', async () => {
    await set('OWNER', store(chain, 0));
    await resetReceiptSetting(as('OWNER'), { target: store(chain, 0), version: 1 });
    expect(await set('ADMIN', store(chain, 0), { ...both, printMode: 'ASK' }, 1)).toMatchObject({
      code: 'CONFLICT_VERSION',
    });
  });
});

it('inherits from the nearest and goes back when reset', async () => {
  await set('OWNER', organization);
  await set('OWNER', store(chain, 0), { printMode: 'ASK', addressFrom: 'NONE', defaultEmail: '' });
  await set('OWNER', terminal(chain, 0), { printMode: 'INHERIT', addressFrom: 'INHERIT', defaultEmail: '' });
  const effective = () => effectiveReceiptSetting(as('OWNER'), chain.terminalIds[0]);
  expect(await effective()).toMatchObject({ chosenPrintMode: 'ASK', defaultEmail: null });
  await resetReceiptSetting(as('OWNER'), { target: store(chain, 0), version: 1 });
  expect(await effective()).toMatchObject({ chosenPrintMode: 'BOTH', defaultEmail: 'shop@company.ru' });
  await agreed(database(), chain, 'shop@company.ru');
  expect(await effective()).toMatchObject({ printMode: 'PAPER_ONLY', reasons: ['MODULE_NOT_WORKING'] });
  expect(await effectiveReceiptSetting(as('ADMIN'), chain.terminalIds[2])).toBeNull();
  expect(await effectiveReceiptSetting(as('OWNER', foreign), chain.terminalIds[0])).toBeNull();
});

it('writes before and after into the journal of the store', async () => {
  await set('ADMIN', terminal(chain, 0));
  const entry = await database().auditEntry.findFirstOrThrow({
    where: { organizationId: chain.organizationId, objectId: chain.terminalIds[0] },
  });
  expect(entry).toMatchObject({
    action: 'receipts.setReceiptSetting',
    actorName: 'Тест ADMIN',
    objectName: 'Прилавок 1',
    storeId: chain.storeIds[0],
    before: { printMode: null, defaultEmail: null },
    after: { printMode: 'BOTH', defaultEmail: 'shop@company.ru' },
  });
});

it('leaves a stop and a change of period that wait as they are, whatever address is set', async () => {
  chain = await createChain(database(), 100_000);
  const { id } = await aSubscription(database(), chain, 'terminal');
  await changePeriod(as('OWNER'), { subscriptionIds: [id], period: 'M12' });
  await stopRenewal(as('OWNER'), { subscriptionIds: [id] });
  const row = () => database().subscription.findUniqueOrThrow({ where: { id } });
  const before = await row();
  expect(before).toMatchObject({ cancelAtPeriodEnd: true, pendingPeriod: 'M12' });
  for (const target of [organization, store(chain, 0), terminal(chain, 0)]) {
    expect(await set('OWNER', target)).toMatchObject({ ok: true });
    const other = { ...both, defaultEmail: 'other@company.ru' };
    expect(await set('OWNER', target, other, 1)).toMatchObject({ ok: true });
    expect(await row()).toEqual(before);
  }
});
