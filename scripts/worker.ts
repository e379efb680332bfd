import { hostname } from 'node:os';
import { run } from 'graphile-worker';
import { db } from '@/lib/platform/db';
import { env } from '@/lib/platform/env';
import { crontab, jobs } from '@/lib/platform/jobs-registry';
import { log } from '@/lib/platform/log';

const HEARTBEAT_MS = 5_000;

const name = `${hostname()}:${String(process.pid)}`;

async function beat(): Promise<void> {
  await db().$executeRaw`
    INSERT INTO worker_heartbeat (name, at) VALUES (${name}, now())
    ON CONFLICT (name) DO UPDATE SET at = excluded.at`;
  await db().$executeRaw`DELETE FROM worker_heartbeat WHERE at < now() - interval '1 day'`;
}

const runner = await run({
  connectionString: env().DATABASE_URL,
  concurrency: Number(process.env['WORKER_CONCURRENCY'] ?? 10),
  pollInterval: 1_000,
  noHandleSignals: true,
  crontab,
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
const heart = setInterval(() => {
  beat().catch((error: unknown) => log.error('heartbeat failed', error));
}, HEARTBEAT_MS);
process.stdout.write('ready\n');

async function stop(): Promise<void> {
  clearInterval(heart);
  await runner.stop();
  await db().workerHeartbeat.deleteMany({ where: { name } });
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
