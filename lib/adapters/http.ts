export type HttpAnswer =
  { reached: true; status: number; headers: Headers; body: unknown } | { reached: false; detail: string };

const MAX_BODY_CHARS = 5_000_000;

/** Undefined when the text is no JSON. */
export const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const failureDetail = (error: unknown, timeoutMs: number): string => {
  if (error instanceof Error && error.name === 'TimeoutError') return `нет ответа за ${String(timeoutMs)} мс`;
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'разрыв';
  return `нет соединения: ${code}`;
};

/** One HTTP exchange with JSON. A body that is no JSON is `undefined`; redirects are not followed. */
export async function exchange(
  url: string,
  options: { method: string; headers: Record<string, string>; body?: unknown; timeoutMs: number },
): Promise<HttpAnswer> {
  const { method, headers, body, timeoutMs } = options;
  try {
    const response = await fetch(url, {
      method,
      headers: { Accept: 'application/json', 'Content-Type': 'application/json', ...headers },
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      reached: true,
      status: response.status,
      headers: response.headers,
      body: text.length > MAX_BODY_CHARS ? undefined : parseJson(text),
    };
  } catch (error) {
    return { reached: false, detail: failureDetail(error, timeoutMs) };
  }
}

export const isSuccess = (status: number) => status >= 200 && status < 300;

const NOT_A_DECISION = new Set([401, 403, 408, 425, 429]);

/** A final no of the other side; a refusal of our access or pace is none. */
export const isDecision = (status: number) => status >= 400 && status < 500 && !NOT_A_DECISION.has(status);

export const UNREADABLE = { kind: 'unavailable', detail: 'ответ не по протоколу' } as const;

/** The base address without a slash at its end, for paths that start with one. */
export const withoutSlash = (url: string) => url.replace(/\/+$/, '');
