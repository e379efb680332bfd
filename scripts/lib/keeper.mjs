// Stands beside `up` and `test` in a session of its own and holds the list of their children. When its stdin closes,
// they are gone, by whatever signal: what they started must not outlive them.
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { startMark } from './processes.mjs';

for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => undefined);

const charges = new Map();

for await (const line of createInterface({ input: process.stdin })) {
  const [verb, pid, mark, reach, signal] = line.split(' ');
  if (verb === '+') charges.set(Number(pid), { mark, reach, signal });
  else charges.delete(Number(pid));
}

function kill(pid, { mark, reach, signal }, name = signal) {
  if (startMark(pid) !== mark) return false;
  try {
    process.kill(reach === 'group' ? -pid : pid, name);
  } catch {
    return false;
  }
  return true;
}

for (const [pid, charge] of charges) kill(pid, charge);
for (let tick = 0; tick < 40; tick += 1) {
  await sleep(100);
  if (![...charges].some(([pid, { mark }]) => startMark(pid) === mark)) process.exit(0);
}
for (const [pid, charge] of charges) kill(pid, charge, charge.signal === 'SIGINT' ? 'SIGQUIT' : 'SIGKILL');
