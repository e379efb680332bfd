import http, { type IncomingMessage, type RequestOptions } from 'node:http';
import https from 'node:https';

/** What is asked of the headers of an answer. */
export type AnswerHeaders = Pick<Headers, 'get'>;

export type HttpAnswer =
  | { reached: true; status: number; headers: AnswerHeaders; body: unknown }
  | { reached: false; detail: string };

class LateAnswer extends Error {}

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

const headersOf = ({ headers }: IncomingMessage): AnswerHeaders => ({
  get: (name) => {
    const value = headers[name.toLowerCase()];
    return (Array.isArray(value) ? value.join(', ') : value) ?? null;
  },
});

interface Answered {
  readonly response: IncomingMessage;
  /** empty when it is larger than anyone sends */
  readonly text: string;
}

/** Sends and reads to the end; whatever goes wrong on the way, and no answer in time, is an error. */
const send = (
  url: URL,
  { timeoutMs, ...options }: RequestOptions & { timeoutMs: number },
  body: string | undefined,
): Promise<Answered> =>
  new Promise((resolve, reject) => {
    const isSecure = url.protocol === 'https:';
    const agent = agents[isSecure ? 'https:' : 'http:'];
    const sent = (isSecure ? https : http).request(url, { ...options, agent });
    const late = setTimeout(() => sent.destroy(new LateAnswer()), timeoutMs);
    const failed = (error: Error) => {
      clearTimeout(late);
      reject(error);
    };
    sent.on('error', failed).on('response', (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      const done = (text: string) => {
        clearTimeout(late);
        resolve({ response, text });
      };
      response
        .on('data', (chunk: Buffer) => {
          size += chunk.length;
          chunks.push(chunk);
          if (size <= MAX_BODY_BYTES) return;
          done('');
          response.destroy();
        })
        .on('end', () => done(Buffer.concat(chunks).toString('utf8')))
        .on('error', failed);
    });
    sent.end(body);
  });

/** One HTTP exchange with JSON. A body that is no JSON is `undefined`; redirects are not followed. */
export async function exchange(
  url: string,
  options: { method: string; headers: Record<string, string>; body?: unknown; timeoutMs: number },
): Promise<HttpAnswer> {
  const { method, headers, timeoutMs } = options;
  const body = options.body === undefined ? undefined : JSON.stringify(options.body);
  try {
    const sent = {
      Accept: 'application/json',
      'Content-Type': 'application/json',
      'Content-Length': String(body === undefined ? 0 : Buffer.byteLength(body)),
      ...headers,
    };
    const { response, text } = await send(new URL(url), { method, headers: sent, timeoutMs }, body);
    return {
      reached: true,
      status: response.statusCode ?? 0,
      headers: headersOf(response),
      body: parseJson(text),
    };
  } catch (error) {
    if (error instanceof LateAnswer)
      return { reached: false, detail: `нет ответа за ${String(timeoutMs)} мс` };
    return { reached: false, detail: error instanceof Error ? failureDetail(error) : 'нет соединения' };
  }
}

export const isSuccess = (status: number) => status >= 200 && status < 300;

const NOT_A_DECISION = new Set([401, 403, 408, 425, 429]);

/** A final no of the other side; a refusal of our access or pace is none. */
export const isDecision = (status: number) => status >= 400 && status < 500 && !NOT_A_DECISION.has(status);

export const UNREADABLE = { kind: 'unavailable', detail: 'ответ не по протоколу' } as const;

/** The base address without a slash at its end, for paths that start with one. */
export const withoutSlash = (url: string) => url.replace(/\/+$/, '');
