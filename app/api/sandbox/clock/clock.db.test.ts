import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useDatabase } from '@/lib/testing/database';
import { startWorker } from '@/lib/testing/worker';
import { closeAll, connectedOperator } from '@/sandbox/testing';
import { POST } from './route';

const database = useDatabase();
let stopWorker: (() => Promise<void>) | null = null;

beforeAll(async () => {
  await connectedOperator('mts', { answerMs: 0, shipMs: 0, synchronous: true });
  await connectedOperator('megafon', { answerMs: 0, shipMs: 0, synchronous: true });
  stopWorker = await startWorker(database());
});
afterAll(async () => {
  await stopWorker?.();
  await closeAll();
});

const send = (body: string, headers: Record<string, string> = {}) =>
  POST(
    new Request('http://127.0.0.1:3000/api/sandbox/clock', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    }),
  );
const advance = (value: unknown) => send(JSON.stringify({ advance: value }));

async function problemOf(response: Response) {
  expect(response.headers.get('content-type')).toContain('application/problem+json');
  return { status: response.status, ...((await response.json()) as { code: string; detail: string }) };
}

describe('the clock over HTTP', () => {
  it('moves and says what ran', async () => {
    const response = await advance('PT1H');
    expect(response.status).toBe(200);
    const { from, now, ...rest } = (await response.json()) as Record<'from' | 'now', string>;
    expect(Date.parse(now) - Date.parse(from)).toBeGreaterThanOrEqual(3_600_000);
    expect(rest).toEqual({
      ran: { renewed: 0, pastDue: 0, expired: 0, letters: 0, actions: {} },
      unfinished: [],
    });
  });

  it.each([
    ['P31 D', 'NOT_A_DURATION', /не длительность/],
    ['-P1D', 'NOT_FORWARD', /только вперёд/],
    ['P0D', 'NOT_FORWARD', /больше нуля/],
    ['P10Y', 'TOO_FAR', /не дальше чем на 3\u00a0года/],
  ])('refuses «%s» in words', async (value, code, words) => {
    expect(await problemOf(await advance(value))).toMatchObject({
      status: 422,
      code,
      detail: expect.stringMatching(words) as string,
    });
  });

  it.each([
    ['a number', '{"advance":31}'],
    ['nothing', '{}'],
    ['another field', '{"advance":"P1D","organization":"1"}'],
    ['a very long text', JSON.stringify({ advance: `P${'1'.repeat(60)}D` })],
    ['a list', '["P1D"]'],
    ['null', 'null'],
  ])('refuses %s', async (_name, body) => {
    expect(await problemOf(await send(body))).toMatchObject({
      status: 422,
      code: 'VALIDATION',
      detail: 'Поля запроса не такие, как нужно',
    });
  });

  it('takes JSON only, and not from another site', async () => {
    expect(await problemOf(await send('advance=P1D'))).toMatchObject({ status: 400, code: 'NOT_JSON' });
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    expect(await problemOf(await send('advance=P1D', form))).toMatchObject({ status: 415 });
    const foreign = await send('{"advance":"P1D"}', { origin: 'https://example.com' });
    expect(await problemOf(foreign)).toMatchObject({ status: 403, code: 'ORIGIN' });
  });

  it('says that it is moving already, and that nobody works', async () => {
    const all = await Promise.all([advance('PT1M'), advance('PT1M'), advance('P0D')]);
    const refused = all.find(({ status }) => status === 409);
    expect(all.map(({ status }) => status).sort()).toEqual([200, 409, 422]);
    expect(await problemOf(refused ?? Response.error())).toMatchObject({ code: 'CLOCK_MOVING' });
    await database().workerHeartbeat.deleteMany({});
    expect(await problemOf(await advance('PT1M'))).toMatchObject({ status: 503, code: 'WORKER_AWAY' });
  });
});
