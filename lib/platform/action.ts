import { revalidatePath } from 'next/cache';
import { headers } from 'next/headers';
import { z } from 'zod';
import { ru } from 'zod/locales';
import type { Context } from '@/lib/access/context';
import { commonMessages } from '@/lib/access/messages';
import type { ActionResult } from '@/lib/core/action-result';
import { type Messages, messageText } from '@/lib/core/messages';
import type { Result } from '@/lib/core/result';
import { carryOut } from './audit';
import { currentSession } from './auth';
import { env, isSandbox } from './env';
import { log } from './log';
import { admit, rateLimits } from './rate-limit';

z.config(ru());

/**
 * The address the browser says it stands on must be ours. Next lets a call without `Origin` pass and trusts
 * `X-Forwarded-Host`, so neither is taken for an answer here.
 */
export function isOwnOrigin(origin: string | null): boolean {
  if (!origin) return false;
  const own = new URL(env().APP_URL);
  if (origin === own.origin) return true;
  return isSandbox() && origin === `http://localhost:${own.port}`;
}

export function fieldErrors(error: z.ZodError): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const issue of error.issues) fields[issue.path.join('.')] ??= issue.message;
  return fields;
}

/** A refusal as the screen gets it: its sentence, and its field if it belongs to one. */
export function refused(code: string, messages: Messages, details = {}): ActionResult<never> {
  const message = messages[code] ?? messages['VALIDATION'];
  if (!message) throw new Error(`no text for the refusal ${code}`);
  const text = messageText(message, details);
  return message.field
    ? { ok: false, code, message: text, fields: { [message.field]: text } }
    : { ok: false, code, message: text };
}

export interface ActionOptions {
  /** money, rights, keys: the password must have been given a short while ago, else CONFIRM_AGAIN */
  readonly confirmed?: boolean;
  /** works for an owner who looks at the cabinet as another role: it ends that */
  readonly whileViewing?: boolean;
}

/**
 * The only way to a server action: own origin → session → not too often → shape of the input → confirmation → command →
 * refresh. Who looks at the cabinet as another role is refused.
 * A refusal comes back as a plain object in Russian; the unexpected is logged and only its number is shown.
 * `asked` is the audit's word for the action, said with what was not found.
 */
export function action<S extends z.ZodType, T, C extends string>(
  schema: S,
  command: (ctx: Context, input: z.output<S>) => Promise<Result<T, C>>,
  messages: Messages<C>,
  asked?: string,
  { confirmed = false, whileViewing = false }: ActionOptions = {},
): (input: z.input<S>) => Promise<ActionResult<T>> {
  const texts: Messages = { ...commonMessages, ...messages };
  return async (input) => {
    try {
      if (!isOwnOrigin((await headers()).get('origin'))) return refused('ORIGIN', texts);
      const session = await currentSession();
      if (!session) return refused('SIGNED_OUT', texts);
      const admitted = await admit(rateLimits.action, session.sessionId);
      if (!admitted.ok) return refused('TOO_MANY_REQUESTS', texts, { seconds: admitted.retryAfterSeconds });
      if (session.viewing && !whileViewing) return refused('VIEWING', texts);
      const parsed = schema.safeParse(input);
      if (!parsed.success) {
        const message = messageText(commonMessages.VALIDATION);
        return { ok: false, code: 'VALIDATION', message, fields: fieldErrors(parsed.error) };
      }
      if (confirmed && !session.isConfirmed) return refused('CONFIRM_AGAIN', texts);
      const result = await carryOut(session.ctx, command, parsed.data, asked);
      if (!result.ok) return refused(result.code, texts, result.details);
      revalidatePath('/', 'layout');
      return { ok: true, value: result.value };
    } catch (error) {
      const reference = log.error('action failed', error);
      const message = `Не получилось выполнить: внутренняя ошибка ${reference}. Повторите чуть позже.`;
      return { ok: false, code: 'INTERNAL', message };
    }
  };
}
