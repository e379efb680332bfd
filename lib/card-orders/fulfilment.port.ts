import type { ParcelState } from './model';

/**
 * `HELD`: put aside by the operator. `CANCELLING`: it considers our cancellation. `PARTIAL`: a part has come and no
 * more will. `RETURNED`: what has not come is back at the operator.
 */
export type FulfilmentState =
  | 'ACCEPTED'
  | 'HELD'
  | 'PACKING'
  | 'CANCELLING'
  | 'SHIPPED'
  | 'DELIVERED'
  | 'PARTIAL'
  | 'RETURNED'
  | 'CANCELLED'
  | 'FAILED';

/** `iccid` with its check digit, `msisdn` as +7 and ten digits. */
export type FulfilledCard = { iccid: string; msisdn: string };

export type FulfilledParcel = {
  /** the operator's name of the parcel, the same in every answer */
  reference: string;
  state: ParcelState;
  quantity: number;
  trackingNumber: string | null;
  /** an https address, where the way of the parcel is shown */
  trackingUrl: string | null;
};

/**
 * - `unavailable`: nothing is known, repeat the same call.
 * - `rejected`: a final no to this call, in the operator's words; an order that existed stays as it was.
 * - `order`: where the order stands. `cards` are those that have come, `note` is said by the operator to people.
 */
export type FulfilmentReply =
  | { kind: 'unavailable'; detail: string }
  | { kind: 'rejected'; reason: string }
  | {
      kind: 'order';
      reference: string;
      state: FulfilmentState;
      note: string | null;
      parcels: FulfilledParcel[];
      cards: FulfilledCard[];
    };

export type FulfilmentOrder = {
  /** the idempotency key: repeated, it gives the order that exists */
  key: string;
  quantity: number;
  recipient: string;
  phone: string;
  postalCode: string;
  city: string;
  addressLine: string;
};

/** An order with this idempotency key has moved; how it stands is read from the operator. */
export type FulfilmentEvent = { key: string };

/** Sends new smart cards to a customer. No method throws for what the network does. */
export interface CardFulfilment {
  place(order: FulfilmentOrder): Promise<FulfilmentReply>;
  read(reference: string): Promise<FulfilmentReply>;
  /** Possible before shipping; gives the order as it stands afterwards, else `rejected`. */
  cancel(reference: string): Promise<FulfilmentReply>;
  /** Asks for messages at this address; repeatable. False: there are none, orders are asked about. */
  subscribe(callbackUrl: string): Promise<boolean>;
  /** Null: not signed by the operator, older than 300 s, or no message about an order. */
  readEvent(headers: Headers, rawBody: string, nowMs: number): FulfilmentEvent | null;
}
