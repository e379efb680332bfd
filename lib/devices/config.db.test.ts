import { randomBytes } from 'node:crypto';
import { beforeEach, expect, it } from 'vitest';
import { buyKit } from '@/lib/installations/commands/buy-kit';
import { installModules } from '@/lib/installations/commands/install';
import { reportApplied } from '@/lib/installations/commands/report-applied';
import { uninstallModule } from '@/lib/installations/commands/uninstall';
import { wantedModules } from '@/lib/installations/queries';
import { realNow } from '@/lib/platform/clock';
import { effectiveReceiptSetting } from '@/lib/receipts/queries';
import { tokenHash } from '@/lib/terminals/pairing-secret';
import { useDatabase } from '@/lib/testing/database';
import { type Chain, contextOf, createChain } from '@/lib/testing/factories';
import { configOf, noteConfigFetched } from './config';
import { deviceHeard, deviceOf } from './device';

const database = useDatabase();
let chain: Chain;
let headers: Headers;
let terminalId: string;

beforeEach(async () => {
  chain = await createChain(database(), 1_000_000);
  [terminalId] = chain.terminalIds;
  headers = await tokenOf(terminalId);
});

async function tokenOf(id: string): Promise<Headers> {
  const token = randomBytes(32).toString('base64url');
  await database().terminal.update({ where: { id }, data: { deviceTokenHash: tokenHash(token) } });
  return new Headers({ authorization: `Bearer ${token}` });
}

const owner = () => contextOf(database(), chain, 'OWNER');

/** The configuration as it is answered; it must be what would be worked out now. */
async function answered(of = headers): Promise<string> {
  const device = await deviceOf(of);
  if (!device) throw new Error('no such token');
  const config = await configOf(device);
  const { etag, ...content } = JSON.parse(config.json) as Record<string, unknown>;
  expect(etag).toBe(config.etag);
  const fresh = {
    modules: await wantedModules(device.ctx, device.terminalId),
    receipts: await effectiveReceiptSetting(device.ctx, device.terminalId),
  };
  expect(content).toEqual(fresh);
  return config.json;
}

const setting = (place: object, change: object) =>
  database().receiptSetting.create({
    data: {
      organizationId: chain.organizationId,
      updatedAt: realNow(),
      updatedBy: 'Тест',
      ...place,
      ...change,
    } as Parameters<ReturnType<typeof database>['receiptSetting']['create']>[0]['data'],
  });

it('whatever a configuration follows from, the next request has it', async () => {
  const report = async (slugs: string[], state: 'INSTALLED' | 'REMOVED' = 'INSTALLED') => {
    const device = await deviceOf(headers);
    if (!device) throw new Error('no such token');
    await reportApplied(device.ctx, terminalId, {
      etag: '',
      modules: slugs.map((slug) => ({ slug, state })),
    });
  };
  const change = (data: object) => database().terminal.update({ where: { id: terminalId }, data });
  const steps: [string, () => Promise<unknown>][] = [
    [
      'modules are wanted',
      async () => {
        const kitSlug = 'smart-terminal-plus';
        await buyKit(owner(), { terminalId, kitSlug, period: 'M1', expectedTotal: 99_000 });
        await installModules(owner(), {
          terminalIds: [terminalId],
          moduleSlugs: ['email-receipts'],
          complete: true,
        });
      },
    ],
    ['they stand', () => report(['law-updates', 'email-receipts'])],
    ['the organization sets', () => setting({ scope: 'ORGANIZATION' }, { printMode: 'BOTH' })],
    ['the store sets', () => setting({ scope: 'STORE', storeId: chain.storeIds[0] }, { printMode: 'ASK' })],
    ['the terminal sets', () => setting({ scope: 'TERMINAL', terminalId }, { defaultEmail: 'a@kassa.test' })],
    [
      'a setting is changed past its version',
      () =>
        database().receiptSetting.updateMany({
          where: { terminalId },
          data: { defaultEmail: 'b@kassa.test' },
        }),
    ],
    ['EvotorPOS is rolled back', () => change({ posVersion: '8.4.1' })],
    ['it goes autonomous', () => change({ ofdMode: 'AUTONOMOUS' })],
    ['it comes back', () => change({ ofdMode: 'ONLINE_OFD', posVersion: '8.4.2' })],
    [
      'the kit is no longer paid for',
      () =>
        database().subscription.updateMany({
          where: { terminalId },
          data: { state: 'EXPIRED', endedAt: realNow() },
        }),
    ],
    ['a module is to go', () => uninstallModule(owner(), { terminalId, moduleSlug: 'email-receipts' })],
    ['it has gone', () => report(['email-receipts'], 'REMOVED')],
  ];
  let before = await answered();
  for (const [name, step] of steps) {
    await step();
    const now = await answered();
    expect(now, name).not.toBe(before);
    expect(await answered(), name).toBe(now);
    before = now;
  }
});

