// Brings the whole cabinet up with one command; needs nothing but Node to begin.
import { rmSync } from 'node:fs';
import { Children, tail } from './lib/children.mjs';
import { inRoot, lastLines, writeJson } from './lib/files.mjs';
import {
  claimDataDir,
  demoState,
  forgetSchema,
  hasSchema,
  noteDemo,
  noteSchema,
  placesIn,
  productionEnv,
  refuseForeignDir,
  sandboxEnv,
  sandboxProcesses,
  schemaHash,
  secretsOf,
  wipeDataDir,
} from './lib/instance.mjs';
import { dropLock, takeLock } from './lib/lock.mjs';
import { upOptions } from './lib/options.mjs';
import { requireAddress, requireDatabase } from './lib/own-database.mjs';
import { diskFull, recreateDatabase, startPostgres, stopLeftover } from './lib/postgres.mjs';
import {
  ensureBuilt,
  ensureGenerated,
  ensureInstalled,
  isBuilt,
  isInstalled,
  requireNode,
  requireSpace,
  toolEnv,
  webServer,
} from './lib/prepare.mjs';
import { portProblem, runNode, stopCommands, until } from './lib/processes.mjs';
import { FRESH_HINT, Refusal, complain, explain, say, seconds, step } from './lib/say.mjs';
import { onStopRequest } from './lib/stop-request.mjs';

const ACCOUNTS = [
  ['owner@kassa.test', 'владелец'],
  ['admin@kassa.test', 'администратор'],
  ['accountant@kassa.test', 'бухгалтер'],
  ['cashier@kassa.test', 'кассир'],
  ['owner@second.test', 'владелец другой организации'],
];

const started = performance.now();
let ready = false;
let stopping;
let places;
let children;
let postgres;
let reportDeath;
const death = new Promise((_, reject) => (reportDeath = reject));
death.catch(() => undefined);

function stopAll() {
  stopping ??= (async () => {
    await stopCommands();
    await children?.stop();
    await postgres?.stop();
    if (places) {
      rmSync(places.instance, { force: true });
      dropLock(places.lock);
    }
  })();
  return stopping;
}

onStopRequest(async () => {
  say('\nОстанавливаю…');
  await stopAll();
  say('Остановлено.');
  process.exit(ready ? 0 : 130);
});

async function claimPlace({ data, port, fresh, databaseUrl }, host) {
  const wanted = placesIn(data);
  refuseForeignDir(wanted);
  const owner = await takeLock(wanted.lock, { port });
  if (owner)
    throw new Refusal(`Кабинет с данными ${data} уже запущен (порт ${owner.port}, процесс ${owner.pid}).`);
  places = wanted;
  const problem = await portProblem(port, host);
  if (problem === 'EACCES')
    throw new Refusal(`Порт ${port} доступен только root: укажите больший, --port 3000.`);
  if (problem) {
    throw new Refusal(
      `Порт ${port} занят другой программой: укажите свободный, например --port ${port + 1}.`,
    );
  }
  if (databaseUrl) await requireAddress(databaseUrl);
  requireSpace(data, fresh || demoState(places) === 'none' ? 400 : 100);
  requireSpace(inRoot(), isInstalled() ? (isBuilt() ? 50 : 600) : 2000);
  await stopLeftover(places.postgres);
  if (fresh) await step('Прежние данные удалены', () => wipeDataDir(places));
  claimDataDir(places);
}

async function startDatabase(secrets) {
  await step('База данных', async () => {
    const logFile = `${places.logs}/postgres.log`;
    postgres = await startPostgres({ dir: places.postgres, logFile, password: secrets.database });
    if (demoState(places) === 'started') {
      forgetSchema(places);
      await recreateDatabase(postgres.adminUrl);
      rmSync(places.sandbox, { recursive: true, force: true });
    }
  });
  const server = postgres;
  void server.exit.then(() => {
    if (!stopping)
      reportDeath(new Refusal('База данных остановилась, останавливаю остальное.', server.lastComplaint()));
  });
}

const tsx = (file) => ['--import', 'tsx', inRoot(...file.split('/'))];

async function runScript(name, file, env, sentence) {
  await step(name, async () => {
    const result = await runNode(tsx(file), { env });
    if (result.code === 0) return;
    if (/No space left|ENOSPC/.test(result.output)) throw diskFull(places.data);
    const torn = /invalid page|could not (open|read) file|missing chunk/.test(result.output);
    const hint = torn ? ` Похоже, данные повреждены. ${FRESH_HINT}` : '';
    throw new Refusal(sentence + hint, lastLines(result.output));
  });
}

