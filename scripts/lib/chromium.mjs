import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { inRoot, lastLines, readText, writeWhole } from './files.mjs';
import { run, runNode } from './processes.mjs';
import { Refusal } from './say.mjs';

// The same engine without the frame of a browser: the tests are through in two thirds of the time.
const SHELL = 'chromium-headless-shell';
const SYSTEM_NAMES = [SHELL, 'chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
const UNPACKED = inRoot('.test', 'chromium');
const LAUNCHER = join(UNPACKED, SHELL);
const DOWNLOAD_MS = 300_000;

/** The path of a Chromium that starts: the given one, the system's, Playwright's own, or one installed just now. */
export async function findChromium() {
  const given = process.env.CHROMIUM_PATH;
  if (given) {
    if (await starts(given)) return given;
    throw new Refusal(`CHROMIUM_PATH указывает на ${given}, но этот Chromium не запускается.`);
  }
  for (const path of [...systemPaths(), playwrightPath(), LAUNCHER]) if (await starts(path)) return path;
  return install();
}

function systemPaths() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return SYSTEM_NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
}

const playwrightPath = () =>
  createRequire(inRoot('package.json'))('@playwright/test').chromium.executablePath();

async function starts(path) {
  if (!path || !existsSync(path)) return false;
  const { code, output } = await run(path, ['--version', '--no-sandbox'], { timeoutMs: 20_000 });
  return code === 0 && /Chrom/.test(output);
}

async function install() {
  const said = [];
  const ways = isDebian() ? [isRoot() ? byApt : byDownloadedPackages] : [];
  ways.splice(isRoot() ? 1 : 0, 0, byPlaywright);
  for (const way of ways) {
    const { output } = await way();
    for (const path of [...systemPaths(), playwrightPath(), LAUNCHER]) if (await starts(path)) return path;
    said.push(lastLines(output, 4));
  }
  throw new Refusal(
    'Chromium не найден и не установился: поставьте его и укажите путь в CHROMIUM_PATH.',
    said.join('\n'),
  );
}

const isRoot = () => process.getuid?.() === 0;
const isDebian = () => existsSync('/etc/debian_version') && existsSync('/usr/bin/apt-get');

function byPlaywright() {
  const cli = inRoot('node_modules', 'playwright', 'cli.js');
  return runNode([cli, 'install', 'chromium'], { timeoutMs: DOWNLOAD_MS });
}

async function byApt() {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update'], { env, timeoutMs: DOWNLOAD_MS });
  const install = (name) => {
    const args = ['install', '-y', '--no-install-recommends', name, 'fonts-dejavu-core'];
    return run('apt-get', args, { env, timeoutMs: 2 * DOWNLOAD_MS });
  };
  const shell = await install(SHELL);
  return shell.code === 0 ? shell : install('chromium');
}

/** Without root: Debian's packages with what they need are fetched and unpacked beside the tests, and run from there. */
async function byDownloadedPackages() {
  const apt = join(UNPACKED, 'apt');
  const tree = join(UNPACKED, 'root');
  rmSync(UNPACKED, { recursive: true, force: true });
  for (const folder of ['state/lists/partial', 'cache/archives/partial']) {
    mkdirSync(join(apt, folder), { recursive: true });
  }
  const own = [
    `Dir::State=${apt}/state`,
    `Dir::Cache=${apt}/cache`,
    'Dir::State::status=/var/lib/dpkg/status',
  ];
  const options = [...own, 'Debug::NoLocking=1', 'APT::Sandbox::User=', 'APT::Install-Recommends=0'];
  const flags = options.flatMap((option) => ['-o', option]);
  const updated = await run('apt-get', [...flags, 'update'], { timeoutMs: DOWNLOAD_MS });
  if (updated.code !== 0) return updated;
  const wanted = ['install', '-y', '--download-only', SHELL, 'fonts-dejavu-core'];
  const fetched = await run('apt-get', [...flags, ...wanted], { timeoutMs: 2 * DOWNLOAD_MS });
  if (fetched.code !== 0) return fetched;
  const archives = join(apt, 'cache', 'archives');
  for (const name of readdirSync(archives).filter((each) => each.endsWith('.deb'))) {
    const unpacked = await run('dpkg-deb', ['-x', join(archives, name), tree]);
    if (unpacked.code !== 0) return unpacked;
  }
  rmSync(apt, { recursive: true, force: true });
  writeLauncher(tree);
  return fetched;
}

function writeLauncher(tree) {
  const libraries = [join(tree, 'usr/lib'), join(tree, 'lib')].flatMap((folder) =>
    existsSync(folder)
      ? readdirSync(folder)
          .filter((name) => name.endsWith('-linux-gnu'))
          .flatMap((name) => [join(folder, name), join(folder, name, 'pulseaudio')])
      : [],
  );
  const fonts = join(UNPACKED, 'fonts.conf');
  const system =
    readText('/etc/fonts/fonts.conf') === undefined ? '' : '<include>/etc/fonts/fonts.conf</include>';
  writeWhole(
    fonts,
    `<?xml version="1.0"?><fontconfig>${system}<dir>${tree}/usr/share/fonts</dir><cachedir>${UNPACKED}/fonts</cachedir></fontconfig>\n`,
  );
  const lines = [
    '#!/bin/sh',
    `export LD_LIBRARY_PATH='${libraries.join(':')}'`,
    `export FONTCONFIG_FILE='${fonts}'`,
    `exec '${tree}/usr/lib/chromium/${SHELL}' "$@"`,
  ];
  writeWhole(LAUNCHER, `${lines.join('\n')}\n`, 0o755);
}
