import { existsSync, mkdirSync, rmSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { hashOf, inRoot, lastLines, readJson, readText, writeWhole } from './files.mjs';
import { withLock } from './lock.mjs';
import { diskFull } from './postgres.mjs';
import { run, runNode } from './processes.mjs';
import { Refusal, say, step } from './say.mjs';

const BUILD_SOURCES = [
  'app',
  'components',
  'lib',
  'prisma/schema',
  'public',
  'package-lock.json',
  'next.config.mjs',
  'tsconfig.json',
  'proxy.ts',
  'instrumentation.ts',
  'postcss.config.mjs',
];
const INSTALL_STAMP = inRoot('node_modules', '.lock-hash');
const CLIENT = inRoot('lib', 'platform', 'generated', 'prisma');
const CLIENT_STAMP = inRoot('lib', 'platform', 'generated', 'client-hash');
const BUILD_STAMP = inRoot('.next', 'source-hash');
const LOCK = inRoot('.next', 'cache', 'prepare.lock');

const quiet = {
  CHECKPOINT_DISABLE: '1',
  PRISMA_HIDE_UPDATE_MESSAGE: '1',
  NEXT_TELEMETRY_DISABLED: '1',
};

export const nextBin = inRoot('node_modules', 'next', 'dist', 'bin', 'next');
/**
 * What node is given to serve the built product. Without a bound of its own the collector lets garbage grow to four
 * times what is in use; what is really in use stays far below the bound. `npm start` says the same.
 */
export const webServer = ['--max-old-space-size=1536', nextBin, 'start'];
export const prismaBin = inRoot('node_modules', 'prisma', 'build', 'index.js');
export const toolEnv = (more = {}) => ({ ...process.env, ...quiet, ...more });

export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new Refusal(`Нужен Node.js 20.19 или новее, а запущен ${process.versions.node}.`);
}

const MB = 1024 * 1024;

/** Refuses early rather than leaving half of an installation, a build or a database on a full disk. */
export function requireSpace(path, wantedMb) {
  let place = path;
  while (!existsSync(place)) place = dirname(place);
  const { bavail, bsize } = statfsSync(place);
  const freeMb = Math.floor((bavail * bsize) / MB);
  if (freeMb >= wantedMb) return;
  throw new Refusal(
    `На диске с ${place} свободно ${freeMb} МБ, а нужно не меньше ${wantedMb} МБ: освободите место.`,
  );
}

const lockHash = () => hashOf(['package-lock.json'], `${process.platform}-${process.arch}`);

export function isInstalled() {
  if (readText(INSTALL_STAMP) === lockHash()) return true;
  if (!matchesLockfile()) return false;
  writeWhole(INSTALL_STAMP, lockHash());
  return true;
}

// What npm itself noted about the installed tree: somebody may have installed by hand.
function matchesLockfile() {
  const wanted = readJson(inRoot('package-lock.json'))?.packages ?? {};
  const found = readJson(inRoot('node_modules', '.package-lock.json'))?.packages;
  if (!found) return false;
  return Object.entries(wanted).every(
    ([path, { version, optional, devOptional }]) =>
      path === '' || found[path]?.version === version || ((optional || devOptional) && !found[path]),
  );
}

async function install() {
  const npm = process.env.npm_execpath ?? '';
  const args = ['ci', '--include=dev', '--ignore-scripts', '--no-audit', '--no-fund'];
  rmSync(INSTALL_STAMP, { force: true });
  const result = /npm-cli\.[cm]?js$/.test(npm)
    ? await runNode([npm, ...args], { env: toolEnv() })
    : await run('npm', args, { env: toolEnv() });
  if (result.code !== 0) {
    const outdated = result.output.includes('EUSAGE');
    const told = result.output.split('\n').filter((line) => /npm error \S/.test(line));
    throw failure(
      outdated
        ? 'package-lock.json не соответствует package.json: обновите его командой npm install.'
        : 'Не удалось установить пакеты: проверьте доступ к реестру npm.',
      { output: told.slice(0, 8).join('\n') || result.output },
    );
  }
  writeWhole(INSTALL_STAMP, lockHash());
}

function failure(sentence, { output }, count = 15) {
  if (/ENOSPC|No space left/i.test(output)) return diskFull(inRoot());
  return new Refusal(sentence, lastLines(output, count));
}

const clientHash = () =>
  hashOf(
    ['prisma/schema', 'prisma.config.ts'],
    readJson(inRoot('node_modules/prisma/package.json'))?.version,
  );

const isGenerated = () => existsSync(CLIENT) && readText(CLIENT_STAMP) === clientHash();

async function generate() {
  const hash = clientHash();
  const result = await runNode([prismaBin, 'generate'], { env: toolEnv() });
  if (result.code !== 0) throw failure('Не удалось создать клиент базы данных по схеме.', result);
  writeWhole(CLIENT_STAMP, hash);
}

const buildHash = () => hashOf(BUILD_SOURCES);

export const isBuilt = () => existsSync(inRoot('.next', 'BUILD_ID')) && readText(BUILD_STAMP) === buildHash();

/** The build must be the same whichever database it will serve, so it sees none. */
async function build() {
  const hash = buildHash();
  rmSync(BUILD_STAMP, { force: true });
  const env = toolEnv({ NODE_ENV: 'production' });
  delete env.DATABASE_URL;
  const result = await runNode([nextBin, 'build'], { env });
  if (result.code !== 0) throw failure('Приложение не собралось.', result, 40);
  writeWhole(BUILD_STAMP, hash);
}

/** The types of routes, which the linter needs and a build would write too. */
export async function ensureTypes() {
  const result = await runNode([nextBin, 'typegen'], { env: toolEnv() });
  if (result.code !== 0) throw failure('Не удалось получить типы маршрутов.', result);
}

async function unlessReady(name, isReady, work, tell = step) {
  if (isReady()) return;
  const waiting = () => say(`  ${name}: этим занят соседний запуск, жду его…`);
  mkdirSync(dirname(LOCK), { recursive: true });
  await withLock(LOCK, waiting, async () => {
    if (!isReady()) await tell(name, work);
  });
}

export const ensureInstalled = () => unlessReady('Установка пакетов', isInstalled, install);
export const ensureGenerated = () => unlessReady('Клиент базы данных', isGenerated, generate);
export const ensureBuilt = (tell) => unlessReady('Сборка приложения', isBuilt, build, tell);