async function migrate(env, production) {
  const hash = schemaHash();
  await runScript('Миграции', 'scripts/migrate.ts', env, 'Не удалось обновить схему базы данных.');
  if (!production) noteSchema(places, hash);
}

async function bringUp(options) {
  requireNode();
  const production = options.databaseUrl !== undefined;
  const host = production ? process.env.HOST || '0.0.0.0' : '127.0.0.1';
  await claimPlace(options, host);
  await ensureInstalled();
  if (production) await requireDatabase(options.databaseUrl);
  await ensureGenerated();
  await ensureBuilt();

  const { port } = options;
  const secrets = secretsOf(places);
  const appUrl = `http://127.0.0.1:${port}`;
  const sandbox = production ? [] : await sandboxProcesses({ secrets, places, appUrl });
  if (!production) await startDatabase(secrets);
  const own = production
    ? productionEnv({ secrets, databaseUrl: options.databaseUrl, port, host })
    : sandboxEnv({ secrets, databaseUrl: postgres.url, appUrl, port, sandbox });
  const env = toolEnv({ NODE_ENV: 'production', ...own });
  const note = () => writeJson(places.instance, describe(own, sandbox), 0o600);
  children = new Children({ logs: places.logs, onDeath: reportDeath, onChange: () => ready && note() });

  const firstStart = !production && demoState(places) !== 'done';
  if (firstStart) noteDemo(places, 'started');
  const web = () => startWeb({ env, host, port });
  if (!firstStart && hasSchema(places, production)) {
    await Promise.all([startSandbox(sandbox, env), web()]);
  } else {
    await Promise.all([migrate(env, production), startSandbox(sandbox, env)]);
    if (firstStart && options.demo) {
      await runScript(
        'Демонстрационные данные',
        'prisma/seed.ts',
        env,
        'Не удалось заполнить демонстрационные данные.',
      );
    }
    if (firstStart) noteDemo(places, 'done');
    await web();
  }
  ready = true;
  note();
  announce(own.APP_URL, !production && options.demo);
}

async function startSandbox(sandbox, env) {
  if (sandbox.length === 0) return;
  await step('Песочница', async () => {
    const all = sandbox.map((each) =>
      children.start({ ...each, env: { ...env, ...each.env }, restart: true }),
    );
    await Promise.all(all.map((child) => children.listening(child)));
  });
}

async function startWeb({ env, host, port }) {
  await step('Кабинет и фоновые задачи', async () => {
    const worker = children.start({
      name: 'worker',
      title: 'фоновые задачи',
      args: tsx('scripts/worker.ts'),
      env,
      restart: true,
    });
    const firstPid = worker.pid;
    const args = [...webServer, '-H', host, '-p', String(port)];
    const web = children.start({ name: 'web', title: 'кабинет', args, env });
    const address = `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${port}/api/health`;
    let answer = 'нет ответа';
    const healthy = async () => {
      if (worker.pid !== firstPid) throw new Refusal('Процесс «фоновые задачи» не запустился.', tail(worker));
      try {
        const response = await fetch(address, { signal: AbortSignal.timeout(5000) });
        answer = `${response.status}: ${(await response.text()).slice(0, 300)}`;
        return response.status === 200;
      } catch {
        return false;
      }
    };
    if (!(await until(healthy, 60_000, 60))) {
      throw new Refusal('Кабинет не отвечает на проверку здоровья.', `${answer}\n${tail(web)}`);
    }
  });
}

/** What browser tests and other tools need to know about the running instance. */
function describe(own, sandbox) {
  return {
    pid: process.pid,
    appUrl: own.APP_URL,
    databaseUrl: own.DATABASE_URL,
    sandbox: Object.fromEntries(sandbox.map(({ name, url }) => [name, url])),
    pids: { up: process.pid, ...(postgres && { postgres: postgres.pid }), ...children.pids() },
    logs: places.logs,
    env: own,
  };
}

function announce(appUrl, demo) {
  say(`\nКабинет открыт: ${appUrl} — готов за ${seconds(performance.now() - started)}.`);
  if (demo) {
    say('Демонстрационные входы, пароль у всех kassa-demo:');
    for (const [email, role] of ACCOUNTS) say(`  ${email.padEnd(24)}${role}`);
  }
  say('Остановить: Ctrl+C.');
}

try {
  const options = upOptions(process.argv.slice(2));
  say('Запускаю Кассовый кабинет.');
  await Promise.race([bringUp(options), death]);
  await death;
} catch (error) {
  if (stopping) await new Promise(() => undefined);
  explain(error);
  await stopAll();
  if (children) complain(`Журналы: ${places.logs}`);
  process.exit(1);
}
