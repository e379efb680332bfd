// Every check of the project with one command; ends with `N passed, N failed` alone on a line.
import { mkdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { inRoot, lastLines } from './lib/files.mjs';
import { dropLock, takeLock } from './lib/lock.mjs';
import {
  ensureGenerated,
  ensureInstalled,
  ensureTypes,
  isInstalled,
  requireNode,
  requireSpace,
} from './lib/prepare.mjs';
import { stopCommands } from './lib/processes.mjs';
import { Refusal, explain, say, seconds } from './lib/say.mjs';
import { onStopRequest } from './lib/stop-request.mjs';
import {
  STATIC,
  browserSuite,
  builds,
  databaseSuite,
  schemaAgrees,
  startTestPostgres,
  stopBrowserInstance,
} from './lib/suites.mjs';

const KEYS = [...STATIC.map(([key]) => key), 'db', 'schema', 'build', 'e2e'];
const LOCK = inRoot('.test', 'test.lock');
const total = { passed: 0, failed: 0 };
let postgres;
let stopping = false;

function chosen() {
  let values;
  try {
    ({ values } = parseArgs({
      options: { verify: { type: 'boolean', default: false }, only: { type: 'string' } },
    }));
  } catch {
    throw new Refusal('Запуск: npm test или npm test -- --only=unit,db,e2e');
  }
  if (values.verify) return STATIC.map(([key]) => key);
  const wanted = values.only?.split(',') ?? KEYS;
  const strange = wanted.filter((key) => !KEYS.includes(key));
  if (strange.length > 0)
    throw new Refusal(`Нет проверки «${strange.join(', ')}», есть: ${KEYS.join(', ')}.`);
  return wanted;
}

/** Runs one check, says how it went and counts it. */
async function report(name, work) {
  const started = performance.now();
  let result;
  try {
    result = await work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    result = { passed: 0, failed: 1, output: `${error.message}\n${error.details}` };
  }
  if (stopping) return;
  total.passed += result.passed;
  total.failed += result.failed;
  const counts = result.passed + result.failed > 1 ? `: ${result.passed} прошло, ${result.failed} нет` : '';
  say(`${result.failed === 0 ? '✓' : '✗'} ${name}${counts} — ${seconds(performance.now() - started)}`);
  if (result.remark) say(`    ${result.remark}`);
  if (result.failed > 0) say(`${lastLines(result.output, 400).replace(/^/gm, '    ')}\n`);
}

async function twoAtATime(checks) {
  const queue = [...checks];
  const lane = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) await report(next[1], next[2]);
  };
  await Promise.all([lane(), lane()]);
}

async function withDatabase(wanted) {
  if (!wanted.some((key) => key === 'db' || key === 'schema')) return;
  postgres = await startTestPostgres();
  if (wanted.includes('db')) await report('Тесты с базой данных', () => databaseSuite(postgres.adminUrl));
  if (wanted.includes('schema'))
    await report('Схема и миграции совпадают', () => schemaAgrees(postgres.adminUrl));
  await postgres.stop();
  postgres = undefined;
}

async function runAll(wanted) {
  requireNode();
  mkdirSync(inRoot('.test'), { recursive: true });
  const owner = await takeLock(LOCK);
  if (owner) throw new Refusal(`Проверки в этом каталоге уже идут (процесс ${owner.pid}).`);
  requireSpace(inRoot(), isInstalled() ? 1000 : 3000);
  await ensureInstalled();
  await ensureGenerated();
  await ensureTypes();
  await twoAtATime(STATIC.filter(([key]) => wanted.includes(key)));
  await withDatabase(wanted);
  if (wanted.includes('build')) await report('Сборка', builds);
  if (wanted.includes('e2e')) await report('Браузерные тесты', browserSuite);
}

async function stopAll() {
  await stopCommands();
  await stopBrowserInstance();
  await postgres?.stop();
  dropLock(LOCK);
}

onStopRequest(async () => {
  stopping = true;
  say('\nПрерываю…');
  await stopAll();
  process.exit(130);
});

const started = performance.now();
try {
  await runAll(chosen());
} catch (error) {
  if (stopping) await new Promise(() => undefined);
  explain(error);
  total.failed += 1;
}
if (!stopping) {
  await stopAll();
  say(`\nВсего ${seconds(performance.now() - started)}.`);
  say(`${total.passed} passed, ${total.failed} failed`);
  process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);
}
