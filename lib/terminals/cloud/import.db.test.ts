import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Role } from '@/lib/access/permission.rule';
import { realNow } from '@/lib/platform/clock';
import { aToken, cloudSerial, cloudStoreId, connectAndRead, importAll, readAgain } from '@/lib/testing/cloud';
import { useDatabase } from '@/lib/testing/database';
import { type Chain, contextOf, createChain } from '@/lib/testing/factories';
import { closeAll, type EvotorAccount, evotorProcess } from '@/sandbox/testing';
import { isEmpty } from './difference.rule';
import type { Difference } from './model';
import { cloudView, storesToTie } from './queries';

const database = useDatabase();
let chain: Chain;
let cloud: Awaited<ReturnType<typeof evotorProcess>>;
let account: EvotorAccount;

const [CENTER, NEW] = [cloudStoreId(), cloudStoreId()];
const key = (id: string) => id.toLowerCase();

beforeEach(async () => {
  chain = await createChain(database());
  account = {
    token: aToken(),
    stores: [
      { id: CENTER, name: 'Центр', address: 'Москва, Тверская, 1' },
      { id: NEW, name: 'Невский', address: 'Санкт-Петербург, Невский, 88' },
    ],
    devices: [
      { id: cloudStoreId(), name: 'Касса А', store_id: CENTER, serial_number: cloudSerial() },
      {
        id: cloudStoreId(),
        name: 'Касса Б',
        store_id: NEW,
        serial_number: cloudSerial(),
        timezone_offset: 18_000_000,
      },
    ],
  };
  cloud = await evotorProcess(account);
  vi.stubEnv('EVOTOR_URL', cloud.url);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await closeAll();
});

const as = (role: Role) => contextOf(database(), chain, role);
const where = () => ({ where: { organizationId: chain.organizationId } });
const connect = () => connectAndRead(database(), chain, as('OWNER'), account.token);
const again = () => readAgain(database(), chain, as('OWNER'));
const difference = async (role: Role = 'OWNER'): Promise<Difference> => {
  const found = (await cloudView(as(role)))?.difference;
  if (!found) throw new Error('not read');
  return found;
};
const choices = () => [
  { key: key(CENTER), into: chain.storeIds[0] },
  { key: key(NEW), into: 'NEW' as const },
];
const first = async () => {
  const result = await importAll(as('OWNER'), await connect(), { stores: choices() });
  if (!result.ok) throw new Error(result.code);
  return result.value;
};
const terminal = (name: string) =>
  database().terminal.findFirstOrThrow({
    where: { organizationId: chain.organizationId, name },
    include: { store: true },
  });
const codeOf = (result: { ok: boolean; code?: string }) => (result.ok ? 'OK' : result.code);
const device = (at: number) => {
  const found = account.devices[at];
  if (!found) throw new Error('no device');
  return found;
};
const done = (more: object) => ({
  ok: true,
  value: {
    storesAdded: 0,
    storesTied: 0,
    storesChanged: 0,
    terminalsAdded: 0,
    terminalsTied: 0,
    terminalsChanged: 0,
    untied: 0,
    refused: 0,
    ...more,
  },
});

