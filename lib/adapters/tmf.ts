import { z } from 'zod';
import { type AnswerHeaders, exchange, isDecision, isSuccess, withoutSlash } from '@/lib/adapters/http';

const tmfErrorSchema = z
  .object({ reason: z.string().optional(), message: z.string().optional() })
  .transform(({ reason, message }) => reason || message)
  .pipe(z.string().min(1));

/** The words of a TMF630 error, or undefined when the body is none. */
export const errorWords = (body: unknown): string | undefined => tmfErrorSchema.safeParse(body).data;

export type TmfAnswer =
  | { kind: 'unavailable'; detail: string; answered?: boolean }
  | { kind: 'refused'; status: number; reason: string }
  | { kind: 'answer'; status: number; headers: AnswerHeaders; body: unknown };

/**
 * A call to a TM Forum API. `refused` is a decision of the other side (4xx with a TMF630 body); a refusal
 * of our access or pace says nothing about the card and is `unavailable`.
 */
export function tmfClient(config: { baseUrl: string; api: string; apiKey: string; timeoutMs?: number }) {
  const { apiKey, timeoutMs = 5000 } = config;
  const root = withoutSlash(config.baseUrl) + config.api;
  return async (
    method: 'GET' | 'POST' | 'PATCH',
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<TmfAnswer> => {
    const answer = await exchange(`${root}${path}`, {
      method,
      body,
      timeoutMs,
      headers: { Authorization: `Bearer ${apiKey}`, ...headers },
    });
    if (!answer.reached) return { kind: 'unavailable', detail: answer.detail };
    const { status } = answer;
    if (isSuccess(status)) return { kind: 'answer', status, headers: answer.headers, body: answer.body };
    const reason = errorWords(answer.body);
    return isDecision(status) && reason !== undefined
      ? { kind: 'refused', status, reason }
      : { kind: 'unavailable', detail: `HTTP ${String(status)}` };
  };
}
