// Run after `npm install` changed package-lock.json. Where the registry did not offer the packages of other platforms,
// npm leaves them out of the lock, and `npm ci` then refuses that lock everywhere; this names them.
import { inRoot, readJson, writeJson } from './lib/files.mjs';
import { say } from './lib/say.mjs';

const SYSTEMS = [
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
];
const PROCESSORS = [
  'arm',
  'arm64',
  'ia32',
  'loong64',
  'mips64el',
  'ppc64',
  'riscv64',
  's390x',
  'wasm32',
  'x64',
];

const file = inRoot('package-lock.json');
const lock = readJson(file);

/** Is the package found from there, as Node would look for it? */
function isNamed(name, from) {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    if (lock.packages[`${at && `${at}/`}node_modules/${name}`]) return true;
    if (!at.includes('/node_modules/')) return at !== '' && Boolean(lock.packages[`node_modules/${name}`]);
  }
}

function platformOf(name) {
  const words = name.split('/').at(-1).split('-');
  const os = SYSTEMS.filter((each) => words.includes(each));
  const cpu = PROCESSORS.filter((each) => words.includes(each));
  return { ...(cpu.length > 0 && { cpu }), ...(os.length > 0 && { os }) };
}

const missing = Object.entries(lock.packages).flatMap(([path, { optionalDependencies = {}, dev }]) =>
  Object.entries(optionalDependencies)
    .filter(([name]) => !isNamed(name, path))
    .map(([name, version]) => ({ name, version, dev })),
);
for (const { name, version, dev } of missing) {
  const platform = platformOf(name);
  if (!/^\d[\w.-]*$/.test(version) || Object.keys(platform).length === 0) {
    say(`Не знаю, для какой системы ${name}@${version}: добавьте вручную.`);
    process.exitCode = 1;
    continue;
  }
  lock.packages[`node_modules/${name}`] = { version, ...(dev && { dev }), optional: true, ...platform };
}
const sorted = Object.entries(lock.packages).sort(([a], [b]) => (a === '' ? -1 : a.localeCompare(b, 'en')));
writeJson(file, { ...lock, packages: Object.fromEntries(sorted) });
say(`В package-lock.json добавлено пакетов других систем: ${missing.length}.`);
