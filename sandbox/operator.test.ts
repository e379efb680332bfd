import { appendFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { startOperator } from './operator';
import { closeAll, eventually, opened, program, send, startedOperator, tempDir } from './testing';

afterEach(closeAll);

const SERVICE_API = '/tmf-api/ServiceActivationAndConfiguration/v4';
const iccidOf = (index: number) => `8970101${String(index).padStart(12, '0')}`;

const patch = (url: string, iccid: string, key: string, state = 'active') =>
  fetch(`${url}${SERVICE_API}/service/${iccid}`, {
    method: 'PATCH',
    headers: { Authorization: 'Bearer key', 'Idempotency-Key': key },
    body: JSON.stringify({ state }),
  });

/** What of a hundred calls is carried out, refused before (503) and lost after. */
async function flakyRow(url: string) {
  const row: string[] = [];
  for (let index = 0; index < 100; index += 1) {
    row.push(
      await patch(url, iccidOf(index), `key-${String(index)}`).then(
        ({ status }) => String(status),
        () => 'lost',
      ),
    );
  }
  return row;
}

test('flaky fails about 30 of 100 calls, the same ones for the same seed', async () => {
  const rows: string[][] = [];
  for (const seed of [7, 7, 8]) {
    const operator = await startedOperator();
    await operator.settings({ seed });
    await operator.mode('flaky');
    rows.push(await flakyRow(operator.url));
    const log = await operator.log();
    expect(log.map(({ status }) => (status === null ? 'lost' : String(status)))).toEqual(rows.at(-1));
    expect(log.filter(({ status }) => status === 503).every(({ effect }) => !effect)).toBe(true);
    expect(log.filter(({ status }) => status !== 503).every(({ effect }) => effect)).toBe(true);
  }
  expect(rows[0]).toEqual(rows[1]);
  expect(rows[0]).not.toEqual(rows[2]);
  const failed = rows[0]?.filter((each) => each !== '202') ?? [];
  expect(failed.length).toBeGreaterThan(15);
  expect(failed.length).toBeLessThan(45);
  expect(new Set(failed)).toEqual(new Set(['503', 'lost']));
});

test('what is out of shape is refused and changes nothing', async () => {
  const { url } = await startedOperator();
  await expect(send('POST', `${url}/sandbox/mode`, { mode: 'wild' })).rejects.toThrow('400');
  await expect(send('POST', `${url}/sandbox/settings`, { answerMs: -1 })).rejects.toThrow('400');
  await expect(send('POST', `${url}/sandbox/settings`, { answer: 1 })).rejects.toThrow('400');
  await expect(send('POST', `${url}/sandbox/cards/${iccidOf(1)}`, { state: 'lost' })).rejects.toThrow('400');
  await expect(send('GET', `${url}/sandbox/cards/${iccidOf(1)}`)).rejects.toThrow('404');
  expect(await send('GET', `${url}/sandbox/mode`)).toEqual({ mode: 'normal' });
});

test('each call takes the settled delay, twenty times that when slow', async () => {
  const { url, settings, mode } = await startedOperator({ synchronous: true });
  await settings({ latencyMs: 20 });
  const timed = async (key: string) => {
    const since = performance.now();
    expect((await patch(url, iccidOf(1), key)).status).toBe(200);
    return performance.now() - since;
  };
  expect(await timed('one')).toBeGreaterThan(15);
  await mode('slow');
  expect(await timed('two')).toBeGreaterThan(390);
});

test('ten thousand cards switched at once are kept, and the file grows by what has changed only', async () => {
  const dataDir = tempDir();
  const count = 10_000;
  const config = {
    slug: 'mts',
    port: 0,
    dataDir,
    apiKey: 'key',
    webhookSecret: 'secret',
    iccidPrefix: '8970101',
    answerMs: 0,
    shipMs: 0,
    lateMs: 0,
    retryMs: 10,
    synchronous: true,
  };
  const first = await startOperator(config);
  const cards = Array.from({ length: count }, (_, index) => ({ iccid: iccidOf(index), state: 'ready' }));
  await send('POST', `${first.url}/sandbox/services`, cards);
  for (let done = 0; done < 2000; done += 50) {
    const statuses = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        patch(first.url, iccidOf(done + index), `key-${String(done + index)}`),
      ),
    );
    expect(statuses.every(({ status }) => status === 200)).toBe(true);
  }
  await first.close();
  const file = join(dataDir, 'operator-mts.jsonl');
  expect(statSync(file).size).toBeLessThan(count * 300 + 2000 * 1200);

  const second = await startOperator(config);
  opened.push(second.close);
  const kept = (await send('GET', `${second.url}/sandbox/cards`)) as { state: string; changes: number }[];
  expect(kept).toHaveLength(count);
  expect(kept.filter(({ state, changes }) => state === 'active' && changes === 1)).toHaveLength(2000);
  expect(await send('GET', `${second.url}/sandbox/log`)).toHaveLength(2000);
  expect((await patch(second.url, iccidOf(0), 'key-0')).status).toBe(200);
  expect(await send('GET', `${second.url}/sandbox/log?last=1`)).toMatchObject([
    { seq: 2001, duplicate: true, effect: false },
  ]);
});

test('killed, it knows what it had written down, and its half-written line is forgotten', async () => {
  const env = {
    SLUG: 'mts',
    SANDBOX_DATA: tempDir(),
    API_KEY: 'key',
    WEBHOOK_SECRET: 'secret',
    ICCID_PREFIX: '8970101',
    SYNCHRONOUS: 'yes',
  };
  const first = await program('operator', env);
  expect((await patch(first.url, iccidOf(1), 'one')).status).toBe(200);
  const file = join(env.SANDBOX_DATA, 'operator-mts.jsonl');
  await eventually(() => {
    expect(statSync(file).size).toBeGreaterThan(500);
  });
  await first.stop('SIGKILL');
  appendFileSync(file, '["card","8970101');
  const second = await program('operator', env);
  expect(await send('GET', `${second.url}/sandbox/cards/${iccidOf(1)}`)).toMatchObject({ state: 'active' });
}, 20_000);
