import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Role, roles } from '@/lib/access/permission.rule';
import { useDatabase } from '@/lib/testing/database';
import {
  aToken,
  cloudSerial,
  cloudStoreId,
  connectAndRead,
  importAll,
  readAgain,
  readAll,
} from '@/lib/testing/cloud';
import { type Chain, contextOf, createChain, queuedTasks, TEST_NOW } from '@/lib/testing/factories';
import { closeAll, type EvotorAccount, evotorProcess } from '@/sandbox/testing';
import { connectCloud } from './commands/connect-cloud';
import { disconnectCloud } from './commands/disconnect-cloud';
import { startReading } from './commands/start-reading';
import { cloudView, storesToTie } from './queries';

const database = useDatabase();
let chain: Chain;
let cloud: Awaited<ReturnType<typeof evotorProcess>>;
let account: EvotorAccount;

const CENTER = cloudStoreId();

beforeEach(async () => {
  chain = await createChain(database());
  account = {
    token: aToken(),
    stores: [{ id: CENTER, name: 'Центр', address: 'Москва, Тверская, 1' }],
    devices: ['1', '2', '3', '4'].map((name) => ({
      id: cloudStoreId(),
      name: `Касса ${name}`,
      store_id: CENTER.toLowerCase(),
      serial_number: cloudSerial(),
    })),
  };
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await closeAll();
});

async function startCloud(env: Record<string, string> = {}) {
  cloud = await evotorProcess(account, { PAGE_SIZE: '2', ...env });
  vi.stubEnv('EVOTOR_URL', cloud.url);
}

const as = (role: Role, now = TEST_NOW) => contextOf(database(), chain, role, now);
const after = (seconds: number) => new Date(Date.parse(TEST_NOW) + seconds * 1000).toISOString();
const codeOf = (result: { ok: boolean; code?: string }) => (result.ok ? 'OK' : result.code);
const connect = (token = account.token) => connectAndRead(database(), chain, as('OWNER'), token);
const reading = async () => {
  const view = await cloudView(as('OWNER'));
  if (!view?.reading) throw new Error('not read');
  return view.reading;
};
const connectInput = () => ({ requestId: randomUUID(), token: account.token });

describe('who may import', () => {
  it.each(roles)('%s', async (role) => {
    await startCloud();
    const manages = role === 'OWNER' || role === 'ADMIN';
    const everywhere = role === 'OWNER' ? 'OK' : role === 'ADMIN' ? 'ALL_STORES_ONLY' : 'FORBIDDEN';
    expect(codeOf(await connectCloud(as(role), connectInput()))).toBe(everywhere);
    const readingId = await connect();
    expect(codeOf(await importAll(as(role), readingId))).toBe(manages ? 'OK' : 'FORBIDDEN');
    const again = startReading(as(role), { requestId: randomUUID() });
    expect(codeOf(await again)).toBe(manages ? 'OK' : 'FORBIDDEN');
    expect((await cloudView(as(role))) === null).toBe(!manages);
    expect(codeOf(await disconnectCloud(as(role)))).toBe(everywhere);
  });

  it('who sees every store may whatever the role', async () => {
    await startCloud();
    const everywhere = { ...as('ADMIN'), storeIds: null };
    expect(codeOf(await connectCloud(everywhere, connectInput()))).toBe('OK');
    expect((await cloudView(everywhere))?.webhooks?.address).toContain('/api/webhooks/evotor/');
    expect((await cloudView(as('ADMIN')))?.webhooks).toBeNull();
    expect(await storesToTie(as('ADMIN'), { goneStores: [] } as never)).toEqual([]);
  });

  it('another organization has nothing of it', async () => {
    await startCloud();
    const readingId = await connect();
    const foreign = await createChain(database());
    const theirs = contextOf(database(), foreign, 'OWNER');
    expect(await cloudView(theirs)).toBeNull();
    expect(codeOf(await importAll(theirs, readingId))).toBe('READING_CHANGED');
    expect(codeOf(await startReading(theirs, { requestId: randomUUID() }))).toBe('NOT_CONNECTED');
    expect(codeOf(await disconnectCloud(theirs))).toBe('NOT_CONNECTED');
    expect(codeOf(await connectCloud(theirs, { ...connectInput(), requestId: readingId }))).toBe('NOT_FOUND');
    expect((await cloudView(as('OWNER')))?.reading?.id).toBe(readingId);
  });
});

describe('the token', () => {
  it('is sealed, shown by its last four, replaced and taken away', async () => {
    await startCloud();
    await connect();
    const rows = JSON.stringify([
      await database().cloudConnection.findMany(),
      await database().auditEntry.findMany(),
      await queuedTasks(database()),
    ]);
    expect(rows).not.toContain(account.token);
    expect(await cloudView(as('OWNER'))).toMatchObject({ tokenTail: account.token.slice(-4) });
    const first = (await cloudView(as('OWNER')))?.webhooks;
    await connect('another-token-1234');
    expect(await cloudView(as('OWNER'))).toMatchObject({
      tokenTail: '1234',
      webhooks: first,
      reading: { state: 'FAILED', failure: 'TOKEN_REFUSED' },
    });
    expect(codeOf(await disconnectCloud(as('OWNER')))).toBe('OK');
    expect(await cloudView(as('OWNER'))).toBeNull();
    expect(
      await database().cloudPage.count({ where: { reading: { organizationId: chain.organizationId } } }),
    ).toBe(0);
    expect(codeOf(await disconnectCloud(as('OWNER')))).toBe('NOT_CONNECTED');
    const actions = await database().auditEntry.findMany({
      where: { organizationId: chain.organizationId },
      orderBy: { id: 'asc' },
      select: { action: true },
    });
    expect(actions.map(({ action }) => action)).toEqual([
      'terminals.cloudConnect',
      'terminals.cloudToken',
      'terminals.cloudDisconnect',
    ]);
  });

  it('sealed under another secret it is said to be lost', async () => {
    await startCloud();
    await connect();
    const sealedToken = 'v1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';
    await database().cloudConnection.updateMany({
      where: { organizationId: chain.organizationId },
      data: { sealedToken },
    });
    await readAgain(database(), chain, as('OWNER'));
    expect(await reading()).toMatchObject({ state: 'FAILED', failure: 'TOKEN_LOST' });
  });
});

