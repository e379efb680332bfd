import { EventEmitter } from 'node:events';
import { parseCronItems, run, type WorkerEvents } from 'graphile-worker';
import { tameConsole } from '@/lib/platform/console';
import { db } from '@/lib/platform/db';
import { env } from '@/lib/platform/env';
import { everyMinute, jobs } from '@/lib/platform/jobs-registry';
import { log } from '@/lib/platform/log';
import { stopLongWork } from '@/lib/platform/stopping';

tameConsole();

const HEARTBEAT_MS = 5_000;

const events: WorkerEvents = new EventEmitter();
const workerIds = new Set<string>();
events.on('worker:create', ({ worker }) => {
  workerIds.add(worker.workerId);
});

/** A sign of life of every worker here; tasks held by workers without one (killed, machine gone) are freed. */
async function beat(): Promise<void> {
  await db().$executeRaw`
    INSERT INTO worker_heartbeat (name, at) SELECT unnest(${[...workerIds]}::text[]), now()
    ON CONFLICT (name) DO UPDATE SET at = excluded.at`;
  await db().$executeRaw`
    SELECT graphile_worker.force_unlock_workers(array_agg(DISTINCT job.locked_by))
    FROM graphile_worker._private_jobs job
    WHERE job.locked_at < now() - interval '20 seconds' AND NOT EXISTS (
      SELECT 1 FROM worker_heartbeat alive
      WHERE alive.name = job.locked_by AND alive.at > now() - interval '20 seconds')
    HAVING count(*) > 0`;
  await db().$executeRaw`DELETE FROM worker_heartbeat WHERE at < now() - interval '1 day'`;
}

const runner = await run({
  connectionString: env().DATABASE_URL,
  concurrency: Number(process.env['WORKER_CONCURRENCY'] ?? 10),
  pollInterval: 1_000,
  noHandleSignals: true,
  events,
  parsedCronItems: parseCronItems(everyMinute.map((task) => ({ task, match: '* * * * *' }))),
  taskList: Object.fromEntries(
    Object.entries(jobs).map(([task, handle]) => [
      task,
      async (payload: unknown) => {
        try {
          await handle(payload);
        } catch (error) {
          log.error(`job ${task} failed, will be repeated`, error);
          throw error;
        }
      },
    ]),
  ),
});

await beat();
for (const task of everyMinute) await runner.addJob(task, {}, { jobKey: `start:${task}` });
const heart = setInterval(() => {
  beat().catch((error: unknown) => log.error('heartbeat failed', error));
}, HEARTBEAT_MS);
process.stdout.write('ready\n');

async function stop(): Promise<void> {
  stopLongWork();
  clearInterval(heart);
  await runner.stop();
  await db().workerHeartbeat.deleteMany({ where: { name: { in: [...workerIds] } } });
  await db().$disconnect();
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  });
}

await runner.promise;
