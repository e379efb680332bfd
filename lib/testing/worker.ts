import { Logger, run, runOnce } from 'graphile-worker';
import pg from 'pg';
import type { PrismaClient } from '@/lib/platform/db';
import type { Jobs } from '@/lib/platform/job-definition';
import { jobs } from '@/lib/platform/jobs-registry';

const HOUR_MS = 3_600_000;

function openPool(max: number): pg.Pool {
  const pgPool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max });
  pgPool.on('error', () => undefined);
  pgPool.on('connect', (client) => client.on('error', () => undefined));
  return pgPool;
}

/** Does what waits for these tasks on the database of the test file, and what they leave behind, and ends. */
export async function workOnce(taskList: Jobs): Promise<void> {
  const pgPool = openPool(2);
  await runOnce({
    pgPool,
    noHandleSignals: true,
    logger: new Logger(() => () => undefined),
    taskList: { ...taskList },
  });
  await pgPool.end();
}

/**
 * A worker with all tasks of the product on the database of the test file; returns what ends it. Its mail server is
 * away unless the test names one.
 */
export async function startWorker(db: PrismaClient): Promise<() => Promise<void>> {
  process.env['SMTP_URL'] ??= 'smtp://127.0.0.1:9';
  process.env['SMTP_FROM'] ??= 'cabinet@kassa.example';
  const pgPool = openPool(6);
  const runner = await run({
    pgPool,
    concurrency: 4,
    pollInterval: 200,
    noHandleSignals: true,
    logger: new Logger(() => () => undefined),
    taskList: { ...jobs },
  });
  await db.workerHeartbeat.create({ data: { name: 'test', at: new Date(Date.now() + HOUR_MS) } });
  return async () => {
    await runner.stop();
    await pgPool.end();
  };
}
