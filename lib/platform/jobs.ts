import type { Context } from '@/lib/access/context';
import type { Db } from './db';
import { eventHandlers, type EventName } from './jobs-events';

export interface JobOptions {
  /** real time, because outside systems live in it */
  readonly runInMs?: number;
  /** a later job with the same key replaces the waiting one */
  readonly key?: string;
  readonly maxAttempts?: number;
  /** jobs of one queue run one after another */
  readonly queue?: string;
}

/** Payload of every job: the organization it works for, and ids. */
export interface JobPayload {
  readonly organizationId: string;
  readonly [key: string]: string | number | boolean | null | readonly string[];
}

/** A background task that works for no one organization; added in the caller's transaction. */
export async function schedule(
  db: Db,
  task: string,
  payload: Omit<JobPayload, 'organizationId'>,
  options: JobOptions = {},
): Promise<void> {
  const runAt = options.runInMs ? new Date(Date.now() + options.runInMs) : null;
  await db.$executeRaw`
    SELECT graphile_worker.add_job(
      ${task}, ${JSON.stringify(payload)}::json,
      queue_name => ${options.queue ?? null}::text,
      run_at => coalesce(${runAt}::timestamptz, now()),
      job_key => ${options.key ?? null}::text,
      max_attempts => ${options.maxAttempts ?? 25}::int)`;
}

/** Adds a background task in the caller's transaction: it exists exactly if the change does. */
export async function enqueue(
  ctx: Pick<Context, 'db' | 'organizationId'>,
  task: string,
  payload: Omit<JobPayload, 'organizationId'>,
  options: JobOptions = {},
): Promise<void> {
  await schedule(ctx.db, task, { ...payload, organizationId: ctx.organizationId }, options);
}

/** Many tasks of one kind in one statement, each with its own key, all at the same time. */
export async function enqueueMany(
  ctx: Pick<Context, 'db' | 'organizationId'>,
  task: string,
  jobs: readonly { readonly payload: Omit<JobPayload, 'organizationId'>; readonly key: string }[],
  options: Pick<JobOptions, 'runInMs'> = {},
): Promise<void> {
  if (jobs.length === 0) return;
  const runAt = options.runInMs ? new Date(Date.now() + options.runInMs) : null;
  const bodies = jobs.map(({ payload }) =>
    JSON.stringify({ ...payload, organizationId: ctx.organizationId }),
  );
  await ctx.db.$executeRaw`
    SELECT count(graphile_worker.add_job(${task}, spec.body::json,
      run_at => coalesce(${runAt}::timestamptz, now()), job_key => spec.key, max_attempts => 25))
    FROM unnest(${bodies}::text[], ${jobs.map(({ key }) => key)}::text[]) AS spec (body, key)`;
}

/** Tells the domains that depend on this one; each listed handler becomes a job of its own. */
export async function emit(
  ctx: Context,
  event: EventName,
  payload: Omit<JobPayload, 'organizationId'>,
): Promise<void> {
  for (const task of eventHandlers[event]) await enqueue(ctx, task, payload);
}

/** Many events of any organizations in one statement; a `key` keeps one waiting job of its task, the latest. */
export async function emitMany(
  db: Db,
  events: readonly { readonly event: EventName; readonly payload: JobPayload; readonly key?: string }[],
  options: Pick<JobOptions, 'runInMs'> = {},
): Promise<void> {
  const jobs = events.flatMap(({ event, payload, key }) =>
    eventHandlers[event].map((task) => ({ task, payload, key: key === undefined ? null : `${task}:${key}` })),
  );
  if (jobs.length === 0) return;
  const runAt = options.runInMs ? new Date(Date.now() + options.runInMs) : null;
  await db.$executeRaw`
    SELECT count(graphile_worker.add_job(spec.task, spec.payload, run_at => coalesce(${runAt}::timestamptz, now()),
      job_key => spec.key, max_attempts => 25))
    FROM jsonb_to_recordset(${JSON.stringify(jobs)}::jsonb) AS spec (task text, payload json, key text)`;
}
