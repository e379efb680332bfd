import { beforeEach, describe, expect, it } from 'vitest';
import type { Context } from '@/lib/access/context';
import { walletBalance } from '@/lib/billing/queries';
import { fixedClock } from '@/lib/core/clock';
import { realNow } from '@/lib/platform/clock';
import { eventHandlers } from '@/lib/platform/jobs-events';
import { stopRenewal } from '@/lib/subscriptions/commands/stop';
import { renewDue } from '@/lib/subscriptions/commands/renew-due';
import { livingSubscriptions } from '@/lib/subscriptions/queries';
import { useDatabase } from '@/lib/testing/database';
import { type Chain, contextOf, createChain, jobContextOf, queuedTasks } from '@/lib/testing/factories';
import { buyKit } from './commands/buy-kit';
import { installModules } from './commands/install';
import { reportApplied } from './commands/report-applied';
import { settleBlocks } from './commands/settle-blocks';
import { uninstallModule } from './commands/uninstall';
import { wantedModules } from './queries';

const database = useDatabase();
const LATER = '2026-12-21T09:00:00Z';
const BASIC_M1 = 59_000;
let chain: Chain;
let owner: Context;
let terminalId: string;

beforeEach(async () => {
  chain = await createChain(database(), 1_000_000);
  owner = contextOf(database(), chain, 'OWNER');
  [terminalId] = chain.terminalIds;
  await buy();
  await installModules(owner, {
    terminalIds: [terminalId],
    moduleSlugs: ['email-receipts', 'customer-display'],
    complete: true,
  });
  await answer('INSTALLED', ['law-updates', 'email-receipts', 'customer-display']);
});

const buy = (ctx = owner) =>
  buyKit(ctx, { terminalId, kitSlug: 'law-basic', period: 'M1', expectedTotal: BASIC_M1 });

const answer = (state: 'INSTALLED' | 'REMOVED' | 'FAILED', slugs: string[]) =>
  reportApplied(
    { ...owner, actor: { kind: 'TERMINAL', id: terminalId, name: 'Касса «Прилавок 1»' } },
    terminalId,
    { etag: '"1"', modules: slugs.map((slug) => ({ slug, state, error: 'сбой' })) },
  );

const settle = (now = LATER) => settleBlocks(jobContextOf(database(), chain, now), [terminalId]);

async function blocked(): Promise<Record<string, string>> {
  const rows = await database().installation.findMany({
    where: { terminalId, blockedAt: { not: null } },
    orderBy: { moduleSlug: 'asc' },
  });
  return Object.fromEntries(rows.map((row) => [row.moduleSlug, row.blockCodes.join()]));
}

const history = async (): Promise<string[]> => {
  const rows = await database().auditEntry.findMany({
    where: {
      organizationId: chain.organizationId,
      action: { in: ['installations.blocked', 'installations.unblocked'] },
    },
    orderBy: { id: 'asc' },
  });
  return rows.map(({ action, after }) => `${action} ${String((after as { module?: string }).module)}`).sort();
};

const notRun = async (): Promise<string[]> =>
  (await wantedModules(owner, terminalId)).filter((each) => each.blocked).map(({ slug }) => slug);

async function lose(): Promise<void> {
  const subscriptionIds = (await livingSubscriptions(owner, {})).map(({ id }) => id);
  await stopRenewal(owner, { subscriptionIds });
  await renewDue(database(), fixedClock(LATER), { organizationId: chain.organizationId });
}

