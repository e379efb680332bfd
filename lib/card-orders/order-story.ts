import type { OrderState, OrderStep, ParcelState, ParcelView } from './model';

interface StoredParcel {
  readonly id: string;
  readonly state: ParcelState;
  readonly trackingNumber: string | null;
  readonly trackingUrl: string | null;
  readonly quantity: number;
  readonly shippedAt: Date;
  readonly deliveredAt: Date | null;
  readonly returnedAt: Date | null;
}

interface StoredTimes {
  readonly state: OrderState;
  readonly createdAt: Date;
  readonly submittedAt: Date | null;
  readonly paidAt: Date | null;
  readonly packingAt: Date | null;
  readonly shippedAt: Date | null;
  readonly deliveredAt: Date | null;
  readonly returnedAt: Date | null;
  readonly resentAt: Date | null;
  readonly cancelRequestedAt: Date | null;
  readonly cancelledAt: Date | null;
  readonly parcels: readonly StoredParcel[];
}

/** What has happened to an order by its times, oldest first. */
export function stepsOf(order: StoredTimes): OrderStep[] {
  const { parcels } = order;
  const steps: { kind: OrderStep['kind']; at: Date | null }[] = [
    { kind: 'CREATED', at: order.submittedAt ?? order.createdAt },
    { kind: 'PAID', at: order.paidAt },
    { kind: 'PACKING', at: order.packingAt },
    { kind: 'CANCEL_REQUESTED', at: order.cancelRequestedAt },
    { kind: 'SHIPPED', at: order.shippedAt },
    // One parcel tells nothing that the order does not.
    ...(parcels.length > 1
      ? parcels.flatMap(({ deliveredAt, returnedAt }) => [
          { kind: 'PARCEL_DELIVERED' as const, at: deliveredAt },
          { kind: 'PARCEL_RETURNED' as const, at: returnedAt },
        ])
      : []),
    { kind: 'RETURNED', at: order.returnedAt },
    { kind: 'RESENT', at: order.resentAt },
    { kind: order.state === 'PARTIAL' ? 'PARTIAL' : 'DELIVERED', at: order.deliveredAt },
    { kind: order.state === 'FAILED' ? 'FAILED' : 'CANCELLED', at: order.cancelledAt },
  ];
  return steps
    .flatMap(({ kind, at }) => (at ? [{ kind, at }] : []))
    .sort((a, b) => a.at.getTime() - b.at.getTime());
}

export const parcelViews = (parcels: readonly StoredParcel[]): ParcelView[] =>
  parcels.map(({ id, state, trackingNumber, trackingUrl, quantity, ...times }) => ({
    id,
    state,
    trackingNumber,
    trackingUrl,
    quantity,
    at: times.returnedAt ?? times.deliveredAt ?? times.shippedAt,
  }));