it('terminals with equal grounds share one configuration, organizations never', async () => {
  const [, , third] = chain.terminalIds;
  await database().terminal.update({ where: { id: third }, data: { posVersion: '8.4.2' } });
  const other = await createChain(database());
  await setting({ scope: 'ORGANIZATION' }, { defaultEmail: 'own@kassa.test' });
  const all = [headers, await tokenOf(third), await tokenOf(other.terminalIds[0])];
  const configs = [];
  for (const each of all) {
    const device = await deviceOf(each);
    configs.push(device && (await configOf(device)));
  }
  expect(configs[1]).toBe(configs[0]);
  expect(configs[2]?.json).not.toContain('own@kassa.test');
  expect(configs[0]?.json).toContain('own@kassa.test');
});

it('terminals whose modules were asked for at different moments each have their own', async () => {
  const [, , third] = chain.terminalIds;
  await database().terminal.update({ where: { id: third }, data: { posVersion: '8.4.2' } });
  const stands = (id: string, moduleSlug: string, requestedAt: string) =>
    database().installation.create({
      data: {
        organizationId: chain.organizationId,
        terminalId: id,
        moduleSlug,
        state: 'INSTALLED',
        appliedVersion: '1.0.0',
        requestedAt: new Date(requestedAt),
      },
    });
  await stands(terminalId, 'law-updates', '2026-11-01T09:00:00Z');
  await stands(third, 'law-updates', '2026-11-02T09:00:00Z');
  for (const id of [terminalId, third]) await stands(id, 'email-receipts', '2026-11-03T09:00:00Z');
  const theirs = await tokenOf(third);
  expect(await answered()).not.toBe(await answered(theirs));
});

it('waits for the terminal with what was answered, and with nothing that came later', async () => {
  await buyKit(owner(), { terminalId, kitSlug: 'smart-terminal-plus', period: 'M1', expectedTotal: 99_000 });
  const install = (moduleSlug: string) =>
    installModules(owner(), { terminalIds: [terminalId], moduleSlugs: [moduleSlug], complete: true });
  const states = async () => {
    const rows = await database().installation.findMany({ where: { terminalId } });
    return Object.fromEntries(rows.map(({ moduleSlug, state }) => [moduleSlug, state]));
  };
  const asked = await deviceOf(headers);
  if (!asked) throw new Error('no such token');
  await install('law-updates');
  // Asked before the order and worked out after it: what is answered counts.
  const config = await configOf(asked);
  await install('email-receipts');
  await noteConfigFetched(asked, config);
  expect(await states()).toEqual({ 'law-updates': 'WAITING_TERMINAL', 'email-receipts': 'REQUESTED' });
});

it('a heartbeat writes versions of modules only where they differ', async () => {
  await database().installation.create({
    data: {
      organizationId: chain.organizationId,
      terminalId,
      moduleSlug: 'law-updates',
      state: 'INSTALLED',
      appliedVersion: '5.1.4',
      requestedAt: realNow(),
    },
  });
  const written = () =>
    database()
      .$queryRaw`SELECT xmin::text AS by, applied_version FROM installation WHERE terminal_id = ${terminalId}::uuid`;
  const hear = async (version: string) => {
    const installed = [
      { slug: 'law-updates', version },
      { slug: 'unknown', version },
    ];
    return deviceHeard(headers, { ofdMode: 'ONLINE', paper: 'OK', pendingReceipts: 0, installed });
  };
  const before = await written();
  expect(await hear('5.1.4')).toMatchObject({ terminalId, ctx: { storeIds: [chain.storeIds[0]] } });
  expect(await written()).toEqual(before);
  await hear('5.2.0');
  expect(await written()).toMatchObject([{ applied_version: '5.2.0' }]);
  expect(await deviceHeard(new Headers(), { ofdMode: 'ONLINE', paper: 'OK', pendingReceipts: 0 })).toBeNull();
});
