import type { SimCardState } from './model';

export const simCardEvents = [
  'ACTIVATE',
  'DEACTIVATE',
  'TERMINATE',
  'SWITCHED_ON',
  'SWITCHED_OFF',
  'SWITCHED_OFF_HELD',
  'RETURNED',
  'LATE_ON',
  'LATE_OFF',
  'LATE_OFF_HELD',
  'REPORTED_ON',
  'REPORTED_OFF',
  'REPORTED_OFF_HELD',
  'RELEASED',
  'CLOSED',
] as const;
export type SimCardEvent = (typeof simCardEvents)[number];

/** The state that the card had when its operation was asked for. */
export const FORMER = 'FORMER';

/**
 * The only way to write the state of a card (product.md 3.4, domain.md E): state × event → state; what is not here
 * does not happen. ACTIVATION_FAILED comes only with cards brought in from elsewhere: an activation that the operator
 * refuses gives the card back its former state, with the reason on the operation. While a termination is under way the
 * card stays what it is: its operation says so. TERMINATED is final, the database holds it too.
 */
export const simCardMachine: Readonly<
  Record<SimCardState, Readonly<Partial<Record<SimCardEvent, SimCardState | typeof FORMER>>>>
> = {
  READY: { ACTIVATE: 'ACTIVATING', LATE_ON: 'ACTIVE', REPORTED_ON: 'ACTIVE', CLOSED: 'TERMINATED' },
  ACTIVATING: { SWITCHED_ON: 'ACTIVE', RETURNED: FORMER },
  ACTIVATION_FAILED: {
    ACTIVATE: 'ACTIVATING',
    LATE_ON: 'ACTIVE',
    REPORTED_ON: 'ACTIVE',
    CLOSED: 'TERMINATED',
  },
  ACTIVE: {
    DEACTIVATE: 'DEACTIVATING',
    LATE_OFF: 'INACTIVE',
    LATE_OFF_HELD: 'SUSPENDED',
    REPORTED_OFF: 'INACTIVE',
    REPORTED_OFF_HELD: 'SUSPENDED',
    CLOSED: 'TERMINATED',
  },
  DEACTIVATING: { SWITCHED_OFF: 'INACTIVE', SWITCHED_OFF_HELD: 'SUSPENDED', RETURNED: FORMER },
  INACTIVE: {
    ACTIVATE: 'ACTIVATING',
    TERMINATE: 'INACTIVE',
    RETURNED: 'INACTIVE',
    LATE_ON: 'ACTIVE',
    REPORTED_ON: 'ACTIVE',
    CLOSED: 'TERMINATED',
  },
  SUSPENDED: {
    ACTIVATE: 'ACTIVATING',
    TERMINATE: 'SUSPENDED',
    RETURNED: 'SUSPENDED',
    LATE_ON: 'ACTIVE',
    REPORTED_ON: 'ACTIVE',
    RELEASED: 'INACTIVE',
    CLOSED: 'TERMINATED',
  },
  TERMINATED: {},
};

/** Null: the event does not happen in this state. */
export function cardStateAfter(
  state: SimCardState,
  event: SimCardEvent,
  former: SimCardState,
): SimCardState | null {
  const next = simCardMachine[state][event];
  return next === FORMER ? former : (next ?? null);
}
