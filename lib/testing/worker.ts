import { Logger, run } from 'graphile-worker';
import pg from 'pg';
import type { PrismaClient } from '@/lib/platform/db';
import { jobs } from '@/lib/platform/jobs-registry';

const HOUR_MS = 3_600_000;

/** A worker with all tasks of the product on the database of the test file; returns what ends it. */
export async function startWorker(db: PrismaClient): Promise<() => Promise<void>> {
  const pgPool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 6 });
  pgPool.on('error', () => undefined);
  pgPool.on('connect', (client) => client.on('error', () => undefined));
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
