import { webhookRoute } from '@/lib/platform/webhook-route';
import { acceptOperatorEvent } from '@/lib/sim-cards/operator-events';

/** Where an operator tells the result of an operation. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ operator: string }> },
): Promise<Response> {
  const { operator } = await params;
  return webhookRoute(request, (message) => acceptOperatorEvent(operator, message));
}
