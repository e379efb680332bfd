import { rmSync } from 'node:fs';
import { inRoot, readJson } from './files.mjs';

const reportPath = (name) => inRoot('.test', `${name}-report.json`);

/** An old report must not be taken for the result of a run that wrote none. */
export function freshReport(name) {
  rmSync(reportPath(name), { force: true });
  return reportPath(name);
}

/** What a suite reported, against its exit code: a suite that ran nothing or was cut short has failed. */
export function vitestResult(name, { code, output }) {
  const report = readJson(reportPath(name));
  if (!report) return { passed: 0, failed: 1, output };
  const skipped = report.numPendingTests + report.numTodoTests;
  return judged({ passed: report.numPassedTests, failed: report.numFailedTests, skipped, code, output });
}

export function playwrightResult({ code, output }) {
  const stats = readJson(reportPath('e2e'))?.stats;
  if (!stats) return { passed: 0, failed: 1, output };
  const { expected, flaky, unexpected: failed, skipped } = stats;
  const again = flaky > 0 ? `со второй попытки: ${flaky}\n${flakyTests(output)}` : '';
  const remark = [matrixCells(output), again].filter(Boolean).join('\n    ');
  return { ...judged({ passed: expected + flaky, failed, skipped, code, output }), remark };
}

/** How many cells of the access matrix were tried, over all processes that tried some; nothing when none did. */
export function matrixCells(output) {
  const counts = [...output.matchAll(/Матрица доступа: клеток ([0-9]+)/g)].map(([, count]) => Number(count));
  const all = counts.reduce((sum, count) => sum + count, 0);
  return all === 0 ? '' : `Матрица доступа: клеток ${all.toLocaleString('ru')}`;
}

/** The end of Playwright's own list, where it names what passed only when tried again. */
const flakyTests = (output) => /^ *\d+ flaky\n((?: {4}.*\n)+)/m.exec(output)?.[1]?.trimEnd() ?? '';

function judged({ passed, failed, skipped, code, output }) {
  const notes = [];
  if (skipped > 0) notes.push(`Пропущено тестов: ${skipped}; пропуск считается провалом.`);
  if (passed + failed + skipped === 0) notes.push('Не выполнено ни одного теста.');
  else if (code !== 0 && failed + skipped === 0) notes.push('Прогон завершился с ошибкой вне тестов.');
  const extra = skipped > 0 ? skipped : notes.length;
  return { passed, failed: failed + extra, output: [output, ...notes].join('\n') };
}
