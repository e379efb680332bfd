import { isId } from '@/lib/core/ids';
import { db } from '@/lib/platform/db';
import { log } from '@/lib/platform/log';
import { cardFulfilment } from '@/lib/platform/ports';
import type { Acceptance, SignedMessage } from '@/lib/platform/webhook-route';
import { isUnderWay } from './order-state.rule';
import { planStep } from './store';

/**
 * A message of an operator that an order has moved. It is believed in nothing but that: the next step of the order is
 * brought forward and asks the operator how it stands, so repeats, messages out of order and late ones do no harm.
 * UNKNOWN_OPERATOR: we order nothing there; REFUSED: the signature, its age or the shape is wrong; TAKEN: also for what
 * concerns no order of ours under way.
 */
export async function acceptOrderEvent(operatorSlug: string, message: SignedMessage): Promise<Acceptance> {
  const fulfilment = cardFulfilment(operatorSlug);
  if (!fulfilment) return 'UNKNOWN_OPERATOR';
  const event = fulfilment.readEvent(message.headers, message.rawBody, message.nowMs);
  if (!event) {
    log.info('order event refused', { operator: operatorSlug });
    return 'REFUSED';
  }
  // A later shipment has the number of the order and its own after it.
  const id = event.key.slice(0, 36);
  const client = db();
  const order = isId(id)
    ? await client.cardOrder.findFirst({
        where: { id, operatorSlug },
        select: { id: true, organizationId: true, state: true },
      })
    : null;
  if (order && isUnderWay(order.state)) {
    await planStep({ db: client, organizationId: order.organizationId }, order.id);
  }
  return 'TAKEN';
}
