import { describe, expect, it } from 'vitest';
import {
  cardEventOf,
  decideReply,
  isOverdue,
  lateDelayMs,
  minuteOfWait,
  operationMachine,
  type OperationProgress,
  pollDelayMs,
  retryDelayMs,
  sendsRequest,
  spread,
} from './operation.rule';

const at = (text: string) => new Date(`2026-11-20T${text}Z`);

it('asks at growing intervals, never slower than 30 s', () => {
  expect([0, 1, 2, 3, 4, 5, 500].map(pollDelayMs)).toEqual([2000, 4000, 8000, 16000, 30000, 30000, 30000]);
  expect([0, 1, 2, 3, 4, 5, 6].map(retryDelayMs)).toEqual([1000, 2000, 4000, 8000, 16000, 30000, 30000]);
});

it('spreads pauses by a quarter either way', () => {
  expect([0, 0.5, 1].map((chance) => spread(2000, chance))).toEqual([1500, 2000, 2500]);
});

describe('operationMachine', () => {
  it.each([
    ['QUEUED', 'ACCEPTED', 'IN_PROGRESS'],
    ['QUEUED', 'COMPLETED', 'COMPLETED'],
    ['QUEUED', 'TIMED_OUT', undefined],
    ['IN_PROGRESS', 'ACCEPTED', undefined],
    ['IN_PROGRESS', 'TIMED_OUT', 'TIMED_OUT'],
    ['QUEUED', 'INTERRUPTED', 'INTERRUPTED'],
    ['IN_PROGRESS', 'INTERRUPTED', 'INTERRUPTED'],
    ['INTERRUPTED', 'COMPLETED', 'COMPLETED'],
    ['TIMED_OUT', 'INTERRUPTED', undefined],
    ['TIMED_OUT', 'COMPLETED', 'COMPLETED'],
    ['TIMED_OUT', 'REJECTED', 'FAILED'],
    ['TIMED_OUT', 'TIMED_OUT', undefined],
    ['COMPLETED', 'COMPLETED', undefined],
    ['COMPLETED', 'REJECTED', undefined],
    ['FAILED', 'COMPLETED', undefined],
  ] as const)('%s × %s → %s', (state, event, expected) => {
    expect(operationMachine[state][event]).toBe(expected);
  });
});

describe('cardEventOf', () => {
  const wanted = { state: 'DEACTIVATING', holds: [], intendedState: 'ACTIVE' } as const;
  const held = { ...wanted, holds: ['PAYMENT'] } as const;
  const plain = { state: 'DEACTIVATING', holds: [], intendedState: null } as const;
  const unwanted = { ...held, intendedState: 'INACTIVE' } as const;
  const backOn = { ...plain, state: 'ACTIVE' } as const;
  const stillHeld = { ...held, state: 'ACTIVE' } as const;
  it.each([
    ['IN_PROGRESS', 'COMPLETED', 'ACTIVATE', plain, 'SWITCHED_ON'],
    ['QUEUED', 'COMPLETED', 'DEACTIVATE', plain, 'SWITCHED_OFF'],
    ['IN_PROGRESS', 'COMPLETED', 'DEACTIVATE', held, 'SWITCHED_OFF_HELD'],
    ['IN_PROGRESS', 'COMPLETED', 'DEACTIVATE', wanted, 'SWITCHED_OFF_HELD'],
    ['IN_PROGRESS', 'COMPLETED', 'DEACTIVATE', unwanted, 'SWITCHED_OFF'],
    ['IN_PROGRESS', 'FAILED', 'ACTIVATE', plain, 'RETURNED'],
    ['IN_PROGRESS', 'TIMED_OUT', 'DEACTIVATE', plain, 'RETURNED'],
    ['QUEUED', 'INTERRUPTED', 'DEACTIVATE', plain, 'RETURNED'],
    ['TIMED_OUT', 'COMPLETED', 'ACTIVATE', plain, 'LATE_ON'],
    ['INTERRUPTED', 'COMPLETED', 'ACTIVATE', plain, 'LATE_ON'],
    ['TIMED_OUT', 'COMPLETED', 'DEACTIVATE', backOn, 'LATE_OFF'],
    ['TIMED_OUT', 'COMPLETED', 'DEACTIVATE', stillHeld, 'LATE_OFF_HELD'],
    ['TIMED_OUT', 'FAILED', 'ACTIVATE', plain, null],
    ['QUEUED', 'IN_PROGRESS', 'ACTIVATE', plain, null],
    ['IN_PROGRESS', 'COMPLETED', 'TERMINATE', plain, 'CLOSED'],
    ['TIMED_OUT', 'COMPLETED', 'TERMINATE', plain, 'CLOSED'],
  ] as const)('%s → %s of %s (%o): %s', (before, after, action, card, expected) => {
    expect(cardEventOf(before, after, action, card)).toBe(expected);
  });
});

