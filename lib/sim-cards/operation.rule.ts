import type { SimCardEvent } from './card-state.rule';
import { type HeldCard, intendedOf } from './hold.rule';
import type { OperationState, SimAction } from './model';
import type { OperatorCard, OperatorReply } from './operator.port';

export const operationEvents = ['ACCEPTED', 'COMPLETED', 'REJECTED', 'TIMED_OUT', 'INTERRUPTED'] as const;
export type OperationEvent = (typeof operationEvents)[number];

/** How an operation ends. INTERRUPTED: the operator could not be reached for longer than anyone waits. */
export type Outcome = Exclude<OperationEvent, 'ACCEPTED'>;

/** The only way to write the state of an operation: what is not here changes nothing (a repeat, a late message). */
export const operationMachine: Readonly<
  Record<OperationState, Readonly<Partial<Record<OperationEvent, OperationState>>>>
> = {
  QUEUED: {
    ACCEPTED: 'IN_PROGRESS',
    COMPLETED: 'COMPLETED',
    REJECTED: 'FAILED',
    INTERRUPTED: 'INTERRUPTED',
  },
  IN_PROGRESS: {
    COMPLETED: 'COMPLETED',
    REJECTED: 'FAILED',
    TIMED_OUT: 'TIMED_OUT',
    INTERRUPTED: 'INTERRUPTED',
  },
  COMPLETED: {},
  FAILED: {},
  INTERRUPTED: { COMPLETED: 'COMPLETED', REJECTED: 'FAILED' },
  TIMED_OUT: { COMPLETED: 'COMPLETED', REJECTED: 'FAILED' },
};

export const isOpen = (state: OperationState): boolean => state === 'QUEUED' || state === 'IN_PROGRESS';

/** Given up by us, so that the operator's answer is late. */
export const isGivenUp = (state: OperationState): boolean => state === 'TIMED_OUT' || state === 'INTERRUPTED';

/** Nothing that an operator says changes it any more. */
export const isSettled = (state: OperationState): boolean =>
  Object.keys(operationMachine[state]).length === 0;

/** What a card is at its operator when the operation is done. */
export const wantedState: Readonly<Record<SimAction, OperatorCard['state']>> = {
  ACTIVATE: 'ACTIVE',
  DEACTIVATE: 'INACTIVE',
  TERMINATE: 'TERMINATED',
};

/** An operator has this long to confirm what it accepted (product.md 3.4). */
const CONFIRMATION_MS = 10 * 60_000;
export const CONFIRMATION_MINUTES = CONFIRMATION_MS / 60_000;

/** How long a timed-out operation is still asked about, so that a late success is not lost. */
const LATE_MS = 24 * 60 * 60_000;
const LATE_EVERY_MS = 5 * 60_000;

/** How long an operation waits for an operator that cannot be reached. */
const UNREACHABLE_MS = 24 * 60 * 60_000;

const reasons: Readonly<Record<'TIMED_OUT' | 'INTERRUPTED', string>> = {
  TIMED_OUT: `Оператор не ответил за ${CONFIRMATION_MINUTES} минут`,
  INTERRUPTED: 'Связи с оператором не было сутки, операция прервана',
};

/** Our words where the operator has said nothing. */
export const reasonOf = (outcome: Outcome, reason: string | null): string | null =>
  outcome === 'TIMED_OUT' || outcome === 'INTERRUPTED' ? reasons[outcome] : reason;

const SLOWEST_MS = 30_000;
const growing = (firstMs: number, attempt: number) =>
  Math.min(SLOWEST_MS, firstMs * 2 ** Math.min(attempt, 10));

/** Pause before the next question about an accepted operation: 2 s, 4 s … 30 s. */
export const pollDelayMs = (attempt: number): number => growing(2_000, attempt);

/** Pause before trying again an operator that cannot be reached: 1 s, 2 s, 4 s … 30 s. */
export const retryDelayMs = (attempt: number): number => growing(1_000, attempt);

/** A quarter either way, so that many operations do not come back at one moment. `chance`: 0…1. */
export const spread = (delayMs: number, chance: number): number =>
  Math.round(delayMs * (0.75 + 0.5 * chance));

export const isOverdue = (acceptedAt: Date, now: Date): boolean =>
  now.getTime() - acceptedAt.getTime() >= CONFIRMATION_MS;

/** Pause before asking again about a timed-out operation; null: no longer asked. */
export const lateDelayMs = (acceptedAt: Date, now: Date): number | null =>
  now.getTime() - acceptedAt.getTime() < LATE_MS ? LATE_EVERY_MS : null;

/** Longer than an operator can be out of reach before an operation is given up. */
const isCutOff = (unreachableAt: Date, now: Date): boolean =>
  now.getTime() - unreachableAt.getTime() >= UNREACHABLE_MS;

