import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { letterMachine, letterMove, nextAttempt, receiptStatusOf } from './letter-state.rule';

const states = Object.keys(letterMachine) as (keyof typeof letterMachine)[];
const events = ['TAKEN', 'GONE', 'LATER', 'REFUSED', 'DELIVERED', 'RETURNED'] as const;

describe('a letter', () => {
  it.each([
    [['TAKEN', 'GONE', 'DELIVERED'], 'DELIVERED'],
    [['TAKEN', 'GONE', 'DELIVERED', 'RETURNED'], 'BOUNCED'],
    [['TAKEN', 'LATER', 'TAKEN', 'GONE', 'RETURNED'], 'BOUNCED'],
    [['TAKEN', 'REFUSED'], 'FAILED'],
    [['TAKEN', 'DELIVERED', 'GONE'], 'DELIVERED'],
    [['TAKEN', 'LATER', 'DELIVERED', 'TAKEN'], 'DELIVERED'],
    [['TAKEN', 'GONE', 'TAKEN'], 'SENT'],
  ] as const)('%j ends %s', (path, end) => {
    const ended = path.reduce<(typeof states)[number]>(
      (state, event) => letterMove(state, event) ?? state,
      'QUEUED',
    );
    expect(ended).toBe(end);
  });

  it('that has come back, or that nobody took, never moves again', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('BOUNCED' as const, 'FAILED' as const),
        fc.constantFrom(...events),
        (state, event) => {
          expect(letterMove(state, event)).toBeNull();
        },
      ),
    );
  });

  it('makes the state of its receipt', () => {
    expect(states.map((state) => [state, receiptStatusOf(state)])).toEqual([
      ['QUEUED', 'QUEUED'],
      ['SENDING', 'QUEUED'],
      ['SENT', 'SENT'],
      ['DELIVERED', 'DELIVERED'],
      ['BOUNCED', 'BOUNCED'],
      ['FAILED', 'FAILED'],
    ]);
  });
});

describe('the next attempt', () => {
  const queuedAt = new Date('2026-11-20T09:00:00Z');
  const at = (hours: number) => new Date(queuedAt.getTime() + hours * 3_600_000);
  it.each([
    [1, 0, false, 1],
    [2, 0, false, 2],
    [3, 0, false, 5],
    [7, 2, false, 60],
    [40, 50, false, 60],
    [1, 0, true, 15],
    [7, 0, true, 60],
  ])('after attempt %i, %d hours on, answer lost %s: in %i minutes', (attempts, hours, lost, minutes) => {
    const next = nextAttempt({ attempts, queuedAt }, at(hours), lost);
    expect(next?.getTime()).toBe(at(hours).getTime() + minutes * 60_000);
  });

  it('is none after three days', () => {
    expect(nextAttempt({ attempts: 9, queuedAt }, at(72), false)).toBeNull();
    expect(nextAttempt({ attempts: 9, queuedAt }, at(71.9), false)).not.toBeNull();
  });
});
