import { acceptOperatorEvent } from '@/lib/sim-cards/operator-events';

const MAX_BYTES = 100_000;
const statuses = { TAKEN: 204, REFUSED: 401, UNKNOWN_OPERATOR: 404 } as const;

/** Where an operator tells the result of an operation. The signature is the only way in. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ operator: string }> },
): Promise<Response> {
  if (Number(request.headers.get('content-length') ?? 0) > MAX_BYTES)
    return new Response(null, { status: 413 });
  const rawBody = await request.text();
  if (rawBody.length > MAX_BYTES) return new Response(null, { status: 413 });
  const { operator } = await params;
  const outcome = await acceptOperatorEvent(operator, {
    headers: request.headers,
    rawBody,
    nowMs: Date.now(),
  });
  return new Response(null, { status: statuses[outcome] });
}