describe('decideReply', () => {
  const created = at('08:59:59');
  const queued: OperationProgress = {
    state: 'QUEUED',
    reference: null,
    attempts: 0,
    createdAt: created,
    acceptedAt: null,
    unreachableAt: null,
  };
  const accepted: OperationProgress = {
    ...queued,
    state: 'IN_PROGRESS',
    reference: 'm-1',
    acceptedAt: at('09:00:00'),
  };
  const timedOut: OperationProgress = { ...accepted, state: 'TIMED_OUT' };
  const yes = { kind: 'accepted', reference: 'm-1' } as const;
  const nothing = { kind: 'unavailable', detail: 'x' } as const;
  const waits = { kind: 'waits', unreachableAt: null } as const;

  it.each([
    [
      'taken',
      queued,
      yes,
      '09:00:00',
      { ...waits, state: 'IN_PROGRESS', acceptedAt: at('09:00:00'), dueInMs: 2000 },
    ],
    [
      'asked again',
      accepted,
      yes,
      '09:00:02',
      { ...waits, state: 'IN_PROGRESS', attempts: 1, dueInMs: 4000 },
    ],
    ['too long', accepted, yes, '09:10:00', { kind: 'ended', outcome: 'TIMED_OUT', dueInMs: 300_000 }],
    ['still nothing', timedOut, yes, '10:00:00', { ...waits, state: 'TIMED_OUT', dueInMs: 300_000 }],
    ['still down', timedOut, nothing, '10:00:00', { ...waits, state: 'TIMED_OUT', dueInMs: 300_000 }],
    [
      'done',
      queued,
      { kind: 'completed' },
      '09:00:00',
      { kind: 'ended', outcome: 'COMPLETED', dueInMs: null },
    ],
    ['done late', timedOut, { kind: 'completed' }, '12:00:00', { kind: 'ended', outcome: 'COMPLETED' }],
    [
      'refused',
      accepted,
      { kind: 'rejected', reason: 'Нет' },
      '09:01:00',
      { kind: 'ended', outcome: 'REJECTED', reason: 'Нет', dueInMs: null },
    ],
    [
      'out of reach',
      queued,
      nothing,
      '09:00:00',
      { kind: 'waits', unreachableAt: at('09:00:00'), dueInMs: 1000 },
    ],
    [
      'out of reach again',
      { ...queued, unreachableAt: at('09:00:00') },
      nothing,
      '09:00:01',
      { kind: 'waits', state: 'QUEUED', unreachableAt: at('09:00:00'), attempts: 1, dueInMs: 2000 },
    ],
    [
      'out of reach for a day',
      { ...queued, unreachableAt: new Date('2026-11-19T09:00:00Z') },
      nothing,
      '09:00:00',
      { kind: 'ended', outcome: 'INTERRUPTED', dueInMs: null },
    ],
    [
      'an accepted one is not timed out while nobody can be asked',
      { ...accepted, unreachableAt: at('09:05:00') },
      nothing,
      '09:30:00',
      { kind: 'waits', state: 'IN_PROGRESS' },
    ],
    [
      'ended meanwhile',
      { ...accepted, state: 'COMPLETED' },
      yes,
      '09:00:05',
      { state: 'COMPLETED', dueInMs: null },
    ],
  ] as const)('%s', (_, operation, reply, now, expected) => {
    expect(decideReply(operation, reply, at(now), 0.5)).toMatchObject(expected);
  });
});

describe('time', () => {
  it('an operator has ten minutes', () => {
    expect(isOverdue(at('09:00:00'), at('09:09:59.999'))).toBe(false);
    expect(isOverdue(at('09:00:00'), at('09:10:00'))).toBe(true);
  });

  it.each([
    ['09:00:00', 1],
    ['09:00:59', 1],
    ['09:01:00', 2],
    ['09:59:00', 10],
  ])('at %s it is minute %d', (now, minute) => {
    expect(minuteOfWait(at('09:00:00'), at(now))).toBe(minute);
  });

  it('a timed-out operation is asked about for a day', () => {
    expect(lateDelayMs(at('00:00:00'), at('23:59:59'))).toBe(300_000);
    expect(lateDelayMs(at('00:00:00'), new Date('2026-11-21T00:00:00Z'))).toBeNull();
  });
});

describe('sendsRequest', () => {
  const accepted = {
    state: 'IN_PROGRESS',
    reference: 'm-1',
    acceptedAt: at('09:00:00'),
    unreachableAt: null,
  } as const;
  it.each([
    [{ ...accepted, state: 'QUEUED', reference: null, acceptedAt: null } as const, '09:00:05', true],
    [accepted, '09:00:05', false],
    [accepted, '09:30:00', false],
    [{ ...accepted, unreachableAt: at('09:02:00') }, '09:05:00', false],
    [{ ...accepted, unreachableAt: at('09:02:00') }, '09:10:00', true],
    [{ ...accepted, state: 'TIMED_OUT', unreachableAt: at('09:02:00') } as const, '09:30:00', false],
  ] as const)('%o at %s → %s', (operation, now, expected) => {
    expect(sendsRequest(operation, at(now))).toBe(expected);
  });
});
