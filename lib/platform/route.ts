import type { z } from 'zod';
import { log } from './log';

const MAX_BODY_BYTES = 1_048_576;

/** An error of an API as RFC 9457 problem details with the domain's code. */
export function problem(status: number, code: string, title: string, extra: object = {}): Response {
  return Response.json(
    { type: 'about:blank', status, title, code, ...extra },
    { status, headers: { 'content-type': 'application/problem+json; charset=utf-8' } },
  );
}

/** Null: too large; no more than the limit is ever held, whatever `content-length` says. */
async function bodyText(request: Request): Promise<string | null> {
  if (Number(request.headers.get('content-length') ?? 0) > MAX_BODY_BYTES) return null;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (request.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > MAX_BODY_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** `If-None-Match` names the tag, in a list or weakened by a proxy that compresses (RFC 9110, 13.1.2). */
export const hasTag = (ifNoneMatch: string | null, etag: string): boolean =>
  (ifNoneMatch ?? '').split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Reads a JSON body by its schema and answers; over 1 MB is 413, not JSON is 400, a wrong shape is 422 with fields. */
export async function jsonRoute<S extends z.ZodType>(
  request: Request,
  schema: S,
  answer: (input: z.output<S>) => Promise<Response>,
): Promise<Response> {
  return guarded(async () => {
    const text = await bodyText(request);
    if (text === null) return problem(413, 'BODY_TOO_LARGE', 'Тело запроса больше 1 МБ');
    const body = parsed(text);
    if (body === undefined) return problem(400, 'NOT_JSON', 'Тело запроса — не JSON');
    const input = schema.safeParse(body);
    if (!input.success) {
      const fields = input.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
      return problem(422, 'VALIDATION', 'Неверные поля', { fields });
    }
    return answer(input.data);
  });
}

/** The unexpected is logged; the answer carries its number only. */
export async function guarded(answer: () => Promise<Response>): Promise<Response> {
  try {
    return await answer();
  } catch (error) {
    const reference = log.error('route failed', error);
    return problem(500, 'INTERNAL', `Внутренняя ошибка ${reference}`);
  }
}
