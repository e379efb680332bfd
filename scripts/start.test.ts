import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { webServer } from '../scripts/lib/prepare.mjs';

const root = path.resolve(import.meta.dirname, '..');

it('npm start serves as npm run up does', () => {
  const { scripts } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  const words = webServer.map((word) => (path.isAbsolute(word) ? path.relative(root, word) : word));
  expect(scripts['start']).toBe(['node', ...words].join(' '));
});
