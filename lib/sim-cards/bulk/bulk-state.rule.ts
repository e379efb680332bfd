export const bulkStates = ['DRAFT', 'RUNNING', 'PAUSED', 'STOPPED', 'FINISHED', 'CANCELLED'] as const;
export type BulkState = (typeof bulkStates)[number];

export type BulkEvent = 'CONFIRM' | 'PAUSE' | 'CONTINUE' | 'STOP' | 'FINISH';

/**
 * The only way to write the state of a bulk: state × event → state. What was handed to the operator before a pause or
 * a stop is carried to its end.
 */
export const bulkMachine: Readonly<Record<BulkState, Readonly<Partial<Record<BulkEvent, BulkState>>>>> = {
  DRAFT: { CONFIRM: 'RUNNING', STOP: 'CANCELLED' },
  RUNNING: { PAUSE: 'PAUSED', STOP: 'STOPPED', FINISH: 'FINISHED' },
  PAUSED: { CONTINUE: 'RUNNING', STOP: 'STOPPED' },
  STOPPED: {},
  FINISHED: {},
  CANCELLED: {},
};

export type BulkItemState = 'WAITING' | 'REFUSED' | 'RUNNING' | 'DONE' | 'FAILED' | 'LEFT';

export type BulkItemEvent = 'BEGIN' | 'REFUSE' | 'LEAVE' | 'SUCCEED' | 'FAIL';

/** The same for one card of it. REFUSED and LEFT: nothing was asked of the operator, nothing was charged. */
export const bulkItemMachine: Readonly<
  Record<BulkItemState, Readonly<Partial<Record<BulkItemEvent, BulkItemState>>>>
> = {
  WAITING: { BEGIN: 'RUNNING', REFUSE: 'REFUSED', LEAVE: 'LEFT' },
  REFUSED: {},
  RUNNING: { SUCCEED: 'DONE', FAIL: 'FAILED' },
  DONE: {},
  FAILED: { SUCCEED: 'DONE' },
  LEFT: {},
};

/** States in which the event happens to a card, and where it leads. @throws when it happens in none. */
export function itemMove(event: BulkItemEvent): {
  readonly from: readonly BulkItemState[];
  readonly to: BulkItemState;
} {
  const moves = (Object.keys(bulkItemMachine) as BulkItemState[]).flatMap((from) => {
    const to = bulkItemMachine[from][event];
    return to ? [{ from, to }] : [];
  });
  const [first] = moves;
  if (!first) throw new Error(`${event} happens in no state`);
  return { from: moves.map(({ from }) => from), to: first.to };
}
