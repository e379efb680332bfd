import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { vi } from 'vitest';
import type { Shipping } from './operator/shipping';
import { startOperator, type OperatorConfig } from './operator';
import type { Card as TrueCard } from './operator/memory';
import { startPayments } from './payments';

/** What a test opened, closed in reverse order by `afterEach(closeAll)`. */
export const opened: (() => unknown)[] = [];

export async function closeAll(): Promise<void> {
  for (const close of opened.splice(0).reverse()) await close();
}

export function tempDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'kassa-sandbox-'));
  opened.push(() => {
    rmSync(dir, { recursive: true, force: true });
  });
  return dir;
}

export type Received = { method: string; path: string; headers: Headers; body: string };
export type Given = { status: number; body?: unknown; headers?: Record<string, string> };

/** A server that keeps what it receives and answers as told. */
export async function listener(answer: (request: Received) => Given = () => ({ status: 200 })) {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      const headers = new Headers();
      for (const [name, value] of Object.entries(request.headers)) headers.set(name, String(value));
      const seen = { method: request.method ?? '', path: request.url ?? '', headers, body };
      received.push(seen);
      const given = answer(seen);
      response.writeHead(given.status, { 'Content-Type': 'application/json', ...given.headers });
      response.end(given.body === undefined ? '' : JSON.stringify(given.body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  opened.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`, received };
}

/** Runs a sandbox program as its own process until `ready`. */
export async function program(name: string, env: Record<string, string>) {
  const file = fileURLToPath(new URL(`${name}.ts`, import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', file], {
    env: { PATH: process.env.PATH ?? '', NODE_ENV: 'test', PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  let output = '';
  const url = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      const found = /^ready (\S+)$/m.exec(output)?.[1];
      if (found) resolve(found);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    void ended.then(() => {
      reject(new Error(`${name} ended: ${output}`));
    });
  });
  const stop = async (signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM') => {
    child.kill(signal);
    return ended;
  };
  opened.push(() => stop());
  return { url, stop, output: () => output };
}

type OperatorLogEntry = {
  seq: number;
  method: string;
  path: string;
  key: string | null;
  duplicate: boolean;
  effect: boolean;
  status: number | null;
};

/** An operator in this process, until `closeAll`: key `key`, user `kassa`, secret `secret`. */
export async function startedOperator(config: Partial<OperatorConfig> = {}) {
  const { slug = 'mts' } = config;
  const running = await startOperator({
    slug,
    port: 0,
    dataDir: tempDir(),
    apiKey: 'key',
    username: 'kassa',
    webhookSecret: 'secret',
    iccidPrefix: slug === 'megafon' ? '8970102' : '8970101',
    answerMs: 30,
    shipMs: 30,
    lateMs: 60_000,
    retryMs: 10,
    ...config,
  });
  opened.push(running.close);
  const { url } = running;
  const card = async (iccid: string) => (await send('GET', `${url}/sandbox/cards/${iccid}`)) as TrueCard;
  const log = async () => (await send('GET', `${url}/sandbox/log`)) as OperatorLogEntry[];
  return {
    url,
    close: running.close,
    mode: (mode: string) => send('POST', `${url}/sandbox/mode`, { mode }),
    /** delays, synchronous answers, the seed of `flaky`, or `now` of the operator's calendar */
    settings: (settings: Record<string, number | boolean | string>) =>
      send('POST', `${url}/sandbox/settings`, settings),
    /** how orders travel, and what is said to a cancellation */
    shipping: (shipping: Partial<Shipping>) => send('POST', `${url}/sandbox/shipping`, shipping),
    service: card,
    /** makes a card what it is at the operator, behind the cabinet's back */
    setCard: (iccid: string, truth: Partial<TrueCard>) =>
      send('POST', `${url}/sandbox/cards/${iccid}`, truth),
    log,
    /** how many requests have changed a card */
    effects: async () =>
      (await log()).filter(({ effect, method }) => effect && (method === 'PATCH' || method === 'PUT')).length,
  };
}

/** The same, and `lib/platform/ports.ts` is connected to it. */
export async function connectedOperator(
  slug: 'mts' | 'megafon',
  timing: Partial<OperatorConfig> & { answerMs: number; shipMs: number },
) {
  const operator = await startedOperator({ slug, ...timing });
  connectOperator(slug, operator.url);
  return operator;
}

/** Where `lib/platform/ports.ts` finds an operator. */
export function connectOperator(slug: 'mts' | 'megafon', url: string): void {
  const name = `OPERATOR_${slug.toUpperCase()}`;
  vi.stubEnv(`${name}_URL`, url);
  vi.stubEnv(`${name}_KEY`, 'key');
  vi.stubEnv(`${name}_USER`, 'kassa');
  vi.stubEnv(`${name}_WEBHOOK_SECRET`, 'secret');
  vi.stubEnv(`${name}_PAUSE_MS`, '50');
  opened.push(() => vi.unstubAllEnvs());
}

/** A payment provider in this process, until `closeAll`, to which `lib/platform/ports.ts` is connected. */
export async function connectedPayments() {
  const cabinet = await listener();
  const running = await startPayments({
    port: 0,
    dataDir: tempDir(),
    shopId: 'shop',
    secretKey: 'secret',
    notifyUrl: `${cabinet.url}/hook`,
    slowMs: 50,
    retryMs: 10,
  });
  opened.push(running.close);
  const { url } = running;
  vi.stubEnv('YOOKASSA_URL', url);
  vi.stubEnv('YOOKASSA_SHOP_ID', 'shop');
  vi.stubEnv('YOOKASSA_SECRET_KEY', 'secret');
  opened.push(() => vi.unstubAllEnvs());
  const press = (page: string | null, form: Record<string, string>) =>
    fetch(page ?? '', { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' });
  const made = async (what: 'payments' | 'refunds') => {
    const response = await fetch(`${url}/v3/${what}?limit=100`, {
      headers: { Authorization: `Basic ${Buffer.from('shop:secret').toString('base64')}` },
    });
    return ((await response.json()) as { items: { id: string; status: string }[] }).items;
  };
  return {
    url,
    /** what the next payment or refund meets */
    next: (next: string) => send('POST', `${url}/sandbox/next`, { next }),
    press,
    pay: (page: string | null) => press(page, { action: 'pay', card: '5555 5555 5555 4444' }),
    /** what the provider has made, newest first */
    made,
    /** bodies of the notifications so far */
    notified: () => cabinet.received.map(({ body }) => body),
    /** the provider is out of reach, until `back` */
    away: () => vi.stubEnv('YOOKASSA_URL', 'http://127.0.0.1:1'),
    back: () => vi.stubEnv('YOOKASSA_URL', url),
  };
}

export async function send(method: string, url: string, body?: unknown): Promise<unknown> {
  const response = await fetch(url, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${url}: ${String(response.status)}`);
  return response.json();
}

/** Waits for a thing, not for a time. */
export const eventually = (check: () => unknown) => vi.waitFor(check, { timeout: 4000, interval: 10 });

/** The same where a database takes part in each step. */
export const inTheEnd = (check: () => unknown) => vi.waitFor(check, { timeout: 20_000, interval: 10 });

/** A port of the loopback that is free now, for a server that has to come back under the same address. */
async function aPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export type InboxLetter = {
  to: string;
  copies: number;
  subject: string;
  text: string;
  html: string;
  headers: Record<string, string>;
  attachments: { cid: string | null; type: string; size: number }[];
};

/** The mail server as its own process, under one SMTP address however often it is stopped and started. */
export async function mailProcess() {
  const reports = await listener(() => ({ status: 204 }));
  const env = {
    SMTP_PORT: String(await aPort()),
    SANDBOX_DATA: tempDir(),
    NOTIFY_URL: `${reports.url}/mail`,
    NOTIFY_SECRET: 'secret',
    RETRY_MS: '10',
  };
  let running = await program('mail', env);
  return {
    smtpUrl: `smtp://127.0.0.1:${env.SMTP_PORT}`,
    url: () => running.url,
    stop: (signal: 'SIGTERM' | 'SIGKILL' = 'SIGKILL') => running.stop(signal),
    start: async () => {
      running = await program('mail', env);
    },
    mode: (mode: string) => send('POST', `${running.url}/sandbox/mode`, { mode }),
    transactions: async () =>
      ((await send('GET', `${running.url}/sandbox/mode`)) as { transactions: number }).transactions,
    inbox: async (to?: string) =>
      (await send(
        'GET',
        `${running.url}/sandbox/inbox?last=200${to ? `&to=${encodeURIComponent(to)}` : ''}`,
      )) as InboxLetter[],
    /** reports about letters, as the server hands them over */
    reports: reports.received,
  };
}

export type EvotorAccount = {
  token: string;
  stores: { id: string; name: string; address?: string }[];
  devices: {
    id: string;
    name: string;
    store_id?: string;
    serial_number?: string;
    imei?: string;
    device_model?: string;
    timezone_offset?: number;
    [field: string]: unknown;
  }[];
};

/** The cloud of the maker of terminals as its own process, with one account. */
export async function evotorProcess(account: EvotorAccount, env: Record<string, string> = {}) {
  const running = await program('evotor', {
    SANDBOX_DATA: tempDir(),
    RETRY_MS: '10',
    LIMIT: '1000',
    SLOW_MS: '300',
    ...env,
  });
  const own = `${running.url}/sandbox/accounts/owner`;
  const set = (change: Partial<EvotorAccount>) => {
    Object.assign(account, change);
    return send('PUT', own, account);
  };
  await set({});
  return {
    url: running.url,
    stop: running.stop,
    /** the account as it is from now on */
    set,
    mode: (mode: string) => send('POST', `${running.url}/sandbox/mode`, { mode }),
    hook: (url: string, secret: string) => send('POST', `${own}/hook`, { url, secret }),
    change: (change: string) => send('POST', `${own}/changes`, { change }),
    account: async () => (await send('GET', own)) as EvotorAccount,
    log: async () =>
      (await send('GET', `${running.url}/sandbox/log`)) as {
        path: string;
        cursor: string | null;
        status: number | null;
      }[],
  };
}
