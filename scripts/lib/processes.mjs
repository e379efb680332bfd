import { spawn, spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { createConnection, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { inRoot, root } from './files.mjs';

/** When a process began, as an opaque mark: a reused pid has another one. Undefined when it is gone. */
export function startMark(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  if (process.platform === 'linux') {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return fields[0] === 'Z' ? undefined : fields[19];
    } catch {
      return undefined;
    }
  }
  const found = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' });
  return found.stdout?.trim() || undefined;
}

export const isAlive = ({ pid, mark }) => startMark(pid) !== undefined && startMark(pid) === mark;

export function workingDirOf(pid) {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return undefined;
  }
}

function signal(pid, name) {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

export async function until(check, timeoutMs, everyMs = 25) {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    if (await check()) return true;
    if (performance.now() > deadline) return false;
    await sleep(everyMs);
  }
}

/** Stops one process by its pid, more and more firmly; `[signal, how long it may take]` in order. */
export async function stopProcess(
  who,
  ladder = [
    ['SIGTERM', 8000],
    ['SIGKILL', 3000],
  ],
) {
  for (const [name, patienceMs] of ladder) {
    if (!isAlive(who)) return;
    signal(who.pid, name);
    if (await until(() => !isAlive(who), patienceMs)) return;
  }
}

const given = new Set();

/** A free port of the loopback, below the range that the system hands out to outgoing connections. */
export async function freePort() {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const port = randomInt(20_000, 32_000);
    if (given.has(port) || (await portProblem(port, '127.0.0.1'))) continue;
    given.add(port);
    return port;
  }
  throw new Error('no free port between 20000 and 32000');
}

/** Undefined when the port can be taken, else the system's code. */
export function portProblem(port, host) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', (error) => resolve(error.code));
    probe.listen(port, host, () => probe.close(() => resolve(undefined)));
  });
}

/** Undefined when something answers there, else the system's code. */
export function connectProblem(port, host = '127.0.0.1', timeoutMs = 5000) {
  return new Promise((resolve) => {
    const socket = createConnection({ port, host });
    const done = (problem) => {
      socket.destroy();
      resolve(problem);
    };
    socket.setTimeout(timeoutMs, () => done('ETIMEDOUT'));
    socket.once('connect', () => done(undefined));
    socket.once('error', (error) => done(error.code ?? 'ECONNREFUSED'));
  });
}

const running = new Set();

/** Runs a command to its end and returns its exit code and everything it printed. */
export function run(command, args, { env = process.env, cwd = root, input, timeoutMs, ...account } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { ...account, cwd, env, detached: true, stdio: 'pipe' });
    running.add(child);
    hold(child.pid, true);
    let output = '';
    let stdout = '';
    child.stdout.setEncoding('utf8').on('data', (text) => ((stdout += text), (output += text)));
    child.stderr.setEncoding('utf8').on('data', (text) => (output += text));
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
    const timer = timeoutMs && setTimeout(() => killGroup(child.pid, 'SIGKILL'), timeoutMs);
    const finish = (code, text = output) => {
      clearTimeout(timer);
      running.delete(child);
      release(child.pid);
      resolve({ code, output: text, stdout });
    };
    child.once('error', (error) => finish(127, `${command}: ${error.message}`));
    child.once('close', (code) => finish(code ?? 1));
  });
}

export const runNode = (args, options) => run(process.execPath, args, options);

function killGroup(pid, name) {
  try {
    process.kill(-pid, name);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

/** Ends the commands that `run` still waits for, with everything they started. */
export async function stopCommands() {
  for (const child of running) killGroup(child.pid, 'SIGTERM');
  if (await until(() => running.size === 0, 5000)) return;
  for (const child of running) killGroup(child.pid, 'SIGKILL');
}

let keeper;
const held = new Map();

function startKeeper() {
  keeper = spawn(process.execPath, [inRoot('scripts', 'lib', 'keeper.mjs')], {
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  keeper.stdin.on('error', () => undefined);
  keeper.once('exit', () => {
    keeper = undefined;
    if (held.size > 0) startKeeper();
  });
  keeper.unref();
  keeper.stdin.unref?.();
  for (const line of held.values()) keeper.stdin.write(line);
}

/** From now on this process (or its whole group) ends when we do, even after kill -9. */
export function hold(pid, group = false, name = 'SIGTERM') {
  if (!pid) return;
  const line = `+ ${pid} ${startMark(pid) ?? '-'} ${group ? 'group' : 'one'} ${name}\n`;
  held.set(pid, line);
  if (keeper) keeper.stdin.write(line);
  else startKeeper();
}

export function release(pid) {
  if (held.delete(pid)) keeper?.stdin.write(`- ${pid}\n`);
}
