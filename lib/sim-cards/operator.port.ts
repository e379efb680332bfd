import type { LocalDate } from '@/lib/core/local-date';

/** `TERMINATE` is final: the card never works again. */
export type SimAction = 'ACTIVATE' | 'DEACTIVATE' | 'TERMINATE';

/**
 * Nothing is known: no connection, time-out, 429, 5xx, our access refused, an answer that cannot be read. Never a
 * failure of what was asked: ask again, with the same operation id. `answered`: the operator is there and only this
 * question has no answer.
 */
export interface OperatorUnavailable {
  kind: 'unavailable';
  detail: string;
  answered?: boolean;
}

/**
 * What an operator says about one operation.
 * - `accepted`: taken, the result comes later by event or by `check(reference)`.
 * - `completed`: the card is as requested.
 * - `rejected`: a final no; `reason` is in the operator's own words, Russian, to be shown.
 */
export type OperatorReply =
  | { kind: 'accepted'; reference: string }
  | { kind: 'completed' }
  | { kind: 'rejected'; reason: string }
  | OperatorUnavailable;

/**
 * A verified message from an operator. Delivered at least once and in any order: `eventId` is the same in
 * repeats, `IN_PROGRESS` may come after the result. `operationId` is ours, `reference` the operator's;
 * either may be missing. A change of a card that nobody asked for carries neither and says `IN_PROGRESS`.
 * `cardState`: what the card has become, of a message about the card and not about the operation; it ends an operation
 * that wants just this, and none on its way there.
 */
export type OperatorEvent = {
  eventId: string;
  operationId: string | null;
  reference: string | null;
  iccid: string | null;
  outcome: 'COMPLETED' | 'REJECTED' | 'IN_PROGRESS';
  reason: string | null;
  cardState: OperatorCard['state'] | null;
};

/** A card as its operator knows it. `READY`: never switched on yet. */
export interface OperatorCard {
  iccid: string;
  state: 'READY' | 'ACTIVE' | 'INACTIVE' | 'TERMINATED';
  /** of the device it is in, 15 digits; null: not known */
  imei: string | null;
  /** of the only device it works in */
  imeiLock: string | null;
  lastTrafficAt: Date | null;
}

/** Traffic of one day of Moscow time. */
export interface OperatorUsageDay {
  date: LocalDate;
  bytes: number;
}

/** A mobile operator that switches smart cards on and off. No method throws for what the network does. */
export interface SimOperator {
  /** `operationId` is the idempotency key: the same one is answered the same way and acts once. */
  request(operation: { operationId: string; iccid: string; action: SimAction }): Promise<OperatorReply>;
  /** Asks for the state of an accepted operation. An operation unknown to the operator is `unavailable`. */
  check(reference: string): Promise<OperatorReply>;
  /** Registers the address for events; repeatable. False: not registered, try later. True where there are none. */
  subscribe(callbackUrl: string): Promise<boolean>;
  /** Null: the signature, its age (300 s by `nowMs`, real Unix milliseconds) or the shape is wrong. */
  readEvent(headers: Headers, rawBody: string, nowMs: number): OperatorEvent | null;
  /** The card as it is at the operator. `unknown`: the operator has no such card. */
  inspect(
    iccid: string,
  ): Promise<{ kind: 'card'; card: OperatorCard } | { kind: 'unknown' } | OperatorUnavailable>;
  /** All our cards page by page: `after` null begins, then `next` of the page before; `next` null: the last one. */
  list(
    after: string | null,
  ): Promise<{ kind: 'page'; cards: OperatorCard[]; next: string | null } | OperatorUnavailable>;
  /** Traffic of a card in a month «YYYY-MM»; days without traffic may be missing. */
  usage(
    iccid: string,
    month: string,
  ): Promise<{ kind: 'usage'; days: OperatorUsageDay[] } | { kind: 'unknown' } | OperatorUnavailable>;
  /** Lets the card work in this device only, or in any (null); `operationId` as in `request`. */
  lockImei(lock: { operationId: string; iccid: string; imei: string | null }): Promise<OperatorReply>;
}
