import { afterEach, describe, expect, it, test } from 'vitest';
import type { CloudAnswer, CloudDevice, TerminalCloud } from '@/lib/terminals/cloud/cloud.port';
import { cloudKey } from '@/lib/terminals/cloud/cloud-id.rule';
import { closeAll, type EvotorAccount, evotorProcess, type Given, listener } from '@/sandbox/testing';
import { evotorCloud, momentOf } from './evotor-cloud';

afterEach(closeAll);

const TOKEN = '8865b81a-9279-46ab-b2d9-878a1fa1a615';
const STORE = '20170228-F4F1-401B-80FA-9ECCA8451FFB';
const id = (number: number) => `20240115-8C8F-4049-808C-${String(number).padStart(12, '0')}`;

const account = (): EvotorAccount => ({
  token: TOKEN,
  stores: [{ id: STORE, name: 'Центр', address: 'Москва, Тверская, 1' }],
  devices: Array.from({ length: 7 }, (_, at) => ({
    id: id(at),
    name: `Касса ${String(at)}`,
    store_id: STORE.toLowerCase(),
    serial_number: `0030740100000${String(at)}`,
    imei: '356938035643809',
    device_model: '7_3',
    timezone_offset: 10_800_000,
    updated_at: '2018-04-17T10:11:49.393+0000',
    surprise: { of: 'tomorrow' },
  })),
});

async function sandbox(env: Record<string, string> = {}) {
  const process = await evotorProcess(account(), env);
  return { ...process, cloud: evotorCloud({ baseUrl: `${process.url}/`, timeoutMs: 2_000 }) };
}

const page = <T>(answer: CloudAnswer<T>) => {
  if (answer.kind !== 'page') throw new Error(JSON.stringify(answer));
  return answer;
};

type Page = Extract<CloudAnswer<CloudDevice>, { kind: 'page' }>;

/** All devices, page by page, as a reader goes. */
async function allDevices(cloud: TerminalCloud) {
  const found = [];
  let cursor: string | null = null;
  do {
    const answer: Page = page(await cloud.devices(TOKEN, cursor));
    found.push(answer.items);
    cursor = answer.next;
  } while (cursor !== null);
  return found;
}

test('pages follow each other by their cursors, and an empty paging ends them', async () => {
  const { cloud, log } = await sandbox({ PAGE_SIZE: '3' });
  const pages = await allDevices(cloud);
  expect(pages.map((items) => items.length)).toEqual([3, 3, 1]);
  expect(pages.flat().map(({ name }) => name)).toEqual(account().devices.map(({ name }) => name));
  const asked = (await log()).filter(({ path }) => path === '/devices');
  expect(asked.map(({ cursor }) => cursor === null)).toEqual([true, false, false]);
  expect(page(await cloud.stores(TOKEN, null))).toMatchObject({ next: null, pauseMs: 0 });
});

test('ids come as they are and are one without case; dates, numbers and words are read', async () => {
  const { cloud } = await sandbox({ PAGE_SIZE: '10' });
  const [store] = page(await cloud.stores(TOKEN, null)).items;
  const [device] = page(await cloud.devices(TOKEN, null)).items;
  expect(store).toMatchObject({ id: STORE, name: 'Центр', address: 'Москва, Тверская, 1' });
  expect(device).toEqual({
    id: id(0),
    name: 'Касса 0',
    storeId: STORE.toLowerCase(),
    serialNumber: '00307401000000',
    imei: '356938035643809',
    model: 'Эвотор 7.3',
    offsetMinutes: 180,
    updatedAt: '2018-04-17T10:11:49.393Z',
  });
  expect(device?.storeId).not.toBe(store?.id);
  expect(cloudKey(device?.storeId ?? '')).toBe(cloudKey(store?.id ?? ''));
});

test('the limit is said before it is passed and when it is', async () => {
  const { cloud } = await sandbox({ LIMIT: '2', WINDOW_MS: '60000' });
  expect(page(await cloud.stores(TOKEN, null)).pauseMs).toBe(0);
  const last = page(await cloud.stores(TOKEN, null));
  expect(last.pauseMs).toBeGreaterThan(50_000);
  expect(last.pauseMs).toBeLessThanOrEqual(60_000);
  const busy = await cloud.stores(TOKEN, null);
  expect(busy).toMatchObject({ kind: 'busy' });
  expect(busy.kind === 'busy' && busy.pauseMs > 50_000 && busy.pauseMs <= 60_000).toBe(true);
});

test('a foreign token is refused, before anything else is said', async () => {
  const { cloud, mode } = await sandbox();
  await mode('unpaid');
  expect(await cloud.stores('other-token', null)).toEqual({ kind: 'refused', code: 'TOKEN_REFUSED' });
});

