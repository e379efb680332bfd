import { STATUS_CODES } from 'node:http';
import { z } from 'zod';
import { ru } from 'zod/locales';
import { tooManyText } from '@/lib/access/messages';
import { bodyBytes } from './body';
import { strictTransport } from './env';
import { log } from './log';

z.config(ru());

const MAX_BODY_BYTES = 1_048_576;

/** What every answer of an API carries; pages get theirs from the proxy, which such routes do without. */
const apiHeaders = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  ...strictTransport(),
} as const;

/** JSON of an API. */
export const answerJson = (
  body: unknown,
  { status = 200, headers = {} }: { status?: number; headers?: Readonly<Record<string, string>> } = {},
): Response => Response.json(body, { status, headers: { ...apiHeaders, ...headers } });

/** The same from text that is JSON already. */
export const answerText = (json: string, headers: Readonly<Record<string, string>>): Response =>
  new Response(json, { headers: { ...apiHeaders, 'content-type': 'application/json', ...headers } });

/** 304: what the caller has is still so. */
export const notModified = (etag: string): Response =>
  new Response(null, { status: 304, headers: { ...apiHeaders, etag } });

/**
 * An error of an API as RFC 9457 problem details with the domain's code: `title` is the phrase of the status,
 * `detail` the Russian sentence.
 */
export function problem(
  status: number,
  code: string,
  detail: string,
  extra: object = {},
  headers: Readonly<Record<string, string>> = {},
): Response {
  const title = STATUS_CODES[status] ?? 'Error';
  return answerJson(
    { type: 'about:blank', status, title, detail, code, ...extra },
    { status, headers: { ...headers, 'content-type': 'application/problem+json; charset=utf-8' } },
  );
}

/** 429 with the time after which it makes sense to come again (RFC 6585, RFC 9110). */
export const tooMany = (seconds: number, headers: Readonly<Record<string, string>> = {}): Response =>
  problem(429, 'TOO_MANY_REQUESTS', tooManyText(seconds), {}, { ...headers, 'retry-after': String(seconds) });

/** Methods that a path does not know, for its route to export: 405 with the ones it knows (RFC 9110, 15.5.6). */
export function notAllowed(allow: 'GET' | 'POST') {
  const known = allow === 'GET' ? 'GET, HEAD' : 'POST';
  const refuse = (): Response =>
    problem(405, 'METHOD_NOT_ALLOWED', `Здесь отвечают только на ${known}`, {}, { allow: known });
  return { GET: refuse, POST: refuse, PUT: refuse, PATCH: refuse, DELETE: refuse };
}

const decoder = new TextDecoder('utf-8', { fatal: true });

function parsed(bytes: Uint8Array): { body: unknown; mayHoldNul: boolean } | null {
  try {
    const text = decoder.decode(bytes);
    return { body: JSON.parse(text) as unknown, mayHoldNul: text.includes('\\u0000') };
  } catch {
    return null;
  }
}

/** A body that says what it is must say JSON, and come as it is; one that says nothing is looked into. */
function isJson(headers: Headers): boolean {
  const type = headers.get('content-type');
  const encoding = headers.get('content-encoding') ?? 'identity';
  return encoding === 'identity' && (type === null || /^application\/([\w.-]+\+)?json *(;|$)/i.test(type));
}

/** The database keeps no NUL in a text. */
function pathOfNul(value: unknown, path: readonly string[] = []): string | null {
  if (typeof value === 'string') return value.includes('\0') ? path.join('.') : null;
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, each] of Object.entries(value)) {
    const found = pathOfNul(each, [...path, key]);
    if (found !== null) return found;
  }
  return null;
}

/** `If-None-Match` names the tag, in a list or weakened by a proxy that compresses, or takes any (RFC 9110, 13.1.2). */
export const hasTag = (ifNoneMatch: string | null, etag: string): boolean =>
  ifNoneMatch === etag ||
  (ifNoneMatch ?? '').split(',').some((tag) => ['*', etag].includes(tag.trim().replace(/^W\//, '')));

const invalid = (fields: readonly { readonly path: string; readonly message: string }[]) =>
  problem(422, 'VALIDATION', 'Поля запроса не такие, как нужно', { fields });

type Read<S extends z.ZodType> =
  { readonly ok: true; readonly input: z.output<S> } | { readonly ok: false; readonly refused: Response };

/**
 * A JSON body by its schema, or the answer: over 1 MB is 413, another type of content 415, not JSON 400, a wrong shape
 * 422 with fields. Fields that the schema does not know are left out.
 */
export async function readJson<S extends z.ZodType>(request: Request, schema: S): Promise<Read<S>> {
  const refused = (answer: Response) => ({ ok: false, refused: answer }) as const;
  if (!isJson(request.headers)) {
    return refused(problem(415, 'NOT_JSON_TYPE', 'Нужно тело application/json без сжатия'));
  }
  const bytes = await bodyBytes(request, MAX_BODY_BYTES);
  if (bytes === null) return refused(problem(413, 'BODY_TOO_LARGE', 'Тело запроса больше 1 МБ'));
  const read = parsed(bytes);
  if (!read) return refused(problem(400, 'NOT_JSON', 'Тело запроса — не JSON'));
  const input = schema.safeParse(read.body);
  if (!input.success) {
    const issues = input.error.issues.slice(0, 50);
    return refused(invalid(issues.map(({ path, message }) => ({ path: path.join('.'), message }))));
  }
  const nul = read.mayHoldNul ? pathOfNul(input.data) : null;
  if (nul !== null) return refused(invalid([{ path: nul, message: 'Знак NUL недопустим' }]));
  return { ok: true, input: input.data };
}

/** Answers to a body that `readJson` takes. */
export async function jsonRoute<S extends z.ZodType>(
  request: Request,
  schema: S,
  answer: (input: z.output<S>) => Promise<Response>,
): Promise<Response> {
  return guarded(async () => {
    const read = await readJson(request, schema);
    return read.ok ? answer(read.input) : read.refused;
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
