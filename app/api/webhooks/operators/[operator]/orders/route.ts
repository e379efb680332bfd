import { acceptOrderEvent } from '@/lib/card-orders/order-events';
import { webhookRoute } from '@/lib/platform/webhook-route';

/** Where an operator tells that an order of cards has moved. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ operator: string }> },
): Promise<Response> {
  const { operator } = await params;
  return webhookRoute(request, (message) => acceptOrderEvent(operator, message));
}
