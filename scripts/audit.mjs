// Known advisories of the installed packages, where the registry answers; what it says is shown, offline is no failure.
import { spawnSync } from 'node:child_process';

const { stdout, error } = spawnSync('npm', ['audit', '--json', '--omit=dev'], {
  encoding: 'utf8',
  timeout: 60_000,
  maxBuffer: 64 * 1024 * 1024,
});

function read() {
  try {
    return JSON.parse(stdout ?? '');
  } catch {
    return undefined;
  }
}

const found = read()?.metadata?.vulnerabilities;
if (error || !found) {
  process.stdout.write('npm audit не ответил: проверены только нижние границы версий (npm test).\n');
} else {
  const { critical = 0, high = 0, moderate = 0, low = 0 } = found;
  process.stdout.write(
    `npm audit: критических ${critical}, высоких ${high}, средних ${moderate}, низких ${low}.\n`,
  );
  for (const [name, { severity, via = [] }] of Object.entries(read().vulnerabilities ?? {})) {
    const titles = via.flatMap((each) => (typeof each === 'string' ? [] : [`${each.title} ${each.url}`]));
    process.stdout.write(`  ${severity} ${name}: ${titles.join('; ') || 'через другой пакет'}\n`);
  }
  if (critical + high > 0) process.exitCode = 1;
}
