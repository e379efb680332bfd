import { unstable_rethrow } from 'next/navigation';
import { headers } from 'next/headers';
import type { z } from 'zod';
import { commonMessages } from '@/lib/access/messages';
import type { FormState } from '@/lib/core/form-state';
import { type Message, type Messages, messageText } from '@/lib/core/messages';
import type { Result } from '@/lib/core/result';
import { fieldErrors, isOwnOrigin } from './action';
import { log } from './log';

const MOST_FIELDS = 30;
/** Longer than any field; what a schema allows is less. */
const LONGEST = 4_096;
const SECRET = /password|code|token/i;

/** The texts of a form, without what Next adds; null: more, or longer, than any form of ours sends. */
function typed(data: FormData): Record<string, string> | null {
  const values: Record<string, string> = {};
  for (const [name, value] of data) {
    if (name.startsWith('$') || typeof value !== 'string') continue;
    if (Object.keys(values).length >= MOST_FIELDS || value.length > LONGEST || name.length > 100) return null;
    values[name] ??= value.replaceAll('\0', '');
  }
  return values;
}

const withoutSecrets = (values: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).filter(([name]) => !SECRET.test(name)));

/**
 * The way to a form that anybody may send, with or without JavaScript: own origin → size → shape → what is to be done.
 * `run` leads elsewhere by `redirect` or gives a code of what has come of it.
 */
export function formAction<S extends z.ZodType, C extends string>(
  schema: S,
  run: (input: z.output<S>) => Promise<Result<string, C>>,
  messages: Messages<C>,
): (state: FormState, data: FormData) => Promise<FormState> {
  const texts: Messages = { ...commonMessages, ...messages };
  return async (_state, data) => {
    const values = typed(data);
    const say = (code: string, message: string | null, fields = {}): FormState => ({
      code,
      ok: false,
      message,
      fields,
      values: withoutSecrets(values ?? {}),
    });
    try {
      if (!isOwnOrigin((await headers()).get('origin'))) return say('ORIGIN', commonMessages.ORIGIN.text);
      if (values === null) return say('VALIDATION', 'Введено слишком много. Сократите и повторите.');
      const input = schema.safeParse(values);
      if (!input.success) return say('VALIDATION', null, fieldErrors(input.error));
      const result = await run(input.data);
      if (result.ok) return { ...say(result.value, null), ok: true };
      const message: Message = texts[result.code] ?? commonMessages.VALIDATION;
      const text = messageText(message, result.details);
      return message.field ? say(result.code, null, { [message.field]: text }) : say(result.code, text);
    } catch (error) {
      unstable_rethrow(error);
      const reference = log.error('form failed', error);
      return say(
        'INTERNAL',
        `Не получилось выполнить: внутренняя ошибка ${reference}. Повторите чуть позже.`,
      );
    }
  };
}
