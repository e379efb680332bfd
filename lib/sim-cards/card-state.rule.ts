import type { SimCardState, SuspendReason } from './model';

export const simCardEvents = [
  'ACTIVATE',
  'DEACTIVATE',
  'SWITCHED_ON',
  'SWITCHED_OFF',
  'SWITCHED_OFF_UNPAID',
  'RETURNED',
  'LATE_ON',
  'LATE_OFF',
  'LATE_OFF_UNPAID',
] as const;
export type SimCardEvent = (typeof simCardEvents)[number];

/** The state that the card had when its operation was asked for. */
export const FORMER = 'FORMER';

/**
 * The only way to write the state of a card (product.md 3.4, domain.md E): state × event → state; what is not here
 * does not happen. ACTIVATION_FAILED and TERMINATED come only with cards brought in from elsewhere: an activation
 * that the operator refuses gives the card back its former state, with the reason on the operation.
 */
export const simCardMachine: Readonly<
  Record<SimCardState, Readonly<Partial<Record<SimCardEvent, SimCardState | typeof FORMER>>>>
> = {
  READY: { ACTIVATE: 'ACTIVATING', LATE_ON: 'ACTIVE' },
  ACTIVATING: { SWITCHED_ON: 'ACTIVE', RETURNED: FORMER },
  ACTIVATION_FAILED: { ACTIVATE: 'ACTIVATING', LATE_ON: 'ACTIVE' },
  ACTIVE: { DEACTIVATE: 'DEACTIVATING', LATE_OFF: 'INACTIVE', LATE_OFF_UNPAID: 'SUSPENDED' },
  DEACTIVATING: { SWITCHED_OFF: 'INACTIVE', SWITCHED_OFF_UNPAID: 'SUSPENDED', RETURNED: FORMER },
  INACTIVE: { ACTIVATE: 'ACTIVATING', LATE_ON: 'ACTIVE' },
  SUSPENDED: { ACTIVATE: 'ACTIVATING', LATE_ON: 'ACTIVE' },
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

const settles: ReadonlySet<SimCardEvent> = new Set(['SWITCHED_ON', 'LATE_ON', 'SWITCHED_OFF', 'LATE_OFF']);

/** A refused activation leaves a suspended card suspended for its reason; a card that was settled has none. */
export const suspendReasonAfter = (
  event: SimCardEvent,
  reason: SuspendReason | null,
): SuspendReason | null => (settles.has(event) ? null : reason);
