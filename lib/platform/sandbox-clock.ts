import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { type AdvanceCode, momentAfter, MOST_YEARS, stopsOnTheWay } from '@/lib/core/advance.rule';
import { type Refusal, type Result, refusal, success } from '@/lib/core/result';
import { counted } from '@/lib/core/text';
import { productClock } from './clock';
import { db } from './db';
import { isSandbox } from './env';
import { workerAlive } from './health';
import { schedule } from './jobs';
import { tellOperatorsTime } from './sandbox';

export const clockInput = z.strictObject({ advance: z.string().max(40) });

type ClockCode = AdvanceCode | 'CLOCK_MOVING' | 'WORKER_AWAY';

const sentences: Readonly<Record<ClockCode, { readonly status: number; readonly text: string }>> = {
  NOT_A_DURATION: {
    status: 422,
    text: 'Это не длительность по ISO 8601. Напишите, например, P31D — 31 день, P1M — месяц, PT2H — два часа.',
  },
  NOT_FORWARD: {
    status: 422,
    text: 'Часы песочницы идут только вперёд: длительность должна быть больше нуля.',
  },
  TOO_FAR: {
    status: 422,
    text: `За один раз часы переводят не дальше чем на ${counted(MOST_YEARS, ['год', 'года', 'лет'])}.`,
  },
  CLOCK_MOVING: { status: 409, text: 'Часы уже переводят. Дождитесь конца и повторите.' },
  WORKER_AWAY: {
    status: 503,
    text: 'Фоновые задания сейчас никто не выполняет, поэтому часы остались на месте. Запустите их и повторите.',
  },
};

/** What a refusal to move the clock is over HTTP. */
export const clockRefusal = ({ code }: Refusal<ClockCode>): { status: number; text: string } =>
  sentences[code];

/** The calendar of a month or a year that is asked for. */
const TIME_ZONE = 'Europe/Moscow';

/** Jobs due within so much real time belong to the day that is passing. */
const SOON_MS = 10_000;
/** What hangs on the outside world is not waited for longer, and only once on the way. */
const PATIENCE_MS = 8_000;
/** Money is waited for as long as it takes. */
const LONGEST_MS = 10 * 60_000;
const MOVE_MS = 60 * 60_000;
const LOOK_MS = 15;

export interface ClockMove {
  readonly from: string;
  readonly now: string;
  /** what the cabinet did by itself meanwhile, in all organizations */
  readonly ran: {
    readonly renewed: number;
    readonly pastDue: number;
    readonly expired: number;
    readonly letters: number;
    /** all of it, by the names of the audit: entries */
    readonly actions: Readonly<Record<string, number>>;
  };
  /** jobs that were not waited for to the end: their outside system takes its own time */
  readonly unfinished: readonly string[];
}

/**
 * Moves product time forward by an ISO 8601 duration and runs what becomes due on the way: stops at the beginning of
 * each day of each organization, has the worker do there what it does by the clock, and goes on when that has ended, so
 * that a month at once is the same as its days one by one. Jobs that wait for a later moment come nearer by as much.
 * One move at a time: the second is refused. Refusals: NOT_A_DURATION, NOT_FORWARD, TOO_FAR, CLOCK_MOVING, WORKER_AWAY.
 */
export async function moveClock(advance: string): Promise<Result<ClockMove, ClockCode>> {
  if (!isSandbox()) throw new Error('the clock moves only in the sandbox');
  // What is no step forward is said even while the clock is moving.
  const asked = momentAfter((await productClock(db())).now(), advance, TIME_ZONE);
  if (!asked.ok) return asked;
  return db().$transaction(
    async (held): Promise<Result<ClockMove, ClockCode>> => {
      const [lock] = await held.$queryRaw<{ taken: boolean }[]>`
        SELECT pg_try_advisory_xact_lock(hashtextextended('sandbox-clock', 0)) AS taken`;
      if (!lock?.taken) return refusal('CLOCK_MOVING');
      const from = (await productClock(db())).now();
      const to = momentAfter(from, advance, TIME_ZONE);
      if (!to.ok) return to;
      if (!(await workerAlive())) return refusal('WORKER_AWAY');
      return success(await walk(from, to.value));
    },
    { timeout: MOVE_MS },
  );
}

