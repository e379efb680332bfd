import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { aToken, cloudSerial, cloudStoreId, connectAndRead, importAll, readAll } from '@/lib/testing/cloud';
import { useDatabase } from '@/lib/testing/database';
import { type Chain, contextOf, createChain, jobContextOf, queuedTasks } from '@/lib/testing/factories';
import { readWhatWasHeard } from '@/lib/terminals/cloud/commands/hear-cloud';
import { cloudView } from '@/lib/terminals/cloud/queries';
import { closeAll, type EvotorAccount, eventually, evotorProcess, listener } from '@/sandbox/testing';
import { PUT } from './[connection]/inventories/[kind]/route';

const database = useDatabase();
let chain: Chain;
let account: EvotorAccount;
let cloud: Awaited<ReturnType<typeof evotorProcess>>;
let hooks: { address: string; secret: string };

const STORE = cloudStoreId();

beforeEach(async () => {
  chain = await createChain(database());
  account = {
    token: aToken(),
    stores: [{ id: STORE, name: 'Центр', address: 'Москва, Тверская, 1' }],
    devices: ['А', 'Б'].map((name) => ({
      id: cloudStoreId(),
      name: `Касса ${name}`,
      store_id: STORE,
      serial_number: cloudSerial(),
    })),
  };
  cloud = await evotorProcess(account);
  vi.stubEnv('EVOTOR_URL', cloud.url);
  const readingId = await connectAndRead(database(), chain, owner(), account.token);
  const stores = [{ key: STORE.toLowerCase(), into: chain.storeIds[0] }];
  expect(await importAll(owner(), readingId, { stores })).toMatchObject({ value: { terminalsAdded: 2 } });
  const webhooks = (await cloudView(owner()))?.webhooks;
  if (!webhooks) throw new Error('not connected');
  hooks = webhooks;
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await closeAll();
});

const owner = () => contextOf(database(), chain, 'OWNER');
const idOf = (address: string) => address.split('/').at(-2) ?? '';
const connectionId = () => idOf(hooks.address);
const names = async () => {
  const rows = await database().terminal.findMany({
    where: { organizationId: chain.organizationId, cloudLink: { isNot: null } },
    orderBy: { serialNumber: 'asc' },
  });
  return rows.map(({ name }) => name).sort();
};
const waiting = async () =>
  (await queuedTasks(database())).filter(
    ({ task, payload }) =>
      task === 'terminals.cloud-heard' && payload['organizationId'] === chain.organizationId,
  );

const put = (
  body: string,
  { authorization = `Bearer ${hooks.secret}`, connection = connectionId(), kind = 'devices' } = {},
) =>
  PUT(
    new Request(`http://127.0.0.1:3000/api/webhooks/evotor/${connection}/inventories/${kind}`, {
      method: 'PUT',
      headers: { authorization },
      body,
    }),
    { params: Promise.resolve({ connection, kind }) },
  );
const renamed = JSON.stringify([{ uuid: '20240115-x', name: 'Касса из сообщения' }]);

/** What the jobs do after a message: the cloud is read, and what needs nobody is taken over. */
async function hear(): Promise<void> {
  await readWhatWasHeard(jobContextOf(database(), chain));
  const id = (await cloudView(owner()))?.reading?.id ?? '';
  await readAll(database(), chain, id);
}

describe('who may tell', () => {
  it.each<[string, () => Parameters<typeof put>[1]]>([
    ['no secret', () => ({ authorization: '' })],
    ['a wrong secret', () => ({ authorization: 'Bearer wrong' })],
    ['the token of the cloud', () => ({ authorization: `Bearer ${account.token}` })],
    ['an unknown connection', () => ({ connection: randomUUID() })],
    ['no connection at all', () => ({ connection: 'x' })],
    ['a wrong secret and an unknown kind', () => ({ authorization: 'Bearer wrong', kind: 'employees' })],
  ])('%s: 401, one answer, and nothing happens', async (_name, change) => {
    const answer = await put(renamed, change());
    expect(answer.status).toBe(401);
    expect(await answer.json()).toEqual({ errors: [{ code: 1002 }] });
    expect(await waiting()).toEqual([]);
  });

  it('the secret of one organization opens no other, and none after the cloud is disconnected', async () => {
    const foreign = await createChain(database());
    const theirs = contextOf(database(), foreign, 'OWNER');
    await connectAndRead(database(), foreign, theirs, account.token);
    const other = (await cloudView(theirs))?.webhooks?.address ?? '';
    expect((await put(renamed, { connection: idOf(other) })).status).toBe(401);
    await database().cloudConnection.deleteMany({ where: { organizationId: chain.organizationId } });
    expect((await put(renamed)).status).toBe(401);
  });

  it.each([
    ['no JSON', '{', 400],
    ['no list', '{"uuid":"x"}', 400],
    ['a list of nothing known', '["x"]', 400],
    ['an empty list', '[]', 200],
    ['ids that the answer repeats', renamed, 200],
  ])('%s', async (_name, body, status) => {
    expect((await put(body)).status).toBe(status);
  });

  it('more than 10 MB is not read, another kind is not there, and the secret alone is enough', async () => {
    expect((await put(`[${' '.repeat(10_000_001)}]`)).status).toBe(413);
    expect((await put(renamed, { kind: 'employees' })).status).toBe(404);
    expect((await put(renamed, { authorization: hooks.secret })).status).toBe(200);
    expect((await put(renamed, { connection: connectionId().toUpperCase() })).status).toBe(200);
  });
});

