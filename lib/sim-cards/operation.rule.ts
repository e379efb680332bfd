import type { SimCardEvent } from './card-state.rule';
import type { OperationState, OperationView, SimAction, SuspendReason } from './model';

export const operationEvents = ['ACCEPTED', 'COMPLETED', 'REJECTED', 'TIMED_OUT'] as const;
export type OperationEvent = (typeof operationEvents)[number];

/** The only way to write the state of an operation: what is not here changes nothing (a repeat, a late message). */
export const operationMachine: Readonly<
  Record<OperationState, Readonly<Partial<Record<OperationEvent, OperationState>>>>
> = {
  QUEUED: { ACCEPTED: 'IN_PROGRESS', COMPLETED: 'COMPLETED', REJECTED: 'FAILED' },
  IN_PROGRESS: { COMPLETED: 'COMPLETED', REJECTED: 'FAILED', TIMED_OUT: 'TIMED_OUT' },
  COMPLETED: {},
  FAILED: {},
  INTERRUPTED: {},
  TIMED_OUT: { COMPLETED: 'COMPLETED', REJECTED: 'FAILED' },
};

export const isOpen = (state: OperationState): boolean => state === 'QUEUED' || state === 'IN_PROGRESS';

/** An operator has this long to confirm what it accepted (product.md 3.4). */
const CONFIRMATION_MS = 10 * 60_000;
export const CONFIRMATION_MINUTES = CONFIRMATION_MS / 60_000;

/** How long a timed-out operation is still asked about, so that a late success is not lost. */
const LATE_MS = 24 * 60 * 60_000;
const LATE_EVERY_MS = 5 * 60_000;

const SLOWEST_MS = 30_000;
const growing = (firstMs: number, attempt: number) =>
  Math.min(SLOWEST_MS, firstMs * 2 ** Math.min(attempt, 10));

/** Pause before the next question about an accepted operation: 2 s, 4 s … 30 s. */
export const pollDelayMs = (attempt: number): number => growing(2_000, attempt);

/** Pause before trying again an operator that cannot be reached: 1 s, 2 s, 4 s … 30 s. */
export const retryDelayMs = (attempt: number): number => growing(1_000, attempt);

export const isOverdue = (acceptedAt: Date, now: Date): boolean =>
  now.getTime() - acceptedAt.getTime() >= CONFIRMATION_MS;

/** Pause before asking again about a timed-out operation; null: no longer asked. */
export const lateDelayMs = (acceptedAt: Date, now: Date): number | null =>
  now.getTime() - acceptedAt.getTime() < LATE_MS ? LATE_EVERY_MS : null;

/**
 * Whether to send the request (again) instead of asking about the accepted one: it was never accepted, or the
 * operator has answered nothing about it for longer than it had time. Sending again is safe: same operation id.
 */
export function sendsRequest(
  operation: Pick<OperationView, 'state' | 'acceptedAt' | 'unreachableAt'> & { reference: string | null },
  now: Date,
): boolean {
  if (operation.state === 'TIMED_OUT') return false;
  if (operation.reference === null || operation.acceptedAt === null) return true;
  return operation.unreachableAt !== null && isOverdue(operation.acceptedAt, now);
}

/** What the result of an operation means for its card; null: nothing. */
export function cardEventOf(
  before: OperationState,
  after: OperationState,
  action: SimAction,
  suspendReason: SuspendReason | null,
): SimCardEvent | null {
  if (after === 'COMPLETED') {
    const late = before === 'TIMED_OUT';
    if (action === 'ACTIVATE') return late ? 'LATE_ON' : 'SWITCHED_ON';
    if (suspendReason !== null) return late ? 'LATE_OFF_UNPAID' : 'SWITCHED_OFF_UNPAID';
    return late ? 'LATE_OFF' : 'SWITCHED_OFF';
  }
  return isOpen(before) && !isOpen(after) ? 'RETURNED' : null;
}

/** The minute of the wait, from 1: «2-я минута из 10». */
export const minuteOfWait = (acceptedAt: Date, now: Date): number =>
  Math.min(
    CONFIRMATION_MINUTES,
    Math.max(1, Math.floor((now.getTime() - acceptedAt.getTime()) / 60_000) + 1),
  );
