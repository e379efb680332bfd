import { describe, expect, it } from 'vitest';
import {
  cardEventOf,
  isOverdue,
  lateDelayMs,
  minuteOfWait,
  operationMachine,
  pollDelayMs,
  retryDelayMs,
  sendsRequest,
} from './operation.rule';

const at = (text: string) => new Date(`2026-11-20T${text}Z`);

it('asks at growing intervals, never slower than 30 s', () => {
  expect([0, 1, 2, 3, 4, 5, 500].map(pollDelayMs)).toEqual([2000, 4000, 8000, 16000, 30000, 30000, 30000]);
  expect([0, 1, 2, 3, 4, 5, 6].map(retryDelayMs)).toEqual([1000, 2000, 4000, 8000, 16000, 30000, 30000]);
});

describe('operationMachine', () => {
  it.each([
    ['QUEUED', 'ACCEPTED', 'IN_PROGRESS'],
    ['QUEUED', 'COMPLETED', 'COMPLETED'],
    ['QUEUED', 'TIMED_OUT', undefined],
    ['IN_PROGRESS', 'ACCEPTED', undefined],
    ['IN_PROGRESS', 'TIMED_OUT', 'TIMED_OUT'],
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
  it.each([
    ['IN_PROGRESS', 'COMPLETED', 'ACTIVATE', null, 'SWITCHED_ON'],
    ['QUEUED', 'COMPLETED', 'DEACTIVATE', null, 'SWITCHED_OFF'],
    ['IN_PROGRESS', 'COMPLETED', 'DEACTIVATE', 'PAYMENT', 'SWITCHED_OFF_UNPAID'],
    ['IN_PROGRESS', 'FAILED', 'ACTIVATE', null, 'RETURNED'],
    ['IN_PROGRESS', 'TIMED_OUT', 'DEACTIVATE', null, 'RETURNED'],
    ['TIMED_OUT', 'COMPLETED', 'ACTIVATE', null, 'LATE_ON'],
    ['TIMED_OUT', 'COMPLETED', 'DEACTIVATE', null, 'LATE_OFF'],
    ['TIMED_OUT', 'COMPLETED', 'DEACTIVATE', 'PAYMENT', 'LATE_OFF_UNPAID'],
    ['TIMED_OUT', 'FAILED', 'ACTIVATE', null, null],
    ['QUEUED', 'IN_PROGRESS', 'ACTIVATE', null, null],
  ] as const)('%s → %s of %s (%s): %s', (before, after, action, reason, expected) => {
    expect(cardEventOf(before, after, action, reason)).toBe(expected);
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
