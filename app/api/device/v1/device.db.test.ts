import { createHash, randomBytes } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { buyKit } from '@/lib/installations/commands/buy-kit';
import { installModules } from '@/lib/installations/commands/install';
import { uninstallModule } from '@/lib/installations/commands/uninstall';
import { useDatabase as ownDatabase } from '@/lib/testing/database';
import { type Chain, contextOf, createChain } from '@/lib/testing/factories';
import { POST as applied } from './applied/route';
import * as configRoute from './config/route';
import * as heartbeatRoute from './heartbeat/route';

const { GET: config } = configRoute;
const { POST: heartbeat } = heartbeatRoute;
const database = ownDatabase();
const ADDRESS = 'http://127.0.0.1:3000/api/device/v1';
const beat = { posVersion: '8.10.0', ofdMode: 'ONLINE', paper: 'LOW', battery: 41.6, network: 'LTE' };
let chain: Chain;
let token: string;
let terminalId: string;

beforeEach(async () => {
  chain = await createChain(database(), 1_000_000);
  [terminalId] = chain.terminalIds;
  token = randomBytes(32).toString('base64url');
  const deviceTokenHash = createHash('sha256').update(token).digest('hex');
  await database().terminal.update({ where: { id: terminalId }, data: { deviceTokenHash } });
});

const owner = () => contextOf(database(), chain, 'OWNER');
const terminal = () => database().terminal.findUniqueOrThrow({ where: { id: terminalId } });
const bearer = (value = token) => ({ authorization: `Bearer ${value}` });

