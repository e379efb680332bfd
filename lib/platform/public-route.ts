import type { z } from 'zod';
import { commonMessages } from '@/lib/access/messages';
import type { ActionResult } from '@/lib/core/action-result';
import { type Messages, messageText } from '@/lib/core/messages';
import type { Result } from '@/lib/core/result';
import { fieldErrors, isOwnOrigin, refused } from './action';
import { bodyText } from './body';
import { addressOf } from './caller';
import { db, type PrismaClient } from './db';
import { log } from './log';

const MOST_BYTES = 32_768;

interface Public<S extends z.ZodType, T, C extends string> {
  readonly schema: S;
  readonly command: (
    db: PrismaClient,
    from: { readonly ip: string | null },
    input: z.output<S>,
  ) => Promise<Result<T, C>>;
  readonly messages: Messages<C>;
}

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
};

/**
 * What an action does, for somebody who is not signed in: own origin → shape → command. Answers 200 with the result as
 * an action gives it, refusals too.
 */
export async function publicRoute<S extends z.ZodType, T, C extends string>(
  request: Request,
  { schema, command, messages }: Public<S, T, C>,
): Promise<Response> {
  const texts: Messages = { ...commonMessages, ...messages };
  const answer = async (): Promise<ActionResult<T>> => {
    if (!isOwnOrigin(request.headers.get('origin'))) return refused('ORIGIN', texts);
    const input = schema.safeParse(jsonOf((await bodyText(request, MOST_BYTES)) ?? ''));
    if (!input.success) {
      const message = messageText(commonMessages.VALIDATION);
      return { ok: false, code: 'VALIDATION', message, fields: fieldErrors(input.error) };
    }
    const result = await command(db(), { ip: addressOf(request.headers) }, input.data);
    return result.ok ? { ok: true, value: result.value } : refused(result.code, texts, result.details);
  };
  try {
    return Response.json(await answer());
  } catch (error) {
    const reference = log.error('public request failed', error);
    const message = `Не получилось выполнить: внутренняя ошибка ${reference}. Повторите чуть позже.`;
    return Response.json({ ok: false, code: 'INTERNAL', message } satisfies ActionResult<never>);
  }
}
