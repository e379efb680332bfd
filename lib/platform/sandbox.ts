import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { type Result, refusal, success } from '@/lib/core/result';
import { db } from './db';
import { isSandbox, outsideSetting } from './env';
import { log } from './log';
import { integratedOperators } from './ports';

const operatorModes = [
  'normal',
  'slow',
  'error-500',
  'silent',
  'reject',
  'duplicate-callback',
  'late-callback',
  'out-of-order',
  'flaky',
  'down',
] as const;

export const operatorModeInput = z.object({ mode: z.enum(operatorModes) });
const shippingSchema = z.object({
  delivery: z.enum(['whole', 'split', 'short', 'returned', 'held']),
  cancellation: z.enum(['at-once', 'considered', 'refused']),
});
export const operatorShippingInput = shippingSchema.partial();
type OperatorShipping = z.infer<typeof shippingSchema>;

export const nextPaymentInput = z.object({ next: z.string().regex(/^[a-z-]+(:[a-z_]+)?$/) });
export const clockInput = z.object({ advance: z.string().max(40) });

/** What follows from the time of day; run at once after the clock was moved. */
const timeTasks = [
  'subscriptions.renew-due',
  'installations.finish-removals',
  'card-orders.expire',
  'receipts.deliver',
];

async function call(url: string, init?: RequestInit): Promise<unknown> {
  const response = await fetch(url, { ...init, signal: AbortSignal.timeout(5_000) });
  if (!response.ok) throw new Error(`sandbox answered ${String(response.status)}`);
  return response.json();
}

const post = (url: string, body: unknown) =>
  call(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

const operatorUrl = (slug: string) => outsideSetting(`OPERATOR_${slug.toUpperCase()}_URL`);

export const isSandboxOperator = (slug: string): boolean => integratedOperators.includes(slug);

export async function operatorMode(slug: string): Promise<string> {
  return z.object({ mode: z.string() }).parse(await call(`${operatorUrl(slug)}/sandbox/mode`)).mode;
}

export const setOperatorMode = (slug: string, mode: string): Promise<unknown> =>
  post(`${operatorUrl(slug)}/sandbox/mode`, { mode });

/** How new orders of cards travel, and what is said to a cancellation. */
export const operatorShipping = async (slug: string): Promise<OperatorShipping> =>
  shippingSchema.parse(await call(`${operatorUrl(slug)}/sandbox/shipping`));

export const setOperatorShipping = (
  slug: string,
  shipping: z.infer<typeof operatorShippingInput>,
): Promise<unknown> => post(`${operatorUrl(slug)}/sandbox/shipping`, shipping);

/** Every call that the operator has received. */
export const operatorLog = (slug: string): Promise<unknown> => call(`${operatorUrl(slug)}/sandbox/log`);

const callsSchema = z.array(
  z.object({
    seq: z.number(),
    at: z.coerce.date(),
    method: z.string(),
    path: z.string(),
    key: z.string().nullable(),
    duplicate: z.boolean(),
    effect: z.boolean(),
    status: z.number().nullable(),
  }),
);
type OperatorCall = z.infer<typeof callsSchema>[number];

/** What the operator was asked to do of late, newest first; questions are left out. */
export async function lastOperatorRequests(slug: string, count: number): Promise<OperatorCall[]> {
  const calls = await call(`${operatorUrl(slug)}/sandbox/log?requests&last=${count}`);
  return callsSchema.parse(calls).reverse();
}

export const setNextPayment = (next: string): Promise<unknown> =>
  post(`${outsideSetting('YOOKASSA_URL')}/sandbox/next`, { next });

/** Operators count their days by the same calendar; one that is away goes on by its own. */
async function tellTime(slug: string, clockOffsetMs: number): Promise<void> {
  try {
    await post(`${operatorUrl(slug)}/sandbox/settings`, { clockOffsetMs });
  } catch (error) {
    log.info('an operator of the sandbox was not told the time', { operator: slug, error: String(error) });
  }
}

/**
 * Moves product time forward by an ISO 8601 duration («P31D», «PT2H») and starts what became due.
 * Refusals: NOT_FORWARD (also for what is no duration), TOO_FAR (more than ten years in one step).
 */
export async function moveClock(
  advance: string,
): Promise<Result<{ now: string }, 'NOT_FORWARD' | 'TOO_FAR'>> {
  if (!isSandbox()) throw new Error('the clock moves only in the sandbox');
  const row = await db().sandboxClock.findUniqueOrThrow({ where: { id: 1 } });
  const now = Temporal.Instant.fromEpochMilliseconds(Date.now() + Number(row.offsetMs)).toZonedDateTimeISO(
    'UTC',
  );
  let moved: Temporal.ZonedDateTime;
  try {
    moved = now.add(Temporal.Duration.from(advance));
  } catch {
    return refusal('NOT_FORWARD');
  }
  const stepMs = moved.epochMilliseconds - now.epochMilliseconds;
  if (stepMs <= 0) return refusal('NOT_FORWARD');
  if (stepMs > 3_653 * 86_400_000) return refusal('TOO_FAR');
  await db().sandboxClock.update({ where: { id: 1 }, data: { offsetMs: { increment: BigInt(stepMs) } } });
  await Promise.all(integratedOperators.map((slug) => tellTime(slug, Number(row.offsetMs) + stepMs)));
  for (const task of timeTasks) await db().$executeRaw`SELECT graphile_worker.add_job(${task}, '{}'::json)`;
  return success({ now: moved.toInstant().toString() });
}
