import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, realpathSync, renameSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export type Call = {
  method: string;
  path: string;
  params: Record<string, string>;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  raw: string;
  json: unknown;
};

/** `destroy` closes the connection without an answer; a string body is HTML, anything else JSON. */
export type Reply = 'destroy' | { status: number; body?: unknown; headers?: Record<string, string> };
export type Handler = (call: Call) => Reply | Promise<Reply>;
export type Route = [method: string, pattern: string, handler: Handler];
export type Running = { url: string; close: () => Promise<void> };

const MAX_BODY_BYTES = 8_000_000;

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const match = (pattern: string, path: string): Record<string, string> | undefined => {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? '';
    if (part.startsWith(':')) params[part.slice(1)] = value;
    else if (part !== value) return undefined;
  }
  return params;
};

const readBody = async (request: IncomingMessage): Promise<string | undefined> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
};

const answer = async (routes: Route[], request: IncomingMessage): Promise<Reply> => {
  const { method = 'GET', headers } = request;
  const { origin, host = '' } = headers;
  if (origin !== undefined && origin !== `http://${host}`) return { status: 403, body: { error: 'origin' } };
  const [path = '/', search = ''] = (request.url ?? '/').split('?');
  const found = routes.filter(([, pattern]) => match(pattern, path));
  const route = found.find(([verb]) => verb === method);
  if (!route) return { status: found.length > 0 ? 405 : 404, body: { error: 'no such route' } };
  const raw = await readBody(request);
  if (raw === undefined) return { status: 413, body: { error: 'too large' } };
  const params = match(route[1], path) ?? {};
  const query = new URLSearchParams(search);
  return route[2]({ method, path, params, query, headers, raw, json: parseJson(raw) });
};

/** Serves the routes on loopback; `GET /health` is always there. Port 0 takes a free one. */
export async function serve(port: number, routes: Route[]): Promise<Running> {
  const all: Route[] = [['GET', '/health', () => ({ status: 200, body: { ok: true } })], ...routes];
  const server = createServer((request, response) => {
    answer(all, request)
      .catch((error: unknown): Reply => {
        console.error(error instanceof Error ? error.message : 'unknown error');
        return { status: 500, body: { error: 'internal' } };
      })
      .then((reply) => {
        if (reply === 'destroy') return void request.socket.destroy();
        const isPage = typeof reply.body === 'string';
        const type = isPage ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8';
        response.writeHead(reply.status, {
          'Content-Type': type,
          'Cache-Control': 'no-store',
          'X-Content-Type-Options': 'nosniff',
          ...reply.headers,
        });
        response.end(isPage ? reply.body : reply.body === undefined ? '' : JSON.stringify(reply.body));
      })
      .catch(() => request.socket.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => {
        resolve();
      });
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`, close };
}

export type Store<T> = { data: T; touch: () => void; flush: () => void; close: () => void };

/** State kept in one JSON file, replaced as a whole at most 150 ms after a change. */
export function openStore<T extends object>(dir: string, name: string, initial: T): Store<T> {
  mkdirSync(dir, { recursive: true });
  const file = join(dir, `${name}.json`);
  const data: T = existsSync(file)
    ? { ...initial, ...(JSON.parse(readFileSync(file, 'utf8')) as T) }
    : initial;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    if (closed) return;
    writeFileSync(`${file}.part`, JSON.stringify(data), { mode: 0o600 });
    renameSync(`${file}.part`, file);
  };
  const close = () => {
    flush();
    closed = true;
  };
  return { data, flush, close, touch: () => void (timer ??= setTimeout(flush, 150)) };
}

export type Delivery = { id: string; url: string; bodies: string[]; attempt: number; dueAt: number };

const ATTEMPTS = 6;
const IN_FLIGHT = 16;

/** Sends messages in the order given; one that is not taken is repeated 5 times with growing pauses. */
export function outbox(options: {
  pending: Delivery[];
  retryMs: number;
  method?: 'POST' | 'PUT';
  sign?: (body: string, url: string) => Record<string, string>;
  isPaused?: () => boolean;
  /** after every change of a delivery; `isGone`: taken, or given up */
  changed: (delivery: Delivery, isGone: boolean) => void;
}) {
  const { pending, retryMs, method = 'POST', sign, isPaused, changed } = options;
  const flying = new Set<Delivery>();
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  const post = async (url: string, body: string): Promise<boolean> => {
    try {
      const response = await fetch(url, {
        method,
        headers: { 'Content-Type': 'application/json', ...sign?.(body, url) },
        body,
        redirect: 'manual',
        signal: AbortSignal.timeout(10_000),
      });
      await response.arrayBuffer();
      return response.ok;
    } catch {
      return false;
    }
  };

  const send = async (delivery: Delivery) => {
    flying.add(delivery);
    const [body] = delivery.bodies;
    if (body !== undefined && (await post(delivery.url, body))) {
      delivery.bodies.shift();
      delivery.attempt = 0;
    } else {
      delivery.attempt += 1;
      delivery.dueAt = Date.now() + retryMs * 2 ** (delivery.attempt - 1);
    }
    const isGone = delivery.bodies.length === 0 || delivery.attempt >= ATTEMPTS;
    if (isGone) pending.splice(pending.indexOf(delivery), 1);
    flying.delete(delivery);
    changed(delivery, isGone);
    pump();
  };

  const pump = () => {
    clearTimeout(timer);
    if (closed || isPaused?.()) return;
    const now = Date.now();
    let next = Infinity;
    for (const delivery of pending) {
      if (flying.size >= IN_FLIGHT) return;
      if (flying.has(delivery)) continue;
      if (delivery.dueAt <= now) void send(delivery);
      else next = Math.min(next, delivery.dueAt);
    }
    if (next < Infinity) timer = setTimeout(pump, next - now);
  };

  return {
    pump,
    push(url: string, bodies: string[]) {
      const delivery: Delivery = { id: randomUUID(), url, bodies, attempt: 0, dueAt: Date.now() };
      pending.push(delivery);
      changed(delivery, false);
      pump();
    },
    close() {
      closed = true;
      clearTimeout(timer);
    },
  };
}

export const fromEnv = (name: string, fallback?: string): string => {
  const value = process.env[name] || fallback;
  if (value === undefined) throw new Error(`Не задана переменная ${name}`);
  return value;
};

export const numberFromEnv = (name: string, fallback?: number): number => {
  const value = Number(fromEnv(name, fallback?.toString()));
  if (!Number.isSafeInteger(value) || value < 0) throw new Error(`Переменная ${name}: нужно целое число`);
  return value;
};

/** Starts it when the file itself is the program, says `ready <url>`, and closes on SIGTERM or SIGINT. */
export function runAsProgram(moduleUrl: string, start: () => Promise<Running>): void {
  const program = process.argv[1];
  if (program === undefined || realpathSync(program) !== fileURLToPath(moduleUrl)) return;
  Promise.resolve()
    .then(start)
    .then((running) => {
      console.log(`ready ${running.url}`);
      const stop = () => void running.close().then(() => process.exit(0));
      process.once('SIGTERM', stop).once('SIGINT', stop);
    })
    .catch((error: unknown) => {
      console.error(error instanceof Error ? error.message : error);
      process.exit(1);
    });
}
