import { writeSync } from 'node:fs';

/** A refusal meant for the person at the terminal: one sentence, no stack. */
export class Refusal extends Error {
  /** @param {string} sentence @param {string} [details] last lines of a log, shown under the sentence */
  constructor(sentence, details = '') {
    super(sentence);
    this.details = details;
  }
}

export const FRESH_HINT = 'Начать с пустых данных: npm run up -- --fresh.';

export const seconds = (ms) => `${(ms / 1000).toFixed(1).replace('.', ',')} с`;

// Synchronous on purpose: a closed terminal must not leave unhandled stream errors during shutdown.
function put(fd, text) {
  try {
    writeSync(fd, text);
  } catch (error) {
    if (error.code === 'EAGAIN') setTimeout(() => put(fd, text), 20);
  }
}

export const say = (line = '') => put(1, `${line}\n`);
export const complain = (line) => put(2, `${line}\n`);

/** Runs one step, then says what it did and how long it took; `work` may return a remark. */
export async function step(name, work) {
  const started = performance.now();
  const remark = await work();
  const note = typeof remark === 'string' ? ` (${remark})` : '';
  say(`  ${name}${note} — ${seconds(performance.now() - started)}`);
}

export function explain(error) {
  if (error instanceof Refusal) {
    complain(`\n${error.message}`);
    if (error.details) complain(error.details.replace(/^/gm, '    '));
    return;
  }
  if (error?.code === 'ENOSPC') {
    complain('\nНа диске не осталось места: освободите его и запустите снова.');
    return;
  }
  if (error?.code === 'EACCES' || error?.code === 'EPERM' || error?.code === 'EROFS') {
    complain(`\nНет доступа к ${error.path ?? 'файлу'}: проверьте права и владельца.`);
    return;
  }
  complain(`\nНепредвиденная ошибка: ${error?.stack ?? error}`);
}
