import path from 'node:path';
import { defineConfig } from 'vitest/config';

const skipped = ['**/node_modules/**', '.next/**', '.data/**', '.test/**', 'e2e/**'];

export default defineConfig({
  resolve: { alias: { '@': path.resolve(import.meta.dirname) } },
  test: {
    restoreMocks: true,
    // One core fewer is the default, which on two cores is one file at a time.
    maxWorkers: '100%',
    expect: { requireAssertions: true },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['**/*.test.ts'],
          exclude: ['**/*.db.test.ts', ...skipped],
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'db',
          include: ['**/*.db.test.ts'],
          exclude: skipped,
          globalSetup: 'lib/testing/global-setup.ts',
          // Every file has a database of its own; loading the product anew for each took a third of the time.
          isolate: false,
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
