import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const script = path.join(import.meta.dirname, 'up.mjs');
let data: string;
let server: Server | undefined;

beforeEach(() => {
  data = mkdtempSync(path.join(tmpdir(), 'kassa-up-'));
});

afterEach(() => {
  server?.close();
  server = undefined;
  rmSync(data, { recursive: true, force: true });
});

/** Runs `up` to its refusal and returns what it said last, without the stack that must not be there. */
function refusal(args: string[], env: Record<string, string> = {}): string {
  const clean = { ...process.env, DATABASE_URL: '', npm_lifecycle_event: '', ...env };
  const result = spawnSync(process.execPath, [script, ...args], {
    encoding: 'utf8',
    env: clean,
    timeout: 20_000,
  });
  expect(result.status).toBe(1);
  expect(result.stderr).not.toContain('    at ');
  return result.stderr.trim();
}

function takePort(): Promise<number> {
  return new Promise((resolve) => {
    server = createServer().listen(0, '127.0.0.1', () => {
      const address = server?.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
}

function freePort(): Promise<number> {
  return takePort().then(
    (port) => new Promise((resolve) => (server?.close(() => resolve(port)), (server = undefined))),
  );
}

describe('npm run up refuses with one sentence', () => {
  it('an option that is not there', () => {
    expect(refusal(['--prot', '1'])).toMatch(/^Не понимаю «--prot 1»\. Запуск: npm run up/);
  });

  it.each(['0', '65536', 'три'])('the port %s', (port) => {
    expect(refusal(['--port', port])).toBe(`«${port}» — не номер порта: нужен от 1 до 65535.`);
  });

  it('a taken port, and leaves the data folder free', async () => {
    const port = await takePort();
    expect(refusal(['--data', data, '--port', String(port)])).toContain(
      `Порт ${String(port)} занят другой программой`,
    );
    expect(existsSync(path.join(data, 'up.lock'))).toBe(false);
  });

  it.each(['--no-demo', '--fresh'])('a folder of somebody else with %s, untouched', (flag) => {
    writeFileSync(path.join(data, 'letter.txt'), 'dear');
    expect(refusal(['--data', data, flag])).toContain('не похож на данные кабинета');
    expect(readFileSync(path.join(data, 'letter.txt'), 'utf8')).toBe('dear');
  });

  it('a data folder that is a file', () => {
    const file = path.join(data, 'file');
    writeFileSync(file, '');
    expect(refusal(['--data', file])).toContain('не каталог');
  });

  it('data that a living process holds', async () => {
    const stat = readFileSync('/proc/self/stat', 'utf8');
    const mark = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    mkdirSync(data, { recursive: true });
    writeFileSync(path.join(data, 'up.lock'), JSON.stringify({ pid: process.pid, mark, port: 3999 }));
    const said = refusal(['--data', data, '--port', String(await freePort())]);
    expect(said).toBe(`Кабинет с данными ${data} уже запущен (порт 3999, процесс ${String(process.pid)}).`);
  });

  it('a lock whose pid now belongs to another process does not stop it', async () => {
    writeFileSync(path.join(data, 'up.lock'), JSON.stringify({ pid: process.pid, mark: '1', port: 3999 }));
    const said = refusal(['--data', data, '--port', String(await takePort())]);
    expect(said).toContain('занят другой программой');
  });

  it('a database at whose address nobody answers', async () => {
    const url = `postgresql://kassa:secret@127.0.0.1:${String(await freePort())}/kassa`;
    const said = refusal(['--data', data, '--port', String(await freePort())], { DATABASE_URL: url });
    expect(said).toMatch(
      /^База данных 127\.0\.0\.1:\d+\/kassa недоступна \(соединение отклонено\): проверьте DATABASE_URL\.$/,
    );
  });

  it('an address that is no PostgreSQL, without repeating its password', async () => {
    const port = String(await freePort());
    const said = refusal(['--data', data, '--port', port], { DATABASE_URL: 'mysql://kassa:secret@db/kassa' });
    expect(said).toMatch(/^DATABASE_URL — не адрес PostgreSQL/);
    expect(said).not.toContain('secret');
  });
});
