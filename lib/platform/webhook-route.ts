import { bodyText } from './body';

const MAX_BYTES = 100_000;
const statuses = { TAKEN: 204, REFUSED: 401, UNKNOWN_OPERATOR: 404 } as const;

/** `rawBody` as it was signed; `nowMs`: the real time, which the age of a signature is counted from. */
export interface SignedMessage {
  readonly headers: Headers;
  readonly rawBody: string;
  readonly nowMs: number;
}

export type Acceptance = keyof typeof statuses;

/** Where an operator tells what has become of our wishes. The signature is the only way in. */
export async function webhookRoute(
  request: Request,
  accept: (message: SignedMessage) => Promise<Acceptance>,
): Promise<Response> {
  const rawBody = await bodyText(request, MAX_BYTES);
  if (rawBody === null) return new Response(null, { status: 413 });
  const outcome = await accept({ headers: request.headers, rawBody, nowMs: Date.now() });
  return new Response(null, { status: statuses[outcome] });
}
