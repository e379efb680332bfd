import type { z } from 'zod';
import { isOwnOrigin } from './action';
import { isSandbox } from './env';
import { jsonRoute, problem } from './route';

const notFound = () => problem(404, 'NOT_FOUND', 'Песочницы здесь нет: кабинет работает по-настоящему');

/** A switch of the sandbox over HTTP: 404 in production, JSON only, and not from another site's page. */
export async function sandboxSwitch<S extends z.ZodType>(
  request: Request,
  schema: S,
  change: (input: z.output<S>) => Promise<unknown>,
): Promise<Response> {
  if (!isSandbox()) return notFound();
  const origin = request.headers.get('origin');
  if (origin !== null && !isOwnOrigin(origin)) {
    return problem(403, 'ORIGIN', 'Запрос пришёл со страницы другого сайта');
  }
  if (!request.headers.get('content-type')?.startsWith('application/json')) {
    return problem(415, 'NOT_JSON', 'Нужен заголовок content-type: application/json');
  }
  return jsonRoute(request, schema, async (input) => {
    const answer = await change(input);
    return answer instanceof Response ? answer : Response.json(answer ?? { ok: true });
  });
}

export async function sandboxRead(read: () => Promise<unknown>): Promise<Response> {
  return isSandbox() ? Response.json(await read()) : notFound();
}

/** A service worker of a sandbox page, which may look after the addresses that begin with `scope`. */
export const sandboxScript = (script: string, scope: string): Response =>
  isSandbox()
    ? new Response(script, {
        headers: { 'content-type': 'text/javascript; charset=utf-8', 'service-worker-allowed': scope },
      })
    : notFound();
