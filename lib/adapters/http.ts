import http, { type IncomingMessage, type RequestOptions } from 'node:http';
import https from 'node:https';

export type HttpAnswer =
  { reached: true; status: number; headers: Headers; body: unknown } | { reached: false; detail: string };

const MAX_BODY_BYTES = 5_000_000;

/** Connections are kept and used again: a new one per call would cost more than the call. */
const agents = {
  'http:': new http.Agent({ keepAlive: true, maxFreeSockets: 64 }),
  'https:': new https.Agent({ keepAlive: true, maxFreeSockets: 64 }),
};

/** Undefined when the text is no JSON. */
export const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const failureDetail = (error: Error): string => {
  const code = 'code' in error ? String(error.code) : 'разрыв';
  return `нет соединения: ${code}`;
};

const headersOf = ({ headersDistinct }: IncomingMessage): Headers => {
  const headers = new Headers();
  for (const [name, values = []] of Object.entries(headersDistinct)) {
    for (const value of values) headers.append(name, value);
  }
  return headers;
};

/** The body as text; empty when it is larger than anyone sends. */
async function textOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) {
      response.destroy();
      return '';
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

const send = (url: URL, options: RequestOptions, body: string | undefined): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const isSecure = url.protocol === 'https:';
    const { request } = isSecure ? https : http;
    request(url, { ...options, agent: agents[isSecure ? 'https:' : 'http:'] }, resolve)
      .on('error', reject)
      .end(body);
  });

/** One HTTP exchange with JSON. A body that is no JSON is `undefined`; redirects are not followed. */
export async function exchange(
  url: string,
  options: { method: string; headers: Record<string, string>; body?: unknown; timeoutMs: number },
): Promise<HttpAnswer> {
  const { method, headers, timeoutMs } = options;
  const body = options.body === undefined ? undefined : JSON.stringify(options.body);
  const late = new AbortController();
  const timer = setTimeout(() => {
    late.abort();
  }, timeoutMs);
  try {
    const sent = {
      Accept: 'application/json',
      'Content-Type': 'application/json',
      'Content-Length': String(body === undefined ? 0 : Buffer.byteLength(body)),
      ...headers,
    };
    const response = await send(new URL(url), { method, headers: sent, signal: late.signal }, body);
    const text = await textOf(response);
    return {
      reached: true,
      status: response.statusCode ?? 0,
      headers: headersOf(response),
      body: parseJson(text),
    };
  } catch (error) {
    if (late.signal.aborted) return { reached: false, detail: `нет ответа за ${String(timeoutMs)} мс` };
    return { reached: false, detail: error instanceof Error ? failureDetail(error) : 'нет соединения' };
  } finally {
    clearTimeout(timer);
  }
}

export const isSuccess = (status: number) => status >= 200 && status < 300;

const NOT_A_DECISION = new Set([401, 403, 408, 425, 429]);

/** A final no of the other side; a refusal of our access or pace is none. */
export const isDecision = (status: number) => status >= 400 && status < 500 && !NOT_A_DECISION.has(status);

export const UNREADABLE = { kind: 'unavailable', detail: 'ответ не по протоколу' } as const;

/** The base address without a slash at its end, for paths that start with one. */
export const withoutSlash = (url: string) => url.replace(/\/+$/, '');
