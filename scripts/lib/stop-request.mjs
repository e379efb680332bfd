import { readText } from './files.mjs';

/** The npm that started us and the shell it put between, as `child → parent` pairs to watch. */
function ancestry() {
  const pairs = [[process.pid, process.ppid]];
  const shell = /^\d+ \((?:ba|da|)sh\) \S (\d+)/.exec(statOf(process.ppid));
  if (shell) pairs.push([process.ppid, Number(shell[1])]);
  return pairs;
}

const statOf = (pid) => readText(`/proc/${pid}/stat`) ?? '';
const parentOf = (pid) => (pid === process.pid ? process.ppid : Number(/\) \S (\d+)/.exec(statOf(pid))?.[1]));

/** Calls `stop` once for Ctrl+C, a signal, a closed terminal, or when the npm that started us is gone. */
export function onStopRequest(stop) {
  let asked = false;
  const ask = () => {
    if (asked) return;
    asked = true;
    void stop();
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, ask);
  if (!process.env.npm_lifecycle_event) return;
  const watched = ancestry();
  setInterval(() => watched.some(([child, parent]) => parentOf(child) !== parent) && ask(), 300).unref();
}