describe('the first import', () => {
  it('opens a store that is called like one of the cabinet, when the owner says it is another', async () => {
    const stores = [CENTER, NEW].map((id) => ({ key: key(id), into: 'NEW' as const }));
    expect(await importAll(as('OWNER'), await connect(), { stores })).toMatchObject({ ok: true });
    expect(await database().store.count({ where: { ...where().where, name: 'Центр' } })).toBe(2);
  });

  it('reads, changes nothing, suggests; then adds what was chosen, with audit', async () => {
    const readingId = await connect();
    const before = await difference();
    expect(before.newStores).toMatchObject([
      { key: key(CENTER), suggestion: { storeId: chain.storeIds[0], because: 'BOTH' }, timeZone: null },
      { key: key(NEW), suggestion: null, timeZone: 'Asia/Yekaterinburg' },
    ]);
    expect(before.newTerminals.map(({ name }) => name)).toEqual(['Касса А', 'Касса Б']);
    expect(await database().terminal.count(where())).toBe(3);

    const result = await importAll(as('OWNER'), readingId, { stores: choices() });
    expect(result).toEqual(done({ storesAdded: 1, storesTied: 1, terminalsAdded: 2 }));
    expect(await terminal('Касса А')).toMatchObject({ storeId: chain.storeIds[0], deviceTokenHash: null });
    expect((await terminal('Касса Б')).store).toMatchObject({
      name: 'Невский',
      address: 'Санкт-Петербург, Невский, 88',
      timeZone: 'Asia/Yekaterinburg',
    });
    const audit = await database().auditEntry.findMany({ ...where(), orderBy: { id: 'asc' } });
    expect(audit.map(({ action }) => action).sort()).toEqual([
      'stores.cloudLink',
      'stores.create',
      'terminals.cloudAdd',
      'terminals.cloudAdd',
      'terminals.cloudConnect',
    ]);
    expect(new Set(audit.map(({ actorName }) => actorName))).toEqual(new Set(['Тест OWNER']));
    expect(isEmpty(await difference())).toBe(true);
    expect((await cloudView(as('OWNER')))?.reading?.result).toMatchObject({ terminalsAdded: 2 });
  });

  it('the same import twice, and at once, is one; repeated it changes nothing', async () => {
    const readingId = await connect();
    const both = await Promise.all(
      [1, 2].map(() => importAll(as('OWNER'), readingId, { stores: choices() })),
    );
    expect(both).toContainEqual(done({ storesAdded: 1, storesTied: 1, terminalsAdded: 2 }));
    expect(both).toContainEqual(done({}));
    expect(await importAll(as('OWNER'), await again(), { stores: choices() })).toEqual(done({}));
    // The same things with ids in letters of the other case.
    await cloud.set({
      stores: account.stores.map((store) => ({ ...store, id: store.id.toLowerCase() })),
      devices: account.devices.map((each) => ({ ...each, id: each.id.toLowerCase() })),
    });
    expect(await importAll(as('OWNER'), await again(), { stores: choices() })).toEqual(done({}));
    expect(await database().terminal.count(where())).toBe(5);
    expect(await database().store.count(where())).toBe(3);
    expect(await database().cloudTerminalLink.count(where())).toBe(2);
  });

  it('what is left out stays out, a store that is not named too', async () => {
    const readingId = await connect();
    const stores = [{ key: key(CENTER), into: chain.storeIds[0] }];
    const without = [`terminals:${key(device(0).id)}`];
    expect(await importAll(as('OWNER'), readingId, { stores, without })).toEqual(done({ storesTied: 1 }));
    expect(await difference()).toMatchObject({ newStores: [{ key: key(NEW) }] });
    expect((await difference()).newTerminals).toHaveLength(2);
  });

  it('one store of the cabinet is one of the cloud', async () => {
    const readingId = await connect();
    const into = chain.storeIds[1];
    const twice = [CENTER, NEW].map((id) => ({ key: key(id), into }));
    expect(codeOf(await importAll(as('OWNER'), readingId, { stores: twice }))).toBe('STORE_TAKEN');
    expect(await database().cloudStoreLink.count(where())).toBe(0);
    const foreign = await createChain(database());
    const theirs = [{ key: key(CENTER), into: foreign.storeIds[0] }];
    expect(codeOf(await importAll(as('OWNER'), readingId, { stores: theirs }))).toBe('NOT_FOUND');
    expect(await storesToTie(as('OWNER'), await difference())).toHaveLength(2);
    await importAll(as('OWNER'), readingId, { stores: choices() });
    expect(await storesToTie(as('OWNER'), await difference())).toMatchObject([{ id: chain.storeIds[1] }]);
  });

  it('an import of a reading that has been replaced is refused', async () => {
    const readingId = await connect();
    await again();
    expect(codeOf(await importAll(as('OWNER'), readingId, { stores: choices() }))).toBe('READING_CHANGED');
    expect(await database().terminal.count(where())).toBe(3);
  });
});

describe('terminals that are there already', () => {
  it('a paired one is tied by its number, keeps name, store and token, and is not doubled', async () => {
    const own = await terminal('Прилавок 1');
    device(1).serial_number = own.serialNumber;
    device(1).imei = '356938035643809';
    await cloud.set({});
    const readingId = await connect();
    expect((await difference()).joinedTerminals).toMatchObject([
      { terminalId: own.id, by: 'SERIAL', cloudName: 'Касса Б', cloudStoreName: 'Невский' },
    ]);
    const result = await importAll(as('OWNER'), readingId, { stores: choices() });
    expect(result).toEqual(done({ storesAdded: 1, storesTied: 1, terminalsAdded: 1, terminalsTied: 1 }));
    expect(await terminal('Прилавок 1')).toMatchObject({
      id: own.id,
      storeId: chain.storeIds[0],
      deviceTokenHash: own.deviceTokenHash,
    });
    await again();
    expect(isEmpty(await difference())).toBe(true);
  });

  it('a number of another organization is unusable like one that is none', async () => {
    const foreign = await createChain(database());
    const theirs = await database().terminal.findUniqueOrThrow({ where: { id: foreign.terminalIds[0] } });
    device(0).serial_number = theirs.serialNumber;
    device(1).serial_number = '123';
    await cloud.set({});
    const readingId = await connect();
    const { unusable, newTerminals } = await difference();
    expect(unusable.map(({ reason }) => reason)).toEqual(['NUMBER', 'NUMBER']);
    expect(newTerminals).toEqual([]);
    await importAll(as('OWNER'), readingId, { stores: choices() });
    expect(await database().terminal.findUniqueOrThrow({ where: { id: theirs.id } })).toEqual(theirs);
    expect(await database().terminal.count(where())).toBe(3);
  });
});

