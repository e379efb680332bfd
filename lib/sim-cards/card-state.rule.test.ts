import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cardStateAfter, FORMER, simCardEvents, simCardMachine } from './card-state.rule';
import { simCardStates } from './model';

describe('cardStateAfter', () => {
  it.each([
    ['READY', 'ACTIVATE', 'READY', 'ACTIVATING'],
    ['INACTIVE', 'ACTIVATE', 'INACTIVE', 'ACTIVATING'],
    ['SUSPENDED', 'ACTIVATE', 'SUSPENDED', 'ACTIVATING'],
    ['ACTIVATING', 'SWITCHED_ON', 'READY', 'ACTIVE'],
    ['ACTIVATING', 'RETURNED', 'READY', 'READY'],
    ['ACTIVATING', 'RETURNED', 'INACTIVE', 'INACTIVE'],
    ['ACTIVATING', 'RETURNED', 'SUSPENDED', 'SUSPENDED'],
    ['ACTIVE', 'DEACTIVATE', 'ACTIVE', 'DEACTIVATING'],
    ['DEACTIVATING', 'SWITCHED_OFF', 'ACTIVE', 'INACTIVE'],
    ['DEACTIVATING', 'SWITCHED_OFF_HELD', 'ACTIVE', 'SUSPENDED'],
    ['DEACTIVATING', 'RETURNED', 'ACTIVE', 'ACTIVE'],
    ['READY', 'LATE_ON', 'READY', 'ACTIVE'],
    ['ACTIVE', 'LATE_OFF', 'ACTIVE', 'INACTIVE'],
    ['ACTIVE', 'REPORTED_OFF', 'ACTIVE', 'INACTIVE'],
    ['ACTIVE', 'REPORTED_OFF_HELD', 'ACTIVE', 'SUSPENDED'],
    ['INACTIVE', 'REPORTED_ON', 'INACTIVE', 'ACTIVE'],
    ['SUSPENDED', 'RELEASED', 'SUSPENDED', 'INACTIVE'],
    ['INACTIVE', 'TERMINATE', 'INACTIVE', 'INACTIVE'],
    ['SUSPENDED', 'TERMINATE', 'SUSPENDED', 'SUSPENDED'],
    ['SUSPENDED', 'RETURNED', 'SUSPENDED', 'SUSPENDED'],
    ['INACTIVE', 'CLOSED', 'INACTIVE', 'TERMINATED'],
    ['ACTIVE', 'CLOSED', 'ACTIVE', 'TERMINATED'],
    ['ACTIVE', 'TERMINATE', 'ACTIVE', null],
    ['READY', 'TERMINATE', 'READY', null],
    ['ACTIVE', 'ACTIVATE', 'ACTIVE', null],
    ['READY', 'DEACTIVATE', 'READY', null],
    ['ACTIVATING', 'ACTIVATE', 'READY', null],
    ['ACTIVATING', 'SWITCHED_OFF', 'READY', null],
    ['ACTIVE', 'LATE_ON', 'ACTIVE', null],
  ] as const)('%s × %s (before: %s) → %s', (state, event, former, expected) => {
    expect(cardStateAfter(state, event, former)).toBe(expected);
  });

  it.each(simCardEvents)('a closed card stays closed: %s', (event) => {
    expect(cardStateAfter('TERMINATED', event, 'TERMINATED')).toBeNull();
  });

  it('leads only to known states, and back only out of an operation', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...simCardStates),
        fc.constantFrom(...simCardEvents),
        fc.constantFrom(...simCardStates),
        (state, event, former) => {
          const next = cardStateAfter(state, event, former);
          if (next !== null) expect(simCardStates).toContain(next);
          if (simCardMachine[state][event] === FORMER) {
            expect(['ACTIVATING', 'DEACTIVATING']).toContain(state);
            expect(event).toBe('RETURNED');
          }
        },
      ),
    );
  });
});
