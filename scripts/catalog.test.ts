import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { catalogSlugs } from '@/prisma/catalog';

const root = path.resolve(import.meta.dirname, '..');
const sources = (folder: string): string[] =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => path.posix.join(folder, file))
    .filter((file) => /\.tsx?$/.test(file))
    .filter((file) => !/\.test\.tsx?$|(^|\/)testing(\.ts$|\/)|^lib\/platform\/generated\//.test(file));

it('no code names a module, a kit or a plan of the catalogue', () => {
  const files = ['lib', 'components', 'app', 'sandbox'].flatMap(sources);
  expect(files.length).toBeGreaterThan(500);
  const named = files.flatMap((file) => {
    const text = readFileSync(path.join(root, file), 'utf8');
    return catalogSlugs
      .filter((slug) => new RegExp(`(?<![\\w-])${slug}(?![\\w-])`).test(text))
      .map((slug) => `${file}: ${slug}`);
  });
  expect(named).toEqual([]);
});

it('no module is called as a page beside it', () => {
  const pages = readdirSync(path.join(root, 'app/(cabinet)/modules'));
  expect(pages).toContain('kits');
  expect(catalogSlugs.filter((slug) => pages.includes(slug))).toEqual([]);
});
