import { describe, expect, it } from 'vitest';
import type { CloudDevice, CloudStore } from './cloud.port';
import { without } from './choice.rule';
import { compareWithCloud, importable, isEmpty, type Known, type Snapshot } from './difference.rule';
import type { Difference } from './model';
import { suggestStores } from './suggestion.rule';

const A = '20240115-F4F1-401B-80FA-00000000000A';
const B = '20240115-F4F1-401B-80FA-00000000000B';
const D1 = '20240115-D1D1-401B-80FA-000000000001';
const D2 = '20240115-D1D1-401B-80FA-000000000002';
const key = (id: string) => id.toLowerCase();

const store = (id: string, change: Partial<CloudStore> = {}): CloudStore => ({
  id,
  name: 'Центр',
  address: 'Москва, Тверская, 1',
  updatedAt: null,
  ...change,
});
const device = (id: string, change: Partial<CloudDevice> = {}): CloudDevice => ({
  id,
  name: 'Касса 1',
  storeId: A,
  serialNumber: '00307401000001',
  imei: null,
  model: 'Эвотор 7.3',
  offsetMinutes: 180,
  updatedAt: null,
  ...change,
});
const ownTerminal = (change: Partial<Known['terminals'][number]> = {}) => ({
  id: 'terminal',
  name: 'Касса 1',
  storeId: 'center',
  model: 'Эвотор 7.3',
  serialNumber: '00307401000001',
  imei: null,
  ...change,
});
const storeTie = (change: Partial<Known['storeTies'][number]> = {}) => ({
  key: key(A),
  storeId: 'center',
  name: 'Центр',
  address: 'Москва, Тверская, 1',
  ...change,
});
const terminalTie = (change: Partial<Known['terminalTies'][number]> = {}) => ({
  key: key(D1),
  terminalId: 'terminal',
  name: 'Касса 1',
  storeKey: key(A),
  serialNumber: '00307401000001',
  imei: null,
  model: 'Эвотор 7.3',
  ...change,
});
const known = (change: Partial<Known> = {}): Known => ({
  stores: [
    { id: 'center', name: 'Центр', address: 'Москва, Тверская, 1', timeZone: 'Europe/Moscow' },
    { id: 'second', name: 'Второй', address: 'Тула', timeZone: 'Europe/Moscow' },
  ],
  terminals: [],
  storeTies: [],
  terminalTies: [],
  takenNumbers: new Set(),
  ...change,
});
const imported = (change: Partial<Known> = {}) =>
  known({ terminals: [ownTerminal()], storeTies: [storeTie()], terminalTies: [terminalTie()], ...change });
const both: Snapshot = { stores: [store(A)], devices: [device(D1)] };

const compare = (snapshot: Snapshot, to: Known, scope: readonly string[] | null = null) =>
  compareWithCloud(snapshot, to, scope).difference;

/** The lines of a difference by kind, in short. */
const brief = (difference: Difference) =>
  Object.fromEntries(
    Object.entries(difference).flatMap(([kind, lines]) =>
      Array.isArray(lines) && lines.length > 0
        ? [[kind, (lines as { key: string }[]).map((line) => line.key)]]
        : [],
    ),
  );

describe('what is new', () => {
  it('into an empty cabinet everything is', () => {
    const found = compare({ stores: [store(A)], devices: [device(D1)] }, known({ stores: [] }));
    expect(brief(found)).toEqual({ newStores: [key(A)], newTerminals: [key(D1)] });
    expect(found.newStores[0]).toMatchObject({ terminals: 1, timeZone: 'Europe/Moscow', suggestion: null });
    expect(found.newTerminals[0]).toMatchObject({ storeKey: key(A), serialNumber: '00307401000001' });
    expect(importable(found)).toBe(2);
  });

  it('what is tied is known in any case of letters, and nothing is to be done', () => {
    const other = { stores: [store(A.toLowerCase())], devices: [device(D1.toLowerCase(), { storeId: A })] };
    for (const snapshot of [both, other]) {
      const found = compare(snapshot, imported());
      expect(isEmpty(found)).toBe(true);
      expect(found.unchanged).toEqual({ stores: 1, terminals: 1 });
    }
  });

  it.each<[string, Partial<Known['terminals'][number]>, Partial<CloudDevice>, 'SERIAL' | 'IMEI']>([
    ['the same number', {}, {}, 'SERIAL'],
    [
      'the same IMEI where the cloud has no number',
      { imei: '356938035643809' },
      { serialNumber: null, imei: '356938035643809' },
      'IMEI',
    ],
    [
      'the same IMEI and another number',
      { imei: '356938035643809', serialNumber: '00307401000099' },
      { imei: '356938035643809' },
      'IMEI',
    ],
  ])('a terminal that was paired, %s, is tied and not doubled', (_name, own, cloud, by) => {
    const found = compare(
      { stores: [store(A)], devices: [device(D1, cloud)] },
      known({ terminals: [ownTerminal(own)], storeTies: [storeTie()] }),
    );
    expect(brief(found)).toEqual({ joinedTerminals: [key(D1)] });
    expect(found.joinedTerminals[0]).toMatchObject({ terminalId: 'terminal', by });
  });

  it('two terminals with one IMEI are neither of them', () => {
    const terminals = ['1', '2'].map((last) =>
      ownTerminal({ id: last, serialNumber: `0030740100009${last}`, imei: '356938035643809' }),
    );
    const devices = [device(D1, { imei: '356938035643809' })];
    expect(
      brief(compare({ stores: [store(A)], devices }, known({ terminals, storeTies: [storeTie()] }))),
    ).toEqual({
      newTerminals: [key(D1)],
    });
  });

  it('made anew in the cloud, with another id, it is the same terminal', () => {
    const found = compare({ stores: [store(A)], devices: [device(D2)] }, imported());
    expect(brief(found)).toEqual({ joinedTerminals: [key(D2)] });
  });
});

