import { expect, it } from 'vitest';
import { matrixCells } from '../scripts/lib/reports.mjs';

it('the cells of the access matrix are added up over the processes that tried them', () => {
  const output =
    'ok\nМатрица доступа: клеток 1200\nok\nМатрица доступа: клеток 50\nМатрица доступа: клеток 0\n';
  expect(matrixCells(output)).toBe('Матрица доступа: клеток 1\u00a0250');
  expect(matrixCells('1 passed')).toBe('');
});
