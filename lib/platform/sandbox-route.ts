import type { z } from 'zod';
import { isOwnOrigin } from './action';
import { isSandbox } from './env';

const notFound = () => Response.json({ error: 'not found' }, { status: 404 });

/** A switch of the sandbox over HTTP: 404 in production, JSON only, and not from another site's page. */
export async function sandboxSwitch<S extends z.ZodType>(
  request: Request,
  schema: S,
  change: (input: z.output<S>) => Promise<unknown>,
): Promise<Response> {
  if (!isSandbox()) return notFound();
  const origin = request.headers.get('origin');
  if (origin !== null && !isOwnOrigin(origin))
    return Response.json({ error: 'foreign origin' }, { status: 403 });
  if (!request.headers.get('content-type')?.startsWith('application/json')) {
    return Response.json({ error: 'application/json is expected' }, { status: 415 });
  }
  const input = schema.safeParse(await request.json().catch(() => null));
  if (!input.success) {
    return Response.json(
      { error: 'invalid', fields: input.error.issues.map((issue) => issue.path.join('.')) },
      { status: 422 },
    );
  }
  return Response.json((await change(input.data)) ?? { ok: true });
}

export async function sandboxRead(read: () => Promise<unknown>): Promise<Response> {
  return isSandbox() ? Response.json(await read()) : notFound();
}
