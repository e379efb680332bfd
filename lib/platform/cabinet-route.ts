import type { z } from 'zod';
import { type Context, narrowedTo } from '@/lib/access/context';
import { commonMessages } from '@/lib/access/messages';
import { isOwnStore } from '@/lib/access/queries';
import type { ActionResult } from '@/lib/core/action-result';
import { isId } from '@/lib/core/ids';
import { type Messages, messageText } from '@/lib/core/messages';
import type { Result } from '@/lib/core/result';
import { fieldErrors, isOwnOrigin, refused } from './action';
import { auditMissing, carryOut } from './audit';
import { currentSession } from './auth';
import { bodyBytes } from './body';
import { attachment } from './download-name';
import { answerJson, guarded, problem, tooMany } from './route';
import { log } from './log';
import { admit, rateLimits } from './rate-limit';

interface Upload<S extends z.ZodType, T, C extends string> {
  /** of the search parameters */
  readonly schema: S;
  readonly mostBytes: number;
  /** refusal of a longer body; nothing more of it is held */
  readonly tooLarge: { readonly code: C; readonly details: Readonly<Record<string, string | number>> };
  readonly command: (ctx: Context, input: z.output<S>, bytes: Uint8Array) => Promise<Result<T, C>>;
  readonly messages: Messages<C>;
  /** as of an action */
  readonly confirmed?: boolean;
}

/**
 * What an action does, for a body that is too large for one: own origin → session → shape → command. Answers 200 with
 * the result as an action gives it, refusals too.
 */
export async function uploadRoute<S extends z.ZodType, T, C extends string>(
  request: Request,
  { schema, mostBytes, tooLarge, command, messages, confirmed = false }: Upload<S, T, C>,
): Promise<Response> {
  const texts: Messages = { ...commonMessages, ...messages };
  const answer = async (): Promise<ActionResult<T>> => {
    if (!isOwnOrigin(request.headers.get('origin'))) return refused('ORIGIN', texts);
    const session = await currentSession();
    if (!session) return refused('SIGNED_OUT', texts);
    if (session.viewing) return refused('VIEWING', texts);
    const admitted = await admit(rateLimits.file, session.sessionId);
    if (!admitted.ok) return refused('TOO_MANY_REQUESTS', texts, { seconds: admitted.retryAfterSeconds });
    const params = Object.fromEntries(new URL(request.url).searchParams);
    const input = schema.safeParse({ ...params });
    if (!input.success) {
      const message = messageText(commonMessages.VALIDATION);
      return { ok: false, code: 'VALIDATION', message, fields: fieldErrors(input.error) };
    }
    if (confirmed && !session.isConfirmed) return refused('CONFIRM_AGAIN', texts);
    const bytes = await bodyBytes(request, mostBytes);
    if (bytes === null) return refused(tooLarge.code, texts, tooLarge.details);
    const result = await carryOut(session.ctx, (ctx, data) => command(ctx, data, bytes), input.data);
    return result.ok ? { ok: true, value: result.value } : refused(result.code, texts, result.details);
  };
  try {
    return Response.json(await answer());
  } catch (error) {
    const reference = log.error('upload failed', error);
    const message = `Не получилось выполнить: внутренняя ошибка ${reference}. Повторите чуть позже.`;
    return Response.json({ ok: false, code: 'INTERNAL', message } satisfies ActionResult<never>);
  }
}

/**
 * Something that a screen reads while a person types: session → not too often → shape of the search parameters → read,
 * which is asked in the scope of the person and says by itself what they may not see.
 */
export async function readRoute<S extends z.ZodType>(
  request: Request,
  schema: S,
  read: (ctx: Context, input: z.output<S>) => Promise<unknown>,
): Promise<Response> {
  return guarded(async () => {
    const session = await currentSession();
    if (!session) return problem(401, 'SIGNED_OUT', 'Войдите в кабинет');
    const admitted = await admit(rateLimits.search, session.sessionId);
    if (!admitted.ok) return tooMany(admitted.retryAfterSeconds);
    const input = schema.safeParse(Object.fromEntries(new URL(request.url).searchParams));
    if (!input.success) return problem(422, 'VALIDATION', messageText(commonMessages.VALIDATION));
    return answerJson(await read(session.ctx, input.data));
  });
}

const DOWNLOADED = 'access.download';

/** What the address of a file names: the thing it is about, and the store it is narrowed to. */
interface Named {
  readonly id?: string;
  readonly store?: string | undefined;
}

/**
 * A file of the cabinet for the person who is signed in, of the chosen store alone if one is named; null: not found.
 * What was tried and is missing or belongs to others stands in the audit.
 */
export async function downloadRoute(
  make: (ctx: Context) => Promise<{ name: string; type: string; body: string | Uint8Array } | null>,
  { id, store }: Named = {},
): Promise<Response> {
  return guarded(async () => {
    const session = await currentSession();
    if (!session) return problem(401, 'SIGNED_OUT', 'Войдите в кабинет');
    const admitted = await admit(rateLimits.file, session.sessionId);
    if (!admitted.ok) return tooMany(admitted.retryAfterSeconds);
    const { ctx } = session;
    if (store !== undefined && isId(store) && !(await isOwnStore(ctx, store))) {
      await auditMissing(ctx, { store }, DOWNLOADED);
    }
    const file = await make(narrowedTo(ctx, store ?? null));
    if (!file && id !== undefined && isId(id)) await auditMissing(ctx, { id }, DOWNLOADED);
    if (!file) return problem(404, 'NOT_FOUND', 'Не найдено');
    const headers = {
      'content-type': file.type,
      'content-disposition': attachment(file.name),
    };
    return new Response(typeof file.body === 'string' ? file.body : Buffer.from(file.body), { headers });
  });
}
