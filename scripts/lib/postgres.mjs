import { spawn } from 'node:child_process';
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { lastLines, readText } from './files.mjs';
import { asAccount, postgresAccount, postgresHome } from './postgres-binaries.mjs';
import { freePort, hold, release, run, startMark, stopProcess, until, workingDirOf } from './processes.mjs';
import { FRESH_HINT, Refusal } from './say.mjs';

const FAST_STOP = [
  ['SIGINT', 10_000],
  ['SIGQUIT', 5000],
  ['SIGKILL', 3000],
];

/**
 * The embedded server on the loopback: creates the cluster and the database where they are missing.
 * @param {{ dir: string, logFile: string, password: string, durable?: boolean, database?: string }} wanted
 */
export async function startPostgres({ dir, logFile, password, durable = true, database = 'kassa' }) {
  const home = postgresHome();
  const account = postgresAccount(dir);
  await stopLeftover(dir);
  if (!existsSync(join(dir, 'PG_VERSION'))) await createCluster({ home, account, dir, password });
  const server = await launch({ home, account, dir, logFile, durable });
  const urlOf = (name) => `postgresql://kassa:${password}@127.0.0.1:${server.port}/${name}`;
  try {
    await ensureDatabase(urlOf('postgres'), database);
  } catch (error) {
    await server.stop();
    throw damaged(dir, `${error.message}\n${lastComplaint(readText(logFile) ?? '')}`);
  }
  return { ...server, url: urlOf(database), adminUrl: urlOf('postgres') };
}

/** A server of this data directory that outlived its starter is stopped by its pid, never by its name. */
export async function stopLeftover(dir) {
  const pid = Number(readText(join(dir, 'postmaster.pid'))?.split('\n')[0]);
  if (!pid || !startMark(pid)) return;
  const place = workingDirOf(pid);
  if (place !== undefined && place !== realpathSync(dir)) return;
  if (place === undefined && process.platform === 'linux') return;
  await stopProcess({ pid, mark: startMark(pid) }, FAST_STOP);
}

async function createCluster({ home, account, dir, password }) {
  if (existsSync(dir) && readdirSync(dir).length > 0) throw damaged(dir, 'Нет файла PG_VERSION.');
  const draft = `${dir}.new`;
  const passwordFile = `${dir}.password`;
  for (const locale of [['--locale-provider=icu', '--icu-locale=ru'], []]) {
    rmSync(draft, { recursive: true, force: true });
    mkdirSync(draft, { recursive: true, mode: 0o700 });
    writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
    if (account) for (const path of [draft, passwordFile]) chownSync(path, account.uid, account.gid);
    const args = [
      `--pgdata=${draft}`,
      '--username=kassa',
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
    ];
    args.push('--encoding=UTF8', '--locale=C.UTF-8', '--no-sync', ...locale);
    const {
      command,
      args: full,
      options,
    } = asAccount(account, join(home, 'bin', 'initdb'), args, [home, draft]);
    const result = await run(command, full, { ...options, env: serverEnv(), cwd: '/' });
    rmSync(passwordFile, { force: true });
    if (result.code === 0) {
      rmSync(dir, { recursive: true, force: true });
      renameSync(draft, dir);
      return;
    }
    rmSync(draft, { recursive: true, force: true });
    if (/No space left/.test(result.output)) throw diskFull(dir);
    if (locale.length === 0) {
      throw new Refusal(
        'Не удалось создать базу данных встроенного PostgreSQL.',
        lastLines(result.output, 4),
      );
    }
  }
}

const serverEnv = () => ({ PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' });

async function launch({ home, account, dir, logFile, durable }) {
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    const settings = [
      `port=${port}`,
      'listen_addresses=127.0.0.1',
      'unix_socket_directories=',
      'max_connections=100',
      'shared_buffers=128MB',
      'timezone=UTC',
      'log_timezone=UTC',
      ...(durable ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']),
    ].flatMap((setting) => ['-c', setting]);
    const bin = join(home, 'bin', 'postgres');
    const { command, args, options } = asAccount(account, bin, ['-D', dir, ...settings], [home, dir]);
    writeFileSync(logFile, '');
    const log = openSync(logFile, 'a');
    const child = spawn(command, args, {
      ...options,
      cwd: '/',
      detached: true,
      env: serverEnv(),
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    let gone = false;
    const exit = new Promise((resolve) => {
      child.once('error', resolve);
      child.once('exit', resolve);
    }).then(() => (gone = true));
    if (child.pid) hold(child.pid, false, 'SIGINT');
    await until(() => gone || isReady(dir, child.pid), 60_000, 15);
    const who = { pid: child.pid, mark: startMark(child.pid) };
    const stop = async () => {
      await stopProcess(who, FAST_STOP);
      release(who.pid);
    };
    if (!gone && isReady(dir, child.pid))
      return { ...who, port, exit, stop, lastComplaint: () => lastComplaint(readText(logFile) ?? '') };
    await stop();
    const text = readText(logFile) ?? '';
    // After a kill -9 the last backends need a moment to notice that their server is gone.
    if (attempt < 8 && /shared memory block|Address already in use|could not bind/.test(text)) {
      await sleep(250);
      continue;
    }
    if (/No space left/.test(text)) throw diskFull(dir);
    throw damaged(dir, lastComplaint(text) || 'PostgreSQL завершился без объяснения.');
  }
}

function isReady(dir, pid) {
  const lines = (readText(join(dir, 'postmaster.pid')) ?? '').split('\n');
  return Number(lines[0]) === pid && lines[7]?.trim() === 'ready';
}

const lastComplaint = (text) => {
  const lines = text.trimEnd().split('\n');
  return lines.findLast((line) => /FATAL|PANIC|could not/.test(line)) ?? lines.at(-1) ?? '';
};

const damaged = (dir, why) =>
  new Refusal(`База данных в ${dir} не запускается, похоже, она повреждена. ${FRESH_HINT}`, why);

export const diskFull = (path) =>
  new Refusal(`На диске с ${path} не осталось места: освободите его и запустите снова.`);

/** A connection through `pg`, which is there only once the packages are installed. */
export async function query(url, sql, values = []) {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 8000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.query(sql, values)).rows;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function ensureDatabase(adminUrl, name) {
  const found = await query(adminUrl, 'SELECT 1 FROM pg_database WHERE datname = $1', [name]);
  if (found.length === 0) await query(adminUrl, `CREATE DATABASE "${name}"`);
}

/** Throws away a database whose first filling was cut short and creates it anew, empty. */
export async function recreateDatabase(adminUrl, name = 'kassa') {
  await query(adminUrl, `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
  await query(adminUrl, `CREATE DATABASE "${name}"`);
}