describe('later imports', () => {
  it('take over what changed in the cloud, and leave what was changed here', async () => {
    await first();
    const here = await terminal('Касса А');
    await database().terminal.update({ where: { id: here.id }, data: { name: 'У окна' } });
    Object.assign(device(1), {
      name: 'Касса В',
      store_id: CENTER,
      updated_at: '2026-11-20T08:00:00.000+0000',
    });
    account.stores[1] = { id: NEW, name: 'Невский, 90', address: 'Санкт-Петербург, Невский, 90' };
    await cloud.set({});
    const readingId = await again();
    const found = await difference();
    expect(found.changedStores).toMatchObject([
      { name: 'Невский', changes: [{ field: 'name' }, { field: 'address' }] },
    ]);
    expect(found.changedTerminals).toMatchObject([
      {
        name: 'Касса Б',
        changes: [{ field: 'name' }, { field: 'store' }],
        updatedAt: '2026-11-20T08:00:00.000Z',
      },
    ]);
    expect(await importAll(as('OWNER'), readingId)).toEqual(done({ storesChanged: 1, terminalsChanged: 1 }));
    expect(await terminal('Касса В')).toMatchObject({ storeId: chain.storeIds[0] });
    expect((await terminal('У окна')).id).toBe(here.id);
    const audit = await database().auditEntry.findFirst({ where: { objectName: 'Касса В' } });
    expect([audit?.before, audit?.after]).toEqual([
      { name: 'Касса Б', store: 'Невский' },
      { name: 'Касса В', store: 'Центр' },
    ]);
    await again();
    expect(isEmpty(await difference())).toBe(true);
  });

  it('another serial number ends the token of the device that had the old one', async () => {
    await first();
    const own = await terminal('Касса А');
    await database().terminal.update({
      where: { id: own.id },
      data: { deviceTokenHash: randomBytes(32).toString('hex'), pairedAt: realNow() },
    });
    device(0).serial_number = cloudSerial();
    await cloud.set({});
    await importAll(as('OWNER'), await again());
    expect(await terminal('Касса А')).toMatchObject({
      id: own.id,
      serialNumber: device(0).serial_number,
      deviceTokenHash: null,
      pairedAt: null,
    });
  });

  it('what is gone from the cloud stays here and is asked about once', async () => {
    await first();
    await cloud.set({ devices: [device(0)] });
    const readingId = await again();
    const gone = await terminal('Касса Б');
    expect((await difference()).goneTerminals).toMatchObject([{ terminalId: gone.id, name: 'Касса Б' }]);
    expect(await importAll(as('OWNER'), readingId)).toEqual(done({ untied: 1 }));
    expect((await terminal('Касса Б')).id).toBe(gone.id);
    expect(isEmpty(await difference())).toBe(true);
  });
});

it('who sees every store and may open none ties them only', async () => {
  const everywhere = { ...as('ADMIN'), storeIds: null };
  const readingId = await connect();
  const refused = await importAll(everywhere, readingId, { stores: choices() });
  expect(codeOf(refused)).toBe('STORES_BY_OWNER');
  const [tied] = choices();
  expect(await importAll(everywhere, readingId, { stores: tied ? [tied] : [] })).toEqual(
    done({ storesTied: 1, terminalsAdded: 1 }),
  );
});

describe('an administrator of one store', () => {
  it('sees and takes over what falls into it, and adds no store', async () => {
    const readingId = await connect();
    expect(await difference('ADMIN')).toMatchObject({ newStores: [], newTerminals: [], joinedTerminals: [] });
    expect(await importAll(as('ADMIN'), readingId, { stores: choices() })).toEqual(done({}));
    expect(await database().store.count(where())).toBe(2);
    await first();
    account.devices.push(
      { id: cloudStoreId(), name: 'Своя', store_id: CENTER, serial_number: cloudSerial() },
      { id: cloudStoreId(), name: 'Чужая', store_id: NEW, serial_number: cloudSerial() },
    );
    device(1).name = 'Касса В';
    await cloud.set({});
    const later = await again();
    const seen = await difference('ADMIN');
    expect(JSON.stringify(seen)).not.toContain('Чужая');
    expect(JSON.stringify(seen)).not.toContain('Невский');
    expect(await importAll(as('ADMIN'), later)).toEqual(done({ terminalsAdded: 1 }));
    expect((await terminal('Своя')).storeId).toBe(chain.storeIds[0]);
    const rest = await difference();
    expect(rest.newTerminals.map(({ name }) => name)).toEqual(['Чужая']);
    expect(rest.changedTerminals).toHaveLength(1);
  });
});
