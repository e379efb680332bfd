import { spawnSync } from 'node:child_process';
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

it('a web process that misses a setting ends before its first request and names it', () => {
  const begin = "import('./instrumentation.ts').then(({ register }) => register())";
  const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', '-e', begin], {
    cwd: root,
    encoding: 'utf8',
    env: {
      PATH: process.env['PATH'],
      NODE_ENV: 'production',
      NEXT_RUNTIME: 'nodejs',
      DATABASE_URL: 'postgresql://kassa@127.0.0.1/kassa',
      APP_URL: 'http://127.0.0.1:3000',
    },
  });
  expect(status).toBe(1);
  expect(stderr.trim()).toBe(
    'Не заданы или неверны переменные окружения: AUTH_SECRET. Образец — в .env.example.',
  );
});