describe('what is told', () => {
  it('is believed to have happened only: what the cloud says then counts, told twice or late', async () => {
    for (let times = 0; times < 3; times += 1) expect((await put(renamed)).status).toBe(200);
    expect(await waiting()).toHaveLength(1);
    await hear();
    expect(await names()).toEqual(['Касса А', 'Касса Б']);
    const view = await cloudView(owner());
    expect(view?.reading).toMatchObject({ state: 'READY', startedBy: null, result: null });
    expect(view?.heardAt).not.toBeNull();
  });

  it('by the cloud itself, a change of what is tied is taken over by itself', async () => {
    const cabinet = await listener();
    await cloud.hook(`${cabinet.url}/inventories`, hooks.secret);
    await cloud.change('rename-terminal');
    await cloud.change('rename-store');
    await eventually(() => {
      expect(cabinet.received).toHaveLength(2);
    });
    for (const { method, path, headers, body } of cabinet.received) {
      expect(method).toBe('PUT');
      const authorization = headers.get('authorization') ?? '';
      expect((await put(body, { authorization, kind: path.split('/').at(-1) ?? '' })).status).toBe(200);
    }
    await hear();
    const now = await cloud.account();
    expect(await names()).toEqual([...now.devices.map(({ name }) => name)].sort());
    const store = await database().store.findUniqueOrThrow({ where: { id: chain.storeIds[0] } });
    expect(store.name).toBe(now.stores[0]?.name);
    const entry = await database().auditEntry.findFirst({
      where: { organizationId: chain.organizationId, action: 'terminals.cloudChange' },
    });
    expect(entry).toMatchObject({ actorKind: 'JOB', actorName: 'Кабинет' });
    expect((await cloudView(owner()))?.reading?.result).toMatchObject({
      storesChanged: 1,
      terminalsChanged: 1,
    });
  });

  it('what is new, gone, of another number or changed here too waits for a person', async () => {
    const [first, second] = account.devices;
    if (!first || !second) throw new Error('no devices');
    const own = await database().terminal.findFirstOrThrow({
      where: { serialNumber: second.serial_number ?? '' },
    });
    await database().terminal.update({ where: { id: own.id }, data: { name: 'У окна' } });
    await cloud.set({
      devices: [
        { ...first, serial_number: cloudSerial() },
        { ...second, name: 'Касса В' },
        { id: cloudStoreId(), name: 'Новая', store_id: STORE, serial_number: cloudSerial() },
      ],
    });
    await put(renamed);
    await hear();
    expect(await names()).toEqual(['Касса А', 'У окна']);
    const difference = (await cloudView(owner()))?.difference;
    expect(difference?.newTerminals.map(({ name }) => name)).toEqual(['Новая']);
    const changes = difference?.changedTerminals.flatMap((line) => line.changes) ?? [];
    expect(changes.sort((one, other) => one.field.localeCompare(other.field))).toMatchObject([
      { field: 'name', after: 'Касса В', ours: 'У окна' },
      { field: 'serialNumber' },
    ]);
  });

  it('while the cloud is being read it waits for the end of that', async () => {
    await cloud.mode('limited');
    await put(renamed);
    await hear();
    const reading = (await cloudView(owner()))?.reading;
    expect(reading?.state).toBe('LOADING');
    await readWhatWasHeard(jobContextOf(database(), chain));
    expect((await cloudView(owner()))?.reading?.id).toBe(reading?.id);
    expect(await waiting()).toHaveLength(1);
  });
});
