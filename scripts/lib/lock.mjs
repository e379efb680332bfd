import { linkSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readJson, readText } from './files.mjs';
import { isAlive, startMark } from './processes.mjs';

/** Takes the lock file and returns undefined, or returns what its living owner wrote there. */
export async function takeLock(path, note = {}) {
  mkdirSync(dirname(path), { recursive: true });
  const mine = JSON.stringify({ pid: process.pid, mark: startMark(process.pid), ...note });
  for (;;) {
    const owner = readJson(path);
    if (owner && isAlive(owner)) return owner;
    rmSync(path, { force: true });
    const draft = `${path}.${process.pid}`;
    try {
      writeFileSync(draft, mine);
      linkSync(draft, path);
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    } finally {
      rmSync(draft, { force: true });
    }
    // Two starters may have found the same dead owner: the one whose file is still there a moment later has won.
    await sleep(30);
    if (readText(path) === mine) return undefined;
  }
}

export function dropLock(path) {
  if (readJson(path)?.pid === process.pid) rmSync(path, { force: true });
}

export async function withLock(path, waiting, work) {
  let told = false;
  while (await takeLock(path)) {
    if (!told) waiting();
    told = true;
    await sleep(300);
  }
  try {
    return await work();
  } finally {
    dropLock(path);
  }
}
