import { Badge } from '@/components/ui/badge';
import type { Tone } from '@/components/ui/tone';
import { orderNote, orderWords } from '@/lib/card-orders/labels';
import type { CardOrderRow, OrderState as State } from '@/lib/card-orders/model';

export const orderTones: Readonly<Record<State, Tone>> = {
  DRAFT: 'off',
  AWAITING_PAYMENT: 'attention',
  PAID: 'waits',
  PACKING: 'waits',
  CANCELLING: 'waits',
  SHIPPED: 'waits',
  DELIVERED: 'works',
  PARTIAL: 'attention',
  RETURNED: 'attention',
  CANCELLED: 'off',
  FAILED: 'failed',
};

export function OrderState({
  order,
  look,
}: {
  order: Pick<CardOrderRow, 'state' | 'unreachable' | 'held' | 'received' | 'quantity'>;
  look?: 'plain' | 'filled';
}) {
  return (
    <Badge tone={orderTones[order.state]} look={look} note={orderNote(order)}>
      {orderWords[order.state]}
    </Badge>
  );
}
