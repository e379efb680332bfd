import type { SimCardEventView, SimCardState } from '../model';
import type { CardLogView } from './model';

export interface StateEntry extends SimCardEventView {
  readonly type: 'STATE';
  /** how long the card was in that state, up to now if it still is; null: on the way somewhere, or closed for good */
  readonly stayedMs: number | null;
  readonly isCurrent: boolean;
}

export interface LogEntry extends CardLogView {
  readonly type: 'LOG';
}

export type HistoryEntry = StateEntry | LogEntry;

const passing: ReadonlySet<SimCardState> = new Set(['ACTIVATING', 'DEACTIVATING', 'TERMINATED']);

/**
 * States and happenings of a card in one line of time, newest first; `events` and `log` come newest first. `laterAt`: when
 * the state after the newest of these began; undefined: it is the present one.
 */
export function cardHistory(
  events: readonly SimCardEventView[],
  log: readonly CardLogView[],
  now: Date,
  laterAt?: Date,
): HistoryEntry[] {
  const states = events.map((event, index): StateEntry => {
    const next = events[index - 1];
    const until = next?.at ?? laterAt ?? now;
    return {
      ...event,
      type: 'STATE',
      isCurrent: next === undefined && laterAt === undefined,
      stayedMs: passing.has(event.toState) ? null : Math.max(0, until.getTime() - event.at.getTime()),
    };
  });
  const happenings = log.map((entry): LogEntry => ({ ...entry, type: 'LOG' }));
  return [...states, ...happenings].sort((a, b) => b.at.getTime() - a.at.getTime() || (a.id < b.id ? 1 : -1));
}