describe('what cannot be taken over', () => {
  it.each<[string, Partial<CloudDevice>, Partial<Known>]>([
    ['no number', { serialNumber: null }, {}],
    ['a malformed number', { serialNumber: '0030740' }, {}],
    ['a number of another organization', {}, { takenNumbers: new Set(['00307401000001']) }],
  ])('%s: one answer', (_name, cloud, more) => {
    const found = compare(
      { stores: [store(A)], devices: [device(D1, cloud)] },
      known({ storeTies: [storeTie()], ...more }),
    );
    expect(brief(found)).toEqual({ unusable: [key(D1)] });
    expect(found.unusable[0]).toMatchObject({ reason: 'NUMBER' });
    expect(isEmpty(found)).toBe(true);
  });

  it('of two with one number in the cloud only the first', () => {
    const found = compare({ stores: [store(A)], devices: [device(D1), device(D2)] }, known());
    expect(brief(found)).toMatchObject({ newTerminals: [key(D1)], unusable: [key(D2)] });
  });

  it.each([[null], [B]])('a terminal in the store %s, which is not in the list', (storeId) => {
    const found = compare({ stores: [store(A)], devices: [device(D1, { storeId })] }, known());
    expect(found.unusable).toMatchObject([{ key: key(D1), reason: 'NO_STORE' }]);
  });
});

describe('what has changed', () => {
  it.each<[string, Partial<CloudDevice>, Partial<Known['terminals'][number]>, object[]]>([
    ['a name', { name: 'Касса 2' }, {}, [{ field: 'name', before: 'Касса 1', after: 'Касса 2', ours: null }]],
    [
      'a name, changed here too',
      { name: 'Касса 2' },
      { name: 'У окна' },
      [{ field: 'name', before: 'Касса 1', after: 'Касса 2', ours: 'У окна' }],
    ],
    ['a name, here only', {}, { name: 'У окна' }, []],
    ['a name, to the same here and there', { name: 'У окна' }, { name: 'У окна' }, []],
    ['a model', { model: 'Эвотор 10' }, {}, [{ field: 'model', after: 'Эвотор 10' }]],
    ['an IMEI that was not known', { imei: '356938035643809' }, {}, [{ field: 'imei', before: null }]],
    [
      'a number',
      { serialNumber: '00307401000002' },
      {},
      [{ field: 'serialNumber', before: '00307401000001', after: '00307401000002' }],
    ],
    ['everything left out', { name: '', serialNumber: null, imei: null, model: null, storeId: null }, {}, []],
  ])('%s', (_name, cloud, own, changes) => {
    const found = compare(
      { stores: [store(A)], devices: [device(D1, cloud)] },
      imported({ terminals: [ownTerminal(own)] }),
    );
    expect(found.changedTerminals.flatMap((line) => line.changes)).toMatchObject(changes);
    expect(found.unchanged.terminals).toBe(changes.length === 0 ? 1 : 0);
  });

  it('a number that another organization has changes nothing and reveals nothing', () => {
    const found = compare(
      { stores: [store(A)], devices: [device(D1, { serialNumber: '00307401000002', name: 'Касса 2' })] },
      imported({ takenNumbers: new Set(['00307401000002']) }),
    );
    expect(found.changedTerminals).toMatchObject([{ changes: [{ field: 'name' }] }]);
    expect(found.unusable).toMatchObject([{ reason: 'NUMBER' }]);
  });

  it('a move to a store that is tied, by names of the cloud', () => {
    const found = compare(
      { stores: [store(A), store(B, { name: 'Новый' })], devices: [device(D1, { storeId: B })] },
      imported({ storeTies: [storeTie(), storeTie({ key: key(B), storeId: 'second', name: 'Новый' })] }),
    );
    expect(found.changedTerminals).toMatchObject([
      { movedTo: key(B), changes: [{ field: 'store', before: 'Центр', after: 'Новый' }] },
    ]);
  });

  it('a store by name and address; gone is what the cloud has no more', () => {
    const changed = { stores: [store(A, { name: 'Тверская', address: 'Москва, Тверская, 2' })], devices: [] };
    const found = compare(changed, imported());
    expect(found.changedStores[0]?.changes.map(({ field }) => field)).toEqual(['name', 'address']);
    expect(brief(found)).toMatchObject({ goneTerminals: [key(D1)] });
    expect(brief(compare({ stores: [], devices: [] }, imported()))).toEqual({
      goneStores: [key(A)],
      goneTerminals: [key(D1)],
    });
  });
});