it.each([
  ['unpaid', { kind: 'refused', code: 'NOT_PAID' }],
  ['no-rights', { kind: 'refused', code: 'NO_RIGHTS' }],
  ['error-500', { kind: 'unavailable', detail: 'HTTP 500' }],
  ['down', { kind: 'unavailable' }],
  ['limited', { kind: 'busy' }],
  ['no-paging', { kind: 'unreadable', detail: 'нет сведений о следующей странице' }],
  ['broken', { kind: 'unreadable', detail: 'запись без правильного id' }],
])('the cloud in the mode %s', async (name, expected) => {
  const { cloud, mode } = await sandbox();
  await mode(name);
  expect(await cloud.devices(TOKEN, null)).toMatchObject(expected);
});

test('a cloud that is too slow is a cloud that is away', async () => {
  const { url, mode } = await sandbox({ SLOW_MS: '5000' });
  await mode('slow');
  const cloud = evotorCloud({ baseUrl: url, timeoutMs: 100 });
  expect(await cloud.stores(TOKEN, null)).toEqual({ kind: 'unavailable', detail: 'нет ответа за 100 мс' });
});

describe('answers that the real cloud may give', () => {
  const answered = async (given: Given) => {
    const { url } = await listener(() => given);
    return evotorCloud({ baseUrl: url, timeoutMs: 2_000 }).devices(TOKEN, null);
  };
  const ok = (item: object, more: object = {}) => ({
    status: 200,
    body: { items: [{ id: id(1), ...item }], paging: {}, ...more },
  });

  it.each<[string, object, object]>([
    ['all optional fields left out', {}, { name: '', storeId: null, serialNumber: null, imei: null }],
    [
      'fields of another type and null',
      { name: 5, store_id: null, serial_number: 30, imei: {}, timezone_offset: '3' },
      { name: '', storeId: null, serialNumber: null, imei: null, offsetMinutes: null },
    ],
    ['an IMEI with a wrong check digit', { imei: '356938035643808' }, { imei: null }],
    ['a model of tomorrow', { device_model: '11_X' }, { model: null }],
    ['signs that no name has', { name: ' Касса\u0000\n1 ' }, { name: 'Касса 1' }],
    ['half a sign', { name: 'Касса \ud83d' }, { name: 'Касса' }],
    ['a name of signs without end', { name: '🍞'.repeat(300) }, { name: '🍞'.repeat(200) }],
    ['a name without end', { name: 'к'.repeat(900) }, { name: 'к'.repeat(200) }],
  ])('%s', async (_name, item, expected) => {
    expect(page(await answered(ok(item))).items[0]).toMatchObject(expected);
  });

  it.each<[string, Given]>([
    ['no list', { status: 200, body: { paging: {} } }],
    ['a list of nothing known', { status: 200, body: { items: ['x'], paging: {} } }],
    ['an empty cursor', ok({}, { paging: { next_cursor: '' } })],
    ['a cursor with a NUL', ok({}, { paging: { next_cursor: 'a\u0000b' } })],
    ['a cursor that is no text', ok({}, { paging: { next_cursor: 7 } })],
    ['an id that is none', ok({ id: '../../etc' })],
    ['no JSON', { status: 200 }],
  ])('%s is not understood', async (_name, given) => {
    expect(await answered(given)).toMatchObject({ kind: 'unreadable' });
  });

  it.each<[string, Record<string, string>, number]>([
    ['seconds', { 'X-RateLimit-Reset': '17' }, 17_000],
    ['no word', {}, 60_000],
    ['Retry-After', { 'Retry-After': '9' }, 9_000],
    ['nonsense', { 'X-RateLimit-Reset': 'soon' }, 60_000],
    ['a week', { 'X-RateLimit-Reset': '604800' }, 3_600_000],
    ['nothing at all', { 'X-RateLimit-Reset': '0' }, 1_000],
  ])('429 with %s', async (_name, headers, pauseMs) => {
    expect(await answered({ status: 429, headers })).toEqual({ kind: 'busy', pauseMs });
  });
});

it.each([
  ['2018-04-17T10:11:49.393+0000', '2018-04-17T10:11:49.393Z'],
  ['2018-04-17T10:11:49.393+0300', '2018-04-17T07:11:49.393Z'],
  ['2018-04-17T10:11:49Z', '2018-04-17T10:11:49.000Z'],
  ['yesterday', null],
  [1_496_826_444_000, null],
  [undefined, null],
])('the moment %s', (given, expected) => {
  expect(momentOf(given)).toBe(expected);
});
