import { beforeEach, describe, expect, it } from 'vitest';
import type { Context } from '@/lib/access/context';
import { type Role, roles } from '@/lib/access/permission.rule';
import { walletBalance } from '@/lib/billing/queries';
import type { Result } from '@/lib/core/result';
import { livingSubscriptions } from '@/lib/subscriptions/queries';
import { type Chain, contextOf, createChain, installCabinetModule } from '@/lib/testing/factories';
import { installInCabinet } from './commands/install-in-cabinet';
import { uninstallModule } from './commands/uninstall';
import { uninstallInCabinet } from './commands/uninstall-in-cabinet';
import { wantedModules } from './queries';
import { PLUS_M1, useModules } from './testing';

const { database, now, install, buy, verdicts, states, written } = useModules();
let chain: Chain;
let owner: Context;
let first: string;
let second: string;

beforeEach(() => {
  ({ chain, owner } = now());
  [first, second] = chain.terminalIds;
});

type Attempt = (ctx: Context) => Promise<Result<unknown>>;
const cabinet = { moduleSlug: 'cash-services' };
const nothing = () => Promise.resolve();

describe('who may', () => {
  const verbs: [name: string, limited: string, prepare: () => Promise<unknown>, attempt: Attempt][] = [
    ['installModules', 'ok', nothing, (ctx) => install(['sections-departments'], [first], ctx)],
    [
      'uninstallModule',
      'ok',
      () => install(['sections-departments']),
      (ctx) => uninstallModule(ctx, { terminalId: first, moduleSlug: 'sections-departments' }),
    ],
    ['buyKit', 'ok', nothing, (ctx) => buy(first, ctx)],
    ['installInCabinet', 'ALL_STORES_NEEDED', nothing, (ctx) => installInCabinet(ctx, cabinet)],
    [
      'uninstallInCabinet',
      'ALL_STORES_NEEDED',
      () => installCabinetModule(database(), chain),
      (ctx) => uninstallInCabinet(ctx, cabinet),
    ],
  ];
  const expected = (role: Role, limited: string): string =>
    role === 'OWNER' ? 'ok' : role === 'ADMIN' ? limited : 'FORBIDDEN';
  const table = verbs.flatMap(([name, limited, prepare, attempt]) =>
    roles.map((role) => [name, role, expected(role, limited), prepare, attempt] as const),
  );

  it.each(table)('%s as %s: %s', async (_name, role, outcome, prepare, attempt) => {
    await prepare();
    const before = await written();
    const result = await attempt(contextOf(database(), chain, role));
    expect(result.ok ? 'ok' : result.code).toBe(outcome);
    if (outcome === 'ok') expect(await written()).not.toEqual(before);
    else expect(await written()).toEqual(before);
  });

  it('lets an administrator of all stores manage the cabinet', async () => {
    const admin = { ...contextOf(database(), chain, 'ADMIN'), storeIds: null };
    expect(await installInCabinet(admin, cabinet)).toMatchObject({ ok: true });
    expect(await uninstallInCabinet(admin, cabinet)).toMatchObject({ ok: true });
  });

  it.each<[name: string, (ctx: Context, terminalId: string) => ReturnType<Attempt>]>([
    ['installModules', (ctx, id) => install(['sections-departments'], [first, id], ctx)],
    [
      'uninstallModule',
      (ctx, terminalId) => uninstallModule(ctx, { terminalId, moduleSlug: 'sections-departments' }),
    ],
    ['buyKit', (ctx, id) => buy(id, ctx)],
  ])('%s does not see a foreign terminal nor one of another store', async (_name, attempt) => {
    const foreign = await createChain(database());
    const admin = contextOf(database(), chain, 'ADMIN');
    const before = await written();
    expect(await attempt(owner, foreign.terminalIds[0])).toMatchObject({ ok: false, code: 'NOT_FOUND' });
    expect(await attempt(admin, chain.terminalIds[2])).toMatchObject({ ok: false, code: 'NOT_FOUND' });
    expect(await written()).toEqual(before);
  });

  it('keeps modules of the cabinet and of terminals apart, and knows only those of the catalogue', async () => {
    expect(await install(['cash-services'])).toMatchObject({ code: 'WRONG_SCOPE' });
    expect(await installInCabinet(owner, { moduleSlug: 'law-updates' })).toMatchObject({
      code: 'WRONG_SCOPE',
    });
    expect(await install(['no-such-module'])).toMatchObject({ code: 'NOT_FOUND' });
    expect(await installInCabinet(owner, { moduleSlug: 'no-such-module' })).toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});

describe('installing', () => {
  it('asks for the dependency first, then takes what is paid for in order', async () => {
    expect(await verdicts(install(['email-receipts']))).toEqual([
      'NEEDS, MISSING_DEPENDENCY email-receipts, NO_ENTITLEMENT law-updates',
    ]);
    expect(await buy()).toMatchObject({ ok: true, value: { charged: PLUS_M1, nextChargeOn: '2026-12-20' } });
    expect(await verdicts(install(['email-receipts']))).toEqual(['NEEDS, MISSING_DEPENDENCY email-receipts']);
    expect(await states()).toEqual({});
    expect(await verdicts(install(['law-updates']))).toEqual(['INSTALL']);
    expect(await verdicts(install(['email-receipts']))).toEqual(['INSTALL']);
    expect(await states()).toEqual({ 'email-receipts': 'REQUESTED', 'law-updates': 'REQUESTED' });
    expect(await wantedModules(owner, first)).toMatchObject([
      { slug: 'law-updates', desired: 'INSTALLED', version: '5.1.4' },
      { slug: 'email-receipts', desired: 'INSTALLED', version: '2.7.1' },
    ]);
  });

  it('takes the dependency along when told to', async () => {
    await buy();
    const result = await install(['email-receipts'], [first], owner, true);
    expect(result).toMatchObject({
      ok: true,
      value: {
        installed: 1,
        plans: [{ order: ['law-updates', 'email-receipts'], missing: ['law-updates'] }],
      },
    });
    expect(Object.keys(await states())).toEqual(['email-receipts', 'law-updates']);
  });

  it('lets no conflict arise in either order; the other terminal gets its module', async () => {
    await buy(first);
    await buy(second);
    await install(['sections-departments']);
    const plans = await install(['email-receipts'], [first, second], owner, true);
    const verdict = (id: string) =>
      plans.ok ? plans.value.plans.find((plan) => plan.terminalId === id)?.verdict : undefined;
    expect([verdict(first), verdict(second)]).toEqual(['CANNOT', 'INSTALL']);
    expect(await states(first)).toEqual({ 'sections-departments': 'REQUESTED' });
    expect(await states(second)).toEqual({ 'email-receipts': 'REQUESTED', 'law-updates': 'REQUESTED' });
    expect(await verdicts(install(['sections-departments'], [second]))).toEqual([
      'CANNOT, CONFLICT sections-departments',
    ]);
  });

  it('sees the conflict of two modules of one request', async () => {
    await buy();
    const both = ['email-receipts', 'sections-departments'];
    expect(await verdicts(install(both, [first], owner, true))).toEqual([
      'CANNOT, CONFLICT email-receipts, CONFLICT sections-departments',
    ]);
    expect(await states()).toEqual({});
  });

  it('is one installation when asked twice, one after another or at once', async () => {
    const parallel = await Promise.all([
      install(['sections-departments']),
      install(['sections-departments']),
    ]);
    expect(parallel.map((each) => (each.ok ? each.value.installed : each.code)).sort()).toEqual([0, 1]);
    expect(await verdicts(install(['sections-departments'], [first, first]))).toEqual(['ALREADY']);
    expect(await states()).toEqual({ 'sections-departments': 'REQUESTED' });
    const audit = await database().auditEntry.count({ where: { organizationId: chain.organizationId } });
    expect(audit).toBe(1);
  });
});

describe('buying a kit', () => {
  it('charges what was shown or nothing', async () => {
    expect(await buy(first, owner, 98_900)).toMatchObject({ code: 'QUOTE_CHANGED' });
    const poor = await createChain(database(), 98_999);
    const result = await buy(poor.terminalIds[0], contextOf(database(), poor, 'OWNER'));
    expect(result).toMatchObject({ code: 'INSUFFICIENT_FUNDS' });
    expect(await walletBalance(contextOf(database(), poor, 'OWNER'))).toBe(98_999);
    expect(await walletBalance(owner)).toBe(1_000_000);
    expect(await livingSubscriptions(owner, {})).toEqual([]);
  });

  it('is paid once when asked twice at once', async () => {
    const results = await Promise.all([buy(), buy()]);
    expect(results.map((each) => (each.ok ? 'ok' : each.code)).sort()).toEqual(['ALREADY_PAID', 'ok']);
    expect(await buy()).toMatchObject({ code: 'ALREADY_PAID' });
    expect(await walletBalance(owner)).toBe(1_000_000 - PLUS_M1);
    expect(await livingSubscriptions(owner, { terminalIds: [first] })).toHaveLength(1);
  });
});
