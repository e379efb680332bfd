import { randomBytes } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { realNow } from '@/lib/platform/clock';
import { POST as applied } from './applied/route';
import * as configRoute from './config/route';
import * as heartbeatRoute from './heartbeat/route';
import { ADDRESS, problemOf, useDevice } from './testing';

const { GET: config } = configRoute;
const { POST: heartbeat } = heartbeatRoute;
const { now, database, bearer, post, pull, report, withMail } = useDevice();
const beat = { posVersion: '8.10.0', ofdMode: 'ONLINE', paper: 'LOW', battery: 41.6, network: 'LTE' };
const beatBody = z.object({ serverTime: z.iso.datetime(), configEtag: z.string() });
let token: string;
let terminalId: string;
beforeEach(() => {
  ({ token, terminalId } = now());
});

const terminal = () => database().terminal.findUniqueOrThrow({ where: { id: terminalId } });

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
    expect(realNow().getTime() - (saved.lastSeenAt?.getTime() ?? 0)).toBeLessThan(60_000);
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
