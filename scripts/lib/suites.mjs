import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { findChromium } from './chromium.mjs';
import { inRoot, readJson } from './files.mjs';
import { startPostgres, stopLeftover } from './postgres.mjs';
import { ensureBuilt, prismaBin, toolEnv } from './prepare.mjs';
import { freePort, hold, release, runNode, startMark, stopProcess, until } from './processes.mjs';
import { freshReport, playwrightResult, vitestResult } from './reports.mjs';

const bin = (path) => inRoot('node_modules', ...path.split('/'));

// Settings of the person who runs the tests must not decide their result.
function cleanEnv(more = {}) {
  const env = toolEnv({ NO_COLOR: '1', ...more });
  for (const name of ['NODE_ENV', 'FORCE_COLOR', 'KASSA_MODE', 'APP_URL', 'AUTH_SECRET', 'PORT', 'HOST']) {
    delete env[name];
  }
  if (!more.DATABASE_URL) env.DATABASE_URL = '';
  return env;
}

async function check(args) {
  const { code, output } = await runNode(args, { env: cleanEnv() });
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, output };
}

async function vitest(name, env, more = []) {
  const report = freshReport(name);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const args = [bin('vitest/vitest.mjs'), 'run', '--project', name, ...reporters, ...more];
  return vitestResult(name, await runNode(args, { env: cleanEnv(env) }));
}

const SOURCES = ['app', 'components', 'lib', 'sandbox', 'e2e', 'scripts', 'bench', 'prisma'];

/** What needs no database, as `[key, name, work]`. */
export const STATIC = [
  ['unit', 'Модульные тесты', () => vitest('unit')],
  ['lint', 'Линтер и типы', () => check([bin('oxlint/bin/oxlint'), '--disable-nested-config'])],
  [
    'format',
    'Оформление',
    () => check([bin('prettier/bin/prettier.cjs'), '--check', '--log-level=warn', '.']),
  ],
  [
    'imports',
    'Направление импортов',
    () => check([...depcruise(), ...SOURCES.filter((name) => existsSync(inRoot(name)))]),
  ],
  ['dead', 'Мёртвый код', () => check([bin('knip/bin/knip.js'), '--no-progress'])],
];

const depcruise = () => [
  bin('dependency-cruiser/bin/dependency-cruise.mjs'),
  '--config',
  inRoot('.dependency-cruiser.cjs'),
  '--output-type',
  'err-long',
];

/** The database of one run: made anew each time, and never waiting for the disk. */
export async function startTestPostgres() {
  const dir = inRoot('.test', 'postgres');
  await stopLeftover(dir);
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(inRoot('.test'), { recursive: true });
  const logFile = inRoot('.test', 'postgres.log');
  return startPostgres({ dir, logFile, password: randomBytes(16).toString('hex'), durable: false });
}

// More files than cores: a third of their time is waiting for the database and the outside world.
const WORKERS = Math.ceil(availableParallelism() * 1.5);

export const databaseSuite = (adminUrl) =>
  vitest('db', { DATABASE_URL: adminUrl }, [`--maxWorkers=${WORKERS}`]);

/** Does what the migrations make equal what the schema says? */
export async function schemaAgrees(adminUrl) {
  const args = [prismaBin, 'migrate', 'diff', '--from-migrations', 'prisma/migrations'];
  const env = cleanEnv({ DATABASE_URL: adminUrl });
  const { code, output } = await runNode([...args, '--to-schema', 'prisma/schema', '--exit-code'], { env });
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, output };
}

export async function builds() {
  await ensureBuilt((_name, work) => work());
  return { passed: 1, failed: 0, output: '' };
}

/** Brings the instance of the browser tests up as a person would. It is told apart by `isUp`. */
async function bringUp(args) {
  const instanceFile = inRoot('.test', 'e2e', 'instance.json');
  rmSync(instanceFile, { force: true });
  const up = spawn(process.execPath, [inRoot('scripts', 'up.mjs'), ...args], {
    cwd: inRoot(),
    detached: true,
    env: cleanEnv({ npm_lifecycle_event: 'up' }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const who = { pid: up.pid, mark: startMark(up.pid) };
  hold(up.pid);
  const run = { instanceFile, said: '', gone: false, isUp: false };
  for (const stream of [up.stdout, up.stderr])
    stream.setEncoding('utf8').on('data', (text) => (run.said += text));
  up.once('exit', () => (run.gone = true));
  stopInstance = async () => {
    await stopProcess(who, [
      ['SIGTERM', 30_000],
      ['SIGKILL', 3000],
    ]);
    release(who.pid);
  };
  const isReady = () => readJson(instanceFile)?.pid === up.pid && /Ctrl\+C\.\s*$/.test(run.said);
  await until(() => run.gone || isReady(), 300_000, 100);
  run.isUp = isReady();
  return run;
}

const stepsOf = (said) => [...said.matchAll(/^ {2}(.+?) — /gm)].map(([, name]) => name);
const AGAIN = ['База данных', 'Кабинет и фоновые задачи', 'Песочница'];

/**
 * Browser tests against an instance of their own. It is stopped once and started again without changes before them:
 * nothing may be left to build, migrate or fill then.
 */
export async function browserSuite() {
  const chromium = await findChromium();
  const port = await freePort();
  const place = ['--data', inRoot('.test', 'e2e'), '--port', String(port)];
  try {
    const first = await bringUp([...place, '--fresh']);
    if (!first.isUp) return { passed: 0, failed: 1, output: first.said };
    await stopInstance();
    const run = await bringUp(place);
    const done = stepsOf(run.said).sort();
    if (!run.isUp || done.join() !== AGAIN.join()) {
      return { passed: 0, failed: 1, output: `Повторный запуск делает лишнее.\n${run.said}` };
    }
    const env = cleanEnv({
      CHROMIUM_PATH: chromium,
      E2E_BASE_URL: `http://127.0.0.1:${port}`,
      E2E_INSTANCE: run.instanceFile,
      E2E_REPORT: freshReport('e2e'),
    });
    const result = await runNode([bin('@playwright/test/cli.js'), 'test'], { env });
    return playwrightResult({
      ...result,
      output: run.gone ? `${result.output}\n${run.said}` : result.output,
    });
  } finally {
    await stopInstance();
  }
}

let stopInstance = async () => undefined;
export const stopBrowserInstance = () => stopInstance();
