import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import { inRoot } from '../../scripts/lib/files.mjs';

const versionOf = (name: string): string => {
  const text = readFileSync(inRoot('node_modules', name, 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
};

/** One line: processor, memory, versions, and how busy the machine was before the measuring. */
export function describeMachine(): string {
  const model = cpus()[0]?.model.trim() ?? 'процессор неизвестен';
  const gigabytes = Math.round(totalmem() / 1024 ** 3);
  const busy = (loadavg()[0] ?? 0).toFixed(1).replace('.', ',');
  return [
    `${model}, ядер ${availableParallelism()}, память ${gigabytes} ГБ`,
    `Node ${process.versions.node}, Next ${versionOf('next')}`,
    `загрузка перед замером ${busy}`,
  ].join('; ');
}

/** Resident memory of a process in MB; null where the system does not tell it this way. */
export function residentMb(pid: number): number | null {
  try {
    const found = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return found ? Math.round(Number(found[1]) / 1024) : null;
  } catch {
    return null;
  }
}

const TICK_MS = 10;

/** Processor time that a process has used so far, in ms; null where the system does not tell it this way. */
export function cpuMs(pid: number): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
  } catch {
    return null;
  }
}
