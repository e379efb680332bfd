import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { vi } from 'vitest';

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
  const stop = async () => {
    child.kill('SIGTERM');
    return ended;
  };
  opened.push(stop);
  return { url, stop, output: () => output };
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
