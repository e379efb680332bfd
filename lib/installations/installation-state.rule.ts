import type { InstallationState } from './model';

export type InstallationEvent = 'REQUEST' | 'FETCHED' | 'APPLIED' | 'FAILED' | 'REMOVE' | 'GONE' | 'KEEP';

/**
 * State × event → state; the only way an installation changes. What is not here changes nothing.
 * REQUEST and REMOVE come from people, FETCHED, APPLIED, FAILED and GONE from the terminal, KEEP from taking a
 * removal back (product.md 3.3). A terminal cannot fail at what it has not fetched: such a FAILED speaks of an earlier
 * request and comes late.
 */
export const installationTable: Readonly<
  Record<InstallationState, Partial<Record<InstallationEvent, InstallationState>>>
> = {
  REQUESTED: { FETCHED: 'WAITING_TERMINAL', APPLIED: 'INSTALLED', REMOVE: 'REMOVING' },
  WAITING_TERMINAL: { APPLIED: 'INSTALLED', FAILED: 'FAILED', REMOVE: 'REMOVING' },
  INSTALLED: { REMOVE: 'REMOVING', FAILED: 'FAILED' },
  FAILED: { REQUEST: 'REQUESTED', APPLIED: 'INSTALLED', REMOVE: 'REMOVING' },
  REMOVING: { GONE: 'REMOVED', REQUEST: 'REQUESTED', KEEP: 'INSTALLED' },
  REMOVED: { REQUEST: 'REQUESTED' },
};

/** The next state, or null when the event means nothing in this state. */
export const installationAfter = (
  state: InstallationState,
  event: InstallationEvent,
): InstallationState | null => installationTable[state][event] ?? null;

/** On the terminal or on the way there: it counts for dependencies and conflicts. */
export const isPresent = (state: InstallationState): boolean =>
  state === 'REQUESTED' || state === 'WAITING_TERMINAL' || state === 'INSTALLED';
