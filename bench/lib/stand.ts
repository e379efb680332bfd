import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Children, type Child } from '../../scripts/lib/children.mjs';
import { inRoot, lastLines, readText } from '../../scripts/lib/files.mjs';
import { type Postgres, query, startPostgres } from '../../scripts/lib/postgres.mjs';
import {
  ensureBuilt,
  ensureGenerated,
  ensureInstalled,
  requireNode,
  requireSpace,
  toolEnv,
  webServer,
} from '../../scripts/lib/prepare.mjs';
import { freePort, runNode, stopCommands } from '../../scripts/lib/processes.mjs';
import { Refusal, say, step } from '../../scripts/lib/say.mjs';
import { onStopRequest } from '../../scripts/lib/stop-request.mjs';

/** An address where nothing listens. */
const NOBODY = 'http://127.0.0.1:9';

export interface Server {
  readonly url: string;
  readonly pid: number;
}

/** What a benchmark stands on: a PostgreSQL of its own and servers, all on the loopback, gone afterwards. */
export class Stand {
  readonly authSecret = randomBytes(32).toString('hex');
  readonly #place = mkdtempSync(join(tmpdir(), 'kassa-bench-'));
  readonly #logs = join(this.#place, 'logs');
  readonly #children: Children;
  #postgres: Postgres | undefined;
  #stopped: Promise<void> | undefined;

  constructor(onDeath: (error: Error) => void) {
    chmodSync(this.#place, 0o755);
    mkdirSync(this.#logs);
    this.#children = new Children({ logs: this.#logs, onDeath });
  }

  /** `durable`: writes reach the disk as in production. @returns the version of the server */
  async startDatabase({ durable = false } = {}): Promise<string> {
    this.#postgres = await startPostgres({
      dir: join(this.#place, 'postgres'),
      logFile: join(this.#logs, 'postgres.log'),
      password: randomBytes(16).toString('hex'),
      durable,
    });
    const [row] = await query(this.#postgres.adminUrl, 'SHOW server_version');
    return String(row?.['server_version']);
  }

  /** An empty database with the product's schema and catalogue; a second one is a copy of the first. */
  async migratedDatabase(name: string, copyOf?: string): Promise<string> {
    if (!this.#postgres) throw new Error('the database server is not started');
    const from = copyOf === undefined ? '' : ` TEMPLATE "${copyOf}"`;
    await query(this.#postgres.adminUrl, `CREATE DATABASE "${name}"${from}`);
    const url = new URL(this.#postgres.url);
    url.pathname = `/${name}`;
    if (copyOf === undefined) {
      const env = toolEnv({ DATABASE_URL: url.href });
      const script = ['--import', 'tsx', inRoot('scripts', 'migrate.ts')];
      const { code, output } = await runNode(script, { env });
      if (code !== 0) throw new Refusal('Не удалось подготовить схему базы данных.', lastLines(output));
    }
    return url.href;
  }

  /** The built product on a database of the benchmark, as `npm run up` starts it or as it stands in production. */
  async startProduct(
    name: string,
    databaseUrl: string,
    mode: 'sandbox' | 'production' = 'sandbox',
  ): Promise<Server> {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    return this.#startNext(name, inRoot(), port, {
      KASSA_MODE: mode,
      DATABASE_URL: databaseUrl,
      APP_URL: url,
      AUTH_SECRET: this.authSecret,
      NEXTAUTH_URL: url,
      NEXTAUTH_SECRET: this.authSecret,
      SANDBOX_SECRET: this.authSecret,
    });
  }

  /** The sandbox operator МТС, answering each call after `latencyMs` and at once with the result. @returns its address */
  async startOperator({ latencyMs }: { latencyMs: number }): Promise<string> {
    const port = await freePort();
    await this.#startProgram('operator', [inRoot('sandbox', 'operator.ts')], port, {
      SLUG: 'mts',
      PORT: String(port),
      SANDBOX_DATA: join(this.#place, 'sandbox'),
      API_KEY: 'key',
      WEBHOOK_SECRET: 'secret',
      ICCID_PREFIX: '8970101',
      ANSWER_MS: '0',
      LATENCY_MS: String(latencyMs),
      SYNCHRONOUS: 'yes',
    });
    return `http://127.0.0.1:${port}`;
  }

  /** The background tasks of the product; a worker that dies comes back, as with `npm run up`. */
  async startWorker(
    databaseUrl: string,
    {
      operatorUrl = NOBODY,
      concurrency = 1,
      name = 'worker',
      mode = 'production',
    }: {
      operatorUrl?: string;
      concurrency?: number;
      name?: string;
      mode?: 'production' | 'sandbox';
    },
  ): Promise<void> {
    const operator = (slug: string) => ({
      [`OPERATOR_${slug}_URL`]: operatorUrl,
      [`OPERATOR_${slug}_KEY`]: 'key',
      [`OPERATOR_${slug}_USER`]: 'kassa',
      [`OPERATOR_${slug}_WEBHOOK_SECRET`]: 'secret',
      [`OPERATOR_${slug}_CONCURRENCY`]: String(concurrency),
    });
    const url = `http://127.0.0.1:${await freePort()}`;
    this.#children.start({
      name,
      title: 'фоновые задачи',
      args: ['--import', 'tsx', inRoot('scripts', 'worker.ts')],
      env: toolEnv({
        NODE_ENV: 'production',
        KASSA_MODE: mode,
        DATABASE_URL: databaseUrl,
        APP_URL: url,
        AUTH_SECRET: this.authSecret,
        ...operator('MTS'),
        ...operator('MEGAFON'),
      }),
      restart: true,
    });
    await this.#said(name, 'ready');
  }

  /** Of a process that comes back under another number: the number it has now. */
  pidOf(name: string): number {
    const pid = this.#children.pids()[name];
    if (pid === undefined) throw new Error(`no process «${name}»`);
    return pid;
  }

  async #startProgram(name: string, files: string[], port: number, env: Record<string, string>) {
    const args = ['--import', 'tsx', ...files];
    const child = this.#children.start({ name, title: name, args, env: toolEnv(env), port });
    await this.#children.listening(child);
  }

