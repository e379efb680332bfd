import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { lastLines, readText, root } from './files.mjs';
import { connectProblem, hold, isAlive, release, startMark, stopProcess, until } from './processes.mjs';
import { Refusal, say } from './say.mjs';

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 10_000;
const CALM_MS = 30_000;

/**
 * The processes of one instance. Those marked `restart` come back when they die; the death of any other is reported
 * through `onDeath`.
 */
export class Children {
  #stopping = false;
  #all = new Map();

  constructor({ logs, onDeath, onChange }) {
    this.logs = logs;
    this.onDeath = onDeath;
    this.onChange = onChange;
  }

  /** @param {{ name: string, title: string, args: string[], env: object, port?: number, restart?: boolean }} wanted */
  start(wanted) {
    const log = join(this.logs, `${wanted.name}.log`);
    if (existsSync(log)) renameSync(log, `${log}.previous`);
    const child = { ...wanted, log, pauseMs: FIRST_PAUSE_MS };
    this.#all.set(child.name, child);
    this.#spawn(child);
    return child;
  }

  #spawn(child) {
    const log = openSync(child.log, 'a');
    const spawned = spawn(process.execPath, child.args, {
      cwd: root,
      detached: true,
      env: child.env,
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    Object.assign(child, { pid: spawned.pid, mark: startMark(spawned.pid), since: performance.now() });
    hold(child.pid, true);
    child.reaped = new Promise((resolve) => spawned.once('exit', resolve));
    spawned.once('exit', (code, signal) => void this.#ended(child, signal ?? code));
    this.onChange?.();
  }

  async #ended(child, how) {
    release(child.pid);
    if (this.#stopping) return;
    if (!child.restart) {
      this.onDeath(
        new Refusal(`Процесс «${child.title}» завершился (${how}), останавливаю остальное.`, tail(child)),
      );
      return;
    }
    if (performance.now() - child.since > CALM_MS) child.pauseMs = FIRST_PAUSE_MS;
    say(`  Процесс «${child.title}» завершился (${how}), запускаю снова.`);
    await sleep(child.pauseMs);
    child.pauseMs = Math.min(child.pauseMs * 2, LONGEST_PAUSE_MS);
    if (!this.#stopping) this.#spawn(child);
  }

  /** Waits until the child accepts connections; a child that keeps dying is an error at start. */
  async listening(child, timeoutMs = 30_000) {
    const first = child.pid;
    const open = async () => (await connectProblem(child.port, '127.0.0.1', 1000)) === undefined;
    let died = false;
    const ready = await until(
      async () => (died = child.pid !== first || !isAlive(child)) || (await open()),
      timeoutMs,
    );
    if (died || !ready) throw new Refusal(`Процесс «${child.title}» не запустился.`, tail(child));
  }

  pids() {
    return Object.fromEntries([...this.#all.values()].map(({ name, pid }) => [name, pid]));
  }

  async stop() {
    this.#stopping = true;
    await Promise.all(
      [...this.#all.values()].map(async (child) => {
        await stopProcess(child);
        await Promise.race([child.reaped, sleep(1000)]);
        release(child.pid);
      }),
    );
  }
}

export const tail = ({ log }) => lastLines(readText(log) ?? '', 12);