describe('for a person of some stores', () => {
  const snapshot: Snapshot = {
    stores: [store(A), store(B, { name: 'Второй', address: 'Тула' })],
    devices: [device(D1), device(D2, { storeId: B, serialNumber: '00307401000002' })],
  };
  const ties = [storeTie(), storeTie({ key: key(B), storeId: 'second' })];

  it('only their stores exist, and no store is added', () => {
    const found = compare(snapshot, known({ storeTies: [storeTie()] }), ['center']);
    expect(brief(found)).toEqual({ newTerminals: [key(D1)] });
    expect(brief(compare(snapshot, known({ storeTies: ties }), ['second']))).toMatchObject({
      newTerminals: [key(D2)],
    });
    expect(brief(compare(snapshot, known({ storeTies: ties }), []))).toEqual({});
  });

  it('a number that stands in a store of others is unusable like the others', () => {
    const terminals = [ownTerminal({ storeId: 'second' })];
    const found = compare(
      { stores: [store(A)], devices: [device(D1)] },
      known({ storeTies: [storeTie()], terminals }),
      ['center'],
    );
    expect(found.unusable).toMatchObject([{ reason: 'NUMBER' }]);
    expect(found.joinedTerminals).toEqual([]);
  });

  it('a terminal that has left for a store of others is said and not moved', () => {
    const moved = { ...snapshot, devices: [device(D1, { storeId: B })] };
    const found = compare(moved, imported({ storeTies: ties }), ['center']);
    expect(brief(found)).toEqual({ unusable: [key(D1)] });
    expect(found.unusable[0]?.reason).toBe('ELSEWHERE');
    expect(brief(compare(moved, imported({ storeTies: ties }), ['second']))).toEqual({});
  });
});

describe('which store it may be', () => {
  const fresh = [{ key: 'a', name: 'Центральный', address: 'Москва, Мясницкая ул., 24' }];
  const own = (id: string, name: string, address: string) => ({ id, name, address });
  it.each([
    ['both', [own('1', 'центральный', 'Москва Мясницкая ул 24')], '1', 'BOTH'],
    ['the name', [own('1', 'Центральный', 'Тула')], '1', 'NAME'],
    ['the address', [own('1', 'Первый', 'Москва, Мясницкая ул. 24')], '1', 'ADDRESS'],
    [
      'both before the name',
      [own('1', 'Центральный', 'Тула'), own('2', 'ЦЕНТРАЛЬНЫЙ', 'Москва, Мясницкая ул., 24')],
      '2',
      'BOTH',
    ],
    ['one of two', [own('1', 'Центральный', 'Тула'), own('2', 'Центральный', 'Орёл')], undefined, undefined],
    ['none', [own('1', 'Первый', '')], undefined, undefined],
  ])('%s', (_name, stores, storeId, because) => {
    const found = suggestStores(fresh, stores).get('a');
    expect([found?.storeId, found?.because]).toEqual([storeId, because]);
  });

  it('an own store is suggested once', () => {
    const two = [...fresh, { key: 'b', name: 'Центральный', address: 'Тула' }];
    const found = suggestStores(two, [own('1', 'Центральный', 'Тула')]);
    expect([...found]).toEqual([['b', expect.objectContaining({ storeId: '1', because: 'BOTH' })]]);
  });
});

it('a line that is left out is left out, in its own part only', () => {
  const found = compare({ stores: [store(A)], devices: [device(D1)] }, known({ stores: [] }));
  expect(brief(without(found, [`terminals:${key(D1)}`]))).toEqual({ newStores: [key(A)] });
  expect(brief(without(found, [`stores:${key(D1)}`]))).toEqual(brief(found));
});
