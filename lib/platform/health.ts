import { db } from './db';
import { env } from './env';

const WORKER_SILENT_AFTER_SECONDS = 20;

export interface Health {
  readonly status: 'ok' | 'failing';
  readonly mode: 'sandbox' | 'production';
  readonly version: string;
  readonly database: 'ok' | 'failing';
  readonly worker: 'ok' | 'failing';
}

/** A worker has given a sign of life just now. */
export async function workerAlive(): Promise<boolean> {
  const rows = await db().$queryRaw<{ alive: boolean }[]>`
    SELECT EXISTS (
      SELECT 1 FROM worker_heartbeat WHERE at > now() - make_interval(secs => ${WORKER_SILENT_AFTER_SECONDS})
    ) AS alive`;
  return rows[0]?.alive ?? false;
}

/** What GET /api/health says: the database answers, a worker has given a sign of life. */
export async function health(version: string): Promise<Health> {
  let database: Health['database'] = 'failing';
  let worker: Health['worker'] = 'failing';
  try {
    const alive = await workerAlive();
    database = 'ok';
    worker = alive ? 'ok' : 'failing';
  } catch {
    database = 'failing';
  }
  const status = database === 'ok' && worker === 'ok' ? 'ok' : 'failing';
  return { status, mode: env().KASSA_MODE, version, database, worker };
}
