import { realNow } from '@/lib/platform/clock';
import { randomInt, randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { unpairTerminal } from '@/lib/terminals/commands/unpair-terminal';
import { createPairingCode } from '@/lib/terminals/commands/create-pairing-code';
import { guesses } from '@/lib/terminals/commands/pair-terminal';
import { findPairing } from '@/lib/terminals/pairing-queries';
import { findTerminal, listTerminals } from '@/lib/terminals/queries';
import { useDatabase } from '@/lib/testing/database';
import { type Chain, contextOf, createChain } from '@/lib/testing/factories';
import { GET as unknown } from './[...path]/route';
import * as configRoute from './config/route';
import * as heartbeatRoute from './heartbeat/route';
import { POST as pairRoute } from './pair/route';

const { GET: config } = configRoute;
const { POST: heartbeat } = heartbeatRoute;
const database = useDatabase();
const ADDRESS = 'http://127.0.0.1:3000/api/device/v1';
let chain: Chain;

beforeEach(async () => {
  chain = await createChain(database());
  await database().guessGuard.deleteMany();
});

const owner = () => contextOf(database(), chain, 'OWNER', realNow().toISOString());

async function aCode(): Promise<string> {
  const requestId = randomUUID();
  await createPairingCode(owner(), { requestId, storeId: chain.storeIds[0], name: 'Касса у окна' });
  return (await findPairing(owner(), requestId))?.code ?? '';
}

const serial = () => `009${String(randomInt(10 ** 11)).padStart(11, '0')}`;
const body = (code: string, change: object = {}) => ({
  code,
  serialNumber: serial(),
  imei: '356938035643809',
  model: 'Эвотор 7.3',
  posVersion: '8.4.2',
  ...change,
});

const send = (path: string, text: string, headers: Record<string, string> = {}) =>
  new Request(`${ADDRESS}/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: text,
  });

const pair = (value: unknown, headers?: Record<string, string>) =>
  pairRoute(send('pair', typeof value === 'string' ? value : JSON.stringify(value), headers));

const paired = z.object({ terminalId: z.uuid(), deviceToken: z.string() });
const problem = z.object({ status: z.number(), code: z.string(), detail: z.string() });
async function refused(answer: Promise<Response>): Promise<[number, string]> {
  const response = await answer;
  expect(response.headers.get('content-type')).toContain('application/problem+json');
  const { status, code } = problem.parse(await response.json());
  expect(status).toBe(response.status);
  return [status, code];
}

const beat = (token: string, change: object = {}, headers: Record<string, string> = {}) =>
  heartbeat(
    send('heartbeat', JSON.stringify({ ofdMode: 'ONLINE', paper: 'OK', ...change }), {
      authorization: `Bearer ${token}`,
      ...headers,
    }),
  );

async function connected() {
  const answer = await pair(body(await aCode()));
  return paired.parse(await answer.json());
}

describe('POST /pair', () => {
  it('a code typed as people type makes a terminal that may speak at once', async () => {
    const code = await aCode();
    const answer = await pair({
      ...body(`${code.slice(0, 4)} ${code.slice(4).toLowerCase()}`),
      later: { any: 1 },
    });
    expect(answer.status).toBe(201);
    const { terminalId, deviceToken } = paired.parse(await answer.json());
    expect(await findTerminal(owner(), terminalId)).toMatchObject({
      name: 'Касса у окна',
      connected: true,
      health: 'OFFLINE',
      reasons: [{ code: 'NEVER_SEEN' }],
    });
    expect((await beat(deviceToken)).status).toBe(200);
    expect(await findTerminal(owner(), terminalId)).toMatchObject({ health: 'OK' });
  });

  it('wrong, used and expired codes and such as can be none are answered alike', async () => {
    const used = await aCode();
    await pair(body(used));
    const expired = await aCode();
    await database().pairingCode.updateMany({ where: { usedAt: null }, data: { expiresAt: realNow() } });
    const answers = await Promise.all(
      ['ZZZZZZZZ', used, expired, '', 'ж'.repeat(50)].map(async (code) => {
        const answer = await pair(body(code));
        return {
          status: answer.status,
          body: (await answer.json()) as unknown,
          headers: [...answer.headers],
        };
      }),
    );
    expect(answers[0]?.status).toBe(404);
    expect(answers[0]?.body).toMatchObject({ code: 'PAIRING_CODE_INVALID' });
    for (const answer of answers) expect(answer).toEqual(answers[0]);
  });

  it.each<[string, object | string, [number, string]]>([
    ['not JSON', '{', [400, 'NOT_JSON']],
    ['no code', { code: undefined }, [422, 'VALIDATION']],
    ['a code that is a number', { code: 12345678 }, [422, 'VALIDATION']],
    ['a code of 10,000 signs', { code: '0'.repeat(10_000) }, [422, 'VALIDATION']],
    ['a serial number of 13 digits', { serialNumber: '0030740100001' }, [422, 'VALIDATION']],
    ['a serial number of 15 digits', { serialNumber: '003074010000012' }, [422, 'VALIDATION']],
    ['a serial number with letters', { serialNumber: '0030740100000O' }, [422, 'VALIDATION']],
    ['an IMEI of 14 digits', { imei: '35693803564380' }, [422, 'VALIDATION']],
    ['an IMEI with a wrong check digit', { imei: '356938035643808' }, [422, 'VALIDATION']],
    ['no model', { model: ' ' }, [422, 'VALIDATION']],
    ['a model with NUL', { model: 'Эвотор\0' }, [422, 'VALIDATION']],
    ['a version of 41 signs', { posVersion: '8'.repeat(41) }, [422, 'VALIDATION']],
    ['a null', 'null', [422, 'VALIDATION']],
    ['more than 1 MB', { padding: 'я'.repeat(600_000) }, [413, 'BODY_TOO_LARGE']],
  ])('refuses %s and spends no code', async (_, change, expected) => {
    const code = await aCode();
    expect(await refused(pair(typeof change === 'string' ? change : body(code, change)))).toEqual(expected);
    expect((await pair(body(code, { imei: null, posVersion: undefined }))).status).toBe(201);
  });

  it('a terminal of others is a conflict', async () => {
    const foreign = await createChain(database());
    const { serialNumber } = await database().terminal.findUniqueOrThrow({
      where: { id: foreign.terminalIds[0] },
    });
    expect(await refused(pair(body(await aCode(), { serialNumber })))).toEqual([409, 'TERMINAL_TAKEN']);
  });

  it('after many wrong codes it says when to come again, and an invented address does not help', async () => {
    const from = (invented: string) => ({ 'x-forwarded-for': `${invented}, 198.51.100.9` });
    for (let i = 0; i < guesses.ofAddress.tries; i += 1) {
      expect(await refused(pair(body('ZZZZZZZZ'), from(`10.0.0.${String(i)}`)))).toEqual([
        404,
        'PAIRING_CODE_INVALID',
      ]);
    }
    const slowed = await pair(body(await aCode()), from('10.9.9.9'));
    expect(slowed.headers.get('retry-after')).toBe('30');
    expect(await refused(Promise.resolve(slowed))).toEqual([429, 'RATE_LIMITED']);
  });
});

describe('the token ends', () => {
  it('when the terminal is disconnected, and when it is connected anew', async () => {
    const { terminalId, deviceToken } = await connected();
    const { serialNumber } = await database().terminal.findUniqueOrThrow({ where: { id: terminalId } });
    const again = paired.parse(await (await pair(body(await aCode(), { serialNumber }))).json());
    expect(again.terminalId).toBe(terminalId);
    expect(await refused(beat(deviceToken))).toEqual([401, 'DEVICE_TOKEN_INVALID']);
    expect((await beat(again.deviceToken)).status).toBe(200);
    await unpairTerminal(owner(), { terminalId });
    expect(await refused(beat(again.deviceToken))).toEqual([401, 'DEVICE_TOKEN_INVALID']);
    const headers = { authorization: `Bearer ${again.deviceToken}` };
    expect(await refused(config(new Request(`${ADDRESS}/config`, { headers })))).toEqual([
      401,
      'DEVICE_TOKEN_INVALID',
    ]);
    expect(await findTerminal(owner(), terminalId)).toMatchObject({ connected: false });
  });

  it('a body that is wrong does not tell whether a token is right', async () => {
    for (const text of ['{', '[]', JSON.stringify({ paper: 'MANY' })]) {
      const request = send('heartbeat', text, { authorization: 'Bearer 0123456789abcdef0123' });
      expect(await refused(heartbeat(request))).toEqual([401, 'DEVICE_TOKEN_INVALID']);
    }
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
    const { deviceToken } = await connected();
    const answer = await beat(deviceToken, {}, headers);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('bytes that are no UTF-8 are no JSON', async () => {
    const headers = { authorization: `Bearer ${(await connected()).deviceToken}` };
    const text = Buffer.concat([Buffer.from('{"network":"'), Buffer.from([0xff]), Buffer.from('"}')]);
    const request = new Request(`${ADDRESS}/heartbeat`, { method: 'POST', headers, body: text });
    expect(await refused(heartbeat(request))).toEqual([400, 'NOT_JSON']);
  });

  it('methods that a path does not know are named', async () => {
    for (const [answer, allow] of [
      [heartbeatRoute.GET(), 'POST'],
      [heartbeatRoute.DELETE(), 'POST'],
      [configRoute.POST(), 'GET, HEAD'],
    ] as const) {
      expect(answer.headers.get('allow')).toBe(allow);
      expect(await refused(Promise.resolve(answer))).toEqual([405, 'METHOD_NOT_ALLOWED']);
    }
  });
});

describe('the clock of a terminal', () => {
  const off = (days: number) => new Date(realNow().getTime() + days * 86_400_000);

  it.each<[string, object, Record<string, string>, string[]]>([
    ['3 days behind in the body', { now: off(-3).toISOString() }, {}, ['часы кассы отстают на 3\u00a0дня']],
    ['3 days ahead in the header', {}, { date: off(3).toUTCString() }, ['часы кассы спешат на 3\u00a0дня']],
    [
      'a receipt from the day after tomorrow',
      { oldestPendingAt: off(3).toISOString() },
      {},
      ['часы кассы спешат на 3\u00a0дня'],
    ],
    [
      'of the year 9999',
      { now: '9999-12-31T23:59:59Z' },
      {},
      [expect.stringContaining('часы кассы спешат') as string],
    ],
    [
      'of the year 1970',
      { now: '1970-01-01T00:00:00Z' },
      {},
      [expect.stringContaining('часы кассы отстают') as string],
    ],
    ['right', { now: off(0).toISOString() }, {}, []],
    ['right in another zone', { now: off(0).toISOString().replace('Z', '+00:00') }, {}, []],
    ['not told', {}, {}, []],
  ])('%s', async (_, change, headers, words) => {
    const { terminalId, deviceToken } = await connected();
    expect((await beat(deviceToken, change, headers)).status).toBe(200);
    const terminal = await findTerminal(owner(), terminalId);
    expect(terminal?.reasons.map(({ text }) => text)).toEqual(words);
    const filter = { health: words.length > 0 ? 'NEEDS_ATTENTION' : 'OK' };
    expect((await listTerminals(owner(), filter)).rows.map(({ id }) => id)).toContain(terminalId);
  });

  it('set right, it is no longer spoken of', async () => {
    const { terminalId, deviceToken } = await connected();
    await beat(deviceToken, { now: off(-3).toISOString() });
    await beat(deviceToken, { now: off(0).toISOString() });
    expect(await findTerminal(owner(), terminalId)).toMatchObject({ health: 'OK', reasons: [] });
  });
});

it('an address that the API does not know is a problem too', async () => {
  expect(await refused(Promise.resolve(unknown()))).toEqual([404, 'NOT_FOUND']);
});