const post = (path: string, body: unknown, headers: Record<string, string> = bearer()) =>
  new Request(`${ADDRESS}/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

const pull = (etag?: string) =>
  config(
    new Request(`${ADDRESS}/config`, { headers: { ...bearer(), ...(etag && { 'if-none-match': etag }) } }),
  );

const configBody = z.object({
  etag: z.string(),
  modules: z.array(
    z
      .object({
        slug: z.string(),
        desired: z.string(),
        version: z.string().optional(),
        blocked: z.literal(true).optional(),
      })
      .strict(),
  ),
  receipts: z.object({ printMode: z.string(), reasons: z.array(z.string()) }),
});
const pulled = async () => configBody.parse(await (await pull()).json());
const beatBody = z.object({ serverTime: z.iso.datetime(), configEtag: z.string() });

async function problemOf(answer: Promise<Response>): Promise<[number, string]> {
  const response = await answer;
  expect(response.headers.get('content-type')).toContain('application/problem+json');
  const body = z
    .object({
      type: z.string(),
      title: z.string(),
      detail: z.string(),
      status: z.number(),
      code: z.string(),
    })
    .parse(await response.json());
  expect(body.status).toBe(response.status);
  return [response.status, body.code];
}

const report = (modules: object[]) => applied(post('applied', { etag: '"1"', modules }));

async function withMail(): Promise<void> {
  await buyKit(owner(), {
    terminalId,
    kitSlug: 'smart-terminal-plus',
    period: 'M1',
    expectedTotal: 99_000,
  });
  await installModules(owner(), {
    terminalIds: [terminalId],
    moduleSlugs: ['email-receipts'],
    complete: true,
  });
}

async function states(): Promise<Record<string, string>> {
  const rows = await database().installation.findMany({ where: { terminalId } });
  return Object.fromEntries(rows.map((row) => [row.moduleSlug, row.state]));
}

describe('the token', () => {
  const endpoints: [string, (headers: Record<string, string>) => Promise<Response>][] = [
    ['heartbeat', (headers) => heartbeat(post('heartbeat', beat, headers))],
    ['config', (headers) => config(new Request(`${ADDRESS}/config`, { headers }))],
    ['applied', (headers) => applied(post('applied', { etag: '', modules: [] }, headers))],
  ];

  it.each(endpoints)('%s is refused without it, with an unknown one and with its hash', async (_, call) => {
    const before = await terminal();
    const hash = before.deviceTokenHash ?? '';
    const wrong = [{}, bearer('x'), bearer(randomBytes(32).toString('base64url')), bearer(hash)];
    for (const headers of [...wrong, { authorization: token }]) {
      const refused = await call(headers);
      expect(refused.headers.get('www-authenticate')).toBe('Bearer');
      expect(await problemOf(Promise.resolve(refused))).toEqual([401, 'DEVICE_TOKEN_INVALID']);
    }
    expect(await terminal()).toEqual(before);
  });
});

describe('heartbeat', () => {
  it('is written down as reported and answers with the tag of the configuration', async () => {
    const oldestPendingAt = '2026-11-20T08:00:00+03:00';
    const body = { ...beat, pendingReceipts: 3, oldestPendingAt, installed: [], lateField: { any: 1 } };
    const response = await heartbeat(post('heartbeat', body));
    expect(response.status).toBe(200);
    const { configEtag } = beatBody.parse(await response.json());
    expect((await pull(configEtag)).status).toBe(304);
    const saved = await terminal();
    expect(saved).toMatchObject({
      posVersion: '8.10.0',
      ofdMode: 'ONLINE_OFD',
      paper: 'LOW',
      batteryPercent: 42,
      network: 'LTE',
      pendingReceipts: 3,
      oldestPendingAt: new Date(oldestPendingAt),
    });
    expect(Date.now() - (saved.lastSeenAt?.getTime() ?? 0)).toBeLessThan(60_000);
  });

  it('leaves what it does not say, and says that the queue is empty', async () => {
    await heartbeat(
      post('heartbeat', { ...beat, pendingReceipts: 2, oldestPendingAt: '2026-11-20T08:00:00Z' }),
    );
    await heartbeat(post('heartbeat', { ofdMode: 'AUTONOMOUS', paper: 'OK' }));
    expect(await terminal()).toMatchObject({
      posVersion: '8.10.0',
      ofdMode: 'AUTONOMOUS',
      paper: 'OK',
      batteryPercent: 42,
      pendingReceipts: 0,
      oldestPendingAt: null,
    });
  });

  it('touches no other terminal', async () => {
    const others = () =>
      database().terminal.findMany({ where: { id: { not: terminalId } }, orderBy: { id: 'asc' } });
    const before = await others();
    await heartbeat(post('heartbeat', beat));
    expect(await others()).toEqual(before);
  });

  it('brings the versions of installed modules up to date', async () => {
    await withMail();
    await report([{ slug: 'law-updates', state: 'INSTALLED' }]);
    const installed = [
      { slug: 'law-updates', version: '5.2.0' },
      { slug: 'email-receipts', version: '9.9.9' },
      { slug: 'unknown-to-us', version: '1' },
    ];
    expect((await heartbeat(post('heartbeat', { ...beat, installed }))).status).toBe(200);
    const rows = await database().installation.findMany({ where: { terminalId } });
    expect(Object.fromEntries(rows.map((row) => [row.moduleSlug, row.appliedVersion]))).toEqual({
      'law-updates': '5.2.0',
      'email-receipts': null,
    });
  });

  it.each<[string, unknown, [number, string]]>([
    ['not JSON', '{', [400, 'NOT_JSON']],
    ['a NUL in a text', { ...beat, network: 'LTE\0' }, [422, 'VALIDATION']],
    ['a list', [beat], [422, 'VALIDATION']],
    ['an empty body', '', [400, 'NOT_JSON']],
    ['an unknown mode', { ...beat, ofdMode: 'SOMETIMES' }, [422, 'VALIDATION']],
    ['a battery over 100', { ...beat, battery: 101 }, [422, 'VALIDATION']],
    ['a queue of −1', { ...beat, pendingReceipts: -1 }, [422, 'VALIDATION']],
    ['a date that is none', { ...beat, oldestPendingAt: 'вчера' }, [422, 'VALIDATION']],
    ['more than 1 MB', { ...beat, padding: 'я'.repeat(600_000) }, [413, 'BODY_TOO_LARGE']],
  ])('refuses %s', async (_, body, expected) => {
    const before = await terminal();
    expect(await problemOf(heartbeat(post('heartbeat', body)))).toEqual(expected);
    expect(await terminal()).toEqual(before);
  });
});

describe('what a request may be', () => {
  it.each<[string, Record<string, string>, number]>([
    ['plain text', { 'content-type': 'text/plain' }, 415],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['a packed body', { 'content-encoding': 'gzip' }, 415],
    ['JSON with its charset', { 'content-type': 'application/json; charset=utf-8' }, 200],
    ['JSON of a kind', { 'content-type': 'application/vnd.till+json' }, 200],
  ])('%s', async (_, headers, status) => {
    const answer = await heartbeat(post('heartbeat', beat, { ...bearer(), ...headers }));
    expect(answer.status).toBe(status);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('bytes that are no UTF-8 are no JSON', async () => {
    const body = Buffer.concat([Buffer.from('{"network":"'), Buffer.from([0xff]), Buffer.from('"}')]);
    const request = new Request(`${ADDRESS}/heartbeat`, { method: 'POST', headers: bearer(), body });
    expect(await problemOf(heartbeat(request))).toEqual([400, 'NOT_JSON']);
  });

  it('methods that a path does not know are named', async () => {
    for (const [refused, allow] of [
      [heartbeatRoute.GET(), 'POST'],
      [heartbeatRoute.DELETE(), 'POST'],
      [configRoute.POST(), 'GET, HEAD'],
    ] as const) {
      expect(refused.headers.get('allow')).toBe(allow);
      expect(await problemOf(Promise.resolve(refused))).toEqual([405, 'METHOD_NOT_ALLOWED']);
    }
  });
});

describe('configuration and report', () => {
  it('what is wanted, dependencies first; fetched, applied, unchanged', async () => {
    expect(await pulled()).toMatchObject({
      modules: [],
      receipts: { printMode: 'PAPER_ONLY', reasons: ['MODULE_NOT_WORKING'] },
    });
    await withMail();
    const wanted = await pulled();
    expect(wanted.modules).toEqual([
      { slug: 'law-updates', desired: 'INSTALLED', version: '5.1.4' },
      { slug: 'email-receipts', desired: 'INSTALLED', version: '2.7.1' },
    ]);
    expect(await states()).toEqual({
      'law-updates': 'WAITING_TERMINAL',
      'email-receipts': 'WAITING_TERMINAL',
    });
    expect((await pull(wanted.etag)).status).toBe(304);
    expect((await pull(`"other", W/${wanted.etag}`)).status).toBe(304);

    const lines = wanted.modules.map(({ slug }) => ({ slug, state: 'INSTALLED', error: null }));
    expect((await report(lines)).status).toBe(200);
    expect((await report(lines)).status).toBe(200);
    expect(await states()).toEqual({ 'law-updates': 'INSTALLED', 'email-receipts': 'INSTALLED' });
    const working = await pulled();
    expect(working.etag).not.toBe(wanted.etag);
    expect(working.receipts).toMatchObject({ printMode: 'ASK', reasons: [] });

    await uninstallModule(owner(), { terminalId, moduleSlug: 'email-receipts' });
    expect((await pulled()).modules[0]).toEqual({ slug: 'email-receipts', desired: 'REMOVED' });
    await report([{ slug: 'email-receipts', state: 'REMOVED' }]);
    expect(await states()).toMatchObject({ 'email-receipts': 'REMOVED' });
    expect((await pulled()).modules.map(({ slug }) => slug)).toEqual(['law-updates']);
  });

  it('prints on paper when the kit is no longer paid for', async () => {
    await withMail();
    await report(['law-updates', 'email-receipts'].map((slug) => ({ slug, state: 'INSTALLED' })));
    expect((await pulled()).receipts.printMode).toBe('ASK');
    await database().subscription.updateMany({
      where: { terminalId },
      data: { state: 'EXPIRED', endedAt: new Date() },
    });
    expect((await pulled()).receipts).toMatchObject({
      printMode: 'PAPER_ONLY',
      reasons: ['MODULE_NOT_WORKING'],
    });
  });

  it('keeps the words of a failure and changes no other terminal', async () => {
    await withMail();
    const others = () =>
      database().installation.findMany({
        where: { terminalId: { not: terminalId } },
        orderBy: { id: 'asc' },
      });
    const before = await others();
    await report([
      { slug: 'law-updates', state: 'FAILED', error: 'Нет места' },
      { slug: 'no-such-module', state: 'INSTALLED' },
    ]);
    const row = await database().installation.findFirstOrThrow({
      where: { terminalId, moduleSlug: 'law-updates' },
    });
    expect(row).toMatchObject({ state: 'FAILED', error: 'Нет места' });
    expect(await others()).toEqual(before);
  });

  it.each<[string, unknown, [number, string]]>([
    ['not JSON', '{"etag":', [400, 'NOT_JSON']],
    ['a list', [], [422, 'VALIDATION']],
    ['no tag', { modules: [] }, [422, 'VALIDATION']],
    ['no modules', { etag: '"1"' }, [422, 'VALIDATION']],
    [
      'an unknown state',
      { etag: '"1"', modules: [{ slug: 'law-updates', state: 'MAYBE' }] },
      [422, 'VALIDATION'],
    ],
    [
      'a slug of 61 signs',
      { etag: '"1"', modules: [{ slug: 'x'.repeat(61), state: 'INSTALLED' }] },
      [422, 'VALIDATION'],
    ],
    [
      'an error of 301 signs',
      { etag: '"1"', modules: [{ slug: 'law-updates', state: 'FAILED', error: 'я'.repeat(301) }] },
      [422, 'VALIDATION'],
    ],
    [
      '101 modules',
      {
        etag: '"1"',
        modules: Array.from({ length: 101 }, () => ({ slug: 'law-updates', state: 'REMOVED' })),
      },
      [422, 'VALIDATION'],
    ],
    ['more than 1 MB', { etag: '"1"', modules: [], padding: 'я'.repeat(600_000) }, [413, 'BODY_TOO_LARGE']],
  ])('refuses a report of %s', async (_, body, expected) => {
    await withMail();
    const before = await states();
    expect(await problemOf(applied(post('applied', body)))).toEqual(expected);
    expect(await states()).toEqual(before);
  });

  it('a report of another configuration and fields of later versions do no harm', async () => {
    await withMail();
    const modules = [{ slug: 'law-updates', state: 'INSTALLED', later: [1] }];
    const answer = await applied(post('applied', { etag: 'of last year', modules, later: true }));
    expect(await answer.json()).toEqual({ ok: true });
    expect(await states()).toMatchObject({ 'law-updates': 'INSTALLED' });
  });
});
