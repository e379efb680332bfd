import { authorize, type Context } from '@/lib/access/context';
import { csvFile } from '@/lib/core/table-file';
import { runOutcomeNames } from './labels';
import { findRun } from './runs';

const FAILED = new Set(['FAILED', 'NEEDS', 'CANNOT']);

/** Terminals of a run that did not come out, as CSV. Null: not in scope, or no `modules.read`. */
export async function runFailuresFile(
  ctx: Context,
  runId: string,
): Promise<{ readonly name: string; readonly type: string; readonly body: string } | null> {
  if (authorize(ctx, 'modules.read')) return null;
  const run = await findRun(ctx, runId);
  if (!run) return null;
  const rows = run.lines
    .filter(({ outcome }) => FAILED.has(outcome))
    .map((line) => [line.storeName, line.name, runOutcomeNames[line.outcome], line.reasons.join(' ')]);
  return {
    name: 'Кассы без модуля.csv',
    type: 'text/csv; charset=utf-8',
    body: csvFile([['Магазин', 'Касса', 'Что вышло', 'Почему'], ...rows]),
  };
}