describe('reading the cloud', () => {
  it('the same request twice is one reading, and two at once are joined', async () => {
    await startCloud();
    const input = connectInput();
    const [first, second] = await Promise.all([
      connectCloud(as('OWNER'), input),
      connectCloud(as('OWNER'), input),
    ]);
    expect(first).toEqual(second);
    expect(codeOf(first)).toBe('OK');
    const joined = await startReading(as('OWNER', after(30)), { requestId: randomUUID() });
    expect(joined).toEqual(first);
    const tasks = (await queuedTasks(database())).filter(
      ({ payload }) => payload['organizationId'] === chain.organizationId,
    );
    expect(tasks).toEqual([
      {
        task: 'terminals.read-cloud',
        payload: { readingId: input.requestId, organizationId: chain.organizationId },
      },
    ]);
    expect((await reading()).stale).toBe(false);
    const later = as('OWNER', after(61));
    expect((await cloudView(later))?.reading?.stale).toBe(true);
    const anew = await startReading(later, { requestId: randomUUID() });
    expect(anew.ok && first.ok && anew.value.readingId !== first.value.readingId).toBe(true);
  });

  it('goes page by page through stores and terminals, and once only', async () => {
    await startCloud();
    const readingId = await connect();
    expect(await reading()).toMatchObject({ state: 'READY', stores: 1, terminals: 4 });
    const asked = (await cloud.log()).map(({ path, status }) => `${path} ${String(status)}`);
    expect(asked).toEqual(['/stores 200', '/devices 200', '/devices 200']);
    await readAll(database(), chain, readingId);
    expect(await cloud.log()).toHaveLength(3);
    await readAll(database(), chain, randomUUID());
    expect(await cloud.log()).toHaveLength(3);
  });

  it('waits as a job for as long as the header says, and goes on where it stood', async () => {
    await startCloud({ LIMIT: '2', WINDOW_MS: '60000' });
    const readingId = await connect();
    const waiting = await reading();
    expect(waiting.state).toBe('LOADING');
    const ahead = (waiting.waitsUntil?.getTime() ?? 0) - Date.parse(TEST_NOW);
    expect(ahead).toBeGreaterThan(40_000);
    expect(ahead).toBeLessThanOrEqual(60_000);
    expect(await cloud.log()).toHaveLength(2);
    const [job] = await database().$queryRaw<{ seconds: number }[]>`
      SELECT extract(epoch FROM run_at - now())::int AS seconds FROM graphile_worker.jobs
      WHERE key = ${`terminals.read-cloud:${readingId}:later`}`;
    expect(job?.seconds).toBeGreaterThan(30);
    await cloud.stop();
    const now = after(61);
    account.devices = account.devices.slice(0, 3);
    await startCloud();
    await readAll(database(), chain, readingId, now);
    expect((await cloudView(as('OWNER', now)))?.reading).toMatchObject({ state: 'READY', terminals: 3 });
    expect(await cloud.log()).toHaveLength(1);
  });

  it('a cloud that says 429 is asked again by the header; one that never stops is given up', async () => {
    await startCloud();
    await cloud.mode('limited');
    const readingId = await connect();
    expect(await reading()).toMatchObject({ state: 'LOADING' });
    await database().cloudReading.update({ where: { id: readingId }, data: { attempts: 30 } });
    await readAll(database(), chain, readingId);
    expect(await reading()).toMatchObject({ state: 'FAILED', failure: 'BUSY' });
  });

  it('a cloud that is away is tried again, and given up after the fourth pause', async () => {
    await startCloud();
    await cloud.mode('error-500');
    const readingId = await connect();
    for (const attempts of [1, 2, 3, 4]) {
      const row = await database().cloudReading.findUnique({ where: { id: readingId } });
      expect(row).toMatchObject({ state: 'LOADING', attempts });
      await readAll(database(), chain, readingId);
    }
    expect(await reading()).toMatchObject({ state: 'FAILED', failure: 'UNAVAILABLE', detail: 'HTTP 500' });
    await cloud.mode('normal');
    await readAgain(database(), chain, as('OWNER'));
    expect(await reading()).toMatchObject({ state: 'READY' });
  });

  it.each([
    ['unpaid', 'NOT_PAID'],
    ['no-rights', 'NO_RIGHTS'],
    ['no-paging', 'UNREADABLE'],
    ['broken', 'UNREADABLE'],
    ['same-cursor', 'CURSOR_REPEATED'],
  ])('the cloud in the mode %s: %s, and nothing is imported', async (mode, failure) => {
    await startCloud();
    await cloud.mode(mode);
    const readingId = await connect();
    expect(await reading()).toMatchObject({ state: 'FAILED', failure });
    expect(codeOf(await importAll(as('OWNER'), readingId))).toBe('NOT_READ');
    expect((await cloudView(as('OWNER')))?.difference).toBeNull();
  });
});
