import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { csvFile } from '@/lib/core/table-file';

const root = path.resolve(import.meta.dirname, '../..');

const sources = ['app', 'lib'].flatMap((folder) =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => `${folder}/${file.replaceAll('\\', '/')}`)
    .filter((file) => /\.tsx?$/.test(file) && !file.includes('.test.') && !file.includes('/generated/'))
    .map((file) => [file, readFileSync(path.join(root, file), 'utf8')] as const),
);

it('every table that is given out is made by the one writer that knows of formulas', () => {
  const tables = sources.filter(([, text]) => /text\/csv|spreadsheetml\.sheet'/.test(text));
  expect(tables.length).toBeGreaterThanOrEqual(3);
  for (const [file, text] of tables) expect(text, file).toMatch(/from '@\/lib\/core\/table-file'/);
});

it('every file that is given out goes through the one route that names it', () => {
  const strangers = sources.filter(
    ([file, text]) => text.includes('content-disposition') && file !== 'lib/platform/cabinet-route.ts',
  );
  expect(strangers.map(([file]) => file)).toEqual([]);
});

it.each(['=1+1', '+1', '-1', '@A1', '\t=1', '\r=1', '\n=1', '＝1', '＋1', '－1', '＠A1'])(
  '%j is no formula',
  (text) => {
    expect(
      csvFile([[text]])
        .replace('\ufeff', '')
        .replace(/^"/, ''),
    ).toMatch(/^'/);
  },
);