async function walk(from: Date, to: Date): Promise<ClockMove> {
  const zones = await db().organization.findMany({ distinct: ['timeZone'], select: { timeZone: true } });
  const stops = stopsOnTheWay(
    from,
    to,
    zones.map(({ timeZone }) => timeZone),
  );
  const unfinished = new Set<string>();
  for (const stop of stops) {
    await goTo(stop);
    await schedule(db(), 'clock.tick', {}, { key: 'clock.tick' });
    await quiet(unfinished);
  }
  const now = (await productClock(db())).now();
  return {
    from: from.toISOString(),
    now: now.toISOString(),
    ran: await done(from, now),
    unfinished: [...unfinished],
  };
}

/** Sets the clock to `stop`; jobs that wait come nearer in the same transaction. Does nothing when it is past. */
async function goTo(stop: Date): Promise<void> {
  const offsetMs = await db().$transaction(async (tx) => {
    const [row] = await tx.$queryRaw<{ offset: bigint }[]>`
      SELECT "offset_ms" AS offset FROM "sandbox_clock" WHERE "id" = 1 FOR UPDATE`;
    const before = Number(row?.offset ?? 0);
    const after = stop.getTime() - Date.now();
    if (after <= before) return before;
    await tx.sandboxClock.update({ where: { id: 1 }, data: { offsetMs: BigInt(after) } });
    await tx.$executeRaw`
      SELECT count(*) FROM graphile_worker.jobs waiting, LATERAL graphile_worker.reschedule_jobs(ARRAY[waiting.id],
        run_at => waiting.run_at - make_interval(secs => ${(after - before) / 1000}::float8)) AS moved
      WHERE waiting.locked_at IS NULL AND waiting.run_at > now()`;
    return after;
  });
  await tellOperatorsTime(offsetMs);
}

const isMoney = (name: string): boolean => name.startsWith('subscriptions.');

/**
 * Returns when no job is due, about to be or running, but for those of `unfinished`; those that take too long join
 * them. What is about to be is waited for in real time, so that an operator gets the seconds that it needs to answer.
 */
async function quiet(unfinished: Set<string>): Promise<void> {
  const start = performance.now();
  for (;;) {
    await hurryMoney();
    const open = await db().$queryRaw<{ name: string }[]>`
      SELECT DISTINCT coalesce(key, task_identifier) AS name FROM graphile_worker.jobs
      WHERE locked_at IS NOT NULL
        OR (run_at <= now() + make_interval(secs => ${SOON_MS / 1000}) AND attempts < max_attempts)`;
    const waited = open.map(({ name }) => name).filter((name) => !unfinished.has(name));
    if (waited.length === 0) return;
    const passed = performance.now() - start;
    for (const name of waited) {
      if (passed > (isMoney(name) ? LONGEST_MS : PATIENCE_MS)) unfinished.add(name);
    }
    await pause(LOOK_MS);
  }
}

/** What renewals put off by seconds, to gather it, is not put off here: by now it is gathered. */
async function hurryMoney(): Promise<void> {
  await db().$executeRaw`
    SELECT count(*) FROM graphile_worker.jobs soon,
      LATERAL graphile_worker.reschedule_jobs(ARRAY[soon.id], run_at => now()) AS moved
    WHERE soon.task_identifier ~ '^(subscriptions|notifications)[.]' AND soon.attempts = 0 AND soon.locked_at IS NULL
      AND soon.run_at > now() AND soon.run_at <= now() + make_interval(secs => ${SOON_MS / 1000})`;
}

/** What the cabinet itself wrote into the audit from one moment of product time to another. */
async function done(from: Date, to: Date): Promise<ClockMove['ran']> {
  const rows = await db().$queryRaw<{ action: string; times: number; objects: number }[]>`
    SELECT "action", count(*)::int AS times, count(DISTINCT "object_id")::int AS objects FROM "audit_entry"
    WHERE "actor_kind" = 'JOB' AND "at" BETWEEN ${from}::timestamptz AND ${to}::timestamptz
    GROUP BY 1 ORDER BY 1`;
  const of = (action: string) => rows.find((row) => row.action === action);
  return {
    renewed: of('subscriptions.renew')?.times ?? 0,
    pastDue: of('subscriptions.chargeFailed')?.objects ?? 0,
    expired: of('subscriptions.end')?.times ?? 0,
    letters: await db().letter.count({ where: { createdAt: { gte: from, lte: to } } }),
    actions: Object.fromEntries(rows.map(({ action, times }) => [action, times])),
  };
}
