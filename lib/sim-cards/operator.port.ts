export type SimAction = 'ACTIVATE' | 'DEACTIVATE';

/**
 * What an operator says about one operation.
 * - `accepted`: taken, the result comes later by event or by `check(reference)`.
 * - `completed`: the card is in the requested state.
 * - `rejected`: a final no; `reason` is in the operator's own words, Russian, to be shown.
 * - `unavailable`: nothing is known (no connection, time-out, 429, 5xx, our access refused, an answer that
 *   cannot be read). Never a failure of the operation: ask again with the same operation id.
 */
export type OperatorReply =
  | { kind: 'accepted'; reference: string }
  | { kind: 'completed' }
  | { kind: 'rejected'; reason: string }
  | { kind: 'unavailable'; detail: string };

/**
 * A verified message from an operator. Delivered at least once and in any order: `eventId` is the same in
 * repeats, `IN_PROGRESS` may come after the result. `operationId` is ours, `reference` the operator's;
 * either may be missing. A change of a card that nobody asked for carries neither and says `IN_PROGRESS`.
 */
export type OperatorEvent = {
  eventId: string;
  operationId: string | null;
  reference: string | null;
  iccid: string | null;
  outcome: 'COMPLETED' | 'REJECTED' | 'IN_PROGRESS';
  reason: string | null;
};

/** A mobile operator that switches smart cards on and off. No method throws for what the network does. */
export interface SimOperator {
  /** `operationId` is the idempotency key: the same one is answered the same way and acts once. */
  request(operation: { operationId: string; iccid: string; action: SimAction }): Promise<OperatorReply>;
  /** Asks for the state of an accepted operation. An operation unknown to the operator is `unavailable`. */
  check(reference: string): Promise<OperatorReply>;
  /** Registers the address for events; repeatable. False: not registered, try later. */
  subscribe(callbackUrl: string): Promise<boolean>;
  /** Null: the signature, its age (300 s by `nowMs`, real Unix milliseconds) or the shape is wrong. */
  readEvent(headers: Headers, rawBody: string, nowMs: number): OperatorEvent | null;
}
