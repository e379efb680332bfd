import { afterAll, vi } from 'vitest';

// Unit tests share the modules of their worker: what a file read from settings of its own must not stay there.
const before = JSON.stringify(process.env);

afterAll(() => {
  if (JSON.stringify(process.env) === before) return;
  vi.unstubAllEnvs();
  vi.resetModules();
});
