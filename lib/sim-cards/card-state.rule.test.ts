import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cardStateAfter, FORMER, simCardEvents, simCardMachine, suspendReasonAfter } from './card-state.rule';
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
    ['DEACTIVATING', 'SWITCHED_OFF_UNPAID', 'ACTIVE', 'SUSPENDED'],
    ['DEACTIVATING', 'RETURNED', 'ACTIVE', 'ACTIVE'],
    ['READY', 'LATE_ON', 'READY', 'ACTIVE'],
    ['ACTIVE', 'LATE_OFF', 'ACTIVE', 'INACTIVE'],
    ['ACTIVE', 'ACTIVATE', 'ACTIVE', null],
    ['READY', 'DEACTIVATE', 'READY', null],
    ['ACTIVATING', 'ACTIVATE', 'READY', null],
    ['ACTIVATING', 'SWITCHED_OFF', 'READY', null],
    ['ACTIVE', 'LATE_ON', 'ACTIVE', null],
    ['TERMINATED', 'ACTIVATE', 'TERMINATED', null],
  ] as const)('%s × %s (before: %s) → %s', (state, event, former, expected) => {
    expect(cardStateAfter(state, event, former)).toBe(expected);
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

describe('suspendReasonAfter', () => {
  it.each([
    ['ACTIVATE', 'PAYMENT', 'PAYMENT'],
    ['RETURNED', 'PAYMENT', 'PAYMENT'],
    ['SWITCHED_OFF_UNPAID', 'PAYMENT', 'PAYMENT'],
    ['SWITCHED_ON', 'PAYMENT', null],
    ['LATE_ON', 'PAYMENT', null],
    ['SWITCHED_OFF', 'PAYMENT', null],
    ['SWITCHED_ON', null, null],
  ] as const)('%s with %s → %s', (event, reason, expected) => {
    expect(suspendReasonAfter(event, reason)).toBe(expected);
  });
});
