export type FulfilmentState = 'ACCEPTED' | 'PACKING' | 'SHIPPED' | 'DELIVERED' | 'CANCELLED' | 'FAILED';

/** `iccid` with its check digit, `msisdn` as +7 and ten digits. */
export type FulfilledCard = { iccid: string; msisdn: string };

/**
 * - `unavailable`: nothing is known, repeat the same call.
 * - `rejected`: a final no to this call, in the operator's words; an order that existed stays as it was.
 * - `order`: where the order stands. `cards` are complete in `DELIVERED` and empty before.
 */
export type FulfilmentReply =
  | { kind: 'unavailable'; detail: string }
  | { kind: 'rejected'; reason: string }
  | {
      kind: 'order';
      reference: string;
      state: FulfilmentState;
      trackingNumber: string | null;
      cards: FulfilledCard[];
    };

export type FulfilmentOrder = {
  orderId: string;
  quantity: number;
  recipient: string;
  phone: string;
  postalCode: string;
  city: string;
  addressLine: string;
};

/** Sends new smart cards to a customer. No method throws for what the network does. */
export interface CardFulfilment {
  /** `orderId` is the idempotency key: repeated, it gives the order that exists. */
  place(order: FulfilmentOrder): Promise<FulfilmentReply>;
  read(reference: string): Promise<FulfilmentReply>;
  /** Possible before shipping; gives the order as it stands afterwards, else `rejected`. */
  cancel(reference: string): Promise<FulfilmentReply>;
}