/** What the next step of an operation depends on. */
export interface OperationProgress {
  readonly state: OperationState;
  readonly reference: string | null;
  readonly attempts: number;
  readonly createdAt: Date;
  readonly acceptedAt: Date | null;
  readonly unreachableAt: Date | null;
}

/**
 * Whether to send the request (again) instead of asking about the accepted one: it was never accepted, or the
 * operator has answered nothing about it for longer than it had time. Sending again is safe: same operation id.
 */
export function sendsRequest(
  operation: Pick<OperationProgress, 'state' | 'acceptedAt' | 'unreachableAt' | 'reference'>,
  now: Date,
): boolean {
  if (isGivenUp(operation.state)) return false;
  if (operation.reference === null || operation.acceptedAt === null) return true;
  return operation.unreachableAt !== null && isOverdue(operation.acceptedAt, now);
}

/** Where an operation stands after a reply; `dueInMs` null: no step of it is left. */
export type NextStep =
  | {
      readonly kind: 'ended';
      readonly outcome: Outcome;
      readonly reason: string | null;
      dueInMs: number | null;
    }
  | (Pick<OperationProgress, 'state' | 'reference' | 'attempts' | 'acceptedAt' | 'unreachableAt'> & {
      readonly kind: 'waits';
      readonly dueInMs: number | null;
    });

/** What an operator's reply means for an operation. `chance`, 0…1, spreads the pauses. */
export function decideReply(
  operation: OperationProgress,
  reply: OperatorReply,
  now: Date,
  chance: number,
): NextStep {
  const { state, reference, attempts, acceptedAt, unreachableAt } = operation;
  const since = acceptedAt ?? operation.createdAt;
  const late = { kind: 'waits', state, reference, attempts, acceptedAt, unreachableAt } as const;
  const lateInMs = state === 'TIMED_OUT' ? lateDelayMs(since, now) : null;
  switch (reply.kind) {
    case 'completed':
      return { kind: 'ended', outcome: 'COMPLETED', reason: null, dueInMs: null };
    case 'rejected':
      return { kind: 'ended', outcome: 'REJECTED', reason: reply.reason, dueInMs: null };
    case 'accepted': {
      const accepted = operationMachine[state].ACCEPTED;
      if (accepted) {
        const dueInMs = spread(pollDelayMs(0), chance);
        const fresh = { attempts: 0, acceptedAt: now, unreachableAt: null, dueInMs };
        return { kind: 'waits', state: accepted, reference: reply.reference, ...fresh };
      }
      if (!isOpen(state)) return { ...late, dueInMs: lateInMs };
      if (isOverdue(since, now)) {
        return { kind: 'ended', outcome: 'TIMED_OUT', reason: null, dueInMs: lateDelayMs(since, now) };
      }
      const asked = { attempts: attempts + 1, dueInMs: spread(pollDelayMs(attempts + 1), chance) };
      return { ...late, reference: reply.reference, unreachableAt: null, ...asked };
    }
    case 'unavailable': {
      if (!isOpen(state)) return { ...late, dueInMs: lateInMs };
      if (unreachableAt && isCutOff(unreachableAt, now)) {
        return { kind: 'ended', outcome: 'INTERRUPTED', reason: null, dueInMs: null };
      }
      const tries = unreachableAt ? attempts + 1 : 0;
      const again = { attempts: tries, dueInMs: spread(retryDelayMs(tries), chance) };
      return { ...late, unreachableAt: unreachableAt ?? now, ...again };
    }
  }
}

/** What the result of an operation means for its card; null: nothing. */
export function cardEventOf(
  before: OperationState,
  after: OperationState,
  action: SimAction,
  card: HeldCard,
): SimCardEvent | null {
  if (after !== 'COMPLETED') return isOpen(before) && !isOpen(after) ? 'RETURNED' : null;
  const late = isGivenUp(before);
  if (action === 'TERMINATE') return 'CLOSED';
  if (action === 'ACTIVATE') return late ? 'LATE_ON' : 'SWITCHED_ON';
  if (late) return card.holds.length > 0 && intendedOf(card) === 'ACTIVE' ? 'LATE_OFF_HELD' : 'LATE_OFF';
  return card.intendedState === 'ACTIVE' ? 'SWITCHED_OFF_HELD' : 'SWITCHED_OFF';
}

/** The minute of the wait, from 1: «2-я минута из 10». */
export const minuteOfWait = (acceptedAt: Date, now: Date): number =>
  Math.min(
    CONFIRMATION_MINUTES,
    Math.max(1, Math.floor((now.getTime() - acceptedAt.getTime()) / 60_000) + 1),
  );