describe('what stands there and does not work', () => {
  it('without its entitlement is blocked, keeps its place and settings, and works again with it', async () => {
    await database().receiptSetting.create({
      data: {
        organizationId: chain.organizationId,
        scope: 'TERMINAL',
        terminalId,
        printMode: 'ELECTRONIC_ONLY',
        updatedAt: realNow(),
        updatedBy: 'Тест',
      },
    });
    const settings = () => database().receiptSetting.findMany({ where: { terminalId } });
    const before = await settings();
    await lose();
    const told = (await queuedTasks(database())).filter(
      ({ task, payload }) => task === 'installations.settle-blocks' && payload['terminalId'] === terminalId,
    );
    expect(told).toHaveLength(1);
    expect(await settle()).toEqual({ ok: true, value: { blocked: 2, healed: 0 } });
    expect(await blocked()).toEqual({ 'email-receipts': 'NO_ENTITLEMENT', 'law-updates': 'NO_ENTITLEMENT' });
    expect(await notRun()).toEqual(['law-updates', 'email-receipts']);
    expect(await settle()).toEqual({ ok: true, value: { blocked: 0, healed: 0 } });

    await buy(contextOf(database(), chain, 'OWNER', LATER));
    expect(await blocked()).toEqual({});
    expect(await notRun()).toEqual([]);
    expect(await settings()).toEqual(before);
    expect(await history()).toEqual([
      'installations.blocked Обновления под закон',
      'installations.blocked Отправка чеков на e-mail',
      'installations.unblocked Обновления под закон',
      'installations.unblocked Отправка чеков на e-mail',
    ]);
  });

  it('a debt that is paid brings it back through the same task', () => {
    for (const event of ['subscription.ended', 'subscription.restored'] as const) {
      expect(eventHandlers[event]).toContain('installations.settle-blocks');
    }
    expect(eventHandlers['installation.removed']).toContain('installations.settle-all-blocks');
  });

  it('after a rollback of EvotorPOS is blocked until the version is fit again', async () => {
    const version = (posVersion: string) =>
      database().terminal.update({ where: { id: terminalId }, data: { posVersion } });
    await version('8.1.0');
    await settle();
    expect(await blocked()).toEqual({
      'customer-display': 'VERSION_TOO_OLD',
      'email-receipts': 'VERSION_TOO_OLD',
      'law-updates': 'VERSION_TOO_OLD',
    });
    await version('8.4.2');
    expect(await settle()).toMatchObject({ value: { healed: 3 } });
    expect(await blocked()).toEqual({});
  });

  it('whose dependency the terminal has lost is blocked until it is back', async () => {
    await answer('FAILED', ['law-updates']);
    expect(await blocked()).toEqual({ 'email-receipts': 'MISSING_DEPENDENCY' });
    await installModules(owner, { terminalIds: [terminalId], moduleSlugs: ['law-updates'], complete: false });
    expect(await blocked()).toEqual({ 'email-receipts': 'MISSING_DEPENDENCY' });
    await answer('INSTALLED', ['law-updates']);
    expect(await blocked()).toEqual({});
  });

  it('says since when, from the first look, whatever reason joins', async () => {
    await lose();
    await settle();
    const since = async () =>
      (await database().installation.findFirstOrThrow({ where: { terminalId, moduleSlug: 'law-updates' } }))
        .blockedAt;
    const first = await since();
    await database().terminal.update({ where: { id: terminalId }, data: { posVersion: '8.1.0' } });
    await settle('2026-12-25T09:00:00Z');
    expect((await blocked())['law-updates']).toBe('NO_ENTITLEMENT,VERSION_TOO_OLD');
    expect(await since()).toEqual(first);
    expect((await history()).filter((each) => each.includes('закон'))).toHaveLength(1);
  });
});

describe('removing', () => {
  const remove = (together?: string[]) =>
    uninstallModule(owner, { terminalId, moduleSlug: 'law-updates', ...(together && { together }) });

  it('names what depends on it and takes it along only when it was named to the person', async () => {
    expect(await remove()).toMatchObject({
      code: 'REQUIRED_BY',
      details: { modules: '«Отправка чеков на e-mail»' },
    });
    expect(await remove(['customer-display'])).toMatchObject({ code: 'REQUIRED_BY' });
    expect(await remove(['email-receipts'])).toMatchObject({ ok: true });
    expect((await wantedModules(owner, terminalId)).map(({ slug, desired }) => `${slug} ${desired}`)).toEqual(
      ['email-receipts REMOVED', 'law-updates REMOVED', 'customer-display INSTALLED'],
    );
  });

  it('installing again before the paid end is free, even when it was stopped', async () => {
    const subscriptionIds = (await livingSubscriptions(owner, {})).map(({ id }) => id);
    await stopRenewal(owner, { subscriptionIds });
    await remove(['email-receipts']);
    await answer('REMOVED', ['email-receipts', 'law-updates']);
    const balance = await walletBalance(owner);
    const before = contextOf(database(), chain, 'OWNER', '2026-12-19T09:00:00Z');
    expect(
      await installModules(before, {
        terminalIds: [terminalId],
        moduleSlugs: ['email-receipts'],
        complete: true,
      }),
    ).toMatchObject({ ok: true, value: { installed: 1 } });
    expect(await walletBalance(owner)).toBe(balance);
  });
});
