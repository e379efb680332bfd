import { spawn } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';

const place = path.resolve(import.meta.dirname, '..', '.test', `server-${String(process.pid)}`);
const script = `
  import { startPostgres } from ${JSON.stringify(path.join(import.meta.dirname, 'lib', 'postgres.mjs'))};
  const [dir, logFile, then] = process.argv.slice(1);
  try {
    const server = await startPostgres({ dir, logFile, password: 'secret', durable: false });
    console.log('ready ' + server.pid);
    if (then === 'vanish') process.kill(process.pid, 'SIGKILL');
    await server.stop();
  } catch (error) {
    console.log(error.message + '|' + error.details);
  }
  process.exit(0);
`;

/** Starts the server of the test's data folder and says what its starter printed. */
function start(then = 'stop'): Promise<string> {
  const args = ['--input-type=module', '-e', script, path.join(place, 'data'), path.join(place, 'log'), then];
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    child.stdout.on('data', (text: Buffer) => (said += text.toString()));
    child.once('close', () => resolve(said.trim()));
  });
}

beforeAll(() => {
  mkdirSync(place, { recursive: true });
});
afterAll(() => rmSync(place, { recursive: true, force: true }));

it('starts anew, again, and at once after its starter was killed', async () => {
  expect(await start()).toMatch(/^ready \d+$/);
  expect(await start('vanish')).toMatch(/^ready \d+$/);
  expect(await start()).toMatch(/^ready \d+$/);
});

it('says that the data is damaged and how to begin again', async () => {
  expect(await start()).toMatch(/^ready \d+$/);
  writeFileSync(path.join(place, 'data', 'global', 'pg_control'), Buffer.alloc(8192));
  const [sentence, lastLine] = (await start()).split('|');
  expect(sentence).toContain('похоже, она повреждена. Начать с пустых данных: npm run up -- --fresh.');
  expect(lastLine).toMatch(/FATAL|PANIC/);
});
