import { z } from 'zod';
import { outsideSetting } from './env';

const letterSchema = z.object({
  id: z.string(),
  at: z.coerce.date(),
  from: z.string(),
  to: z.string(),
  /** how often the very same message has come; one is kept */
  copies: z.number(),
  subject: z.string(),
  text: z.string(),
  /** with the pictures that travel in the letter */
  html: z.string(),
  headers: z.record(z.string(), z.string()),
  attachments: z.array(
    z.object({ cid: z.string().nullable(), type: z.string(), name: z.string().nullable(), size: z.number() }),
  ),
});
export type SandboxLetter = z.output<typeof letterSchema>;

export const mailModeInput = z.object({ mode: z.enum(['normal', 'busy', 'lost-answer']) });

async function call(path: string, init?: RequestInit): Promise<unknown> {
  const response = await fetch(`${outsideSetting('SANDBOX_MAIL_URL')}${path}`, {
    ...init,
    signal: AbortSignal.timeout(5_000),
  });
  if (response.status === 404) return null;
  if (!response.ok) throw new Error(`sandbox answered ${String(response.status)}`);
  return response.json();
}

/** Letters that the mail server of the sandbox has taken, newest first; `to` is one whole address. */
export async function sandboxInbox(to: string | undefined, last = 50): Promise<SandboxLetter[]> {
  const query = new URLSearchParams({ last: String(last), ...(to && { to }) });
  return z.array(letterSchema).parse(await call(`/sandbox/inbox?${query.toString()}`));
}

/** Null: no such letter. */
export async function sandboxLetter(id: string): Promise<SandboxLetter | null> {
  return letterSchema.nullable().parse(await call(`/sandbox/inbox/${encodeURIComponent(id)}`));
}

export const setMailMode = (mode: string): Promise<unknown> =>
  call('/sandbox/mode', { method: 'POST', body: JSON.stringify({ mode }) });

export const mailMode = async (): Promise<string> =>
  z.object({ mode: z.string() }).parse(await call('/sandbox/mode')).mode;