  async #said(name: string, word: string): Promise<void> {
    const log = join(this.#logs, `${name}.log`);
    const deadline = performance.now() + 30_000;
    while (!(readText(log) ?? '').split('\n').includes(word)) {
      if (performance.now() > deadline) throw new Refusal(`Процесс «${name}» не запустился.`);
      await pause(100);
    }
  }

  async startReference(dir: string, databaseUrl: string): Promise<Server> {
    return this.#startNext('reference', dir, await freePort(), { DATABASE_URL: databaseUrl });
  }

  async #startNext(name: string, dir: string, port: number, env: Record<string, string>): Promise<Server> {
    const child: Child = this.#children.start({
      name,
      title: name,
      args: [...webServer, dir, '-H', '127.0.0.1', '-p', String(port)],
      env: toolEnv({ NODE_ENV: 'production', HOSTNAME: '127.0.0.1', PORT: String(port), ...env }),
      port,
    });
    await this.#children.listening(child);
    return { url: `http://127.0.0.1:${port}`, pid: child.pid };
  }

  /** The last words of every process, for the person who must find out why it went wrong. */
  lastWords(): string {
    const logs = readdirSync(this.#logs).map(
      (name) => [name, readText(join(this.#logs, name)) ?? ''] as const,
    );
    return logs.map(([name, text]) => `${name}:\n${lastLines(text, 15)}`).join('\n\n');
  }

  stop(): Promise<void> {
    this.#stopped ??= (async () => {
      await stopCommands();
      await this.#children.stop();
      await this.#postgres?.stop();
      rmSync(this.#place, { recursive: true, force: true });
    })();
    return this.#stopped;
  }
}

export interface Bench {
  readonly run: (stand: Stand) => Promise<void>;
  /** measures the built product */
  readonly built: boolean;
  /** longer than the others may take */
  readonly limitMs?: number;
}

/** Builds what is not built, gives the benchmark its stand and takes it down however the work ends. */
export async function withStand({ run, built }: Bench, limitMs: number): Promise<void> {
  requireNode();
  requireSpace(inRoot(), 700);
  await ensureInstalled();
  await ensureGenerated();
  if (built) await ensureBuilt();

  let fail: (error: Error) => void = () => undefined;
  const failure = new Promise<never>((_resolve, reject) => {
    fail = reject;
  });
  const stand = new Stand((error) => fail(error));
  onStopRequest(async () => {
    say('\nПрерываю…');
    await stand.stop();
    process.exit(130);
  });
  const late = setTimeout(() => fail(new Refusal('Замер не уложился в отведённое время.')), limitMs);
  try {
    await Promise.race([run(stand), failure]);
  } catch (error) {
    say(`\n${stand.lastWords()}\n`);
    throw error;
  } finally {
    clearTimeout(late);
    await step('Стенд разобран', () => stand.stop());
  }
}
